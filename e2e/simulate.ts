import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { simulatedDay, type SimulatedCitizen } from '@one-window/api/testing';

/**
 * `npm run simulate [-- --speed=20 --citizens=200 --seed=1 --hall=… --desk=http://localhost:8081 --devices=http://localhost:8082]`:
 * fills a running system through its public API with one believable day: a kiosk that is paired as any other, the demo's clerks
 * (or `--staff=1005:password,…` with `--manager=9001:password`) who sign in to windows that are free, citizens of the seed with
 * their matters, phones and moods. `--speed` is how many minutes of the day pass in one. Ctrl-C closes the windows and takes the
 * kiosk out.
 */
const { values: asked } = parseArgs({
  options: {
    speed: { type: 'string', default: '20' },
    citizens: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '480' },
    seed: { type: 'string', default: '1' },
    desk: { type: 'string', default: 'http://localhost:8081' },
    devices: { type: 'string', default: 'http://localhost:8082' },
    hall: { type: 'string' },
    staff: { type: 'string' },
    manager: { type: 'string' },
  },
});
const speed = Number(asked.speed);
const citizens = Number(asked.citizens);
const day = Number(asked.minutes);
if (!(speed > 0 && citizens > 0 && day > 0)) throw new Error('--speed, --citizens and --minutes are numbers above 0');

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
/** Minutes of the day, at the speed that was asked for. */
const pass = (minutes: number): Promise<void> => pause((minutes * 60_000) / speed, undefined, { signal: stop.signal });

interface Answer {
  readonly status: number;
  readonly body: Record<string, never>;
  readonly cookie: string;
}
async function send(base: string, method: string, path: string, cookie: string, body?: object): Promise<Answer> {
  const headers = { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID(), origin: base };
  const response = await fetch(`${base}/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]!);
  return { status: response.status, body: (await response.json()) as Answer['body'], cookie: cookies.join('; ') };
}
const desk = (method: string, path: string, cookie: string, body?: object): Promise<Answer> => send(asked.desk, method, path, cookie, body);
const code = ({ body }: Answer): string => (body as { error?: { code: string } }).error?.code ?? '';

async function signIn(login: string): Promise<string> {
  const [staffNo, password] = login.split(':');
  const answer = await desk('POST', '/sign-in', '', { staffNo, password });
  if (answer.status !== 200) throw new Error(`${staffNo}: ${code(answer)}`);
  return answer.cookie;
}

interface View {
  readonly hall: { readonly name: { readonly zh: string } };
  readonly series: readonly { id: string; issuing: boolean }[];
  readonly windows: readonly { id: string; label: string; staffId: string | null; seriesIds: readonly string[] }[];
}
const tally = { taken: 0, refused: 0, called: 0, served: 0, missed: 0, back: 0, held: 0, transferred: 0, gaveUp: 0, letPass: 0 };

/** The demo tells its logins; a system in earnest does not. */
async function logins(): Promise<{ manager: string; clerks: string[] }> {
  const { body } = await desk('GET', '/entrance', '');
  const { logins: demo } = body as unknown as { logins: { staffNo: string; password: string; roles: string[] }[] };
  const of = (role: string): string[] => demo.filter(({ roles }) => roles.includes(role)).map((l) => `${l.staffNo}:${l.password}`);
  const manager = asked.manager ?? of('administrator')[0];
  const clerks = asked.staff?.split(',') ?? of('clerk');
  if (!manager || clerks.length === 0) throw new Error('not a demo: --manager=number:password --staff=number:password,…');
  return { manager, clerks };
}

async function pairKiosk(manager: string, hallId: string, name: string): Promise<{ cookie: string; id: string }> {
  const { body: shown } = await send(asked.devices, 'POST', '/pairing', '');
  const { code: typed, pollToken } = shown as unknown as { code: string; pollToken: string };
  const paired = await desk('POST', '/devices/pairings', manager, { code: typed, kind: 'kiosk', hallId, name });
  if (paired.status !== 200) throw new Error(`pairing: ${code(paired)}`);
  const { cookie } = await send(asked.devices, 'GET', `/pairing/${pollToken}`, '');
  return { cookie, id: (paired.body as unknown as { device: { id: string } }).device.id };
}

/** Who holds which number; who took theirs elsewhere is served as anybody. */
const holders = new Map<string, { readonly citizen: SimulatedCitizen; readonly url: string; readonly itemIds: readonly string[] }>();
const anybody = simulatedDay(Number(asked.seed) + 1, 1, day)[0]!;

/** What people of each queue come for, as the kiosk finds it. */
async function mattersBySeries(kiosk: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const q of ['身份证', '居住证', '社保', '医保', '营业执照', '不动产', '户口', '发票', '公积金']) {
    const { body } = await send(asked.devices, 'GET', `/items?q=${encodeURIComponent(q)}`, kiosk);
    for (const { id, seriesId } of (body as unknown as { items?: { id: string; seriesId: string | null }[] }).items ?? [])
      if (seriesId) found.set(seriesId, [...(found.get(seriesId) ?? []), id]);
  }
  return found;
}

/** Citizens come one after the other, by themselves. */
async function arrivals(kiosks: readonly string[], view: () => Promise<View>): Promise<void> {
  const matters = await mattersBySeries(kiosks[0]!);
  let now = 0;
  for (const [i, citizen] of simulatedDay(Number(asked.seed), citizens, day).entries()) {
    await pass(citizen.minute - now);
    now = citizen.minute;
    const open = (await view()).series.filter(({ issuing }) => issuing);
    const series = open[Math.floor(citizen.queue * open.length)];
    if (!series) continue;
    const known = matters.get(series.id) ?? [];
    const first = Math.floor(citizen.serviceMinutes * 1_000) % Math.max(1, known.length);
    const itemIds = [...new Set(Array.from({ length: citizen.matters }, (_, n) => known[(first + n) % known.length]))].filter(
      (id) => id !== undefined,
    );
    const body = { seriesId: series.id, priority: citizen.priority, ...(itemIds.length > 0 && { itemIds }) };
    const answer = await send(asked.devices, 'POST', '/tickets', kiosks[i % kiosks.length]!, body);
    if (answer.status !== 200) {
      tally.refused += 1;
      continue;
    }
    tally.taken += 1;
    const { ticket } = answer.body as unknown as { ticket: { id: string; url: string } };
    holders.set(ticket.id, { citizen, url: ticket.url, itemIds });
    void waiting(citizen, ticket.url);
  }
}

const phone = (url: string, press: string): Promise<boolean> => {
  const { origin, pathname } = new URL(url);
  return send(origin, 'POST', `/tickets/${pathname.split('/').at(-1)}/${press}`, '').then(({ status }) => status === 200);
};

/** With the phone in the hand: who is not ready lets some pass, and some have no more patience. */
async function waiting({ letsPassAfter, givesUpAfter }: SimulatedCitizen, url: string): Promise<void> {
  try {
    if (letsPassAfter !== null) {
      await pass(letsPassAfter);
      if (await phone(url, 'let-pass')) tally.letPass += 1;
    }
    if (givesUpAfter !== null) {
      await pass(givesUpAfter);
      if (await phone(url, 'cancel')) tally.gaveUp += 1;
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
}

/** A clerk's day at one window: call, wait for the walk, serve as this citizen needs it. */
async function serve(cookie: string, windowId: string, view: () => Promise<View>): Promise<void> {
  const press = (body: object): Promise<Answer> => desk('POST', `/windows/${windowId}/actions`, cookie, body);
  for (;;) {
    const { body } = await press({ action: 'next' });
    const { ticket } = body as unknown as { ticket?: { id: string; seriesId: string } | null };
    if (!ticket) {
      await pass(0.5);
      continue;
    }
    const ticketId = ticket.id;
    const { citizen, url, itemIds } = holders.get(ticketId) ?? { citizen: anybody, url: null, itemIds: [] };
    tally.called += 1;
    if (!citizen.comes && !seen.has(ticketId) && (await miss(press, ticketId))) {
      seen.add(ticketId);
      if (citizen.comesBack && url) void comeBack(url);
      continue;
    }
    await pass(citizen.walkMinutes);
    await press({ action: 'start', ticketId });
    await pass(citizen.serviceMinutes);
    const then = seen.has(ticketId) ? 'finish' : citizen.then;
    seen.add(ticketId);
    const other = then === 'transfer' ? (await view()).series.find(({ id, issuing }) => issuing && id !== ticket.seriesId) : null;
    if (then === 'hold' && (await press({ action: 'hold', ticketId, minutes: 15 })).status === 200) tally.held += 1;
    else if (other && (await press({ action: 'transfer', ticketId, toSeriesId: other.id })).status === 200) tally.transferred += 1;
    else await finish(press, ticketId, itemIds);
  }
}

/** Who was missed, held or sent on once is served to the end the next time. */
const seen = new Set<string>();

async function finish(press: (body: object) => Promise<Answer>, ticketId: string, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length > 1) for (const itemId of itemIds) await press({ action: 'mark_item', ticketId, itemId, mark: 'done' });
  if ((await press({ action: 'finish', ticketId })).status === 200) tally.served += 1;
}

/** Recalls are twenty real seconds apart: a day that runs faster has none. */
async function miss(press: (body: object) => Promise<Answer>, ticketId: string): Promise<boolean> {
  if (speed > 3) await pass(1);
  else
    for (const action of ['recall', 'recall', null]) {
      await pause(21_000, undefined, { signal: stop.signal });
      if (action) await press({ action, ticketId });
    }
  const missed = (await press({ action: 'miss', ticketId })).status === 200;
  if (missed) tally.missed += 1;
  return missed;
}

async function comeBack(url: string): Promise<void> {
  try {
    await pass(6);
    if (await phone(url, 'rejoin')) tally.back += 1;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
}

const { manager, clerks } = await logins();
const chief = await signIn(manager);
const first = await signIn(clerks[0]!);
const { halls } = (await desk('GET', '/me', first)).body as unknown as { halls: { id: string }[] };
const hallId = asked.hall ?? halls[0]!.id;
const view = async (): Promise<View> => (await desk('GET', `/halls/${hallId}/staff-view`, first)).body as unknown as View;

const taken: { cookie: string; windowId: string; label: string }[] = [];
for (const login of clerks) {
  const cookie = await signIn(login);
  const free = (await view()).windows.find((w) => w.staffId === null && w.seriesIds.length > 0 && !taken.some((t) => t.windowId === w.id));
  if (!free) break;
  // who works in another hall, or sits elsewhere already, is left alone
  const opened = await desk('POST', `/windows/${free.id}/session`, cookie, { action: 'open' });
  if (opened.status === 200) taken.push({ cookie, windowId: free.id, label: free.label });
}
if (taken.length === 0) throw new Error('no window of this hall is free for any of these clerks');
// one kiosk gives thirty numbers a minute, however fast the day runs
const kiosks: { cookie: string; id: string }[] = [];
for (let i = 1; i <= Math.ceil(speed / 30); i += 1) kiosks.push(await pairKiosk(chief, hallId, `模拟取号机 ${i}`));
const { hall } = await view();
console.log(`${hall.name.zh} · ${taken.length} 个窗口 / windows: ${taken.map((t) => t.label).join(', ')} · ×${speed}`);

const told = setInterval(() => console.log(JSON.stringify(tally)), 15_000);
const working = taken.map(({ cookie, windowId }) => serve(cookie, windowId, view));
try {
  await Promise.race([
    arrivals(
      kiosks.map(({ cookie }) => cookie),
      view,
    ).then(() => pass(20)),
    ...working,
  ]);
} catch (error) {
  if (!stop.signal.aborted) throw error;
} finally {
  stop.abort();
  clearInterval(told);
  await Promise.allSettled(working);
  for (const { cookie, windowId } of taken) await leave(cookie, windowId);
  for (const { id } of kiosks) await desk('POST', `/devices/${id}/revoke`, chief);
  console.log(JSON.stringify(tally));
}

/** Whoever is at the window is served to the end; then it closes. */
async function leave(cookie: string, windowId: string): Promise<void> {
  const { tickets } = (await view()) as unknown as { tickets: { id: string; state: string; windowId: string | null }[] };
  const open = tickets.find((t) => t.windowId === windowId && (t.state === 'CALLED' || t.state === 'SERVING'));
  for (const action of open ? (open.state === 'CALLED' ? ['start', 'finish'] : ['finish']) : [])
    await desk('POST', `/windows/${windowId}/actions`, cookie, { action, ticketId: open!.id });
  await desk('POST', `/windows/${windowId}/session`, cookie, { action: 'close' });
}
