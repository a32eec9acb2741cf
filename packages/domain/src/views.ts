import type { BoardTemplate } from './boards.ts';
import type { CallStatus } from './calls.ts';
import type { PauseReason } from './hall-day.ts';
import type { NoticeState } from './notices.ts';
import type { DayPlan, NoNumbers } from './opening.ts';
import type { Role } from './permissions.ts';
import type { WindowSkills } from './skills.ts';
import type { SignatureState } from './signatures.ts';
import type { QueueTargets } from './targets.ts';
import type { ItemMark } from './ticket-items.ts';
import type { CallReason, PriorityReason, QueuePolicy, TicketState } from './tickets.ts';
import type { DateText, Instant } from './time.ts';
import type { HallVoice } from './voice.ts';

/**
 * What a live screen gets: whole, small, newest wins. Another `epoch` (restart, restore, failover) or a later `asOf`
 * (the database's clock) is newer; `version` alone would hide what changes with time.
 */
export interface Versioned {
  readonly epoch: string;
  readonly asOf: Instant;
  readonly version: number;
}

/** A name in the hall's language and, where it has one, in English. */
export interface Name {
  readonly zh: string;
  readonly en: string | null;
}

export const directions = ['left', 'right', 'ahead', 'behind', 'up', 'down'] as const;
/** Where a zone lies, seen from the screen. */
export type Direction = (typeof directions)[number];

export interface PublicHall {
  readonly id: string;
  readonly name: Name;
  readonly timeZone: string;
  readonly notice: Name | null;
  /** Where to ask a person, and by which number: what a screen that says "ask a person" can promise. */
  readonly guideDesk: Name | null;
  readonly phone: string | null;
  /** Numbers are called without chime and voice: the boards flash longer and say so, phones ring as ever. */
  readonly silent: boolean;
}

export interface PublicSeries {
  readonly id: string;
  readonly prefix: string;
  readonly name: Name;
  readonly hint: Name | null;
  /** Zone and windows where it is served, e.g. 东区 1–6. */
  readonly place: Name | null;
  readonly waiting: number;
  /** Whole minutes for somebody who takes a number now; null = cannot be said yet. */
  readonly waitMinutes: number | null;
  readonly openWindows: number;
  /** Issuing now; false outside its hours or when its quota is gone. */
  readonly issuing: boolean;
  /** Its numbers are gone: of the day, or of this part of it; `next` = `14:00` when there are some again today. */
  readonly full: { readonly max: number; readonly next: string | null } | null;
  readonly bookable: boolean;
  /** Who comes to collect takes a number of this queue. */
  readonly results: boolean;
}

export interface PublicCall {
  /** Rises with every call and recall of the hall-day: a screen speaks each once. */
  readonly callSeq: number;
  readonly number: string;
  /** The window's label, e.g. `5`. */
  readonly window: string;
  readonly zone: Name | null;
  readonly direction: Direction | null;
  readonly calledAt: Instant;
  /** 1 = first call, 2 and 3 = recalls. */
  readonly calls: number;
  readonly state: TicketState;
  /** Masked, on the boards of a hall that calls without a voice, where the number is somebody's; null everywhere else. */
  readonly name: string | null;
}

/** A window as anybody may see it who stands before it: no clerk. */
export interface PublicWindow {
  readonly id: string;
  readonly label: string;
  readonly name: Name;
  readonly zone: Name | null;
  /** The queues that it serves. */
  readonly seriesIds: readonly string[];
  /** Somebody opened it today and has not closed it. */
  readonly open: boolean;
  readonly paused: PauseReason | null;
}

/** A kiosk's open request for a person, as it may hang in the hall: who comes is a window or a role, no name. */
export interface PublicHelp {
  readonly id: string;
  readonly deviceId: string;
  readonly askedAt: Instant;
  /** null = nobody has answered yet. */
  readonly coming: { readonly at: Instant; readonly window: string | null; readonly role: Role } | null;
}

/** What of the order of calling everybody may know. */
export type ToldRule = Pick<QueuePolicy, 'rule' | 'priorityRate' | 'ordinaryPerPriority' | 'overtakeMax'>;

/** Board and kiosk: no person columns, read under a role that cannot see person tables. */
/** When the hall gives numbers: its own hours of the date (null = it told none), and what was decided for now. */
export interface HallOpening {
  readonly plan: Pick<DayPlan, 'periods'> | null;
  /** null = numbers are given. Pushed when a minute makes it so: a screen needs no clock for it. */
  readonly none: NoNumbers | null;
}

export interface HallPublicView extends Versioned {
  readonly hall: PublicHall;
  readonly businessDate: DateText;
  readonly opening: HallOpening;
  readonly policy: ToldRule & Pick<QueuePolicy, 'rejoinMinutes' | 'recallMax' | 'itemsMax'>;
  /** Newest first: the last 12, and however old those whose number is called to a window or sits there now. */
  readonly calls: readonly PublicCall[];
  readonly series: readonly PublicSeries[];
  readonly windows: readonly PublicWindow[];
  /** Open requests, the oldest first; each kiosk shows its own. */
  readonly help: readonly PublicHelp[];
  /** How its boards speak; null = nobody has set it: as the board's address says. */
  readonly voice: HallVoice | null;
}

export interface StaffTicket {
  readonly id: string;
  readonly number: string;
  readonly seriesId: string;
  readonly itemName: string | null;
  /** All matters in the order in which they were named; the first of them is `itemName`. */
  readonly items: readonly { readonly id: string; readonly name: string; readonly mark: ItemMark }[];
  readonly priority: PriorityReason | null;
  readonly state: TicketState;
  readonly order: number;
  readonly waitsFrom: Instant;
  readonly bookedAt: Instant | null;
  readonly returned: boolean;
  readonly overtaken: number;
  readonly why: (Omit<CallReason, 'queues' | 'sent'> & { readonly queues: string | null; readonly sent: string | null }) | null;
  /** Waits for this window alone. */
  readonly forWindowId: string | null;
  readonly windowId: string | null;
  readonly callSeq: number | null;
  readonly calls: number;
  readonly misses: number;
  readonly passes: number;
  /** Its times are known to be wrong and count nowhere. */
  readonly inaccurate: boolean;
  readonly takenAt: Instant;
  readonly calledAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly heldUntil: Instant | null;
  readonly rejoinUntil: Instant | null;
  readonly personId: string | null;
  /** Masked, e.g. 周*华; null = anonymous. */
  readonly personName: string | null;
  readonly undoable: { readonly actorId: string; readonly at: Instant } | null;
}

export interface StaffWindow {
  readonly id: string;
  readonly label: string;
  readonly name: Name;
  readonly zone: Name | null;
  /** What is called there now, with the clerk who sits there. */
  readonly seriesIds: readonly string[];
  /** Those of them that it only helps with. */
  readonly fallbackIds: readonly string[];
  /** What the window offers and the clerk who sits there does not do. */
  readonly neverIds: readonly string[];
  /** What the window is there for today, whoever sits there. */
  readonly offered: WindowSkills;
  /** Set for today by the manager, otherwise than configured. */
  readonly reskilled: boolean;
  readonly staffId: string | null;
  readonly staffName: string | null;
  readonly openedAt: Instant | null;
  readonly paused: PauseReason | null;
  readonly ordinarySincePriority: number;
  /** What its pad asks to be signed, or was answered there last; null = nothing today. */
  readonly signing: {
    readonly id: string;
    readonly caseId: string;
    readonly staffId: string;
    readonly state: SignatureState;
    readonly until: Instant;
  } | null;
}

export interface StaffHelp extends PublicHelp {
  /** Name and place of the kiosk. */
  readonly device: string;
  readonly place: string | null;
  readonly staffId: string | null;
  readonly staffName: string | null;
}

export const screenSounds = ['on', 'pack', 'own', 'off'] as const;
export type ScreenSound = (typeof screenSounds)[number];

/** What one screen of the hall shows and spoke, as it reported itself. */
export interface ScreenState {
  readonly deviceId: string;
  readonly name: string;
  readonly kind: string;
  /** Where a pad stands, or whose calls a board at one window shows. */
  readonly windowId: string | null;
  readonly template: BoardTemplate;
  readonly zone: string | null;
  readonly shownSeq: number;
  readonly spokenSeq: number;
  /** Which voice speaks: the browser's (`on`), the built-in pack, the hall's own recordings, none. */
  readonly sound: ScreenSound;
  /** When it last said so; null = never heard of, or not since the service's database crashed. */
  readonly seenAt: Instant | null;
  /** Somebody paired it by the code that it showed, so it stands and is missed; the demo's stand ready until somebody opens them. */
  readonly awaited: boolean;
}

/** What was finished today. */
export interface Served {
  readonly done: number;
  /** Of those whose times count. */
  readonly timed: number;
  readonly averageSeconds: number | null;
}

/** Desk and manager: every open ticket of the hall-day, masked. */
export interface HallStaffView extends Versioned {
  readonly hall: PublicHall;
  readonly hallDayId: string | null;
  readonly businessDate: DateText;
  readonly opening: HallOpening;
  /** Which windows are to be open when on this date, in minutes after midnight. */
  readonly shifts: readonly { readonly from: number; readonly to: number; readonly windowIds: readonly string[] }[];
  readonly policy: QueuePolicy;
  readonly series: readonly PublicSeries[];
  /** By queue: its own, or those of the hall. */
  readonly targets: Readonly<Record<string, QueueTargets>>;
  readonly windows: readonly StaffWindow[];
  /** Waiting, called, serving, held, and missed ones that may still rejoin or be undone; done ones for the undo window. */
  readonly tickets: readonly StaffTicket[];
  readonly counts: Readonly<Record<TicketState, number>>;
  /** Of a window, and by the clerks who sat there today. */
  readonly servedByWindow: Readonly<Record<string, Served & { readonly clerks: Readonly<Record<string, Served>> }>>;
  readonly longestWaitSeconds: number | null;
  readonly screens: readonly ScreenState[];
  /** Who waits for a person at a kiosk, the longest first. */
  readonly help: readonly StaffHelp[];
}

/** The pad at one window: whom it asks now, by the number alone. */
export interface PadView extends Versioned {
  readonly hall: PublicHall;
  readonly window: { readonly label: string; readonly name: Name };
  /** Who sits there, by name, as on the card that stands on every counter; null = nobody. */
  readonly clerk: string | null;
  /** The number that was finished here last, until the next one is served; null = nobody. */
  readonly prompt: {
    readonly ticketId: string;
    readonly number: string;
    readonly callSeq: number;
    readonly series: Name;
    readonly itemName: string | null;
    readonly endedAt: Instant;
  } | null;
  /** A signature is asked for here: the pad asks for the words itself, and shows them until then. */
  readonly signing: { readonly id: string; readonly until: Instant } | null;
}

/** The phone page behind the slip's QR. */
export interface TicketView extends Versioned {
  readonly hall: PublicHall;
  readonly series: Pick<PublicSeries, 'prefix' | 'name' | 'place'>;
  readonly number: string;
  readonly itemName: string | null;
  readonly itemNames: readonly string[];
  readonly state: TicketState;
  readonly priority: boolean;
  /** Waiting people who will be called before, by the hall's rule; null unless WAITING. */
  readonly ahead: number | null;
  readonly aheadPriority: number | null;
  readonly waitMinutes: number | null;
  readonly window: string | null;
  readonly zone: Name | null;
  readonly direction: Direction | null;
  readonly takenAt: Instant;
  readonly calledAt: Instant | null;
  readonly heldUntil: Instant | null;
  readonly rejoinUntil: Instant | null;
  readonly recent: readonly Pick<PublicCall, 'number' | 'window' | 'calledAt'>[];
  /** How often it may still let others pass. */
  readonly passesLeft: number;
  /** And behind how many it goes then. */
  readonly passPlaces: number;
  /** Who came later and was called before, and why; the newest first, at most 3. */
  readonly before: readonly (Pick<PublicCall, 'number' | 'window' | 'calledAt'> & { readonly because: CallReason['because'] })[];
  readonly rule: ToldRule;
  /** What its phone was told by message; null = nobody asked for one. */
  readonly notice: NoticeState | null;
}

/** A call that rings here or is one's own, as long as it is not put away. */
export interface HotlineCall {
  readonly id: string;
  readonly status: CallStatus;
  /** Masked; null where the caller shows none. */
  readonly number: string | null;
  readonly byHand: boolean;
  readonly cameAt: Instant;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
  /** Orders and cases that came of it so far. */
  readonly made: number;
}

/** One operator of the hotline. */
export interface HotlineDeskView extends Versioned {
  /** `off`: there is no exchange. `down`: it does not answer, so calls are written down by hand. */
  readonly line: { readonly state: 'off' | 'up' | 'down'; readonly since: Instant };
  /** Calls ring here. */
  readonly ready: boolean;
  /** Callers whom nobody has answered yet. */
  readonly waiting: number;
  /** The oldest first. */
  readonly calls: readonly HotlineCall[];
}

/** Room name → view. The whole live protocol is: emit `watch` (view, id) → ack with the view or an error; then `view` pushes; `beat` in between. */
/** That a case moved: its version. What stands in it is asked for by whoever may see it. */
export type CaseHeadView = Versioned;

export interface Views {
  'hall.public': HallPublicView;
  'hall.staff': HallStaffView;
  ticket: TicketView;
  'window.pad': PadView;
  'hotline.desk': HotlineDeskView;
  case: CaseHeadView;
}
export type ViewName = keyof Views;

export interface Beat {
  readonly epoch: string;
  /** The database's clock at the last sweep that succeeded: what is on the screen is known to be current up to here. */
  readonly asOf: Instant;
}
/** Milliseconds between beats; a screen that got neither view nor beat for two of them says so. */
export const BEAT_MS = 3_000;

export interface ServerToClient {
  view: (message: { view: ViewName; id: string; data: Views[ViewName] }) => void;
  beat: (beat: Beat) => void;
  /** Sign-in or pairing is gone; the socket is cut right after. */
  revoked: () => void;
}
export type WatchReply<V extends ViewName = ViewName> = { ok: true; data: Views[V] } | { ok: false; code: string };
export interface ClientToServer {
  watch: (view: ViewName, id: string, reply: (answer: WatchReply) => void) => void;
  unwatch: (view: ViewName, id: string) => void;
}

/** Newer wins: another epoch, or a later database time in the same one. */
export function isNewer(next: Versioned, current: Versioned | null): boolean {
  return current === null || next.epoch !== current.epoch || next.asOf > current.asOf;
}
