import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { DomainError, type ErrorCode } from '@one-window/domain/errors';
import type { Name, TicketView } from '@one-window/domain/views';
import { html, type Markup } from '@one-window/ui/ticket/html';
import { textual, type Env } from '../http.ts';
import { limiter } from '../security/limiter.ts';
import { ticketLink } from '../tickets/link.ts';
import { kindOf, moveByLink } from '../tickets/move-routes.ts';
import { elsewhere, type Elsewhere } from '../tickets/moves.ts';
import { placeOfLink, readTicketView, ticketLinkOf, type QueueDeps } from '../tickets/routes.ts';
import { asidePage, ticketPage, type PageContext } from './page.ts';
import { waitingWords, type Words } from './tell.ts';

/** Why nobody was moved, in the page's words. */
const reasons = {
  'hall.closed': 'shut',
  'hall.not_open': 'shut',
  'hall.halted': 'shut',
  'series.full': 'full',
  'series.full_for_now': 'full',
  'series.closed': 'shut',
  'ticket.move_limit': 'once',
  'ticket.already_open': 'have',
  'limit.too_many': 'many',
} as const satisfies Partial<Record<ErrorCode, string>>;
type Said = (typeof reasons)[keyof typeof reasons] | 'refused';
const said: readonly Said[] = ['shut', 'full', 'once', 'have', 'many', 'refused'];

/** `/t/<link>/move`: both queues side by side, and one press that gives a number there for the one here. */
export function movePages(deps: QueueDeps, contextOf: (c: Context<Env>) => PageContext) {
  const limits = limiter(deps);
  return new Hono<Env>()
    .get('/t/:link/move', async (c) => {
      c.header('Cache-Control', 'no-store');
      const context = contextOf(c);
      const text = await ticketLinkOf(deps, limits, c);
      const view = (await placeOfLink(deps, text)) && (await readTicketView(deps, text));
      if (!view) return c.html(ticketPage(null, context), 404);
      if (view.state !== 'WAITING') return c.redirect(context.path, 303);
      const { hall, prefix } = await kindOf(deps, text);
      const why = said.find((one) => one === c.req.query('said')) ?? null;
      return c.html(movePage(view, await elsewhere(deps, hall, prefix), why, context));
    })
    .post('/t/:link/move', async (c) => {
      const site = c.req.header('sec-fetch-site');
      if (site && site !== 'same-origin' && site !== 'none') throw new DomainError('request.cross_site');
      const text = await ticketLinkOf(deps, limits, c);
      const { path } = contextOf(c);
      try {
        const { key, hall: hallId } = textual(await c.req.parseBody());
        if (typeof key !== 'string' || !/^[\w-]{8,64}$/.test(key) || typeof hallId !== 'string') throw new DomainError('request.invalid');
        const named = (ticketId: string) => ({ name: 'ticket.move', key, body: { ticketId, hallId } });
        const { ticket } = await moveByLink(deps, text, hallId, named);
        return c.redirect(`/t/${ticketLink(deps.keys.link, ticket.id)}`, 303);
      } catch (error) {
        if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
        const why: Said = reasons[error.code as keyof typeof reasons] ?? 'refused';
        return c.redirect(`${path}/move?said=${why}`, 303);
      }
    });
}

function movePage(view: TicketView, others: readonly Elsewhere[], why: Said | null, context: PageContext): string {
  const t = waitingWords(context.locale);
  const say = (name: Name): Markup =>
    context.locale === 'en' && !name.en
      ? html`<span lang="zh-CN">${name.zh}</span>`
      : html`${(context.locale === 'en' && name.en) || name.zh}`;
  return asidePage(context, {
    title: t('waiting.move.title'),
    body: html`<h1>${t('waiting.move.head')}</h1>
      ${why && html`<p class="err" role="alert">${t(`waiting.said.${why}`)}</p>`}
      <p>${t('waiting.move.what')}</p>
      <section class="queue">
        <h2>${say(view.hall.name)}</h2>
        <p>${t('waiting.move.here', { number: view.number, n: view.ahead ?? 0 })} ${waitOf(view.waitMinutes, t)}</p>
      </section>
      ${others.length === 0 && html`<p>${t('waiting.move.none')}</p>`}
      ${others.map(({ hallId, hall, series }) => there(view, { hallId, hall: say(hall), series }, say, context, t))}`,
  });
}

interface There {
  readonly hallId: string;
  readonly hall: Markup;
  readonly series: Elsewhere['series'];
}

function there(view: TicketView, { hallId, hall, series }: There, say: (name: Name) => Markup, { path }: PageContext, t: Words): Markup {
  const place = series.place ?? series.name;
  return html`<section class="queue">
    <h2>${hall}</h2>
    <p>${say(place)}</p>
    ${
      series.issuing
        ? html`<p>${t('waiting.move.there', { n: series.waiting })} ${waitOf(series.waitMinutes, t)}</p>
            <details>
              <summary class="btn">${t('waiting.move.go')}</summary>
              <p>${t('waiting.move.sure', { number: view.number })}</p>
              <form method="post" action="${path}/move">
                <input type="hidden" name="key" value="${randomUUID()}" /><input type="hidden" name="hall" value="${hallId}" />
                <button class="btn primary">${t('waiting.move.do', { number: view.number })}</button>
              </form>
            </details>`
        : html`<p>${t('waiting.move.shut')}</p>`
    }
  </section>`;
}

const waitOf = (minutes: number | null, t: Words): string =>
  minutes === null ? t('waiting.move.unknown') : t('waiting.move.minutes', { n: minutes });
