import { installFixture } from '@one-window/ui/fixture';
import { screenStates } from '@one-window/ui/screens';
import { ticketBody } from '@one-window/ui/ticket/page';
import { ticketScene, type TicketLocale } from '@one-window/ui/ticket/scene';
import { screens } from '../screens.ts';

/**
 * Development builds only: prints the phone page of a fixture as the server would, then lets the live page take it over.
 * `/ticket.html?ticket=CALLED&state=busy&lang=en&mode=elder&theme=dark`
 */
const query = new URLSearchParams(location.search);
const entry = Object.values(screens).find((screen) => screen.path === `/ticket.html?ticket=${query.get('ticket') ?? 'WAITING'}`);
const state = screenStates.find((name) => name === query.get('state')) ?? 'busy';
const source = entry?.states[state];
const fixture = typeof source === 'function' ? await source() : null;
const view = fixture?.live?.ticket?.view;

const locale: TicketLocale = query.get('lang') === 'en' ? 'en' : 'zh-CN';
const theme = (['light', 'dark', 'contrast'] as const).find((name) => name === query.get('theme')) ?? null;
const elder = query.get('mode') === 'elder';
document.documentElement.lang = locale;
if (theme) document.documentElement.dataset['theme'] = theme;
if (elder) document.documentElement.dataset['mode'] = 'elder';

if (view) {
  const options = {
    locale,
    theme,
    elder,
    path: '/ticket.html',
    demo: true,
    keys: { cancel: 'preview-cancel', rejoin: 'preview-rejoin', letPass: 'preview-let-pass' },
    asking: false,
    refused: false,
    rate: { locale, path: '/r/preview', key: 'preview-rate', question: 'rating.ask', state: 'open', refused: false } as const,
    moves: true,
  };
  document.body.innerHTML = ticketBody(ticketScene(view, locale, view.asOf), options).source;
  const printed = Object.assign(document.createElement('script'), { type: 'application/json', id: 'view' });
  printed.textContent = JSON.stringify(view);
  document.body.append(printed);
  installFixture(fixture);
  await import('./main.ts');
}
