import {
  isBad,
  leastRatings,
  ratingAnomalies,
  ratingFigures,
  ratingLevels,
  ratingStages,
  toldGroups,
  type RatingFact,
  type RatingFigures,
  type RatingLevel,
  type RatingStage,
} from '@one-window/domain/ratings';
import type { DateText } from '@one-window/domain/time';
import type { Deps } from '../deps.ts';
import type { HallInfo } from '../halls/directory.ts';
import type { RatingReport, ToldFigures } from './schemas.ts';

interface Count {
  readonly stage: RatingStage;
  readonly window_id: string | null;
  readonly series_id: string | null;
  readonly level: RatingLevel | null;
  readonly n: number;
}

/**
 * What was finished on these days and how it was rated. Counted by the step and not by the day on which somebody rated it: so
 * each rating stands beside the step that it is of, and a rate is never more than one.
 */
export async function ratingReport(deps: Deps, hall: HallInfo, from: DateText, to: DateText): Promise<RatingReport> {
  const [counts, facts, rectified] = await Promise.all([
    countSteps(deps, hall, from, to),
    readFacts(deps, hall.id, from, to),
    countRectified(deps, hall.id, from, to),
  ]);
  const stages = ratingStages.map((stage) => ({ stage, ...figuresOf(counts.filter((c) => c.stage === stage)) }));
  const all = figuresOf(counts);
  const windows = [...hall.windows.values()].map((w) => ({
    id: w.id,
    label: w.label,
    name: w.name,
    ...figuresOf(counts.filter((c) => c.window_id === w.id)),
  }));
  const series = [...hall.series.values()].map((s) => ({
    id: s.id,
    label: s.prefix,
    name: s.name,
    ...figuresOf(counts.filter((c) => c.series_id === s.id)),
  }));
  // where a stage has too few, the whole minus the others would tell them: then the whole is not told
  const open = stages.every(({ rated }) => rated === 0 || rated >= leastRatings);
  const isTold = open && all.rated >= leastRatings;
  return {
    from,
    to,
    all: isTold ? all : hidden(all),
    stages: stages.map((of) => (of.rated >= leastRatings ? of : hidden(of))),
    windows: told(windows),
    series: told(series),
    // how many are bad is a level of the whole
    rectified: isTold ? rectified : null,
    anomalies: ratingAnomalies(facts, all.finished),
  };
}

function figuresOf(counts: readonly Count[]): RatingFigures {
  const sum = (of: (count: Count) => boolean): number => counts.filter(of).reduce((all, count) => all + count.n, 0);
  const levels = Object.fromEntries(ratingLevels.map((level) => [level, sum((c) => c.level === level)]));
  return ratingFigures({ finished: sum(() => true), levels: levels as Record<RatingLevel, number> });
}

type Hidden<T> = Omit<T, keyof RatingFigures> & ToldFigures;

/** Counted, and not told by level. */
const hidden = <T extends RatingFigures>(group: T): Hidden<T> => ({ ...group, levels: null, goodRate: null, average: null });

/** The parts of one whole that is told itself. */
function told<T extends RatingFigures>(groups: readonly T[]): Hidden<T>[] {
  const open = toldGroups(groups);
  return groups.map((group) => (open.has(group) ? group : hidden(group)));
}

async function countSteps(deps: Deps, hall: HallInfo, from: DateText, to: DateText): Promise<Count[]> {
  const { sql } = deps;
  const within = (column: 'accepted_at' | 'ended_at') =>
    sql`(c.${sql(column)} at time zone ${hall.timeZone})::date between ${from} and ${to}`;
  return sql<Count[]>`
    with steps as (
      select 'VISIT' as stage, t.id, t.window_id, t.series_id from hall_days d join tickets t on t.hall_day_id = d.id
        where d.hall_id = ${hall.id} and d.business_date between ${from} and ${to} and t.state = 'DONE'
      union all select 'ACCEPTED', c.id, null, null from cases c where c.hall_id = ${hall.id} and ${within('accepted_at')}
      union all select 'CONCLUDED', c.id, null, null from cases c
        where c.hall_id = ${hall.id} and c.status in ('CONCLUDED', 'NOT_ACCEPTED', 'TERMINATED') and ${within('ended_at')})
    select s.stage, s.window_id, s.series_id, r.level, count(*)::int as n
    from steps s left join ratings r on r.target_id = s.id and r.stage = s.stage group by 1, 2, 3, 4`;
}

/** 差评整改率: how many of the bad ratings have an order that went all its way. */
async function countRectified({ sql }: Deps, hallId: string, from: DateText, to: DateText): Promise<{ bad: number; closed: number }> {
  const [row] = await sql<{ bad: number; closed: number }[]>`
    select count(*)::int as bad, count(*) filter (where o.status = 'CLOSED')::int as closed
    from ratings r left join work_orders o on o.rating_id = r.id
    where r.hall_id = ${hallId} and r.step_on between ${from} and ${to} and r.level in ${sql(ratingLevels.filter(isBad))}`;
  return row!;
}

async function readFacts(deps: Deps, hallId: string, from: DateText, to: DateText): Promise<RatingFact[]> {
  return deps.sql<RatingFact[]>`
    select level, channel, window_id as "windowId", given_at as "givenAt", took_ms as "tookMs", source
    from ratings where hall_id = ${hallId} and step_on between ${from} and ${to}`;
}
