import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { ratingDays, ratingState, ratingUntil, type RatingStage, type RatingTarget } from '@one-window/domain/ratings';
import { canSomewhere } from '@one-window/domain/permissions';
import type { DateText } from '@one-window/domain/time';
import { noSuchCase, readMyCase } from '../cases/mine.ts';
import type { CaseDeps } from '../cases/queries.ts';
import { citizensOf } from '../citizens/sessions.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { done } from '../schemas.ts';
import { limiter, type Limiter } from '../security/limiter.ts';
import { requireDevice, requireHall, requireStaff, type QueueDeps } from '../tickets/routes.ts';
import { rateStep, sourceOf, stepOf, type GivenRating, type Step } from './commands.ts';
import { exportReport } from './export.ts';
import { ratingTargetOf } from './link.ts';
import { ratingReport } from './queries.ts';
import { readSaid } from './said.ts';
import * as s from './schemas.ts';

/** What may be rated by a link. Only whoever tries links that are none is slowed: a hall shares one address. */
export async function targetOfLink(deps: Deps, limits: Limiter, link: string, address: string): Promise<RatingTarget> {
  const target = ratingTargetOf(deps.keys.link, link);
  if (target) return target;
  await limits.attempt('rating_link', { address });
  throw new DomainError('not_found');
}

function ratable(deps: Deps, stage: RatingStage, step: Step): z.infer<typeof s.ratable> {
  const now = new Date(deps.now()).toISOString();
  return { stage, about: step.about, state: ratingState(step.at, step.given, now), until: step.at && ratingUntil(step.at) };
}

export const browserOf = (deps: Deps, c: Context<Env>): string | null =>
  sourceOf(deps.keys, c.get('address'), c.req.header('user-agent') ?? '');

/** What a key stands for: sent again after a lost answer, it took longer and says the same. */
function saidOf({ tookMs: _, ...said }: GivenRating) {
  return said;
}

/** Who has the link, and whoever is signed in for an own case. */
export function portalRatingRoutes(deps: Deps) {
  const limits = limiter(deps);
  const citizens = citizensOf(deps);
  const link = z.object({ link: z.string().max(64) });
  const ownCase = async (c: Context<Env>, caseId: string) => {
    const citizen = await citizens.require((name) => c.req.header(name));
    if (!(await readMyCase(deps, citizen, caseId))) await noSuchCase(limits, citizen);
    return citizen;
  };
  return new Hono<Env>()
    .get(
      '/ratings/:link',
      route('readRatable', {
        summary: 'What the link lets one rate, and whether one still can',
        tag: 'ratings',
        public: true,
        result: s.ratable,
        errors: ['not_found', 'limit.too_many'],
      }),
      valid('param', link),
      async (c) => {
        const target = await targetOfLink(deps, limits, c.req.valid('param').link, c.get('address'));
        const step = await stepOf(deps.sql, target);
        if (!step) throw new DomainError('not_found');
        return c.json(ratable(deps, target.stage, step));
      },
    )
    .post(
      '/ratings/:link',
      route('rateByLink', {
        summary: 'Rate a finished step, once',
        tag: 'ratings',
        public: true,
        command: true,
        result: done,
        errors: [...s.rateErrors, 'limit.too_many'],
      }),
      valid('param', link),
      valid('json', z.object(s.given)),
      async (c) => {
        const target = await targetOfLink(deps, limits, c.req.valid('param').link, c.get('address'));
        const body = c.req.valid('json');
        const from = { channel: 'link', source: browserOf(deps, c) } as const;
        const command = commandOf(c, `rating.${target.stage}`, { target, ...saidOf(body) });
        return c.json(await rateStep(deps, { kind: 'citizen', id: target.id }, target, body, from, command));
      },
    )
    .get(
      '/cases/:caseId/ratings',
      route('readMyRatables', {
        summary: 'Which steps of an own case can be rated, or were',
        tag: 'ratings',
        who: 'citizen',
        result: z.object({ steps: z.array(s.ratable) }),
        errors: ['not_found', 'limit.too_many'],
      }),
      valid('param', z.object({ caseId: z.uuid() })),
      async (c) => {
        const { caseId } = c.req.valid('param');
        await ownCase(c, caseId);
        const stages = s.matterStage.options;
        const steps = await Promise.all(stages.map((stage) => stepOf(deps.sql, { stage, id: caseId })));
        return c.json({ steps: steps.flatMap((step, i) => (step ? [ratable(deps, stages[i]!, step)] : [])) });
      },
    )
    .post(
      '/cases/:caseId/ratings',
      route('rateMyCase', {
        summary: 'Rate a step of an own case, once',
        tag: 'ratings',
        who: 'citizen',
        command: true,
        result: done,
        errors: [...s.rateErrors, 'limit.too_many'],
      }),
      valid('param', z.object({ caseId: z.uuid() })),
      valid('json', z.object({ ...s.given, stage: s.matterStage })),
      async (c) => {
        const { caseId } = c.req.valid('param');
        const citizen = await ownCase(c, caseId);
        const { stage, ...rating } = c.req.valid('json');
        const from = { channel: 'portal', source: browserOf(deps, c) } as const;
        return c.json(
          await rateStep(
            deps,
            citizen,
            { stage, id: caseId },
            rating,
            from,
            commandOf(c, `rating.${caseId}`, { stage, ...saidOf(rating) }),
          ),
        );
      },
    );
}

/** So long after the visit a pad still takes what was pressed on it. */
const padTakesMs = 5 * 60_000;

/** The pad at a window: rates the visit that was finished there last, and no other. */
export function hallRatingRoutes(deps: QueueDeps) {
  return new Hono<Env>().post(
    '/ratings',
    route('rateAtPad', {
      summary: 'Rate the visit that was finished at the window of this pad',
      tag: 'ratings',
      who: 'device',
      command: true,
      result: done,
      errors: [...s.rateErrors, 'device.wrong_kind'],
    }),
    valid('json', z.object({ ...s.given, ticketId: z.uuid() })),
    async (c) => {
      const device = await requireDevice(deps, c, 'pad');
      const { ticketId, ...rating } = c.req.valid('json');
      const target = { stage: 'VISIT', id: ticketId } as const;
      const step = await stepOf(deps.sql, target);
      // another window's, another hall's: nothing is said about what exists
      if (!step || step.hallId !== device.hallId || step.windowId !== device.windowId) throw new DomainError('not_found');
      if (step.at !== null && deps.now() - Date.parse(step.at) > padTakesMs) throw new DomainError('rating.expired', { days: 0 });
      const command = commandOf(c, 'rating.pad', { ticketId, ...saidOf(rating) });
      return c.json(await rateStep(deps, device, target, rating, { channel: 'pad', source: null }, command));
    },
  );
}

/** From and to, both counted. */
function daysOf(deps: Deps, hall: HallInfo, asked: z.infer<typeof s.period>): [DateText, DateText] {
  const day = (at: number): DateText => new Date(at).toISOString().slice(0, 10);
  const to = asked.to ?? businessDateOf(hall, new Date(deps.now()).toISOString());
  const from = asked.from ?? day(Date.parse(to) - (ratingDays - 1) * dayMs);
  if (from > to || Date.parse(to) - Date.parse(from) >= s.maxDays * dayMs) throw new DomainError('request.invalid', { fields: ['to'] });
  return [from, to];
}
const dayMs = 86_400_000;

/** Figures for whoever manages; by hall, window and queue, never by colleague. */
export function deskRatingRoutes(deps: QueueDeps) {
  const hallId = z.object({ hallId: z.uuid() });
  const hallOf = async (c: Context<Env>, id: string) => {
    const actor = await requireStaff(deps, c);
    const hall = await deps.halls.hall(id);
    await requireHall(deps, actor, 'rating.view', hall);
    return hall;
  };
  return new Hono<Env>()
    .get(
      '/halls/:hallId/ratings',
      route('readRatings', {
        summary: `How what was finished in the hall on these days was rated; ${s.maxDays} days at most`,
        tag: 'ratings',
        result: s.report,
        errors: ['not_found', 'auth.forbidden'],
      }),
      valid('param', hallId),
      valid('query', s.period),
      async (c) => {
        const hall = await hallOf(c, c.req.valid('param').hallId);
        return c.json(await ratingReport(deps, hall, ...daysOf(deps, hall, c.req.valid('query'))));
      },
    )
    .get(
      '/halls/:hallId/ratings/export',
      route('exportRatings', {
        summary: 'The same as CSV',
        tag: 'ratings',
        result: z.string(),
        media: 'text/csv',
        errors: ['not_found', 'auth.forbidden'],
      }),
      valid('param', hallId),
      valid('query', s.period.extend({ lang: z.enum(['zh', 'en']).default('zh') })),
      async (c) => {
        const hall = await hallOf(c, c.req.valid('param').hallId);
        const { lang, ...asked } = c.req.valid('query');
        const [from, to] = daysOf(deps, hall, asked);
        c.header('Content-Type', 'text/csv; charset=utf-8');
        c.header('Content-Disposition', `attachment; filename="ratings-${from}-${to}.csv"`);
        return c.body(exportReport(hall, await ratingReport(deps, hall, from, to), lang));
      },
    );
}

/** The words themselves, for whoever supervises; no clerk and no manager of a hall reads them. */
export function saidRoutes(deps: CaseDeps) {
  return new Hono<Env>().get(
    '/halls/:hallId/ratings/said',
    route('readSaid', {
      summary: 'What citizens wrote with their ratings, and every bad one with the order that it made; masked, as far as one’s reach goes',
      tag: 'ratings',
      result: s.said,
      errors: ['not_found', 'auth.forbidden'],
    }),
    valid('param', z.object({ hallId: z.uuid() })),
    valid('query', s.saidQuery),
    async (c) => {
      const { actor } = await deps.people.requireStaff((name) => c.req.header(name));
      const { bad, after, ...asked } = c.req.valid('query');
      if (!canSomewhere(actor, 'rating.read', new Date(deps.now()).toISOString()))
        throw new DomainError('auth.forbidden', { reason: 'no_role' });
      const hall = await deps.halls.hall(c.req.valid('param').hallId);
      const [from, to] = daysOf(deps, hall, asked);
      return c.json(await readSaid(deps, actor, hall, { from, to, bad: bad === 'true', after }));
    },
  );
}
