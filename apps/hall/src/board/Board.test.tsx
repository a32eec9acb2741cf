import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { boardView } from '@one-window/domain/boards';
import { setLang, startLook } from '@one-window/ui/theme';
import { busyHall, callingHall, emptyHall, fixtureNow, hugeHall } from '../fixtures.ts';
import { Board, type BoardProps } from './Board.tsx';

const calm: BoardProps = {
  row: { template: 'hall', zone: null, windowId: null },
  view: busyHall,
  link: 'live',
  asOf: busyHall.asOf,
  now: fixtureNow,
  turns: [],
  local: 0,
  sound: 'pack',
  both: false,
  demo: false,
  night: false,
};
let dispose = (): void => {};

beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>';
  startLook({ surface: 'board', theme: 'dark', lang: 'zh-CN' });
});
afterEach(() => dispose());

function show(props: Partial<BoardProps> = {}): Element {
  dispose();
  const root = document.querySelector('#root');
  if (!root) throw new Error('no root');
  dispose = render(() => <Board {...calm} {...props} />, root);
  return root;
}

const text = (selector: string): string => document.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
const texts = (selector: string): string[] => [...document.querySelectorAll(selector)].map((el) => el.textContent);

test('a calm board shows the last call unlit and the four before it', () => {
  show();
  expect(text('.hero .ticket')).toBe('A0086');
  expect(text('.hero .say')).toBe('1 分钟前已叫两遍');
  expect(document.querySelector('.hero.lit')).toBeNull();
  expect(texts('.calls .ticket')).toEqual(['B0031', 'C0112', 'V0007', 'D0068']);
});

test('three calls in one moment take turns in the band and are all marked in the list', () => {
  show({ view: callingHall, turns: [84, 85, 86].map((callSeq, i) => ({ callSeq, from: i * 6_000 })) });
  expect(text('.hero.lit .ticket')).toBe('C0112');
  expect(texts('.calls .is-new .ticket')).toEqual(['A0086', 'B0031', 'C0112']);
});

test('a recall says that it is one', () => {
  show({ turns: [{ callSeq: 86, from: 0 }] });
  expect(text('.hero.lit .say')).toBe('再叫一次');
});

test('a stale board puts its age in place of the call and does not look live', () => {
  show({ link: 'stale', now: fixtureNow + 192_000, turns: [{ callSeq: 86, from: 0 }] });
  expect(text('.hero.is-wrong')).toContain('请听工作人员叫号');
  expect(text('.hero .since .num')).toBe('03:12');
  expect(document.querySelector('.hero .ticket')).toBeNull();
  expect(text('.age.stale')).toBe('已断开');
  expect(texts('.calls .ticket')[0]).toBe('A0086');
});

test('what cannot be heard is said: off, and waiting for a touch', () => {
  show({ sound: 'off' });
  expect(text('.snd')).toBe('声音已关，请看屏幕');
  show({ sound: 'blocked' });
  expect(text('.snd')).toContain('点一下打开');
});

test('a wait that cannot be reckoned shows no figure', () => {
  show();
  expect(texts('.waits .est').at(-1)).toBe('暂估不出');
  show({ view: emptyHall });
  expect(new Set(texts('.waits .est'))).toEqual(new Set(['窗口未开']));
});

test('long names get a line of their own and thirty series turn over by themselves', () => {
  show({ view: hugeHall });
  expect(document.querySelector('.waits.wide')).not.toBeNull();
  const first = texts('.waits .series');
  show({ view: hugeHall, now: fixtureNow + 10_000 });
  expect(texts('.waits .series')).not.toEqual(first);
  expect(text('.pages')).toMatch(/^\d\/8$/);
});

test('with both languages English stands under the Chinese, in English alone it stands first', () => {
  show({ both: true });
  expect(text('.waits .name .second')).toBe('Personal');
  setLang('en');
  show();
  expect(text('.waits .name')).toBe('Personal');
  expect(text('.hero .say')).toBe('Called twice, 1 min ago');
});

const atWindow = (label: string, props: Partial<BoardProps> = {}): void => {
  const row = { template: 'window', zone: null, windowId: `w${label}` } as const;
  show({ row, ...props, view: boardView(row, props.view ?? busyHall) });
};

test('a display over a window shows its label and its number, lit when it is called, and no list', () => {
  atWindow('5', { turns: [{ callSeq: 86, from: 0 }] });
  expect([text('.plate .win'), text('.single.lit .ticket'), text('.single .say')]).toEqual(['5', 'A0086', '再叫一次']);
  expect(document.querySelector('.calls, .waits, .hero')).toBeNull();
  atWindow('9');
  expect([text('.single .ticket'), text('.single .say')]).toEqual(['B0031', '正在办理']);
});

test('a window that has nobody says why: the next one soon, a pause with its reason, closed', () => {
  const nobody = { ...busyHall, calls: [] };
  atWindow('5', { view: nobody });
  expect(text('.single h2')).toBe('马上叫下一位');
  atWindow('4', { view: nobody });
  expect(text('.words')).toBe('暂停办理用餐，稍后继续');
  atWindow('7', { view: nobody });
  expect(text('.single h2')).toBe('现在不开');
});

test('a display that is cut off says so and still says which window it is', () => {
  atWindow('5', { link: 'stale', now: fixtureNow + 192_000 });
  expect([text('.hero.is-wrong .since .num'), text('.plate .win')]).toEqual(['03:12', '5']);
  expect(document.querySelector('.ticket')).toBeNull();
});

test('the board of a zone carries its name; one whose zone is gone carries the name of the hall alone', () => {
  const zone = (name: string) => ({ template: 'zone', zone: name, windowId: null }) as const;
  show({ row: zone('东区'), view: boardView(zone('东区'), busyHall) });
  expect(text('h1')).toContain('东区');
  expect(texts('.calls .win')).toEqual(['1', '4']);
  show({ row: zone('北区') });
  expect([text('h1').includes('北区'), texts('.calls .win').length]).toEqual([false, 4]);
});

test('a silent hall is lit twice as long, says that there is no voice, and shows whose number it is by a masked name', () => {
  const calls = callingHall.calls.map((call) => ({ ...call, name: '张*' }));
  const view = { ...callingHall, calls, hall: { ...callingHall.hall, silent: true } };
  const late = { turns: [{ callSeq: 86, from: 0 }], local: 20_000 };
  show({ view, ...late });
  expect(text('.snd')).toBe('静音叫号，请看屏幕');
  expect(document.querySelector('.board.is-silent .hero.lit')).not.toBeNull();
  expect(text('.hero .who')).toBe('张*');
  show({ view: callingHall, ...late });
  expect(document.querySelector('.hero.lit')).toBeNull();
});
