import type { RatingChannel, RatingLevel, RatingStage, RatingTag } from '@one-window/domain/ratings';
import type { DateText, Instant } from '@one-window/domain/time';
import type { Aggregate, LockedRow } from '../db/aggregates.ts';

/** What the log keeps of a rating: no word that was written, nobody who rated, nobody who was rated. */
export interface Rating {
  readonly hallId: string;
  readonly stage: RatingStage;
  readonly windowId: string | null;
  readonly seriesId: string | null;
  readonly level: RatingLevel;
  readonly tags: readonly RatingTag[];
  readonly tagsVersion: string;
  readonly channel: RatingChannel;
  readonly tookMs: number | null;
  readonly stepAt: Instant;
  readonly stepOn: DateText;
  /** A keyed digest of what was written beside it. */
  readonly textDigest: string | null;
}

/** `subject` is what was rated: the ticket or the case. */
export interface RatingEvent {
  readonly type: 'rating.given';
  readonly subject: string;
  readonly body: Rating;
}

interface Given extends Rating {
  readonly targetId: string;
  readonly givenAt: Instant;
}

export interface RatingState {
  readonly given: Given | null;
  /** What is written beside the fold and stands outside the log. */
  extras: { readonly textEnc: string | null; readonly source: string | null } | null;
}

export const ratingAggregate: Aggregate<RatingState, RatingEvent> = {
  rank: 60,
  table: 'ratings',
  empty: () => ({ given: null, extras: null }),
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select * from ratings where id = ${id} for no key update)
      select *, clock_timestamp() as now from locked`;
    return row;
  },
  read: (row) => ({ given: givenOf(row), extras: null }),
  apply: (state, event, at) => ({ ...state, given: { ...event.body, targetId: event.subject, givenAt: at.at } }),
  write(sql, id, { given, extras }, head) {
    if (!given) throw new Error('a rating is written when it is given');
    const row = {
      id,
      hall_id: given.hallId,
      stage: given.stage,
      target_id: given.targetId,
      window_id: given.windowId,
      series_id: given.seriesId,
      level: given.level,
      tags: [...given.tags],
      tags_version: given.tagsVersion,
      channel: given.channel,
      took_ms: given.tookMs,
      step_at: given.stepAt,
      step_on: given.stepOn,
      given_at: given.givenAt,
      text_digest: given.textDigest,
      text_enc: extras?.textEnc ?? null,
      source: extras?.source ?? null,
      version: head.version,
      head_hash: head.hash,
      head_at: head.at,
    };
    return [sql`insert into ratings ${sql(row)}`.execute()];
  },
  async stored(sql, id) {
    const [row] = await sql<LockedRow[]>`select * from ratings where id = ${id}`;
    return new Map<string, unknown>([['rating', row ? givenOf(row) : null]]);
  },
  folded: ({ given }) => new Map<string, unknown>([['rating', given]]),
};

function givenOf(row: LockedRow): Given {
  return {
    hallId: row['hall_id'],
    stage: row['stage'],
    targetId: row['target_id'],
    windowId: row['window_id'],
    seriesId: row['series_id'],
    level: row['level'],
    tags: row['tags'],
    tagsVersion: row['tags_version'],
    channel: row['channel'],
    tookMs: row['took_ms'],
    stepAt: row['step_at'],
    stepOn: row['step_on'],
    givenAt: row['given_at'],
    textDigest: row['text_digest'],
  } as Given;
}
