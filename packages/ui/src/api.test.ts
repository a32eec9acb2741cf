import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError, client, loadFile, newKey, type Exchange } from './api.ts';

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: string;
}
let server: Server;
let heard: Heard[] = [];
let reply: (n: number, res: ServerResponse) => void;
let base = '';

/** Any route of any server. */
const call = client<Record<string, Exchange>>();

const json = (res: ServerResponse, status: number, body: unknown): void =>
  void res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

beforeEach(async () => {
  heard = [];
  server = createServer((req: IncomingMessage, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => {
      heard.push({ method: req.method ?? '', path: req.url ?? '', key: req.headers['idempotency-key'] as string | undefined, body });
      reply(heard.length, res);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // pauses between tries pass at once; nothing else here waits
  vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 100 });
});
afterEach(async () => {
  vi.useRealTimers();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const refusal = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
};

test('a command carries a key and brings back the answer', async () => {
  reply = (_n, res) => json(res, 200, { ticket: { number: 'A0086' } });
  expect(await call(`POST ${base}/api/tickets`, { json: { seriesId: 's1' } })).toEqual({ ticket: { number: 'A0086' } });
  expect(heard[0]).toMatchObject({ method: 'POST', path: '/api/tickets', body: '{"seriesId":"s1"}' });
  expect(heard[0]?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a lost reply is asked for again with the same key and the same body', async () => {
  reply = (n, res) => (n < 3 ? void res.destroy() : json(res, 200, 'done'));
  expect(await call(`POST ${base}/api/x`, { json: { a: 1 } })).toBe('done');
  expect(heard).toHaveLength(3);
  expect(new Set(heard.map((h) => `${h.key} ${h.body}`)).size).toBe(1);
});

test('who stays offline is told, and it is not known whether it was done', async () => {
  reply = (_n, res) => void res.destroy();
  const error = await refusal(call(`POST ${base}/api/x`, { key: 'press-1' }));
  expect(error).toMatchObject({ code: 'offline', offline: true, unanswered: true });
  expect(new Set(heard.map((h) => h.key))).toEqual(new Set(['press-1']));
});

test('a refusal comes at once, with its figures and the request id', async () => {
  reply = (_n, res) => json(res, 409, { error: { code: 'ticket.recall_too_soon', details: { seconds: 7 }, requestId: 'r-1' } });
  const error = await refusal(call(`POST ${base}/api/x`));
  expect(error).toMatchObject({
    code: 'ticket.recall_too_soon',
    status: 409,
    details: { seconds: 7 },
    requestId: 'r-1',
    unanswered: false,
  });
  expect(heard).toHaveLength(1);
});

test('a database that is away is no refusal for good: the same key may be pressed again', async () => {
  reply = (_n, res) => json(res, 503, { error: { code: 'unavailable', details: { seconds: 2 }, requestId: 'r' } });
  expect(await refusal(call(`POST ${base}/api/x`))).toMatchObject({ code: 'unavailable', unanswered: true, offline: false });
});

test.each([
  [401, 'auth.required'],
  [404, 'not_found'],
  [429, 'limit.too_many'],
  [502, 'unavailable'],
  [500, 'internal'],
])('a proxy that answers %i in HTML is understood as %s', async (status, code) => {
  reply = (_n, res) => void res.writeHead(status, { 'content-type': 'text/html' }).end('<h1>nginx</h1>');
  expect((await refusal(call(`GET ${base}/api/x`))).code).toBe(code);
});

test('a page instead of an answer is an error, not data', async () => {
  reply = (_n, res) => void res.writeHead(200).end('<!doctype html>');
  expect((await refusal(call(`GET ${base}/api/x`))).code).toBe('internal');
});

test('who leaves the screen stops the question', async () => {
  const gone = new AbortController();
  reply = () => gone.abort();
  await refusal(call(`POST ${base}/api/x`, { signal: gone.signal }));
  expect(heard).toHaveLength(1);
});

test('parts of a path and a question are written as they must be in an address', async () => {
  reply = (_n, res) => json(res, 200, {});
  const strange = '养 狗/?&=#';
  await call(`GET ${base}/api/items/:id/in/:hallId`, {
    param: { id: strange, hallId: 'h1' },
    query: { q: strange, limit: 5, hall: undefined },
  });
  const coded = encodeURIComponent(strange);
  expect(heard[0]?.path).toBe(`/api/items/${coded}/in/h1?q=${coded}&limit=5`);
});

/** Compiled and never run: each line that is expected to fail, and does not, is an error. */
function compiled(): void {
  const ask = client<{
    'GET /api/items/:id': {
      readonly param: { readonly id: string };
      readonly answer: { readonly name: string; readonly places: readonly string[] };
    };
    'GET /api/items': { readonly query?: { readonly limit?: number | undefined }; readonly answer: readonly string[] };
    'POST /api/tickets': { readonly json: { readonly seriesId: string; readonly priority?: 'elderly' | undefined }; readonly answer: null };
    'POST /api/sign-out': { readonly answer: { readonly ok: true } };
  }>();
  void ask('GET /api/items');
  void ask('GET /api/items', { query: { limit: 3 } });
  void ask('GET /api/items/:id', { param: { id: '1' } }).then((item) => item.places[0]?.length);
  void ask('POST /api/tickets', { json: { seriesId: 's' }, key: 'k' });
  void ask('POST /api/sign-out', { key: 'k' });
  // @ts-expect-error no such path
  void ask('GET /api/item');
  // @ts-expect-error not with this method
  void ask('POST /api/items');
  // @ts-expect-error the path has a part that must be given
  void ask('GET /api/items/:id');
  // @ts-expect-error another part than the path has
  void ask('GET /api/items/:id', { param: { itemId: '1' } });
  // @ts-expect-error a question that the route does not take
  void ask('GET /api/items', { query: { q: 'x' } });
  // @ts-expect-error the body must be given
  void ask('POST /api/tickets', {});
  // @ts-expect-error a field is missing
  void ask('POST /api/tickets', { json: {} });
  // @ts-expect-error a word that is none of the choices
  void ask('POST /api/tickets', { json: { seriesId: 's', priority: 'young' } });
  // @ts-expect-error a field that the route does not know
  void ask('POST /api/tickets', { json: { seriesId: 's', series: 's' } });
  // @ts-expect-error a body where none is read
  void ask('POST /api/sign-out', { json: {} });
  // @ts-expect-error a field that no answer has
  void ask('GET /api/items/:id', { param: { id: '1' } }).then((item) => item.title);
  // @ts-expect-error an answer is not written to
  void ask('GET /api/items/:id', { param: { id: '1' } }).then((item) => (item.name = ''));
}

test('what a listener does not understand or answer does not compile', () => {
  expect(compiled).toBeTypeOf('function');
});

test('a file comes whole, a refusal of it is like any other, and no answer is none', async () => {
  reply = (_n, res) => void res.writeHead(200, { 'content-type': 'text/csv' }).end('"a","b"');
  expect(await (await loadFile(`${base}/api/table`, { kind: 'x y', from: undefined })).text()).toBe('"a","b"');
  expect(heard[0]).toMatchObject({ method: 'GET', path: '/api/table?kind=x%20y' });
  reply = (_n, res) => json(res, 422, { error: { code: 'log.too_many', details: { max: 9 }, requestId: 'r' } });
  expect(await refusal(loadFile(`${base}/api/table`, {}))).toMatchObject({ code: 'log.too_many', details: { max: 9 }, requestId: 'r' });
  reply = (_n, res) => void res.destroy();
  expect((await refusal(loadFile(`${base}/api/table`, {}))).offline).toBe(true);
});

test('keys never repeat', () => {
  expect(new Set(Array.from({ length: 1_000 }, newKey)).size).toBe(1_000);
});
