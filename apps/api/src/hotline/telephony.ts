import type { Instant } from '@one-window/domain/time';

/** `off`: no exchange is configured. `down`: it does not answer, and calls are written down by hand. */
export type LineState = 'off' | 'up' | 'down';

export interface Line {
  readonly state: LineState;
  readonly since: Instant;
}

/** What an exchange tells. Each may come twice, late, or after a gap. */
export interface TelephonyEvents {
  came(exchangeId: string, number: string): Promise<void>;
  /** A telephone rings, or has stopped to. */
  offered(exchangeId: string, extension: string, ringing: boolean): Promise<void>;
  answered(exchangeId: string, extension: string): Promise<void>;
  ended(exchangeId: string): Promise<void>;
  /** All calls that there are: after the line was cut, what is not among them ended meanwhile. */
  present(exchangeIds: ReadonlySet<string>): Promise<void>;
  /** The line came or went. */
  line(): void;
  /** Who takes calls, by extension: told to the exchange anew when its line comes back. */
  readyExtensions(): Promise<readonly string[]>;
}

/** The way to a telephone exchange. An extension is the staff number of whoever sits there. */
export interface Telephony {
  line(): Line;
  start(events: TelephonyEvents): void;
  ready(extension: string, ready: boolean): Promise<void>;
  /** Lifts the receiver of this extension. */
  answer(extension: string): Promise<void>;
  hangUp(exchangeId: string): Promise<void>;
  /** A call as if somebody dialled the hotline: for the demo and for trying out a line. */
  dial(number: string): Promise<void>;
  stop(): Promise<void>;
}
