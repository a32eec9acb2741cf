import type { PriorityReason, QueuePolicy } from './tickets.ts';
import { msBetween, type Instant } from './time.ts';

/**
 * How a hall decides whose turn it is; each is a rule that can be printed on the wall.
 * - `accumulating`: every minute of waiting counts, a priority citizen's more (`priorityRate`): who has gathered most is next.
 * - `ratio`: after a favoured ticket at least `ordinaryPerPriority` ordinary ones.
 * - `strict`: favoured tickets first.
 * - `arrival`: first come, first served.
 */
export const turnRules = ['accumulating', 'ratio', 'strict', 'arrival'] as const;
export type TurnRule = (typeof turnRules)[number];

/** `booked` counts from the booked time on, `returned` came back from a hold. */
export type TurnClass = 'returned' | 'priority' | 'booked' | 'ordinary';

/** A waiting ticket as the rule sees it. */
export interface Waiting {
  readonly id: string;
  readonly seriesId: string;
  /** Place by arrival over the whole hall-day. */
  readonly order: number;
  /** From when its minutes count: the arrival; a later one for who rejoined or let others pass. */
  readonly waitsFrom: Instant;
  readonly priority: PriorityReason | null;
  /** The booked time of who checked in for it. */
  readonly bookedAt: Instant | null;
  readonly returned: boolean;
  /** How many who came later were called before, at windows that could have called this one. */
  readonly overtaken: number;
}

export const becauses = ['first', 'returned', 'priority', 'booked', 'turn', 'overtaken_often', 'overtaken_long', 'nobody_else'] as const;

/** Why this one and nobody else; kept with the call, and told to whoever asks. */
export interface TurnReason {
  readonly rule: TurnRule;
  readonly because: (typeof becauses)[number];
  /** How many who came earlier still wait for the same window. */
  readonly overtook: number;
}

export interface TurnMoment {
  readonly policy: QueuePolicy;
  readonly now: Instant;
  /** Ordinary tickets called at this window since the last favoured one; only `ratio` asks. */
  readonly ordinarySincePriority: number;
  /** Series that this window serves only while nobody waits for its own. */
  readonly fallback?: ReadonlySet<string>;
}

export const classOf = (w: Pick<Waiting, 'returned' | 'priority' | 'bookedAt'>, now: Instant): TurnClass => {
  if (w.returned) return 'returned';
  if (w.priority !== null) return 'priority';
  return w.bookedAt !== null && w.bookedAt <= now ? 'booked' : 'ordinary';
};

/** What a ticket has gathered, in milliseconds of ordinary waiting. */
export function gatheredMs(w: Waiting, policy: QueuePolicy, now: Instant): number {
  const waited = Math.max(0, msBetween(w.waitsFrom, now));
  const rate = { returned: 100, priority: policy.priorityRate, booked: policy.bookedRate, ordinary: 100 };
  const bonus = { returned: policy.returnedBonusMinutes, priority: 0, booked: policy.bookedBonusMinutes, ordinary: 0 };
  const its = classOf(w, now);
  return (waited * rate[its]) / 100 + bonus[its] * 60_000;
}

const earlier = <T extends Waiting>(a: T, b: T): T => (b.order < a.order ? b : a);
const earliest = <T extends Waiting>(list: readonly T[]): T => list.reduce(earlier);

/** Who would be next by the rule alone, before any cap. */
function byRule<T extends Waiting>(waiting: readonly T[], { policy, now, ordinarySincePriority }: TurnMoment): T {
  if (policy.rule === 'arrival') return earliest(waiting);
  if (policy.rule === 'accumulating') {
    const gathered = (w: T): number => gatheredMs(w, policy, now);
    return waiting.reduce((best, w) => {
      const more = gathered(w) - gathered(best);
      return more > 0 || (more === 0 && w.order < best.order) ? w : best;
    });
  }
  const favoured = waiting.filter((w) => classOf(w, now) !== 'ordinary');
  const ordinary = waiting.filter((w) => classOf(w, now) === 'ordinary');
  if (favoured.length === 0 || ordinary.length === 0) return earliest(waiting);
  const turn = policy.rule === 'strict' || ordinarySincePriority >= policy.ordinaryPerPriority;
  return earliest(turn ? favoured : ordinary);
}

/**
 * Whose turn it is among those whom this window may call, and why; null if nobody waits. Whatever the rule, nobody is overtaken
 * more than `overtakeMax` times, nor by somebody who came more than `overtakeMinutes` later (0 = no such cap).
 */
export function nextTurn<T extends Waiting>(waiting: readonly T[], moment: TurnMoment): { ticket: T; why: TurnReason } | null {
  if (waiting.length === 0) return null;
  const { policy, fallback, now } = moment;
  const told = (ticket: T, because: TurnReason['because']): { ticket: T; why: TurnReason } => ({
    ticket,
    why: { rule: policy.rule, because, overtook: waiting.filter((w) => w.order < ticket.order).length },
  });
  const often = waiting.filter((w) => policy.overtakeMax > 0 && w.overtaken >= policy.overtakeMax);
  if (often.length > 0) return told(earliest(often), 'overtaken_often');
  const own = waiting.filter((w) => !fallback?.has(w.seriesId));
  if (own.length === 0) return told(byRule(waiting, moment), 'nobody_else');
  const next = byRule(own, moment);
  // also of those whom this window only helps: they see it call
  const first = earliest(waiting);
  if (policy.overtakeMinutes > 0 && msBetween(first.waitsFrom, next.waitsFrom) > policy.overtakeMinutes * 60_000)
    return told(first, 'overtaken_long');
  if (next === earliest(own)) return told(next, 'first');
  const its = classOf(next, now);
  return told(next, its === 'ordinary' ? 'turn' : its);
}

/**
 * The order in which all of them would be called, one every `gapSeconds`, if nobody else came: what "ahead of you" counts. It
 * is {@link nextTurn} again and again; kept quick for some hundred people, because a slip and each view ask for it.
 */
export function turnsOf<T extends Waiting>(waiting: readonly T[], moment: TurnMoment, gapSeconds = 60): T[] {
  // of one lane the earliest is always the next: only the heads are compared
  const lanes = new Map<string, T[]>();
  for (const w of waiting.toSorted((a, b) => a.order - b.order)) {
    const lane = `${w.seriesId} ${w.bookedAt ?? ''} ${w.returned} ${w.priority !== null}`;
    const others = lanes.get(lane);
    if (others) others.push(w);
    else lanes.set(lane, [w]);
  }
  return walk([...lanes.values()], moment, gapSeconds);
}

function walk<T extends Waiting>(lanes: readonly T[][], moment: TurnMoment, gapSeconds: number): T[] {
  const done: T[] = [];
  let since = moment.ordinarySincePriority;
  const start = Date.parse(moment.now);
  // places of those who were called before somebody that came earlier and still waits: a few, where all calls would be hundreds
  let overtakers: number[] = [];
  const headOf = (lane: T[]) => {
    const [head] = lane;
    return head ? [{ ...head, overtaken: head.overtaken + overtakers.filter((order) => order > head.order).length, lane }] : [];
  };
  let heads = lanes.flatMap(headOf);
  // the last lane that is left follows in its own order, whatever the rule: of 400 who wait most are never compared
  while (heads.length > 1) {
    const now = new Date(start + done.length * gapSeconds * 1000).toISOString();
    const { ticket } = nextTurn(heads, { ...moment, now, ordinarySincePriority: since })!;
    since = classOf(ticket, now) === 'ordinary' ? since + 1 : 0;
    done.push(ticket.lane.shift()!);
    if (heads.some((head) => head.order < ticket.order)) overtakers.push(ticket.order);
    heads = heads.flatMap((head) => {
      if (head === ticket) return headOf(ticket.lane);
      return [head.order < ticket.order ? { ...head, overtaken: head.overtaken + 1 } : head];
    });
    overtakers = overtakers.filter((order) => heads.some((head) => head.order < order));
  }
  return [...done, ...heads.flatMap(({ lane }) => lane)];
}
