import '@one-window/ui/styles/tokens.css';
import '@one-window/ui/styles/base.css';
import './ticket.css';
import type { TicketView } from '@one-window/domain/views';
import { createLive } from '@one-window/ui/live';
import { createEffect, createRoot } from 'solid-js';
import { listen } from './actions.ts';
import { takeOver } from './take-over.ts';

const printed = document.getElementById('view');
const link = decodeURIComponent(location.pathname.split('/')[2] ?? '');

if (printed?.textContent) {
  const locale = document.documentElement.lang === 'en' ? 'en' : 'zh-CN';
  const screen = takeOver(JSON.parse(printed.textContent) as TicketView, locale);
  listen(screen, link, locale);
  createRoot(() => {
    const live = createLive('ticket', link);
    createEffect(() => {
      const view = live.view();
      if (view) screen.show(view);
    });
  });
}
