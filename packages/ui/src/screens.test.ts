import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { installFixture, liveFixture, Refusal, fixtureAnswer } from './fixture.ts';
import { defineScreens, fixtureFor, screenStates, shotsOf } from './screens.ts';

const na = 'n/a: a test';
const screens = defineScreens<'board' | 'pair'>({
  board: {
    path: '/board',
    size: [1920, 1080],
    states: { empty: () => ({ api: { 'GET /api/device': 1 } }), busy: na, loading: () => ({}), error: na, denied: na, huge: na, stale: na },
  },
  pair: { path: '/pair?kind=board', states: { empty: na, busy: () => ({}), loading: na, error: na, denied: na, huge: na, stale: na } },
});

test('a route or a state without an entry does not compile', () => {
  const states = { empty: na, busy: na, loading: na, error: na, denied: na, huge: na, stale: na } as const;
  // @ts-expect-error the route `pair` has no entry
  defineScreens<'board' | 'pair'>({ board: { path: '/', states } });
  // @ts-expect-error the state `stale` has no entry
  defineScreens<'board'>({ board: { path: '/', states: { empty: na, busy: na, loading: na, error: na, denied: na, huge: na } } });
  // @ts-expect-error a state that cannot be says why
  defineScreens<'board'>({ board: { path: '/', states: { ...states, stale: 'never' } } });
  expect(screenStates).toHaveLength(7);
});

test('the pictures to take are those that have data', () => {
  expect(shotsOf(screens)).toEqual([
    { route: 'board', state: 'empty', url: '/board?state=empty', size: [1920, 1080] },
    { route: 'board', state: 'loading', url: '/board?state=loading', size: [1920, 1080] },
    { route: 'pair', state: 'busy', url: '/pair?kind=board&state=busy' },
  ]);
});

test('an address asks for its state and nothing else', async () => {
  expect(await fixtureFor(screens, { pathname: '/board', search: '?state=empty' })).toEqual({ api: { 'GET /api/device': 1 } });
  expect(await fixtureFor(screens, { pathname: '/board', search: '' })).toBeNull();
  expect(await fixtureFor(screens, { pathname: '/board', search: '?state=busy' })).toBeNull();
  expect(await fixtureFor(screens, { pathname: '/elsewhere', search: '?state=empty' })).toBeNull();
});

test('under a fixture nothing reaches a server: what it does not know is not there', async () => {
  installFixture({
    api: { 'GET /api/items': [], 'GET /api/items/:id': { id: 1 }, 'POST /api/tickets': new Refusal(409, 'series.full', { max: 80 }) },
  });
  expect(await fixtureAnswer('GET /api/items/:id')).toEqual({ status: 200, body: { id: 1 } });
  expect(await fixtureAnswer('GET /api/items')).toEqual({ status: 200, body: [] });
  expect(await fixtureAnswer('POST /api/tickets')).toMatchObject({
    status: 409,
    body: { error: { code: 'series.full', details: { max: 80 } } },
  });
  expect(await fixtureAnswer('GET /api/me')).toMatchObject({ status: 404 });
  expect(liveFixture('hall.public')).toEqual({});
  installFixture(null);
  expect(fixtureAnswer('GET /api/me')).toBeNull();
});

/** Bundles a page that uses everything, as an app does. */
async function bundle(developmentPages: boolean): Promise<string> {
  const id = 'virtual:page';
  const here = (file: string): string => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)));
  const page = `
    import { createLive } from ${here('./live.ts')};
    import { client } from ${here('./api.ts')};
    import { installFixture } from ${here('./fixture.ts')};
    import { fixtureFor } from ${here('./screens.ts')};
    if (import.meta.env.OW_DEV_PAGES) installFixture(await fixtureFor({ board: { path: '/', states: { empty: () => ({ api: { 'GET /x': 'only in pictures' } }) } } }, location));
    globalThis.page = [createLive('hall.public', 'h'), client()('GET /x')];`;
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'import.meta.env.OW_DEV_PAGES': JSON.stringify(developmentPages) },
    plugins: [
      { name: 'page', resolveId: (source) => (source === id ? `\0${id}` : null), load: (source) => (source === `\0${id}` ? page : null) },
    ],
    build: { write: false, target: 'es2022', rolldownOptions: { input: id } },
  });
  return [output]
    .flat()
    .flatMap((result) => ('output' in result ? result.output : []))
    .map((file) => ('code' in file ? file.code : ''))
    .join('\n');
}

test('production bundles carry neither fixtures nor the way to them', async () => {
  const [development, production] = [await bundle(true), await bundle(false)];
  const traces = ['only in pictures', 'fixture'];
  expect(traces.filter((trace) => development.includes(trace))).toEqual(traces);
  expect(traces.filter((trace) => production.includes(trace))).toEqual([]);
});
