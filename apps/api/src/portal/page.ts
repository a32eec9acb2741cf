import type { TicketState } from '@one-window/domain/tickets';
import { isInForce } from '@one-window/domain/licences';
import type { TicketView } from '@one-window/domain/views';
import { en as caseEn, zh as caseZh, type CaseKey } from '@one-window/ui/i18n/cases';
import { en, zh, type PortalKey } from '@one-window/ui/i18n/portal';
import { html, Markup } from '@one-window/ui/ticket/html';
import { en as ratingEn, zh as ratingZh, type RatingKey } from '@one-window/ui/i18n/rating';
import { en as licencesEn, zh as licencesZh, type LicenceKey } from '@one-window/ui/i18n/licences';
import { en as verifyEn, zh as verifyZh, type VerifyKey } from '@one-window/ui/i18n/verify';
import { en as waitingEn, zh as waitingZh } from '@one-window/ui/i18n/waiting';
import { rateForm, type RateOptions } from '@one-window/ui/ticket/rate';
import { ticketBody, ticketViews, type TicketPageOptions } from '@one-window/ui/ticket/page';
import { ticketScene, ticketWords } from '@one-window/ui/ticket/scene';
import type { EntryAssets } from './assets.ts';
import type { LicenceRow } from '../licences/schemas.ts';
import type { Checked, Verified } from './verify.ts';

export interface PageContext extends TicketPageOptions {
  readonly assets: EntryAssets;
}

export interface HomeContext extends Pick<TicketPageOptions, 'locale' | 'elder' | 'theme' | 'demo'> {
  readonly assets: EntryAssets;
}

/** Seconds after which the page without JavaScript asks again; null where nothing will change any more. */
const refreshAfter: Record<TicketState, number | null> = {
  WAITING: 20,
  CALLED: 10,
  SERVING: 30,
  HELD: 20,
  MISSED: 30,
  DONE: null,
  CANCELLED: null,
  ABANDONED: null,
};

/**
 * The phone page behind the slip's code, complete before any script: number, place in the queue and where to go are text
 * in the HTML. `null` is an unknown link: the page says what to do and nothing about what exists.
 */
export function ticketPage(view: TicketView | null, context: PageContext): string {
  if (!view) return plainPage(context, 'unknown');
  const scene = ticketScene(view, context.locale, view.asOf);
  // while a question stands open the page must not renew itself under the reader's thumb
  const refresh = context.asking ? null : refreshAfter[view.state];
  return document(context, {
    title: scene.title,
    refresh,
    at: context.path,
    body: html`${ticketBody(scene, context)}
      ${refresh !== null && html`<noscript><p class="foot">${ticketWords(context.locale)('ticket.refreshes', { n: refresh })}</p></noscript>`}
      <script type="application/json" id="view">
        ${new Markup(jsonForHtml(view))}
      </script>
      ${context.assets.script !== null && html`<script type="module" src="${context.assets.script}"></script>`}`,
  });
}

/** A page beside that of a number, with the way back to it; without a script. */
export function asidePage(context: PageContext, { title, body }: { readonly title: string; readonly body: Markup }): string {
  return document(context, {
    title,
    refresh: null,
    body: html`${context.demo && html`<aside class="demo">${ticketWords(context.locale)('ticket.demo')}</aside>`}
      <main class="plain">
        ${body} <a class="btn" href="${context.path}">${(context.locale === 'en' ? waitingEn : waitingZh)['waiting.back']}</a>
      </main>
      <footer class="foot">${ticketViews(context)}</footer>`,
  });
}

/** How a finished step was: the form, or that it was rated or can no longer be. `null` is an unknown link. */
export function ratePage(about: string, rate: RateOptions | null, context: PageContext): string {
  if (!rate) return plainPage(context, 'unknown');
  const words: Record<RatingKey, string> = context.locale === 'en' ? ratingEn : ratingZh;
  return document(context, {
    title: words['rating.title'],
    refresh: null,
    body: html`${context.demo && html`<aside class="demo">${ticketWords(context.locale)('ticket.demo')}</aside>`}
      <main>
        <p class="rated" lang="zh-CN">${about}</p>
        ${rateForm(rate, 'h1')}
      </main>
      <footer class="foot">${ticketViews(context)}</footer>`,
  });
}

const hintOf = {
  'verify.taken_back': 'verify.taken_back_hint',
  'verify.true': 'verify.true_hint',
  'verify.revoked': 'verify.revoked_hint',
  'verify.unsigned': 'verify.unsigned_hint',
  'verify.broken': 'verify.broken_hint',
  'verify.unknown': 'verify.unknown_hint',
} as const;

/** What stands on top: a signature that is missing or does not fit says more than all the rest. */
function headOf(paper: Verified | null): keyof typeof hintOf {
  if (paper === null) return 'verify.unknown';
  if (paper.signature === 'none_yet') return 'verify.unsigned';
  if (paper.signature?.state === 'broken') return 'verify.broken';
  return `verify.${paper.since ?? 'true'}`;
}

/** Whether a paper is true, and what stands on the true one; `null` is a code that is none of ours. */
export function verifyPage(paper: (Verified & { readonly checked: Checked }) | null, context: PageContext): string {
  const words: Record<VerifyKey, string> = context.locale === 'en' ? verifyEn : verifyZh;
  const said = headOf(paper);
  const documents: Record<CaseKey, string> = context.locale === 'en' ? caseEn : caseZh;
  const fact = (key: VerifyKey, value: string): Markup =>
    html`<dt>${words[key]}</dt>
      <dd lang="zh-CN">${value}</dd>`;
  const signature = typeof paper?.signature === 'object' ? paper.signature : null;
  return document(context, {
    title: words['verify.title'],
    refresh: null,
    body: html`${context.demo && html`<aside class="demo">${ticketWords(context.locale)('ticket.demo')}</aside>`}
      <main class="plain">
        <h1>${words[said]}</h1>
        <p>${words[hintOf[said]]}</p>
        ${
          paper &&
          html`<dl class="paper">
            <dt>${words['verify.kind']}</dt>
            <dd>${documents[`case.document.${paper.kind}`]}</dd>
            ${fact('verify.number', paper.number)} ${fact('verify.date', paper.date)} ${fact('verify.organ', paper.organ)}
            ${fact('verify.item', paper.item)} ${fact('verify.applicant', paper.applicant)}
            ${
              signature &&
              html`<dt>${words['verify.signature']}</dt>
                <dd>${words[`verify.signature.${signature.state}`]}<small class="num">${signature.keyId}</small></dd>`
            }
          </dl>`
        }
        ${signature?.state === 'whole' && fileCheck(paper!.checked, words, context.path)}
      </main>
      <footer class="foot">${ticketViews(context)}</footer>`,
  });
}

/** Does this licence count today? The word of law for its end says why not. */
export function licencePage(licence: LicenceRow, context: PageContext): string {
  const words: Record<VerifyKey, string> = context.locale === 'en' ? verifyEn : verifyZh;
  const states: Record<LicenceKey, string> = context.locale === 'en' ? licencesEn : licencesZh;
  const fact = (key: VerifyKey, value: string): Markup =>
    html`<dt>${words[key]}</dt>
      <dd lang="zh-CN">${value}</dd>`;
  const counts = isInForce(licence.status);
  return document(context, {
    title: words['verify.title'],
    refresh: null,
    body: html`${context.demo && html`<aside class="demo">${ticketWords(context.locale)('ticket.demo')}</aside>`}
      <main class="plain">
        <h1>${counts ? words['verify.licence.counts'] : words['verify.licence.ended']}</h1>
        <p>${words[counts ? 'verify.true_hint' : 'verify.licence.ended_hint']}</p>
        <dl class="paper">
          <dt>${words['verify.licence.status']}</dt>
          <dd>${states[`licence.status.${licence.status}`]}</dd>
          ${fact('verify.licence.name', licence.name)} ${fact('verify.number', licence.number)} ${fact('verify.organ', licence.department)}
          ${fact('verify.licence.holder', licence.holder ?? '')} ${fact('verify.licence.from', licence.validFrom)}
          <dt>${words['verify.licence.to']}</dt>
          <dd>${licence.validTo ?? states['licence.no_end']}</dd>
        </dl>
        ${licence.sample && html`<p>${words['verify.licence.sample']}</p>`}
      </main>
      <footer class="foot">${ticketViews(context)}</footer>`,
  });
}

/** Whoever holds the file asks here whether a sign of it was changed; works without a script. */
function fileCheck(checked: Checked, words: Record<VerifyKey, string>, path: string): Markup {
  return html`<form class="check" method="post" enctype="multipart/form-data" action="${path}">
    ${checked && html`<p role="status" class="said" data-said="${checked}">${words[`verify.file.${checked}`]}</p>`}
    <label for="file">${words['verify.file']}</label>
    <input id="file" type="file" name="file" accept="application/pdf" required />
    <button class="btn" type="submit">${words['verify.file.check']}</button>
  </form>`;
}

/** The same frame when the database cannot be read: the number is kept, and the page tries again. */
export function ticketDownPage(context: PageContext): string {
  return plainPage(context, 'down');
}

function plainPage(context: PageContext, kind: 'unknown' | 'down'): string {
  const t = ticketWords(context.locale);
  return document(context, {
    title: t(`ticket.${kind}.title`),
    refresh: kind === 'down' ? 10 : null,
    at: context.path,
    always: kind === 'down',
    body: html`${context.demo && html`<aside class="demo">${t('ticket.demo')}</aside>`}
      <main class="plain">
        <h1>${t(`ticket.${kind}.head`)}</h1>
        <p>${t(`ticket.${kind}.text`)}</p>
        <p>${t('ticket.help', { desk: t('ticket.desk') })} <a class="num" href="tel:12345">12345</a></p>
        <a class="btn" href="/">${t('ticket.home')}</a>
      </main>
      <footer class="foot">${ticketViews(context)}</footer>`,
  });
}

/** The frame of the portal's other pages: language, looks and, for a browser without JavaScript, what to do instead. */
export function homePage(context: HomeContext): string {
  const words: Record<PortalKey, string> = context.locale === 'en' ? en : zh;
  return document(context, {
    title: words['portal.home.title'],
    refresh: null,
    body: html`${context.demo && html`<aside class="demo">${words['portal.demo']}</aside>`}
      <div id="root"></div>
      <noscript
        ><main class="plain">
          <h1>${words['portal.brand']}</h1>
          <p>${words['portal.noScript']}</p>
        </main></noscript
      >
      ${context.assets.script !== null && html`<script type="module" src="${context.assets.script}"></script>`}`,
  });
}

interface Document {
  readonly title: string;
  readonly refresh: number | null;
  /** Address after the renewal, without what was asked or said before. */
  readonly at?: string;
  /** Renew with JavaScript too: there is no live page behind this one. */
  readonly always?: boolean;
  readonly body: Markup;
}

function document(context: HomeContext, page: Document): string {
  const refresh = page.refresh !== null && html`<meta http-equiv="refresh" content="${page.refresh}${page.at ? `;url=${page.at}` : ''}" />`;
  const mode = context.elder ? html`data-mode="elder"` : '';
  const theme = context.theme ? html`data-theme="${context.theme}"` : '';
  return html`<!doctype html>
    <html lang="${context.locale}" data-surface="portal" ${mode} ${theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · ${ticketWords(context.locale)('ticket.brand')}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        ${context.assets.styles.map((href) => html`<link rel="stylesheet" href="${href}" />`)}
        ${page.always ? refresh : refresh && html`<noscript>${refresh}</noscript>`}
      </head>
      <body>
        ${page.body}
      </body>
    </html> `.source;
}

/** JSON that cannot end its script element or open another one. */
function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
