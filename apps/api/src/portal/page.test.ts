import type { TurnRule } from '@one-window/domain/turns';
import { ticketStates } from '@one-window/domain/tickets';
import { ticketsByState, waitingTicket } from '@one-window/ui/ticket/fixtures';
import { expect, test } from 'vitest';
import { ratePage, ticketDownPage, ticketPage as printed, verifyPage, type PageContext } from './page.ts';
import type { TicketView } from '@one-window/domain/views';

const zh: PageContext = {
  locale: 'zh-CN',
  path: '/t/abc',
  elder: false,
  theme: null,
  demo: false,
  keys: { cancel: 'key-cancel', rejoin: 'key-rejoin', letPass: 'key-let-pass' },
  asking: false,
  refused: false,
  rate: null,
  moves: true,
  assets: { script: '/assets/ticket-1.js', styles: ['/assets/ticket-1.css'] },
};
const en: PageContext = { ...zh, locale: 'en' };

/** The page without the spaces that make no difference. */
const tidy = (page: string): string => page.replace(/ +\/?>/g, '>');
const ticketPage = (view: TicketView | null, context: PageContext): string => tidy(printed(view, context));

/** What a reader without JavaScript sees: no scripts, no hidden parts, no tags. */
function visible(page: string): string {
  const body = page.slice(page.indexOf('<body>')).replace(/<script[\s\S]*?<\/script>/g, '');
  return withoutHidden(body)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

function withoutHidden(markup: string): string {
  let rest = markup;
  for (;;) {
    const start = rest.search(/<[a-z0-9]+[^>]*\shidden[\s>]/);
    if (start < 0) return rest;
    const tag = /^<([a-z0-9]+)/.exec(rest.slice(start))?.[1] ?? '';
    const next = new RegExp(`</?${tag}\\b[^>]*>`, 'g');
    next.lastIndex = start;
    let depth = 0;
    let end = rest.length;
    for (let m = next.exec(rest); m; m = next.exec(rest)) {
      depth += m[0].startsWith('</') ? -1 : 1;
      if (depth === 0) {
        end = m.index + m[0].length;
        break;
      }
    }
    rest = rest.slice(0, start) + rest.slice(end);
  }
}

test('number, people ahead, wait, hall and place stand in the page before any script', () => {
  const page = ticketPage(waitingTicket, zh);
  const beforeScripts = page.slice(0, page.indexOf('<script'));
  for (const part of ['A0093', '>7<', '>20<', '广安区政务服务中心', '一楼东区，1 至 6 号窗口', '您前面 7 人，其中 2 人优先'])
    expect(beforeScripts).toContain(part);
  expect(visible(page)).toContain('前面还有 7 人');
});

test('in English the sentences are English and Chinese names say that they are Chinese', () => {
  const page = ticketPage({ ...waitingTicket, series: { ...waitingTicket.series, name: { zh: '个人综合', en: null } } }, en);
  expect(page).toContain('<html lang="en"');
  expect(visible(page)).toContain('Ahead of you 7 people');
  expect(visible(page)).toContain('Ground floor east, windows 1 to 6');
  expect(page).toContain('data-text="series" lang="zh-CN">个人综合<');
});

test('no inline script, style or handler: the page lives under a strict policy', () => {
  for (const state of ticketStates)
    for (const context of [zh, en, { ...zh, asking: true, elder: true, theme: 'contrast' as const, demo: true }]) {
      const page = ticketPage(ticketsByState[state], context);
      expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
      for (const script of page.match(/<script[^>]*>/g) ?? []) expect(script).toMatch(/type="application\/json"|src="\/assets\//);
    }
});

test('hostile names are words on the page and nothing else', () => {
  const bad = `</script><img src=x onerror=alert(1)>"'&𠮷😀`;
  const page = ticketPage(
    {
      ...waitingTicket,
      itemNames: [bad],
      number: bad,
      hall: { ...waitingTicket.hall, name: { zh: bad, en: bad } },
      series: { prefix: bad, name: { zh: bad, en: null }, place: { zh: bad, en: bad } },
      recent: [{ number: bad, window: bad, calledAt: waitingTicket.asOf }],
    },
    { ...zh, path: '/t/"><script>' },
  );
  expect(page).not.toContain('<img');
  expect(page).not.toContain('"><script>');
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).toContain('𠮷😀');
  const json = /id="view">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
  expect((JSON.parse(json) as { itemNames: string[] }).itemNames).toEqual([bad]);
});

test('a name of 10,000 characters stays one name', () => {
  const page = ticketPage({ ...waitingTicket, itemNames: ['长'.repeat(10_000)] }, zh);
  expect(page).toContain('长'.repeat(10_000));
  expect(page.length).toBeLessThan(60_000);
});

test('a called citizen reads the window, a missed one until when to rejoin, without JavaScript', () => {
  expect(visible(ticketPage(ticketsByState.CALLED, zh))).toMatch(/请到 5 号窗口/);
  expect(visible(ticketPage(ticketsByState.CALLED, en))).toMatch(/Please go to window 5/);
  const missed = visible(ticketPage(ticketsByState.MISSED, zh));
  expect(missed).toContain('还能重排一次，到 11:12');
  expect(missed).toContain('重排一次');
  expect(visible(ticketPage({ ...ticketsByState.MISSED, rejoinUntil: null }, zh))).toContain('已经重排过一次');
});

test('the citizen may cancel exactly in the states of the machine', () => {
  for (const state of ticketStates)
    expect([state, visible(ticketPage(ticketsByState[state], zh)).includes('不等了，取消')]).toEqual([
      state,
      ['WAITING', 'HELD', 'MISSED'].includes(state),
    ]);
});

test('without JavaScript the question before a cancellation opens and the page waits with renewing', () => {
  const page = ticketPage(waitingTicket, { ...zh, asking: true });
  expect(page).toContain('<dialog class="ask" id="ask" aria-labelledby="ask-head" open>');
  expect(page).not.toContain('http-equiv="refresh"');
  expect(ticketPage(ticketsByState.CALLED, { ...zh, asking: true })).not.toMatch(/<dialog[^>]* open/);
});

test('the page renews itself only without JavaScript, and not when nothing will change', () => {
  expect(ticketPage(waitingTicket, zh)).toContain('<noscript><meta http-equiv="refresh" content="20;url=/t/abc"></noscript>');
  expect(ticketPage(ticketsByState.DONE, zh)).not.toContain('http-equiv="refresh"');
});

test('an unknown link gives a page in words that names no hall and no number', () => {
  for (const context of [zh, en]) {
    const page = ticketPage(null, context);
    expect(page).toContain(context.locale === 'en' ? 'This link opens no number' : '这个链接打不开一个号');
    expect(page).not.toMatch(/A00|广安|<script/);
  }
});

test('no page shows a hole in a sentence', () => {
  for (const context of [zh, en])
    for (const page of [
      ...Object.values(ticketsByState).map((view) => ticketPage(view, context)),
      ticketPage(null, context),
      ticketDownPage(context),
      ratePage('', null, context),
      verifyPage(null, context),
    ])
      expect(page.slice(page.indexOf('<body>')).replace(/<script[\s\S]*?<\/script>/g, '')).not.toMatch(/\{\w+\}/);
  expect(visible(ticketPage(null, zh))).toContain('到大厅导办台，或打 12345');
});

test('while the database is away the page keeps its words and tries again', () => {
  expect(tidy(ticketDownPage(zh))).toContain('<meta http-equiv="refresh" content="10;url=/t/abc">');
});

test('a wait over an hour is told in hours and minutes, an unknown one is not made up', () => {
  expect(visible(ticketPage({ ...waitingTicket, waitMinutes: 80 }, zh))).toContain('1 小时 20 分');
  expect(visible(ticketPage({ ...waitingTicket, waitMinutes: 80 }, en))).toContain('1 h 20 min');
  expect(visible(ticketPage({ ...waitingTicket, waitMinutes: null }, zh))).toContain('还算不出来');
});

test('the hall’s own rule is told in words, to who has priority in theirs, with who was called before and why', () => {
  const by = (rule: TurnRule, priority = false): string =>
    visible(ticketPage({ ...waitingTicket, priority, rule: { ...waitingTicket.rule, rule } }, zh));
  expect(by('accumulating')).toContain('优先的人等 1 分钟算 2 分钟');
  expect(by('accumulating')).toContain('一个号最多被后来的人超过 6 次');
  expect(by('accumulating', true)).toContain('您拿的是优先号：等 1 分钟算 2 分钟');
  expect(by('ratio')).toContain('每叫 2 个普通号可叫 1 个优先号');
  expect(by('strict')).toContain('本厅先叫优先号');
  expect(by('arrival')).toContain('同一队里只按先来后到');
  expect(by('ratio')).toContain('V0007：优先号（1 号窗口）');
});

test('whoever wants a person is told where the guide desk stands and which number to call, and nothing that the hall has not said', () => {
  const hall = { ...waitingTicket.hall, phone: '0826-2222 333' };
  const page = ticketPage({ ...waitingTicket, hall }, zh);
  expect(visible(page)).toContain('要人帮忙，到大厅导办台（一楼正门右侧），或打 0826-2222 333');
  expect(page).toContain('href="tel:0826-2222 333"');
  expect(visible(ticketPage(waitingTicket, en))).toContain(
    'the guide desk (ground floor, right of the main door) in the hall or call 12345',
  );
  const silent = visible(ticketPage({ ...waitingTicket, hall: { ...hall, guideDesk: null, phone: null } }, zh));
  expect(silent).toContain('到大厅导办台，或打 12345');
});
