import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { DomainError } from '@one-window/domain/errors';
import { NEAR_PLACES } from '@one-window/domain/notices';
import { maskPhone } from '@one-window/domain/masking';
import type { TicketView } from '@one-window/domain/views';
import { en, zh, type WaitingKey } from '@one-window/ui/i18n/waiting';
import { html, type Markup } from '@one-window/ui/ticket/html';
import { citizensOf, type Citizens, type CitizenSession } from '../citizens/sessions.ts';
import { textual, type Env } from '../http.ts';
import { blindIndex } from '../security/fields.ts';
import { limiter } from '../security/limiter.ts';
import { askByLink, noticeOf } from '../tickets/notice-routes.ts';
import { endNotice, readNotice, type NoticeNow } from '../tickets/notices.ts';
import { placeOfLink, readTicketView, ticketLinkOf, ticketOfLink, type QueueDeps } from '../tickets/routes.ts';
import { asidePage, ticketPage, type PageContext } from './page.ts';

/** Why a form was not taken, as its page can say it. */
const said = ['phone', 'consent', 'many', 'refused'] as const;
type Said = (typeof said)[number];

export type Words = (key: WaitingKey, figures?: Readonly<Record<string, string | number>>) => string;
export const waitingWords = (locale: PageContext['locale']): Words => {
  const words: Record<WaitingKey, string> = locale === 'en' ? en : zh;
  return (key, figures = {}) => words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(figures[name] ?? whole));
};

/** `/t/<link>/tell`: be told by message. A plain form: it needs no script, and weighs nothing on the page of the number. */
export function tellPages(deps: QueueDeps, contextOf: (c: Context<Env>) => PageContext) {
  const limits = limiter(deps);
  const citizens = citizensOf(deps);
  return new Hono<Env>()
    .get('/t/:link/tell', async (c) => {
      c.header('Cache-Control', 'no-store');
      const context = contextOf(c);
      await ticketLinkOf(deps, limits, c);
      const place = await placeOfLink(deps, c.req.param('link'));
      const view = place && (await readTicketView(deps, c.req.param('link')));
      if (!place || !view) return c.html(ticketPage(null, context), 404);
      const [now, account] = await Promise.all([readNotice(deps.sql, deps.keys, place.ticketId), signedIn(citizens, c)]);
      const why = said.find((one) => one === c.req.query('said')) ?? null;
      return c.html(tellPage(view, { now, account, said: why, key: randomUUID() }, context));
    })
    .post('/t/:link/tell', async (c) => {
      const site = c.req.header('sec-fetch-site');
      if (site && site !== 'same-origin' && site !== 'none') throw new DomainError('request.cross_site');
      const path = `${contextOf(c).path}/tell`;
      const why = await pressed(deps, citizens, c, contextOf(c)).then(() => null, reasonOf);
      return c.redirect(why ? `${path}?said=${why}` : path, 303);
    });
}

export const signedIn = (citizens: Citizens, c: Context<Env>): Promise<CitizenSession | null> =>
  citizens
    .require((name) => c.req.header(name))
    .catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'auth.required') return null;
      throw error;
    });

async function pressed(deps: QueueDeps, citizens: Citizens, c: Context<Env>, { locale }: PageContext): Promise<void> {
  const text = await ticketLinkOf(deps, citizens.limiter, c);
  const form = textual(await c.req.parseBody());
  const { key, action } = form;
  if (typeof key !== 'string' || !/^[\w-]{8,64}$/.test(key)) throw new DomainError('request.invalid');
  if (action === 'end') {
    const { hall, ticketId } = await ticketOfLink(deps, text);
    await endNotice(deps, hall, ticketId, { name: 'ticket.notice-end', key, body: { ticketId } });
    return;
  }
  const asked = noticeOf(form, locale === 'en' ? 'en' : 'zh');
  await askByLink(deps, citizens, c, text, asked, (ticketId, { phone, ...rest }) => ({
    name: 'ticket.notice',
    key,
    body: { ticketId, ...rest, phone: blindIndex(deps.keys, 'phone', phone) },
  }));
}

function reasonOf(error: unknown): Said {
  if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
  if (error.code === 'limit.too_many') return 'many';
  const fields = error.code === 'request.invalid' ? error.details['fields'] : null;
  if (Array.isArray(fields)) return fields.includes('consent') ? 'consent' : 'phone';
  return 'refused';
}

interface Telling {
  readonly now: NoticeNow | null;
  readonly account: CitizenSession | null;
  readonly said: Said | null;
  readonly key: string;
}

function tellPage(view: TicketView, telling: Telling, context: PageContext): string {
  const t = waitingWords(context.locale);
  const { now } = telling;
  const asks = view.state === 'WAITING' || view.state === 'HELD';
  const open = asks && (view.notice === null || view.notice === 'asked');
  return asidePage(context, {
    title: t('waiting.tell.title'),
    body: html`<h1>${t('waiting.tell.head')}</h1>
      <p>${t('waiting.tell.what', { number: view.number, n: NEAR_PLACES })}${view.hall.silent && t('waiting.tell.silent')}</p>
      ${telling.said && html`<p class="err" role="alert">${t(`waiting.said.${telling.said}`)}</p>`}
      ${now && html`<p class="said" role="status">${stateOf(view, now, t)}</p>`} ${open && askForm(telling, context, t)}
      ${
        now &&
        html`<form method="post" action="${context.path}/tell">
          <input type="hidden" name="action" value="end" /><input type="hidden" name="key" value="${telling.key}" />
          <button class="btn quiet danger">${t('waiting.tell.end')}</button>
        </form>`
      }`,
  });
}

function stateOf({ notice }: TicketView, now: NoticeNow, t: Words): string {
  const phone = maskPhone(now.phone);
  if (now.failed) return t('waiting.tell.failed');
  if (notice === 'asked') return t('waiting.tell.asked', { phone, n: NEAR_PLACES });
  return t(now.sent ? 'waiting.tell.sent' : 'waiting.tell.due', { phone });
}

function askForm({ account, now, key }: Telling, { path }: PageContext, t: Words): Markup {
  const field = html`<label class="field"
    ><span>${t('waiting.tell.phone')}</span
    ><input class="num" type="tel" name="phone" inputmode="numeric" autocomplete="tel" maxlength="24" ${account ? '' : html`required`}
  /></label>`;
  return html`<form class="tell" method="post" action="${path}/tell">
    <input type="hidden" name="action" value="ask" /><input type="hidden" name="key" value="${key}" />
    ${
      account &&
      html`<label class="tick-box"
          ><input type="radio" name="from" value="account" checked /><span class="num"
            >${t('waiting.tell.account', { phone: account.phone })}</span
          ></label
        ><label class="tick-box"><input type="radio" name="from" value="typed" /><span>${t('waiting.tell.other')}</span></label>`
    }
    ${field}
    <label class="tick-box"><input type="checkbox" name="consent" value="yes" required /><span>${t('waiting.tell.consent')}</span></label>
    <p>${t('waiting.tell.kept')}</p>
    <button class="btn ${now ? '' : 'primary'}">${t(now ? 'waiting.tell.change' : 'waiting.tell.ask')}</button>
  </form>`;
}
