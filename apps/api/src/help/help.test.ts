import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyLog } from '../log/verify.ts';
import { newKey, post, testClerk, testDeps, testDevice, testHall, type TestDeps, type TestHall } from '../testing.ts';

let deps: TestDeps;
beforeAll(async () => {
  deps = await testDeps();
});
afterAll(() => deps.close());

type Who = { kind: string; id: string };
let hall: TestHall;
let kiosk: Who;
beforeEach(async () => {
  hall = await testHall(deps.owner, { windows: 2 });
  deps.halls.clear();
  kiosk = testDevice(deps, hall.id);
});

const ask = (device = kiosk, key = newKey()) => post(deps.apps.hall, '/api/help', device, { action: 'ask' }, key);
const withdraw = (device = kiosk) => post(deps.apps.hall, '/api/help', device, { action: 'withdraw' });
const press = (who: Who, action: string, requestId: string, key = newKey()) =>
  post(deps.apps.desk, `/api/halls/${hall.id}/help`, who, { action, requestId }, key);
const asked = async (device = kiosk): Promise<string> => {
  const { status, body } = await ask(device);
  expect({ status, body }).toMatchObject({ status: 200, body: { help: { state: 'ASKED' } } });
  return (body['help'] as { id: string }).id;
};
const views = async () => {
  const { publicView, staffView } = await deps.publisher.fresh(hall.id, true);
  return { kiosk: publicView.help, staff: staffView!.help };
};
const events = async (): Promise<string[]> => {
  const rows = await deps.owner<{ type: string }[]>`
    select e.type from events e join hall_days d on d.id = e.stream where d.hall_id = ${hall.id} and e.type like 'help.%' order by e.version`;
  return rows.map((row) => row.type);
};

describe('the help key', () => {
  test('reaches everybody at once, and pressed again while it is open asks for nothing more', async () => {
    const key = newKey();
    const first = await ask(kiosk, key);
    expect((await ask(kiosk, key)).body).toEqual(first.body);
    expect((await ask()).body).toEqual(first.body);
    expect(await events()).toEqual(['help.asked']);
    const { kiosk: shown, staff } = await views();
    expect(shown).toMatchObject([{ deviceId: kiosk.id, coming: null }]);
    expect(staff).toMatchObject([{ deviceId: kiosk.id, coming: null, staffId: null }]);
  });

  test('is answered by the first who presses; the second is told that somebody goes, and the kiosk shows the window and no name', async () => {
    const requestId = await asked();
    const [first, second] = [testClerk(deps), testClerk(deps)];
    await post(deps.apps.desk, `/api/windows/${hall.windows[1]}/session`, first, { action: 'open' });
    expect((await press(first, 'answer', requestId)).body).toMatchObject({ help: { state: 'COMING' } });
    expect(await press(second, 'answer', requestId)).toMatchObject({ status: 409, body: { error: { code: 'help.answered' } } });
    expect((await press(first, 'answer', requestId)).body).toMatchObject({ help: { state: 'COMING' } });
    expect(await events()).toEqual(['help.asked', 'help.answered']);
    const { kiosk: shown, staff } = await views();
    expect(shown[0]).toEqual({ id: requestId, deviceId: kiosk.id, askedAt: shown[0]!.askedAt, coming: shown[0]!.coming });
    expect(shown[0]!.coming).toMatchObject({ window: '2', role: 'clerk' });
    expect(JSON.stringify(shown)).not.toContain(first.id);
    expect(staff[0]).toMatchObject({ staffId: first.id });
  });

  test('of two who answer in the same instant one goes', async () => {
    const requestId = await asked();
    const people = Array.from({ length: 8 }, () => testClerk(deps));
    const answers = await Promise.all(people.map((who) => press(who, 'answer', requestId)));
    expect(answers.map((a) => a.status).sort((a, b) => a - b)).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
    expect(await events()).toEqual(['help.asked', 'help.answered']);
  });

  test('who cannot come after all gives it back, and only that one may', async () => {
    const requestId = await asked();
    const [first, second] = [testClerk(deps), testClerk(deps)];
    await press(first, 'answer', requestId);
    expect(await press(second, 'release', requestId)).toMatchObject({ status: 409, body: { error: { code: 'help.answered' } } });
    expect((await press(first, 'release', requestId)).body).toMatchObject({ help: { state: 'ASKED' } });
    expect(await press(first, 'release', requestId)).toMatchObject({ status: 409, body: { error: { code: 'help.not_allowed' } } });
    expect((await press(second, 'answer', requestId)).status).toBe(200);
  });

  test('ends when it is done or when nobody is needed any more; then it can be pressed anew', async () => {
    const first = await asked();
    await press(testClerk(deps), 'finish', first);
    expect((await views()).kiosk).toEqual([]);
    expect((await withdraw()).body).toEqual({ help: null });
    const second = await asked();
    expect(second).not.toBe(first);
    expect((await withdraw()).body).toMatchObject({ help: { id: second, state: 'ENDED' } });
    expect(await press(testClerk(deps), 'answer', second)).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found', details: {} } },
    });
    expect(await events()).toEqual(['help.asked', 'help.ended', 'help.asked', 'help.ended']);
  });

  test('of one kiosk says nothing of another, and a board has none', async () => {
    const other = testDevice(deps, hall.id);
    await asked();
    await asked(other);
    await withdraw();
    expect((await views()).kiosk.map((h) => h.deviceId)).toEqual([other.id]);
    expect(await ask(testDevice(deps, hall.id, 'board'))).toMatchObject({ status: 403, body: { error: { code: 'device.wrong_kind' } } });
  });

  test('lapses by name when the hall is cleared, and after that says that the hall is closed', async () => {
    await asked();
    const clear = await post(deps.apps.desk, `/api/halls/${hall.id}/manage`, testClerk(deps), { action: 'clear' });
    expect(clear.status).toBe(200);
    expect(await events()).toEqual(['help.asked', 'help.ended']);
    expect((await views()).staff).toEqual([]);
    expect(await ask()).toMatchObject({ status: 409, body: { error: { code: 'hall.closed' } } });
  });

  test('drummed upon is slowed down', async () => {
    hall = await testHall(deps.owner, { policy: { takesPerDevicePerMinute: 2 } });
    deps.halls.clear();
    const drum = testDevice(deps, hall.id);
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push((await (i % 2 === 0 ? ask(drum) : withdraw(drum))).status);
    expect(answers.slice(0, 2)).toEqual([200, 200]);
    // unless a new minute has just begun
    expect(answers).toContain(429);
  });

  test('of another hall cannot be answered, and nothing is said about it', async () => {
    const requestId = await asked();
    hall = await testHall(deps.owner);
    deps.halls.clear();
    await asked(testDevice(deps, hall.id));
    expect(await press(testClerk(deps), 'answer', requestId)).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found', details: {} } },
    });
  });
});

test('the log knows open and ended requests: every fold is the row', async () => {
  await press(testClerk(deps), 'answer', await asked());
  const other = testDevice(deps, hall.id);
  await asked(other);
  await withdraw(other);
  const report = await verifyLog(deps.owner);
  // halls of tests are made without events
  expect(report.findings.filter((finding) => finding.kind === 'hall_day')).toEqual([]);
  expect(report.events).toBeGreaterThan(4);
  await deps.owner`update hall_days set help = '{}' where hall_id = ${hall.id}`;
  const [found] = (await verifyLog(deps.owner)).findings.filter((finding) => finding.kind === 'hall_day');
  expect(found).toMatchObject({ damage: 'row differs' });
});
