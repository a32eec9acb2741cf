import { z } from 'zod';
import { orderStatuses } from '@one-window/domain/order-words';
import { ratingLevels, ratingStages } from '@one-window/domain/ratings';
import { name } from '../schemas.ts';

const count = z.number().int();
export const level = z.union(ratingLevels.map((n) => z.literal(n)));
export const stage = z.enum(ratingStages);
export const matterStage = z.enum(['ACCEPTED', 'CONCLUDED']);

/** What somebody says of a step. Tags that the level does not offer are refused. */
export const given = {
  level,
  tags: z.array(z.string().max(40)).max(20).optional(),
  text: z.string().max(500).optional(),
  tookMs: z.int().min(0).max(86_400_000).nullish(),
};

export const rateErrors = ['not_found', 'rating.given', 'rating.not_yet', 'rating.expired'] as const;

const state = z.enum(['not_yet', 'open', 'given', 'expired']);
export const ratable = z
  .object({ stage, about: z.string().meta({ description: 'The item, or the queue' }), state, until: z.string().nullable() })
  .meta({ id: 'Ratable' });

const rate = z.number().nullable();
const figures = z
  .object({
    finished: count.meta({ description: '应评: finished steps' }),
    rated: count.meta({ description: '主动评价' }),
    activeRate: rate.meta({ description: '主动评价率 = rated ÷ finished' }),
    levels: z
      .object({ 1: count, 2: count, 3: count, 4: count, 5: count })
      .nullable()
      .meta({ description: 'null = too few to be told by level' }),
    goodRate: rate.meta({ description: '好评率 = (5 + 4 + 3) ÷ valid ratings' }),
    average: rate.meta({ description: '平均分, out of ten' }),
  })
  .meta({ id: 'RatingFigures' });
export type ToldFigures = z.infer<typeof figures>;

const place = figures.extend({ id: z.uuid(), label: z.string(), name });

export const report = z
  .object({
    from: z.string(),
    to: z.string(),
    all: figures,
    stages: z.array(figures.extend({ stage })),
    windows: z.array(place),
    series: z.array(place),
    rectified: z
      .object({ bad: count, closed: count })
      .nullable()
      .meta({ description: '差评整改: bad ratings, and those whose order is closed; null = too few to be told by level' }),
    anomalies: z.object({ crowded: count, sameSource: count, quickBest: count, beyondFinished: count }),
  })
  .meta({ id: 'RatingReport' });
export type RatingReport = z.infer<typeof report>;

const day = z.iso.date();
/** So many days at most: a quarter. */
export const maxDays = 92;
/** Without them: the last 30 days of the hall. */
export const period = z.object({ from: day.optional(), to: day.optional() });

/** What somebody wrote, as whoever supervises reads it. */
export const saidRow = z.object({
  id: z.uuid(),
  on: z.string(),
  stage,
  about: z.string().meta({ description: 'The item, or the queue' }),
  unit: z.string().nullable(),
  level: z.int(),
  tags: z.array(z.string()),
  text: z.string().nullable().meta({ description: 'Long numbers are starred; null = nothing was written' }),
  order: z.object({ id: z.uuid(), orderNo: z.string(), status: z.enum(orderStatuses) }).nullable(),
});
export type SaidRow = z.infer<typeof saidRow>;
export const saidQuery = period.extend({ bad: z.enum(['true']).optional(), after: z.uuid().optional() });
export const said = z.object({ rows: z.array(saidRow), next: z.uuid().nullable() });
