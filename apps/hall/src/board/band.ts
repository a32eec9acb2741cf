import type { HallPublicView, PublicCall } from '@one-window/domain/views';

/** Several calls at once are shown so long each, in order. */
export const TURN_MS = 6_000;
/** A call lights the band so long, unless a newer one comes; longer where no voice tells of it. */
const LIT_MS = 15_000;
export const litMs = (view: HallPublicView | null): number => (view?.hall.silent ? 2 * LIT_MS : LIT_MS);

/** One turn of the hero band: this call, from this moment on (local milliseconds). */
export interface Turn {
  readonly callSeq: number;
  readonly from: number;
}

export interface Band {
  readonly call: PublicCall | null;
  readonly lit: boolean;
  /** Calls that are new on this screen: all of them stand in the list at once, marked. */
  readonly marked: ReadonlySet<number>;
}

/** Gives each new call its turn, behind those that still have one. */
export function takeTurns(
  turns: readonly Turn[],
  fresh: readonly PublicCall[],
  calls: readonly PublicCall[],
  now: number,
  lit = LIT_MS,
): Turn[] {
  const shown = new Set(calls.map((call) => call.callSeq));
  const kept = turns.filter((turn) => shown.has(turn.callSeq) && now < turn.from + lit);
  for (const call of fresh) kept.push({ callSeq: call.callSeq, from: Math.max(now, (kept.at(-1)?.from ?? -TURN_MS) + TURN_MS) });
  return kept;
}

/** What the band shows at a moment: the call whose turn it is, else the newest one, unlit. */
export function bandAt(turns: readonly Turn[], calls: readonly PublicCall[], now: number, lit = LIT_MS): Band {
  const open = turns.filter((turn) => now < turn.from + lit && calls.some((call) => call.callSeq === turn.callSeq));
  const turn = open.filter((t) => t.from <= now).at(-1);
  const call = calls.find((c) => c.callSeq === turn?.callSeq) ?? calls[0] ?? null;
  return { call, lit: turn !== undefined, marked: new Set(open.map((t) => t.callSeq)) };
}

/** The list under the band: newest first; what the band shows is left out, unless several calls take turns there. */
export function recentCalls(calls: readonly PublicCall[], band: Band, rows: number): PublicCall[] {
  const taking = band.marked.size > 1;
  return calls.filter((call) => taking || call.callSeq !== band.call?.callSeq).slice(0, rows);
}
