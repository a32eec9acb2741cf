import type { HallStaffView } from '@one-window/domain/views';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, post, testClerk, testDeps, testDevice, testHall, type TestDeps } from '../testing.ts';

let deps: TestDeps;
beforeAll(async () => {
  deps = await testDeps();
});
afterAll(() => deps.close());

test('the manager sees any moment of the day again as it was, and none that has not come yet', async () => {
  const hall = await testHall(deps.owner);
  deps.halls.clear();
  const manager = testClerk(deps);
  const clerk = testClerk(deps);
  const kiosk = testDevice(deps, hall.id);
  const press = (body: object) => post(deps.apps.desk, `/api/windows/${hall.windows[0]}/actions`, clerk, body, newKey());
  await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/session`, clerk, { action: 'open' });
  const moments: { at: string; live: unknown }[] = [];
  const told = ({ counts, tickets, windows, servedByWindow }: HallStaffView) => ({
    counts,
    windows,
    servedByWindow,
    tickets: tickets.map((t) => ({ ...t, undoable: null })).sort((a, b) => a.order - b.order),
  });
  const seen = async (): Promise<void> => {
    const [row] = await deps.owner<{ at: string }[]>`
      select max(recorded_at) as at from events e join hall_days d on d.id = e.stream where d.hall_id = ${hall.id}`;
    moments.push({ at: row!.at, live: told((await deps.publisher.fresh(hall.id, true)).staffView!) });
  };
  for (const priority of [null, 'ill', null])
    await post(deps.apps.hall, '/api/tickets', kiosk, { seriesId: hall.series[0], priority }, newKey());
  await seen();
  const { id: ticketId } = (await press({ action: 'next' })).body['ticket'] as { id: string };
  await seen();
  for (const action of ['start', 'hold', 'return', 'next', 'miss', 'undo']) {
    await press(action === 'next' ? { action } : { action, ticketId });
    await seen();
  }
  const replay = async (at: string): Promise<Record<string, unknown>> => {
    const answer = await deps.apps.desk.request(`/api/halls/${hall.id}/replay?at=${at}`, { headers: { 'x-test-staff': manager.id } });
    return answer.json() as Promise<Record<string, unknown>>;
  };
  for (const { at, live } of moments) expect(told((await replay(at))['view'] as never)).toEqual(live);
  expect(await replay('2020-01-01T00:00:00.000Z')).toMatchObject({ view: { hallDayId: null, tickets: [] }, first: null, last: null });
  const inAnHour = Date.now() + 3_600_000;
  const later = (await replay(new Date(inAnHour).toISOString()))['view'] as HallStaffView;
  expect(told(later)).toEqual(moments.at(-1)!.live);
  expect(Date.parse(later.asOf)).toBeLessThan(inAnHour);
});
