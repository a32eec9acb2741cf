import { NEAR_PLACES } from '@one-window/domain/notices';
import { ticketAllows, type TicketState } from '@one-window/domain/tickets';
import { msBetween, type Instant } from '@one-window/domain/time';
import type { Name, TicketView } from '@one-window/domain/views';
import { clock } from '../clock.ts';
import type { Filling } from '../holes.ts';
import { en, zh, type TicketKey } from '../i18n/ticket.ts';

export type TicketLocale = 'zh-CN' | 'en';
type Figures = Readonly<Record<string, string | number>>;

/** Cells of the queue strip: above this many people a drawing says less than the figure. */
export const STRIP_CELLS = 12;
/** Calls of others that the page shows. */
export const RECENT_CALLS = 3;

/**
 * Everything that the phone page says at one moment, as flat texts, parts that show and states of attributes. The server
 * prints a scene, the live page puts the next one into the same elements: both say the same because they ask this.
 */
export interface TicketScene {
  readonly state: TicketState;
  readonly title: string;
  readonly text: Readonly<Record<string, string>>;
  readonly show: Readonly<Record<string, boolean>>;
  /** Texts that are Chinese on an English page, because the hall has no English name for them. */
  readonly chinese: ReadonlySet<string>;
}

/** Looks a sentence up and puts the figures in: one with a hole does not compile without what fills it. */
export function ticketWords(locale: TicketLocale): <K extends TicketKey>(key: K, ...figures: Filling<(typeof zh)[K]>) => string {
  const words: Record<TicketKey, string> = locale === 'en' ? en : zh;
  return (key, figures: Figures = {}) => words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(figures[name] ?? whole));
}

/** What the page says about this ticket at `now`, which is the database's clock carried on, never the phone's. */
export function ticketScene(view: TicketView, locale: TicketLocale, now: Instant): TicketScene {
  const t = ticketWords(locale);
  const time = (at: Instant): string => clock(at, view.hall.timeZone);
  const chinese = new Set<string>();
  const named = (slot: string, name: Name | null): string => {
    if (locale === 'en' && name && !name.en) chinese.add(slot);
    return name ? (locale === 'en' && name.en ? name.en : name.zh) : '';
  };
  if (locale === 'en' && view.itemNames.length > 0) chinese.add('item');

  const waiting = view.state === 'WAITING';
  const atWindow = view.state === 'CALLED' || view.state === 'SERVING';
  const ahead = view.ahead ?? 0;
  const mayRejoin = view.state === 'MISSED' && view.rejoinUntil !== null && now <= view.rejoinUntil;
  const [before = '', after = ''] = t(view.state === 'SERVING' ? 'ticket.at' : 'ticket.goTo', { window: '|' }).split('|');

  const text: Record<string, string> = {
    asOf: t('ticket.asOf', { time: time(view.asOf) }),
    series: named('series', view.series.name),
    state: t(`ticket.state.${view.state}`),
    number: view.number,
    // each on a line of its own
    item: view.itemNames.join('\n'),
    place: named('place', view.series.place),
    hall: named('hall', view.hall.name),
    takenAt: t('ticket.takenAt', { time: time(view.takenAt) }),
    goBefore: before.trim(),
    goAfter: after.trim(),
    window: view.window ?? '',
    zone: named('zone', view.zone),
    windowHint: windowHint(view, t, time),
    noteHead: noteHead(view, t),
    noteText: noteText(view, t, time, mayRejoin),
    help: t('ticket.help', { desk: deskOf(view, locale, t) }),
    // the city's hotline where the hall has named no telephone of its own
    phone: view.hall.phone ?? HOTLINE,
    letPass: t('ticket.letPass', { n: view.passPlaces }),
    tell: t(view.notice ? `ticket.tell.${view.notice}` : 'ticket.tell'),
    cancelWhat: t('ticket.cancelWhat', { number: view.number }),
    ...figures(view, t),
    ...queue(view, t),
    ...recentCalls(view, t, now),
  };
  return {
    state: view.state,
    title: `${pageTitle(view, t)} · ${view.number}`,
    text,
    chinese,
    show: {
      priority: view.priority,
      item: view.itemNames.length > 0,
      place: waiting && view.series.place !== null,
      figures: waiting,
      wait2: waiting && (view.waitMinutes ?? 0) >= 60,
      window: atWindow && view.window !== null,
      zone: view.zone !== null,
      note: !waiting && !atWindow,
      queue: waiting,
      ...cells(view),
      why: waiting,
      before: view.before.length > 0,
      rejoin: mayRejoin,
      // who is first, or has nobody behind, is told so when they press
      letPass: waiting && view.passesLeft > 0,
      // who is near already has nothing to wait for, unless the call itself will not be heard
      tell: (waiting || view.state === 'HELD') && (view.notice !== null || view.hall.silent || ahead > NEAR_PLACES),
      move: waiting,
      cancel: ticketAllows(view.state, 'cancel', 'citizen'),
      soon: waiting && ahead <= NEAR_PLACES,
      recent: view.recent.length > 0,
      rate: view.state === 'DONE',
    },
  };
}

type Words = ReturnType<typeof ticketWords>;

const HOTLINE = '12345';

/** The guide desk, with the place where it stands if the hall has said so. */
function deskOf({ hall: { guideDesk } }: TicketView, locale: TicketLocale, t: Words): string {
  if (!guideDesk) return t('ticket.desk');
  return t('ticket.deskAt', { place: locale === 'en' && guideDesk.en ? guideDesk.en : guideDesk.zh });
}

function pageTitle(view: TicketView, t: Words): string {
  if (view.state === 'CALLED') return t('ticket.titleCalled', { window: view.window ?? '' });
  if (view.state !== 'WAITING' || view.ahead === null) return t(`ticket.state.${view.state}`);
  if (view.ahead === 0) return t('ticket.titleNext');
  return t(view.ahead <= NEAR_PLACES ? 'ticket.titleSoon' : 'ticket.titleAhead', { n: view.ahead });
}

/** Hours and minutes as two figures with their units; under an hour only the first is used. */
function figures(view: TicketView, t: Words): Record<string, string> {
  const minutes = view.waitMinutes;
  const hours = minutes === null ? 0 : Math.floor(minutes / 60);
  const first = minutes === null ? '' : String(hours > 0 ? hours : minutes);
  return {
    ahead: view.ahead === null ? '' : String(view.ahead),
    aheadUnit: t(view.ahead === 1 ? 'ticket.aheadUnitOne' : 'ticket.aheadUnit'),
    wait: first,
    waitUnit:
      minutes === null
        ? t('ticket.noEstimate')
        : hours > 0
          ? t(hours === 1 ? 'ticket.hourOne' : 'ticket.hour')
          : t(minutes === 1 ? 'ticket.minuteOne' : 'ticket.minute'),
    wait2: minutes !== null && hours > 0 ? String(minutes % 60) : '',
    wait2Unit: hours > 0 ? t('ticket.minuteShort') : '',
    basis: t(minutes === null ? 'ticket.noEstimateWhy' : 'ticket.basis'),
    soon: view.ahead === 0 ? t('ticket.nextIsYou') : t('ticket.soon'),
  };
}

function queue(view: TicketView, t: Words): Record<string, string> {
  const n = view.ahead ?? 0;
  const p = view.aheadPriority ?? 0;
  const one = n === 1 ? 'One' : '';
  return {
    queueSum: n === 0 ? t('ticket.queueNone') : p > 0 ? t(`ticket.queueSum${one}`, { n, p }) : t(`ticket.queuePlain${one}`, { n }),
    legendPriority: t('ticket.legendPriority', { n: p }),
    legendOrdinary: t('ticket.legendOrdinary', { n: n - p }),
    why: t(view.priority ? 'ticket.whyMine' : 'ticket.why'),
    whyText: fairness(view, t),
  };
}

/** The hall's own rule in words, for the one who is overtaken and for the one who overtakes. */
function fairness(view: TicketView, t: Words): string {
  const { rule, priorityRate, ordinaryPerPriority: n, overtakeMax } = view.rule;
  const mine = view.priority;
  const said = (): string => {
    switch (rule) {
      case 'arrival':
        return t('ticket.whyArrival');
      case 'accumulating':
        return t(mine ? 'ticket.whyMineGathered' : 'ticket.whyGathered', { times: priorityRate / 100 });
      case 'ratio':
        if (n > 0) return t(mine ? 'ticket.whyMineRule' : 'ticket.whyRule', { n });
        return t(mine ? 'ticket.whyMineFirst' : 'ticket.whyFirst');
      case 'strict':
        return t(mine ? 'ticket.whyMineFirst' : 'ticket.whyFirst');
    }
  };
  return rule !== 'arrival' && overtakeMax > 0 && !mine ? `${said()}${t('ticket.whyCap', { n: overtakeMax })}` : said();
}

/** Which cells of the strip show: priority ones first, because the count is known and the order among them is not. */
function cells(view: TicketView): Record<string, boolean> {
  const n = view.ahead ?? 0;
  const p = view.aheadPriority ?? 0;
  const drawn = view.state === 'WAITING' && n > 0 && n <= STRIP_CELLS;
  const shown: Record<string, boolean> = { strip: drawn, cellsPriority: drawn && p > 0, cellsOrdinary: drawn && n > p };
  for (let i = 0; i < STRIP_CELLS; i += 1) {
    shown[`p${i}`] = i < p;
    shown[`o${i}`] = i < n - p;
  }
  for (let i = 0; i < RECENT_CALLS; i += 1) {
    shown[`call${i}`] = i < view.recent.length;
    shown[`before${i}`] = i < view.before.length;
  }
  return shown;
}

function recentCalls(view: TicketView, t: Words, now: Instant): Record<string, string> {
  const text: Record<string, string> = {};
  for (let i = 0; i < RECENT_CALLS; i += 1) {
    const call = view.recent[i];
    text[`call${i}`] = call?.number ?? '';
    text[`callWindow${i}`] = call?.window ?? '';
    text[`callAgo${i}`] = call ? ago(call.calledAt, now, t) : '';
    const one = view.before[i];
    text[`before${i}`] = one ? t(`ticket.before.${one.because}`, { number: one.number, window: one.window }) : '';
  }
  return text;
}

function ago(at: Instant, now: Instant, t: Words): string {
  const minutes = Math.floor(msBetween(at, now) / 60_000);
  if (minutes < 1) return t('ticket.justNow');
  return minutes < 60 ? t('ticket.minutesAgo', { n: minutes }) : t('ticket.hoursAgo', { n: Math.floor(minutes / 60) });
}

function windowHint(view: TicketView, t: Words, time: (at: Instant) => string): string {
  if (view.state === 'SERVING') return t('ticket.servingHint');
  return view.calledAt ? t('ticket.calledAt', { time: time(view.calledAt) }) : '';
}

function noteHead(view: TicketView, t: Words): string {
  return view.state === 'WAITING' || view.state === 'CALLED' || view.state === 'SERVING' ? '' : t(`ticket.${view.state}.head`);
}

function noteText(view: TicketView, t: Words, time: (at: Instant) => string, mayRejoin: boolean): string {
  switch (view.state) {
    case 'HELD':
      return view.heldUntil ? t('ticket.HELD.until', { time: time(view.heldUntil) }) : t('ticket.HELD.open');
    case 'MISSED':
      // a number that was missed twice has no time left to name
      if (view.rejoinUntil === null) return t('ticket.MISSED.used');
      return mayRejoin ? t('ticket.MISSED.until', { time: time(view.rejoinUntil) }) : t('ticket.MISSED.over');
    case 'DONE':
    case 'CANCELLED':
    case 'ABANDONED':
      return t(`ticket.${view.state}.text`);
    default:
      return '';
  }
}

/** "3 分 12 秒": how old what is shown is. */
export function ageWords(ms: number, t: Words): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return t('ticket.ageSeconds', { s });
  if (s < 3600) return t('ticket.ageMinutes', { m: Math.floor(s / 60), s: s % 60 });
  return t('ticket.ageHours', { h: Math.floor(s / 3600), m: Math.floor((s % 3600) / 60) });
}
