import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { signatureAsksMs, type Strokes } from '@one-window/domain/signatures';
import { caseRoutes } from '../cases/routes.ts';
import type { CaseView } from '../cases/schemas.ts';
import { seedReference } from '../catalogue/seed.ts';
import { change } from '../db/change.ts';
import { DEVICE_COOKIE, sha256 } from '../devices/tokens.ts';
import type { Env } from '../http.ts';
import { readHall, hallViews } from '../live/views.ts';
import { todayOf, plannedOf } from '../halls/opening.ts';
import { verifyLog } from '../log/verify.ts';
import { paperFacts } from '../papers/facts.ts';
import { staffPaperRoutes } from '../papers/routes.ts';
import { sweepExpired } from '../security/sweep.ts';
import { signDue } from '../signing/documents.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { hallAction } from '../tickets/day.ts';
import { newKey, testHall, type TestHall } from '../testing.ts';
import { deskSignatureRoutes, hallSignatureRoutes } from './routes.ts';

type Screen = ReturnType<typeof browser>;

let t: TestPeople;
let hall: TestHall;
let ahead = 0;
let item: { id: string };
const at = {} as Record<'clerk' | 'delivery' | 'colleague', Screen>;
const pads: Screen[] = [];
let deliveryId: string;
let elsewhere: Screen;
const applicant = { name: '欧阳小满', idNo: '511602195207150022', phone: '13987650011' };
const byCard = { by: 'identity', idNo: applicant.idNo };
/** Two strokes, as of a short name. */
const name: Strokes = [
  [200, 100, 320, 90, 460, 104],
  [330, 40, 322, 180, 250, 300],
];

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + ahead });
  const { sql } = t.deps;
  await seedReference(sql, { samples: true });
  hall = await testHall(sql, { windows: 2 });
  const other = await testHall(sql, { name: '别的大厅' });
  [item] = (await sql`
    select i.id from item_versions v join service_items i on i.id = v.item_id
    where v.guide -> 'result' ->> 'name' = '居住证' and v.guide -> 'questions' = '[]'`) as unknown as [typeof item];
  const [row] = await sql<{ realm_id: string }[]>`select realm_id from halls where id = ${hall.id}`;
  const people = { ...t.deps, people: t.people };
  const api = new Hono<Env>()
    .route('/', t.staffApi)
    .route('/', caseRoutes(people))
    .route('/', staffPaperRoutes(people))
    .route('/', deskSignatureRoutes(people));
  const desk = testApp(t.deps, 'desk', { ready: async () => undefined, api });
  const queue = { ...t.deps, identity: t.people };
  const devices = testApp(t.deps, 'hall', { ready: async () => undefined, api: new Hono<Env>().route('/', hallSignatureRoutes(queue)) });
  for (const [who, roleId] of [
    ['clerk', 'clerk'],
    ['delivery', 'delivery_clerk'],
    ['colleague', 'delivery_clerk'],
  ] as const) {
    const made = await testStaff(t, row!.realm_id, { name: '周小华', assignments: [{ roleId, hallId: hall.id }] });
    if (who === 'delivery') deliveryId = made.id;
    at[who] = browser(desk);
    await at[who].signIn(made.staffNo);
  }
  const pad = async (hallId: string, windowId: string): Promise<Screen> => {
    const token = sha256(windowId);
    const body = { hallId, kind: 'pad', name: '屏', place: null, windowId, tokenHash: sha256(token) } as const;
    const command = { name: 'test', key: newKey(), body: null };
    await change(t.deps, { kind: 'system', id: 'test' }, command, { device: { kind: 'device', id: uuidv7(), create: true } }, () => ({
      events: { device: [{ type: 'device.paired', subject: windowId, body }] },
      result: null,
    }));
    const screen = browser(devices);
    screen.jar.set(DEVICE_COOKIE, token);
    return screen;
  };
  pads.push(await pad(hall.id, hall.windows[0]!));
  elsewhere = await pad(other.id, other.windows[0]!);
});
beforeEach(() => {
  ahead = 0;
});
afterAll(() => t.close());

const look = async (id: string): Promise<CaseView> => (await at.clerk.get(`/cases/${id}`)).body as unknown as CaseView;
async function press(who: keyof typeof at, id: string, body: object): Promise<string | number> {
  const answer = await at[who].post(`/cases/${id}/press`, { version: (await look(id)).version, press: body });
  await signDue(t.deps);
  return answer.body.error?.code ?? answer.status;
}

/** A case that was not accepted: its notice waits to be handed over. */
async function refusedCase(): Promise<string> {
  const made = await at.clerk.post('/cases', { hallId: hall.id, itemId: item.id, applicant });
  const { id } = made.body as unknown as { id: string };
  const { materials } = await look(id);
  const checks = Object.fromEntries(materials.map(({ code }) => [code, 'present']));
  expect(await press('clerk', id, { action: 'receive', checks })).toBe(200);
  expect(await press('clerk', id, { action: 'refuse_acceptance', code: 'not_qualified', reason: '不符合条件' })).toBe(200);
  return id;
}

type Coded = { readonly status: number; readonly body: { readonly error?: { readonly code: string } } };
const codeOf = (answer: Coded): string | number => answer.body.error?.code ?? answer.status;
const ask = (id: string, who: keyof typeof at = 'delivery', windowId = hall.windows[0]!, recipient: object = byCard) =>
  at[who].post(`/cases/${id}/signature`, { windowId, action: 'serve', recipient });
const idOf = (answer: Awaited<ReturnType<typeof ask>>): string => (answer.body as unknown as { id: string }).id;
const sign = (pad: Screen, requestId: string, strokes: Strokes = name, key = newKey()) =>
  pad.post('/signature', { answer: 'sign', requestId, strokes }, { 'idempotency-key': key });
const words = async (pad: Screen) => (await pad.get('/signature')).body['signature'] as unknown as Record<string, unknown> | null;
const serve = (signed?: object) => ({ action: 'serve', way: 'counter', recipient: byCard, proof: '签收', ...(signed ? { signed } : {}) });
const kept = (id: string) => t.deps.sql`select id, version, strokes_enc from signatures where case_id = ${id}`;

describe('what is handed over at a window', () => {
  test('is signed for on the pad of that window, and the proof of service shows both names', async () => {
    const id = await refusedCase();
    expect(await words(pads[0]!)).toBeNull();
    const asked = await ask(id);
    expect(asked.status).toBe(200);
    const view = await look(id);
    expect(await words(pads[0]!)).toMatchObject({
      id: idOf(asked),
      caseNo: view.caseNo,
      itemName: view.item.name,
      document: '不予受理通知书',
      recipient: '欧阳*满',
      agent: false,
    });
    // the live view carries ids alone, and no other pad knows of it
    expect(await words(elsewhere)).toBeNull();
    expect(codeOf(await sign(elsewhere, idOf(asked)))).toBe('not_found');
    const key = newKey();
    expect((await sign(pads[0]!, idOf(asked), name, key)).body).toEqual({ state: 'SIGNED' });
    // the same press again, its first answer lost
    expect((await sign(pads[0]!, idOf(asked), name, key)).body).toEqual({ state: 'SIGNED' });
    expect(codeOf(await sign(pads[0]!, idOf(asked)))).toBe('signature.answered');
    expect(await words(pads[0]!)).toBeNull();

    expect(await press('delivery', id, serve())).toBe('case.recipient_unsigned');
    expect(await press('delivery', id, serve({ by: 'pad', requestId: idOf(asked) }))).toBe(200);
    const { version } = await look(id);
    const [row] = await kept(id);
    expect(row).toMatchObject({ id: idOf(asked), version });
    expect(String(row!['strokes_enc'])).not.toContain('320');

    const facts = await paperFacts(t.deps, id, version);
    expect(facts?.service).toMatchObject({ signed: { by: 'pad', strokes: name }, server: { name: '周小华' } });

    // in the log there are ids and a keyed digest, no point of the drawing
    const events = await t.deps.owner<{ type: string; body: string }[]>`
      select type, body from events where type like 'signature.%' or (stream = ${id} and type = 'case.served') order by recorded_at, version`;
    expect(events.map(({ type }) => type)).toEqual(['signature.asked', 'signature.signed', 'case.served']);
    const digests = events.slice(1).map(({ body }) => /"digest":"([\w-]{43})"/.exec(body)?.[1]);
    expect(digests[0]).toBe(digests[1]);
    for (const { body } of events) expect(body).not.toMatch(/strokes|460,104|欧阳/);
    expect((await verifyLog(t.deps.owner)).findings).toEqual([]);
  });

  test('is refused to a drawing that is none, and to whoever has the card of another', async () => {
    const id = await refusedCase();
    expect(codeOf(await ask(id, 'delivery', hall.windows[0], { by: 'identity', idNo: '511602199003071216' }))).toBe(
      'case.not_the_applicant',
    );
    expect(codeOf(await ask(id, 'clerk'))).toBe('auth.forbidden');
    expect(codeOf(await ask(id, 'delivery', hall.windows[1]))).toBe('signature.no_pad');
    expect(codeOf(await ask(id, 'delivery', uuidv7()))).toBe('not_found');
    const requestId = idOf(await ask(id));
    expect(codeOf(await sign(pads[0]!, requestId, []))).toBe('signature.empty');
    expect(codeOf(await sign(pads[0]!, requestId, [[500, 100, 510, 104]]))).toBe('signature.trivial');
    expect(codeOf(await sign(pads[0]!, requestId, [[500, 100, 1_200, 104]]))).toBe('signature.malformed');
    expect(await kept(id)).toHaveLength(0);
    // nothing was signed for it, so nothing can be handed over with it
    expect(await press('delivery', id, serve({ by: 'pad', requestId }))).toBe('signature.unknown');
    expect(codeOf(await at.delivery.post(`/cases/${id}/signature/cancel`, { windowId: hall.windows[0], requestId }))).toBe(200);
    expect(await words(pads[0]!)).toBeNull();
    expect(codeOf(await sign(pads[0]!, requestId))).toBe('not_found');
  });

  test('is signed on paper instead by who would rather, and the reason is kept', async () => {
    const id = await refusedCase();
    const requestId = idOf(await ask(id));
    expect((await pads[0]!.post('/signature', { answer: 'decline', requestId })).body).toEqual({ state: 'DECLINED' });
    expect(codeOf(await sign(pads[0]!, requestId))).toBe('signature.answered');
    expect(await press('delivery', id, serve({ by: 'paper', why: 'fingerprint' }))).toBe(200);
    const facts = await paperFacts(t.deps, id, (await look(id)).version);
    expect(facts?.service?.signed).toEqual({ by: 'paper', why: 'fingerprint' });
    expect(await kept(id)).toHaveLength(0);
  });

  test('is not signed for after the question ran out, nor with what was drawn for another hand-over', async () => {
    const [id, other] = [await refusedCase(), await refusedCase()];
    const late = idOf(await ask(id));
    ahead = signatureAsksMs + 1_000;
    expect(await words(pads[0]!)).toBeNull();
    // the clock behind the lock is the database's: an old question is made old
    await t.deps
      .owner`update hall_days set signing = jsonb_set(signing, array[${hall.windows[0]!}, 'askedAt'], '"2020-01-01T00:00:00.000Z"')`;
    expect(codeOf(await sign(pads[0]!, late))).toBe('signature.expired');
    ahead = 0;
    const requestId = idOf(await ask(id));
    expect(codeOf(await ask(other, 'colleague'))).toBe('signature.busy');
    expect((await sign(pads[0]!, requestId)).status).toBe(200);
    expect(await press('delivery', other, serve({ by: 'pad', requestId }))).toBe('signature.unknown');
    expect(await press('colleague', id, serve({ by: 'pad', requestId }))).toBe('signature.unknown');
    // by post nobody signed at a window, and what was drawn is forgotten
    expect(await press('delivery', id, { action: 'serve', way: 'post', proof: '挂号信', signed: { by: 'pad', requestId } })).toBe(200);
    await t.deps.owner`update signatures set signed_at = now() - interval '2 days' where case_id = ${id}`;
    await sweepExpired(t.deps.sql);
    expect(await kept(id)).toHaveLength(0);
  });

  test('is seen live by the desk and by its own pad, and no screen of the hall learns whose it is', async () => {
    const id = await refusedCase();
    const requestId = idOf(await ask(id));
    const of = await t.deps.halls.hall(hall.id);
    const date = todayOf(t.deps, of);
    const planned = await plannedOf(t.deps, of, date);
    const views = hallViews(of, date, await readHall(t.deps.screen, hall.id, date, planned.limits), planned);
    const nobody = (): null => null;
    expect(views.padView(hall.windows[0]!, nobody)?.signing).toMatchObject({ id: requestId });
    expect(views.padView(hall.windows[1]!, nobody)?.signing).toBeNull();
    expect(JSON.stringify(views.publicView())).not.toContain(requestId);
    const extra = { counts: {}, served: [], screens: [], last: [], kiosks: {} };
    const [window] = views.staffView(extra, nobody, nobody).windows;
    expect(window!.signing).toMatchObject({ id: requestId, caseId: id, staffId: deliveryId, state: 'ASKED' });
  });

  test('is still signed for by whoever stands at the counter when the hall was cleared', async () => {
    const id = await refusedCase();
    const of = await t.deps.halls.hall(hall.id);
    const command = { name: 'test', key: newKey(), body: null };
    await hallAction(t.deps, of, { kind: 'staff', id: deliveryId }, { action: 'clear' }, command);
    const withdrawn = idOf(await ask(id));
    expect(codeOf(await at.delivery.post(`/cases/${id}/signature/cancel`, { windowId: hall.windows[0], requestId: withdrawn }))).toBe(200);
    const requestId = idOf(await ask(id));
    expect(await words(pads[0]!)).toMatchObject({ id: requestId });
    expect((await sign(pads[0]!, requestId)).status).toBe(200);
    expect(await press('delivery', id, serve({ by: 'pad', requestId }))).toBe(200);
    expect((await verifyLog(t.deps.owner)).findings).toEqual([]);
  });
});
