import type { DeclineGround, LimitKind, RatingFinding } from '@one-window/domain/order-words';
import type { RatingLevel, RatingTag } from '@one-window/domain/ratings';
import type { Action } from '@one-window/domain/permissions';
import { msBetween, type Instant } from '@one-window/domain/time';
import { createI18n } from '@one-window/ui/i18n';
import * as shared from '@one-window/ui/i18n/desk-hotline';
import * as log from '@one-window/ui/i18n/log';
import * as rating from '@one-window/ui/i18n/rating';
import type { ChipLook } from '@one-window/ui/parts/Chip';
import type { Shape } from '@one-window/ui/parts/StateShape';
import type { DueWords } from '../cases/words.ts';
import { spanWords, t as cases } from '../cases/words.ts';
import type { OrderRow, OrderView } from './api.ts';

export const { t } = createI18n(shared);

/** Whoever works with calls or orders. */
export const hotlineRights: readonly Action[] = ['hotline.take', 'hotline.dispatch', 'hotline.handle', 'hotline.call_back', 'hotline.rule'];

export const orderStatusWord = (status: OrderRow['status']): string => t(`desk.order.status.${status}`);
export const typeWord = (type: OrderRow['type']): string => t(`desk.order.type.${type}`);
export const categoryWord = (category: OrderRow['category']): string => t(`desk.order.category.${category}`);
export const orderActionWord = (action: OrderView['actions'][number]['action']): string =>
  t(`desk.order.act.${action}` as 'desk.order.act.sign');
export const orderClockWord = (name: OrderView['clocks'][number]['clock']): string => t(`desk.order.clock.${name}`);
const happened = createI18n(log);
/** `派单` for `order.dispatched`: the log's own word. */
export const happenedWord = (type: OrderView['steps'][number]['type']): string => happened.t(`log.type.${type}`);
export const fieldWord = (field: string): string => t(`desk.order.field.${field}` as 'desk.order.field.content');
export const groundWord = (ground: DeclineGround): string => t(`desk.order.ground.${ground}`);
export const findingWord = (finding: RatingFinding): string => t(`desk.order.finding.${finding}`);
/** `投诉 · 噪音`; a bad rating has no category. */
export const titleOf = ({ type, category }: Pick<OrderRow, 'type' | 'category'>): string =>
  type === 'rectify' ? typeWord(type) : [typeWord(type), categoryWord(category)].join(' · ');
const rated = createI18n(rating);
/** `非常不满意：态度不耐烦`. */
export function ratedWords({ level, tags }: { readonly level: number; readonly tags: readonly string[] }): string {
  const said = tags.map((tag) => rated.t(`rating.tag.${tag as RatingTag}`));
  return [rated.t(`rating.level.${level as RatingLevel}`), ...said].join(' · ');
}
export const limitWord = (limit: LimitKind): string => t(`desk.rules.limit.${limit}`);
/** In groups of four, as it is read out. */
export const readOut = (no: string): string => no.replace(/(\d{4})(?=\d)/g, '$1 ');

export const orderLook: Readonly<Record<OrderRow['status'], { readonly look: ChipLook; readonly shape?: Shape }>> = {
  DRAFT: { look: 'outline' },
  DIRECT_ANSWERED: { look: 'done' },
  PENDING_DISPATCH: { look: 'waiting' },
  DISPATCHED: { look: 'warn', shape: 'CALLED' },
  SIGNED_IN: { look: 'info', shape: 'WAITING' },
  RETURN_REQUESTED: { look: 'held' },
  ARBITRATION: { look: 'held' },
  IN_PROGRESS: { look: 'info', shape: 'SERVING' },
  EXTENSION_REQUESTED: { look: 'held' },
  REPLIED: { look: 'waiting' },
  REVIEW: { look: 'waiting' },
  CALL_BACK: { look: 'warn', shape: 'CALLED' },
  REWORK: { look: 'warn', shape: 'CALLED' },
  SUSPENDED: { look: 'held' },
  CLOSED: { look: 'done' },
  CANCELLED: { look: 'outline', shape: 'CANCELLED' },
  MERGED: { look: 'outline', shape: 'CANCELLED' },
};

const DAY_MS = 86_400_000;

/** How long an order has left, or by how much it is late; null for what is over or not due yet. */
export function orderDueWords({ dueAt, endedAt }: Pick<OrderRow, 'dueAt' | 'endedAt'>, now: Instant): DueWords | null {
  if (endedAt !== null || dueAt === null) return null;
  const ms = msBetween(now, dueAt);
  if (ms < 0) return { text: cases('desk.case.due.late', { span: spanWords(-ms) }), look: 'red' };
  return { text: cases('desk.case.due.left', { span: spanWords(ms) }), look: ms < DAY_MS ? 'warn' : 'ok' };
}
