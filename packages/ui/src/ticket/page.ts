import { html, Markup } from './html.ts';
import { rateForm, type RateOptions } from './rate.ts';
import { RECENT_CALLS, STRIP_CELLS, ticketWords, type TicketLocale, type TicketScene } from './scene.ts';

/** What the server knows about this reader and this request, beside the ticket. */
export interface TicketPageOptions {
  readonly locale: TicketLocale;
  /** The path of this page, for its forms and links. */
  readonly path: string;
  readonly elder: boolean;
  /** Chosen by the reader; null = as the phone is set. */
  readonly theme: 'light' | 'dark' | 'contrast' | null;
  readonly demo: boolean;
  /** Keys of the two commands: a form that is sent twice acts once. */
  readonly keys: { readonly cancel: string; readonly rejoin: string; readonly letPass: string };
  /** Without JavaScript the question before a cancellation is a page of its own. */
  readonly asking: boolean;
  /** A form without JavaScript was refused: the ticket's state says why. */
  readonly refused: boolean;
  /** How the visit was, once it is over; null where that is not asked. */
  readonly rate: RateOptions | null;
  /** There is another hall for the same business. */
  readonly moves: boolean;
}

/** 12-grid state shapes of the design language, by ticket state. */
const shapes = html`<svg class="shapes" aria-hidden="true">
  <defs>
    <symbol id="s-WAITING" viewBox="0 0 12 12">
      <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.7" />
    </symbol>
    <symbol id="s-CALLED" viewBox="0 0 12 12"><path d="M2.5 1.2 10.8 6 2.5 10.8Z" fill="currentColor" /></symbol>
    <symbol id="s-SERVING" viewBox="0 0 12 12">
      <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.4" />
      <circle cx="6" cy="6" r="2" fill="currentColor" />
    </symbol>
    <symbol id="s-HELD" viewBox="0 0 12 12"><path d="M2.6 1.6h2.4v8.8H2.6zM7 1.6h2.4v8.8H7z" fill="currentColor" /></symbol>
    <symbol id="s-MISSED" viewBox="0 0 12 12">
      <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2 1.4" />
      <path d="M3 9 9 3" stroke="currentColor" stroke-width="1.6" />
    </symbol>
    <symbol id="s-DONE" viewBox="0 0 12 12">
      <path d="m1.6 6.4 3 3 5.8-6.6" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </symbol>
    <symbol id="s-CANCELLED" viewBox="0 0 12 12">
      <path d="m2.4 2.4 7.2 7.2M9.6 2.4 2.4 9.6" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" />
    </symbol>
    <symbol id="s-ABANDONED" viewBox="0 0 12 12">
      <path d="M1.8 6h8.4" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" />
    </symbol>
  </defs>
</svg>`;

const icon = (paths: Markup): Markup => html`<svg class="i" viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;
const pin = icon(
  html`<path d="M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 10a8 8 0 0 1 16 0" /><circle
      cx="12"
      cy="10"
      r="3"
    />`,
);
const arrow = icon(html`<path d="M5 12h14" /><path d="m12 5 7 7-7 7" />`);
const arrowBack = icon(html`<path d="m12 19-7-7 7-7" /><path d="M19 12H5" />`);
const scale = icon(
  html`<path d="M12 3v18" /><path d="m19 8 3 8a5 5 0 0 1-6 0zV7" /><path d="M3 7h1a17 17 0 0 0 8-2 17 17 0 0 0 8 2h1" /><path
      d="m5 8 3 8a5 5 0 0 1-6 0zV7"
    /><path d="M7 21h10" />`,
);
const phone = icon(
  html`<path
    d="M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384"
  />`,
);

/**
 * The whole body of the phone page. Every element of every state is there from the start: `data-text` holds a text,
 * `data-show` is hidden or not, so that the live page only fills in and nothing jumps. See `bind.ts`.
 */
export function ticketBody(scene: TicketScene, options: TicketPageOptions): Markup {
  const t = ticketWords(options.locale);
  const slot = (name: string, tag = 'span', classes = ''): Markup => {
    const markedChinese = scene.chinese.has(name) ? html`lang="zh-CN"` : '';
    return html`<${raw(tag)} class="${classes}" data-text="${name}" ${markedChinese}>${scene.text[name] ?? ''}</${raw(tag)}>`;
  };
  const show = (name: string): Markup => (scene.show[name] ? html`data-show="${name}"` : html`data-show="${name}" hidden`);
  const call = scene.text['phone'] ?? '';
  const each = (count: number, draw: (i: number) => Markup): Markup[] => Array.from({ length: count }, (_, i) => draw(i));

  return html`${shapes} ${options.demo && html`<aside class="demo">${t('ticket.demo')}</aside>`}
    <header class="bar">
      <a class="back" href="/" aria-label="${t('ticket.home')}">${arrowBack}</a>
      <p class="name strong">${t('ticket.title')}</p>
      <span class="age" data-age data-text="asOf">${scene.text['asOf'] ?? ''}</span>
    </header>
    <main class="page" id="ticket" data-state="${scene.state}">
      <p class="sr" role="status" aria-live="assertive" data-say></p>
      <article class="tick">
        <div class="a">
          <p class="row">
            ${slot('series', 'span', 'strong')}<span class="chips"
              ><span class="chip pri" ${show('priority')}>${t('ticket.priority')}</span
              ><span class="chip state"
                ><svg aria-hidden="true"><use data-shape href="#s-${scene.state}" /></svg>${slot('state')}</span
              ></span
            >
          </p>
          ${slot('number', 'h1', (scene.text['number'] ?? '').length > 6 ? 'no num long' : 'no num')}
          <p class="item dim" ${show('item')}>${slot('item')}</p>
          <p class="where" ${show('place')}>${pin}${slot('place')}</p>
        </div>
        <div class="cut"></div>
        <p class="stop" data-stale hidden>${slot('staleHint')}</p>
        <div class="b" ${show('figures')}>
          <dl class="two">
            <div>
              <dt>${t('ticket.ahead')}</dt>
              <dd>${slot('ahead', 'span', 'num')} ${slot('aheadUnit')}</dd>
            </div>
            <div>
              <dt>${t('ticket.wait')}</dt>
              <dd>
                ${slot('wait', 'span', 'num')} ${slot('waitUnit')}
                <span ${show('wait2')}>${slot('wait2', 'span', 'num')} ${slot('wait2Unit')}</span>
              </dd>
            </div>
          </dl>
          <p class="soon" ${show('soon')}>${slot('soon')}</p>
          <p class="basis">${slot('basis')} <span data-live hidden>${t('ticket.remind')}</span></p>
        </div>
        <div class="b go" ${show('window')}>
          <p class="to">${slot('goBefore')} ${slot('window', 'span', 'win')} ${slot('goAfter')}</p>
          <p class="where" ${show('zone')}>${pin}${slot('zone')}</p>
          <p class="basis">${slot('windowHint')}</p>
        </div>
        <div class="b note" ${show('note')}>${slot('noteHead', 'h2')}${slot('noteText', 'p')}</div>
      </article>
      <section class="line" aria-labelledby="queue" ${show('queue')}>
        <h2 id="queue">${t('ticket.queue')}</h2>
        ${slot('queueSum', 'p', 'sum')}
        <div class="strip" aria-hidden="true" ${show('strip')}>
          <div class="pp">
            ${each(STRIP_CELLS, (i) => html`<i class="pri" ${show(`p${i}`)}></i>`)}${each(STRIP_CELLS, (i) => html`<i ${show(`o${i}`)}></i>`)}<i
              class="me"
              >${t('ticket.you')}</i
            >
          </div>
          <p class="legend">
            <span class="lp" ${show('cellsPriority')}>${slot('legendPriority')}</span
            ><span class="lo" ${show('cellsOrdinary')}>${slot('legendOrdinary')}</span>
          </p>
        </div>
        <div ${show('recent')}>
          <h3 class="sr">${t('ticket.recent')}</h3>
          <ul class="calls">
            ${each(RECENT_CALLS, (i) => html`<li ${show(`call${i}`)}>${slot(`call${i}`, 'span', 'num')}${arrow}<span class="sr">${t('ticket.toWindow')}</span>${slot(`callWindow${i}`, 'span', 'win')}${slot(`callAgo${i}`, 'span', 'ago')}</li>`)}
          </ul>
        </div>
        <div class="why">
          ${scale}
          <div>
            ${slot('why', 'h3')}${slot('whyText', 'p')}
            <ul class="before" ${show('before')}>
              ${each(RECENT_CALLS, (i) => html`<li ${show(`before${i}`)}>${slot(`before${i}`)}</li>`)}
            </ul>
          </div>
        </div>
      </section>
      ${options.rate && html`<div ${show('rate')}>${rateForm(options.rate, 'h2')}</div>`}
      <div class="acts">
        <p class="err" role="alert" data-error ${options.refused ? '' : html`hidden`}>${options.refused ? t('ticket.refused') : ''}</p>
        <form method="post" action="${options.path}" ${show('rejoin')}>
          <input type="hidden" name="action" value="rejoin" /><input type="hidden" name="key" value="${options.keys.rejoin}" /><button
            class="btn primary"
            data-do="rejoin"
          >
            ${t('ticket.rejoin')}
          </button>
        </form>
        <form method="post" action="${options.path}" ${show('letPass')}>
          <input type="hidden" name="action" value="let-pass" /><input type="hidden" name="key" value="${options.keys.letPass}" /><button
            class="btn"
            data-do="let-pass"
          >
            ${scene.text['letPass'] ?? ''}
          </button>
        </form>
        <a class="btn" href="${options.path}/tell" ${show('tell')}>${slot('tell')}</a>
        ${options.moves && html`<a class="btn" href="${options.path}/move" ${show('move')}>${t('ticket.move')}</a>`}
        <a class="btn quiet danger" href="${options.path}?ask=cancel#ask" role="button" data-ask ${show('cancel')}>${t('ticket.cancel')}</a>
      </div>
      <dialog class="ask" id="ask" aria-labelledby="ask-head" ${options.asking && scene.show['cancel'] ? html`open` : ''}>
        <h2 id="ask-head">${t('ticket.cancelAsk')}</h2>
        ${slot('cancelWhat', 'p')}
        <form method="post" action="${options.path}">
          <input type="hidden" name="action" value="cancel" /><input type="hidden" name="key" value="${options.keys.cancel}" />
          <a class="btn" href="${options.path}" role="button" data-keep>${t('ticket.cancelKeep')}</a
          ><button class="btn danger" data-do="cancel">${t('ticket.cancelDo')}</button>
        </form>
      </dialog>
    </main>
    <footer class="foot">
      <p>${slot('hall', 'span', 'strong')} ${slot('takenAt', 'span', 'nowrap')}</p>
      <p class="help">
        ${phone}<span>${slot('help')} <a class="num" href="tel:${call}">${call}</a></span>
      </p>
      ${ticketViews(options)}
    </footer>`;
}

/** Tag names are ours, never data. */
function raw(tag: string): Markup {
  return new Markup(tag);
}

/** Language, larger text and contrast as plain links: they work without JavaScript and are remembered in a cookie. */
export function ticketViews(options: Pick<TicketPageOptions, 'locale' | 'path' | 'elder' | 'theme'>): Markup {
  const t = ticketWords(options.locale);
  const other = options.locale === 'en' ? 'zh-CN' : 'en';
  const link = (query: string, words: string, lang = ''): Markup =>
    html`<a href="${options.path}?${query}" ${lang ? html`lang="${lang}"` : ''}>${words}</a>`;
  return html`<nav class="views" aria-label="${t('ticket.views')}">
    ${link(`lang=${other}`, t('ticket.other'), other)}${
      options.elder ? link('mode=normal', t('ticket.elderOff')) : link('mode=elder', t('ticket.elderOn'))
    }${options.theme === 'contrast' ? link('theme=auto', t('ticket.contrastOff')) : link('theme=contrast', t('ticket.contrastOn'))}
  </nav>`;
}
