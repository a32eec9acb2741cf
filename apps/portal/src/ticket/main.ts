import '@one-window/ui/styles/tokens.css';
import '@one-window/ui/styles/base.css';
import './page.css';
import './card.css';
import './line.css';
import './acts.css';
import './rate.css';
import type { TicketView } from '@one-window/domain/views';
import { createLive } from '@one-window/ui/live';
import { createEffect, createRoot } from 'solid-js';
import { listen } from './actions.ts';
import { rememberTicket } from './remember.ts';
import { takeOver, type TicketScreen } from './take-over.ts';

function goLive(screen: TicketScreen, link: string): void {
  const live = createLive('ticket', link, {
    onView(view) {
      screen.show(view);
      rememberTicket(link, view.state);
    },
  });
  createEffect(() => {
    const state = live.state();
    // the number is gone: the server has the words for it
    if (state === 'denied' && live.error() === 'not_found') location.reload();
    else if (state !== 'loading')
      screen.freshness({ stale: state !== 'live', ageMs: live.age(), asOf: live.asOf() ?? screen.current().asOf });
  });
}

// an unknown link prints no view, and its page stays as it is
const printed = document.getElementById('view')?.textContent;
if (printed) {
  const link = decodeURIComponent(location.pathname.split('/')[2] ?? '');
  const locale = document.documentElement.lang === 'en' ? 'en' : 'zh-CN';
  const screen = takeOver(JSON.parse(printed) as TicketView, locale);
  listen(screen, link, locale);
  rememberTicket(link, screen.current().state);
  createRoot(() => goLive(screen, link));
}
