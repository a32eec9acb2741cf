import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { getCookie, setCookie } from 'hono/cookie';
import { DomainError } from '@one-window/domain/errors';
import type { TicketLocale } from '@one-window/ui/ticket/scene';
import { textual, safeError, type Env } from '../http.ts';
import { ticketAction } from '../tickets/commands.ts';
import { hasOtherHalls, movedTo } from '../tickets/move-routes.ts';
import { limiter } from '../security/limiter.ts';
import { placeOfLink, readTicketView, ticketLinkOf, type QueueDeps } from '../tickets/routes.ts';
import { BuiltApp } from './assets.ts';
import { movePages } from './move.ts';
import { ratePages, rateOfTicket } from './rate.ts';
import { tellPages } from './tell.ts';
import { verifyPages } from './verify.ts';
import { homePage, ticketDownPage, ticketPage, type PageContext } from './page.ts';

/** Entries of the built portal, as its manifest names them. */
const entries = { home: 'index.html', ticket: 'src/ticket/main.ts' } as const;

/** What a reader chose about language and looks; no more than that is kept on the phone. */
type Look = Pick<PageContext, 'locale' | 'elder' | 'theme'>;
const themes = ['light', 'dark', 'contrast'] as const;

/** Pages of the public listener. `dist` is the built portal; without it pages come plain, and the log says so. */
export function portalPages(deps: QueueDeps, dist: string) {
  const built = new BuiltApp(dist);
  if (!built.built)
    deps.log.warn({ dist }, 'the portal is not built: its pages come without styles and scripts until `vite build` has run in apps/portal');
  const ticketAssets = built.entry(entries.ticket);
  const homeAssets = built.entry(entries.home);

  const limits = limiter(deps);
  const ticketContext = (c: Context<Env>): PageContext => ({
    ...lookOf(c),
    path: `/t/${encodeURIComponent(c.req.param('link') ?? '')}`,
    demo: deps.demo,
    keys: { cancel: randomUUID(), rejoin: randomUUID(), letPass: randomUUID() },
    asking: c.req.query('ask') === 'cancel',
    refused: c.req.query('said') === 'refused',
    rate: null,
    moves: false,
    assets: ticketAssets,
  });
  const home = (c: Context<Env>): Response => {
    c.header('Cache-Control', 'no-cache');
    return c.html(homePage({ ...lookOf(c), demo: deps.demo, assets: homeAssets }));
  };

  return new Hono<Env>()
    .use('/t/*', compress())
    .get('/t/:link', async (c) => {
      const context = ticketContext(c);
      c.header('Cache-Control', 'no-store');
      await ticketLinkOf(deps, limits, c);
      try {
        const view = await readTicketView(deps, c.req.param('link'));
        // whoever went to another hall still holds the slip of the first number: it leads to the one that counts
        const next = view?.state === 'CANCELLED' ? await movedTo(deps, c.req.param('link')) : null;
        if (next) return c.redirect(next, 303);
        const moves = view?.state === 'WAITING' && (await hasOtherHalls(deps, c.req.param('link')));
        const rate = view ? await rateOfTicket(deps, c.req.param('link'), context.locale) : null;
        return c.html(ticketPage(view, { ...context, rate, moves }), view ? 200 : 404);
      } catch (error) {
        c.get('log').error({ err: safeError(error) }, 'the ticket page could not be read');
        c.header('Retry-After', '10');
        return c.html(ticketDownPage(context), 503);
      }
    })
    .post('/t/:link', async (c) => {
      // a form without JavaScript: the link is the secret, and other sites do not know it; a form sent twice acts once
      const path = `/t/${encodeURIComponent(c.req.param('link'))}`;
      const site = c.req.header('sec-fetch-site');
      if (site && site !== 'same-origin' && site !== 'none') throw new DomainError('request.cross_site');
      await ticketLinkOf(deps, limits, c);
      const refused = await pressed(deps, c).then(
        () => false,
        (error: unknown) => {
          if (error instanceof DomainError && error.code !== 'unavailable') return true;
          throw error;
        },
      );
      return c.redirect(refused ? `${path}?said=refused` : path, 303);
    })
    .route('/', tellPages(deps, ticketContext))
    .route('/', movePages(deps, ticketContext))
    .route('/', ratePages(deps, ticketContext))
    .route('/', verifyPages(deps, ticketContext))
    .get('/', home)
    .get('/search', home)
    .get('/halls', home)
    .get('/items/:id', home)
    .get('/apply/:id', home)
    .get('/sign-in', home)
    .get('/book', home)
    .get('/bookings/:id', home)
    .get('/my', home)
    .get('/my/:id', home)
    .get('/my/:id/check', home)
    .get('/my/:id/change', home)
    .get('/my/:id/receipt', home)
    .get('/outbox', (c) => {
      // anywhere else messages go to phones, and this address does not exist
      if (!deps.demo) throw new DomainError('not_found');
      return home(c);
    })
    .get('*', (c) => {
      const file = built.serve(c, c.req.path);
      if (!file) throw new DomainError('not_found');
      return file;
    });
}

/** What a form on the page may ask for. */
const actions: Readonly<Record<string, 'cancel' | 'rejoin' | 'let_pass' | undefined>> = {
  cancel: 'cancel',
  rejoin: 'rejoin',
  'let-pass': 'let_pass',
};

async function pressed(deps: QueueDeps, c: Context<Env>): Promise<void> {
  const form = textual(await c.req.parseBody());
  const { key } = form;
  const action = typeof form['action'] === 'string' ? actions[form['action']] : undefined;
  if (!action || typeof key !== 'string' || !/^[\w-]{8,64}$/.test(key)) throw new DomainError('request.invalid');
  const place = await placeOfLink(deps, c.req.param('link') ?? '');
  if (!place) throw new DomainError('not_found');
  const { ticketId } = place;
  const hall = await deps.halls.hall(place.hallId);
  const command = { name: `ticket.${action}`, key, body: { ticketId } };
  await ticketAction(deps, hall, { kind: 'citizen', id: ticketId }, 'citizen', { action, ticketId }, command);
}

const cookieName = 'ow_view';
const aYear = 365 * 24 * 3600;

/** From the address, which is remembered, else from the cookie, else what the browser prefers. Works without JavaScript. */
export function lookOf(c: Context<Env>): Look {
  const kept = new URLSearchParams(getCookie(c, cookieName) ?? '');
  const asked = (['lang', 'mode', 'theme'] as const).filter((name) => c.req.query(name) !== undefined);
  for (const name of asked) kept.set(name, (c.req.query(name) ?? '').slice(0, 10));
  const look: Look = {
    locale: localeOf(kept.get('lang')) ?? preferredLocale(c.req.header('accept-language') ?? ''),
    elder: kept.get('mode') === 'elder',
    theme: themes.find((theme) => theme === kept.get('theme')) ?? null,
  };
  if (asked.length > 0) {
    const value = new URLSearchParams({ lang: look.locale, mode: look.elder ? 'elder' : 'normal', theme: look.theme ?? 'auto' }).toString();
    setCookie(c, cookieName, value, {
      path: '/',
      sameSite: 'Lax',
      httpOnly: true,
      maxAge: aYear,
      secure: new URL(c.req.url).protocol === 'https:',
    });
  }
  return look;
}

function localeOf(tag: string | null): TicketLocale | null {
  if (tag === null) return null;
  const language = tag.toLowerCase().split('-')[0];
  return language === 'zh' ? 'zh-CN' : language === 'en' ? 'en' : null;
}

/** The first language of the browser's list that there is a dictionary for, by weight; Chinese otherwise. */
export function preferredLocale(header: string): TicketLocale {
  const wanted = header
    .slice(0, 500)
    .split(',')
    .map((part, i) => {
      const [tag = '', ...rest] = part.trim().split(';');
      const weight = Number(/q=([\d.]+)/.exec(rest.join(';'))?.[1] ?? 1);
      return { locale: localeOf(tag.trim()), weight: Number.isFinite(weight) ? weight : 0, i };
    })
    .filter((w) => w.locale !== null && w.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.i - b.i);
  return wanted[0]?.locale ?? 'zh-CN';
}
