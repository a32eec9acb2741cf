import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { DomainError } from '@one-window/domain/errors';
import { ratingLevels, ratingState, type RatingTarget } from '@one-window/domain/ratings';
import type { RateOptions } from '@one-window/ui/ticket/rate';
import type { TicketLocale } from '@one-window/ui/ticket/scene';
import type { Deps } from '../deps.ts';
import { textual, type Env } from '../http.ts';
import { rateStep, stepOf, type Step } from '../ratings/commands.ts';
import { ratingLink } from '../ratings/link.ts';
import { browserOf, targetOfLink } from '../ratings/routes.ts';
import { limiter, type Limiter } from '../security/limiter.ts';
import { ticketIdOf } from '../tickets/link.ts';
import { ratePage, type PageContext } from './page.ts';

const questions = { VISIT: 'rating.ask', ACCEPTED: 'rating.ask.ACCEPTED', CONCLUDED: 'rating.ask.CONCLUDED' } as const;

function optionsOf(deps: Deps, target: RatingTarget, step: Step, locale: TicketLocale): RateOptions {
  return {
    locale,
    path: `/r/${ratingLink(deps.keys.link, target)}`,
    key: randomUUID(),
    question: questions[target.stage],
    state: ratingState(step.at, step.given, new Date(deps.now()).toISOString()),
    refused: false,
  };
}

/** The question that stands ready on a ticket's page and shows when the visit is over. */
export async function rateOfTicket(deps: Deps, link: string, locale: TicketLocale): Promise<RateOptions | null> {
  const id = ticketIdOf(deps.keys.link, link);
  const target = id === null ? null : ({ stage: 'VISIT', id } as const);
  const step = target && (await stepOf(deps.sql, target));
  if (!step) return null;
  const rate = optionsOf(deps, target, step, locale);
  // the page may stand open from before the visit is over: its form is ready and hidden
  return rate.state === 'not_yet' ? { ...rate, state: 'open' } : rate;
}

/** `/r/<link>`: rates one finished step, with or without JavaScript. The link is the secret. */
export function ratePages(deps: Deps, contextOf: (c: Context<Env>) => PageContext) {
  const limits = limiter(deps);
  const pathOf = (c: Context<Env>): string => `/r/${encodeURIComponent(c.req.param('link') ?? '')}`;
  return new Hono<Env>()
    .get('/r/:link', async (c) => {
      c.header('Cache-Control', 'no-store');
      const context = { ...contextOf(c), path: pathOf(c) };
      const target = await targetOfLink(deps, limits, c.req.param('link'), c.get('address')).catch((error: unknown) => {
        if (error instanceof DomainError && error.code === 'not_found') return null;
        throw error;
      });
      const step = target && (await stepOf(deps.sql, target));
      if (!step) return c.html(ratePage('', null, context), 404);
      const rate = { ...optionsOf(deps, target, step, context.locale), refused: c.req.query('said') === 'refused' };
      return c.html(ratePage(step.about, rate, context));
    })
    .post('/r/:link', async (c) => {
      // the link is the secret, and other sites do not know it; a form sent twice acts once
      const site = c.req.header('sec-fetch-site');
      if (site && site !== 'same-origin' && site !== 'none') throw new DomainError('request.cross_site');
      const refused = await rated(deps, limits, c).then(
        () => false,
        (error: unknown) => {
          // whatever else it is, the page itself says: given before, or too late
          if (error instanceof DomainError && error.code !== 'unavailable') return error.code === 'request.invalid';
          throw error;
        },
      );
      return c.redirect(refused ? `${pathOf(c)}?said=refused` : pathOf(c), 303);
    });
}

async function rated(deps: Deps, limits: Limiter, c: Context<Env>): Promise<void> {
  const target = await targetOfLink(deps, limits, c.req.param('link') ?? '', c.get('address'));
  const form = textual(await c.req.parseBody({ all: true }));
  const level = ratingLevels.find((n) => String(n) === form['level']);
  const { key, text } = form;
  if (level === undefined || typeof key !== 'string' || !/^[\w-]{8,64}$/.test(key)) throw new DomainError('request.invalid');
  const tags = [form[`tag-${level}`] ?? []].flat().filter((tag): tag is string => typeof tag === 'string');
  const rating = { level, tags, text: typeof text === 'string' ? text.slice(0, 500) : '' };
  const command = { name: `rating.${target.stage}`, key, body: { target, ...rating } };
  await rateStep(deps, { kind: 'citizen', id: target.id }, target, rating, { channel: 'link', source: browserOf(deps, c) }, command);
}
