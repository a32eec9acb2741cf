import { expect, test } from 'vitest';
import { ticketStates } from '@one-window/domain/tickets';
import { bindTicket } from './bind.ts';
import { ticketsByState, waitingTicket } from './fixtures.ts';
import { ticketBody, type TicketPageOptions } from './page.ts';
import { ticketScene, type TicketLocale } from './scene.ts';
import type { TicketView } from '@one-window/domain/views';

const moments: TicketView[] = [
  ...ticketStates.map((state) => ticketsByState[state]),
  { ...waitingTicket, ahead: 1, aheadPriority: 1, waitMinutes: null, recent: [] },
  { ...waitingTicket, ahead: 40, aheadPriority: 0, waitMinutes: 130, priority: true },
  { ...waitingTicket, itemName: null, itemNames: [], series: { ...waitingTicket.series, place: null, name: { zh: '个人综合', en: null } } },
];

function printed(view: TicketView, locale: TicketLocale): string {
  const options: TicketPageOptions = {
    locale,
    path: '/t/x',
    elder: false,
    theme: null,
    demo: false,
    keys: { cancel: 'c', rejoin: 'r', letPass: 'l' },
    asking: false,
    refused: false,
    rate: null,
    moves: true,
  };
  return pageOf(ticketBody(ticketScene(view, locale, view.asOf), options).source).innerHTML;
}

function pageOf(markup: string): HTMLElement {
  const page = document.createElement('div');
  page.innerHTML = markup;
  return page;
}

test.each(['zh-CN', 'en'] as const)('the live page shows after any change exactly what a reload would show (%s)', (locale) => {
  const pages = moments.map((view) => printed(view, locale));
  // one page walks from every moment to moments of every kind
  const page = pageOf(pages[0] ?? '');
  for (const stride of [1, 3, 4])
    for (let step = 1, at = stride; step <= moments.length; step += 1, at = (at + stride) % moments.length) {
      const after = moments[at] ?? waitingTicket;
      bindTicket(page, ticketScene(after, locale, after.asOf));
      expect(page.innerHTML).toBe(pages[at]);
    }
});

test('elements stay when the page goes live, so that focus and scroll stay', () => {
  const page = pageOf(printed(waitingTicket, 'zh-CN'));
  const number = page.querySelector('[data-text=number]');
  bindTicket(page, ticketScene(ticketsByState.CALLED, 'zh-CN', waitingTicket.asOf));
  expect(page.querySelector('[data-text=number]')).toBe(number);
});
