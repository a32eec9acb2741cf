import { createHmac } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import type { CaseStatus } from '@one-window/domain/case-words';
import { DomainError } from '@one-window/domain/errors';
import {
  assertRatable,
  caseStepAt,
  isBad,
  ratingTagsVersion,
  tagsFor,
  tookMs,
  type RatingChannel,
  type RatingLevel,
  type RatingTarget,
} from '@one-window/domain/ratings';
import { localTime, type DateText, type Instant } from '@one-window/domain/time';
import { change, type ChangeActor, type ChangeContext, type Command } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { rectification } from '../hotline/rectify.ts';
import { encryptField, personalDigest } from '../security/fields.ts';
import type { Keys } from '../security/keys.ts';
import type { RatingState } from './aggregate.ts';

/** One finished step, or one that is not finished yet, as far as a rating needs it. */
export interface Step {
  readonly hallId: string;
  readonly windowId: string | null;
  readonly seriesId: string | null;
  /** What it was about: the item, or the queue. */
  readonly about: string;
  readonly at: Instant | null;
  readonly on: DateText | null;
  readonly given: boolean;
}

/** Null where there is no such step at all. */
export async function stepOf(sql: Sql | TransactionSql, target: RatingTarget): Promise<Step | null> {
  return target.stage === 'VISIT' ? visitOf(sql, target.id) : matterOf(sql, target.id, target.stage);
}

async function visitOf(sql: Sql | TransactionSql, id: string): Promise<Step | null> {
  const [row] = await sql<Step[]>`
    select d.hall_id as "hallId", t.window_id as "windowId", t.series_id as "seriesId", coalesce(i.name, s.name) as about,
      case when t.state = 'DONE' then t.ended_at end as at, d.business_date as on,
      exists (select 1 from ratings r where r.target_id = t.id and r.stage = 'VISIT') as given
    from tickets t join hall_days d on d.id = t.hall_day_id join series s on s.id = t.series_id left join service_items i on i.id = t.item_id
    where t.id = ${id}`;
  return row ?? null;
}

async function matterOf(sql: Sql | TransactionSql, id: string, stage: 'ACCEPTED' | 'CONCLUDED'): Promise<Step | null> {
  const [row] = await sql<
    {
      hallId: string;
      about: string;
      status: CaseStatus;
      acceptedAt: Instant | null;
      endedAt: Instant | null;
      zone: string;
      given: boolean;
    }[]
  >`
    select c.hall_id as "hallId", i.name as about, c.status, c.accepted_at as "acceptedAt", c.ended_at as "endedAt", r.time_zone as zone,
      exists (select 1 from ratings g where g.target_id = c.id and g.stage = ${stage}) as given
    from cases c join item_versions v on v.id = c.item_version_id join service_items i on i.id = v.item_id
      join halls h on h.id = c.hall_id join realms r on r.id = h.realm_id where c.id = ${id}`;
  if (!row) return null;
  const at = caseStepAt(stage, row);
  const { hallId, about, given } = row;
  return { hallId, windowId: null, seriesId: null, about, at, on: at && localTime(at, row.zone).date, given };
}

export interface GivenRating {
  readonly level: RatingLevel;
  readonly tags?: readonly string[] | undefined;
  readonly text?: string | undefined;
  /** From the question to the answer, as the screen says it. */
  readonly tookMs?: number | null | undefined;
}

export interface From {
  readonly channel: RatingChannel;
  /** A keyed digest of the browser; null for a pad. */
  readonly source: string | null;
}

/** Stores one rating of one finished step; a bad one makes an order at once. The second of the same step is refused, here and by the unique index. */
export async function rateStep(
  deps: Deps,
  actor: ChangeActor,
  target: RatingTarget,
  rating: GivenRating,
  from: From,
  command: Command,
): Promise<{ ok: true }> {
  const id = uuidv7();
  const given: Given = { id, target, rating, from, text: rating.text?.trim() || null, tags: tagsFor(rating.level, rating.tags ?? []) };
  const ref = { kind: 'rating', id, create: true } as const;
  const result = { ok: true as const };
  // what was rated already makes nothing: the same press gets its answer, another is refused
  if (!isBad(rating.level) || (await stepOf(deps.sql, target))?.given !== false)
    return change(deps, actor, command, { rating: ref }, async (tx, { rating: state }) => {
      return { events: { rating: [(await give(deps, tx, state, given)).event] }, result };
    });
  const made = await rectification(deps, target.stage, target.id);
  return change(deps, actor, command, { rating: ref, order: made.ref }, async (tx, { rating: state, order }) => {
    const { event, step } = await give(deps, tx, state, given);
    const { level } = rating;
    const { tags, text } = given;
    const opened = await made.open(tx, { ratingId: id, stage: target.stage, level, tags, about: step.about, text });
    order.dueAt = opened.dueAt;
    return { events: { rating: [event], order: opened.events }, result };
  });
}

interface Given {
  readonly id: string;
  readonly target: RatingTarget;
  readonly rating: GivenRating;
  readonly from: From;
  readonly text: string | null;
  readonly tags: ReturnType<typeof tagsFor>;
}

async function give(deps: Deps, tx: ChangeContext, state: RatingState, { id, target, rating, from, text, tags }: Given) {
  const step = await stepOf(tx.sql, target);
  if (!step) throw new DomainError('not_found');
  assertRatable(step.at, step.given, tx.now);
  const place = { table: 'ratings', column: 'text_enc', row: id };
  state.extras = { textEnc: text === null ? null : encryptField(deps.keys, place, text), source: from.source };
  const body = {
    hallId: step.hallId,
    stage: target.stage,
    windowId: step.windowId,
    seriesId: step.seriesId,
    level: rating.level,
    tags,
    tagsVersion: ratingTagsVersion,
    channel: from.channel,
    tookMs: tookMs(rating.tookMs ?? null, step.at!, tx.now),
    stepAt: step.at!,
    stepOn: step.on!,
    textDigest: text === null ? null : personalDigest(deps.keys, { text }),
  };
  return { event: { type: 'rating.given', subject: target.id, body } as const, step };
}

/** Tells many from one browser apart from many browsers, and neither address nor browser: a day's key would be another number. */
export function sourceOf(keys: Keys, address: string, agent: string): string | null {
  if (address === '') return null;
  return createHmac('sha256', keys.blindIndex).update(`rating-source\0${address}\0${agent}`).digest('base64url').slice(0, 22);
}
