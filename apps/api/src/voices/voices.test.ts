import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinPack, splitPack } from '@one-window/domain/voice-pack';
import { createRealm } from '../configuration/commands.ts';
import { configRoutes } from '../configuration/routes.ts';
import { deviceAdminRoutes, pairingRoutes } from '../devices/routes.ts';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import { staffRoutes } from '../staff/routes.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { hallQueueRoutes } from '../tickets/routes.ts';
import { inspectClip } from './audio.ts';
import { hallVoiceRoutes, voiceRoutes } from './routes.ts';
import { toneWav } from './samples.ts';

let t: TestPeople;
let desk: ReturnType<typeof browser>;
let hallApp: ReturnType<typeof testApp>;
let ahead = 0;
const [own, other] = [uuidv7(), uuidv7()];

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + (ahead += 1) });
  const ready = async (): Promise<void> => undefined;
  const deps = { ...t.deps, identity: t.people };
  const api = new Hono<Env>()
    .route('/', staffRoutes(deps, t.people))
    .route('/', deviceAdminRoutes(deps, t.people))
    .route('/', configRoutes(deps, t.people))
    .route('/', voiceRoutes(deps, t.people));
  const hall = new Hono<Env>()
    .route('/', pairingRoutes(deps, t.people))
    .route('/', hallQueueRoutes(deps))
    .route('/', hallVoiceRoutes(deps, t.people));
  hallApp = testApp(deps, 'hall', { ready, api: hall });
  const { id: realmId } = await createRealm(
    deps,
    { kind: 'system', id: 'test' },
    { name: '测试市', nameEn: null, timeZone: 'Asia/Shanghai', secondFactorRequired: false },
    [own, other].map((id, i) => ({ entity: 'halls', id, set: { name: `大厅${i}` } }) as const),
    null,
  );
  t.deps.halls.clear();
  const { staffNo } = await testStaff(t, realmId, { assignments: [{ roleId: 'administrator', hallId: null }] });
  desk = browser(testApp(deps, 'desk', { ready, api }));
  await desk.signIn(staffNo);
});
afterAll(() => t.close());

const clips = (...names: string[]): Map<string, Uint8Array> => new Map(names.map((name, i) => [name, toneWav(0.3 + i / 10)]));
const send = (pack: Uint8Array, hall = own) => desk.upload(`/halls/${hall}/voice-packs`, pack);
const sent = async (pack: Uint8Array, hall = own): Promise<{ digest: string; clips: string[] }> => {
  const answer = await send(pack, hall);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as never;
};
const refusal = async (pack: Uint8Array): Promise<string> => {
  const { code = '', details = {} } = (await send(pack)).body.error ?? {};
  return `${code} ${typeof details['clips'] === 'string' ? details['clips'] : ''}`.trim();
};
const version = async (): Promise<number> => Number((await desk.get('/config')).body['version']);
const apply = async (id: string | null, set: object | null) => {
  const answer = await desk.post('/config/apply', { changes: [{ entity: 'voices', id, set }], expectedVersion: await version() });
  t.deps.halls.clear();
  return answer;
};
const voiceOnBoards = async (hall = own) => (await t.deps.publisher.fresh(hall)).publicView.voice;

/** A board of a hall, paired as anybody pairs one. */
async function board(hallId: string, name: string) {
  const screen = browser(hallApp);
  const { code, pollToken } = (await screen.post('/pairing')).body as unknown as { code: string; pollToken: string };
  expect((await desk.post('/devices/pairings', { code, kind: 'board', hallId, name })).status).toBe(200);
  await screen.get(`/pairing/${pollToken}`);
  return screen;
}

test('a hall speaks by its own recordings: sent, previewed, applied, in the view of its boards, taken back', async () => {
  const pack = joinPack(clips('zh/零', 'zh/A', 'en/A'));
  const { digest, clips: kept } = await sent(pack);
  expect(kept).toEqual(['zh/零', 'zh/A', 'en/A']);
  // sent again it is the same; and nothing speaks by it yet
  expect((await sent(pack)).digest).toBe(digest);
  expect(await voiceOnBoards()).toBeNull();
  const voice = { speaks: 'own', languages: 'zh_en', speed: 90, yao: true, pack: digest };
  const preview = await desk.post('/config/preview', { changes: [{ entity: 'voices', id: null, set: { hallId: own, ...voice } }] });
  expect(preview.body).toMatchObject({
    problems: [],
    diff: expect.arrayContaining([expect.objectContaining({ field: 'pack', after: digest })]),
  });
  const applied = await apply(null, { hallId: own, ...voice });
  const id = (applied.body as unknown as { ids: string[] }).ids[0]!;
  expect(await voiceOnBoards()).toEqual(voice);
  expect(await voiceOnBoards(other)).toBeNull();
  // another pack is another digest in the next view: that is all a board needs
  const second = await sent(joinPack(clips('zh/零')));
  const changed = await apply(id, { hallId: own, ...voice, pack: second.digest });
  expect((await voiceOnBoards())?.pack).toBe(second.digest);
  await desk.post('/config/undo', { version: changed.body['version'] });
  t.deps.halls.clear();
  expect((await voiceOnBoards())?.pack).toBe(digest);
  expect((await verifyLog(t.deps.sql)).findings).toEqual([]);
});

test('recordings are given to the screens of their hall alone, once and for ever, byte by byte as they were sent', async () => {
  const pack = joinPack(clips('zh/一', 'zh/二'));
  const { digest } = await sent(pack);
  const [here, there] = [await board(own, '大屏甲'), await board(other, '大屏乙')];
  const answer = await here.raw(`/voice-packs/${digest}`);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, max-age=31536000, immutable']);
  expect(splitPack(new Uint8Array(await answer.arrayBuffer()))).toEqual(splitPack(pack));
  expect((await there.raw(`/voice-packs/${digest}`)).status).toBe(404);
  expect((await browser(hallApp).raw(`/voice-packs/${digest}`)).status).toBe(401);
  expect((await desk.raw(`/halls/${own}/voice-packs/${digest}`)).status).toBe(200);
  expect((await desk.raw(`/halls/${other}/voice-packs/${digest}`)).status).toBe(404);
});

test('what is no set of recordings is refused in words that name the files, and what speaks stays', async () => {
  const before = await voiceOnBoards();
  const wav = toneWav(0.3);
  const put = (name: string, bytes: Uint8Array): Uint8Array =>
    joinPack(
      new Map([
        ['zh/零', wav],
        [name, bytes],
      ]),
    );
  expect(await refusal(new Uint8Array([1, 2, 3]))).toBe('voice.unreadable');
  expect(await refusal(joinPack(new Map()))).toBe('voice.empty');
  expect(await refusal(joinPack(clips('zh/零')).slice(0, -1))).toBe('voice.unreadable');
  expect(await refusal(put('zh/一', Buffer.from('<html><script>alert(1)</script>')))).toBe('voice.not_audio zh/一');
  expect(await refusal(put('zh/一', wav.slice(0, -100)))).toBe('voice.damaged zh/一');
  expect(await refusal(put('zh/一', toneWav(0.3, 0.001)))).toBe('voice.inaudible zh/一');
  expect(await refusal(put('en/one', toneWav(3)))).toBe('voice.length en/one');
  expect(await refusal(put('en/one', toneWav(0.05)))).toBe('voice.length en/one');
  expect(await refusal(put('en/one', toneWav(40)))).toBe('voice.clip_large en/one');
  expect(await refusal(new Uint8Array(9 * 1024 * 1024))).toBe('voice.too_large');
  expect(await voiceOnBoards()).toEqual(before);
});

test('a hall can only be set to recordings that are its own and still there; the newest are kept, and the ones in use', async () => {
  const [row] = await t.deps.sql<{ id: string; pack: string }[]>`select id, pack from hall_voices where hall_id = ${own}`;
  const theirs = await sent(joinPack(clips('zh/三')), other);
  const set = { hallId: own, speaks: 'own', languages: 'zh', speed: 100, yao: false, pack: theirs.digest };
  const preview = (pack: string | null) =>
    desk.post('/config/preview', { changes: [{ entity: 'voices', id: row!.id, set: { ...set, pack } }] });
  expect((await preview(theirs.digest)).body).toMatchObject({ problems: [{ field: 'pack', code: 'unknown_ref' }] });
  expect((await preview(null)).body).toMatchObject({ problems: [{ field: 'pack', code: 'required' }] });
  expect((await preview('xyz')).body).toMatchObject({
    problems: [
      { field: 'pack', code: 'bad_form' },
      { field: 'pack', code: 'unknown_ref' },
    ],
  });
  for (let i = 0; i < 12; i += 1) await sent(joinPack(new Map([['zh/四', toneWav(0.3 + i / 100)]])));
  const kept = await t.deps.sql<{ digest: string }[]>`select digest from voice_packs where hall_id = ${own}`;
  expect(kept).toHaveLength(9);
  expect(kept.map(({ digest }) => digest)).toContain(row!.pack);
});

test('the register of screens tells which voice speaks, as the screen said it', async () => {
  const screen = await board(own, '大屏丙');
  const sound = async () => {
    const { devices } = (await desk.get('/devices')).body as unknown as { devices: { name: string; sound: string | null }[] };
    return devices.find(({ name }) => name === '大屏丙')?.sound;
  };
  expect(await sound()).toBeNull();
  for (const said of ['own', 'pack'] as const) {
    expect((await screen.post('/screen', { shownSeq: 0, spokenSeq: 0, sound: said })).status).toBe(200);
    expect(await sound()).toBe(said);
  }
});

test('a sound is judged by its bytes: how long it is, whether it is whole', () => {
  const mp3 = readFileSync(new URL('../../../hall/public/voice/zh.mp3', import.meta.url));
  // 32 kbit/s throughout: its length is its size
  const whole = inspectClip(mp3);
  expect('seconds' in whole && Math.abs(whole.seconds - (mp3.length * 8) / 32_000)).toBeLessThan(0.2);
  expect(inspectClip(toneWav(0.5))).toEqual({ seconds: 0.5 });
  expect(inspectClip(mp3.subarray(0, -10))).toEqual({ fault: 'damaged' });
  expect(inspectClip(Buffer.concat([mp3, Buffer.from('<script>')]))).toEqual({ fault: 'damaged' });
  expect(inspectClip(Buffer.from('OggS and more'))).toEqual({ fault: 'type' });
  expect(inspectClip(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]))).toEqual({ fault: 'type' });
  const bits = toneWav(0.5);
  bits[34] = 8;
  expect(inspectClip(bits)).toEqual({ fault: 'type' });
  for (let cut = 0; cut < 60; cut += 1) expect('fault' in inspectClip(toneWav(0.2).subarray(0, cut)), String(cut)).toBe(true);
});
