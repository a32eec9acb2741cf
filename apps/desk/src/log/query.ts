import { allEventTypes, eventTypes, streamKinds, type EventType, type StreamKind } from '@one-window/domain/log';
import { purposes, type Purpose } from '@one-window/domain/permissions';
import { localInstant, localTime } from '@one-window/domain/time';

/** What is looked for, as it stands in the address: a search can be kept, and the way back leads to it. */
export interface EventQuery {
  readonly kind?: StreamKind | undefined;
  readonly type?: EventType | undefined;
  readonly hall?: string | undefined;
  readonly about?: string | undefined;
  readonly by?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly looks?: 'yes' | undefined;
}
export interface ReadsQuery extends Pick<EventQuery, 'hall' | 'by' | 'from' | 'to'> {
  readonly purpose?: Purpose | undefined;
  readonly person?: string | undefined;
}

export type Given = Readonly<Record<string, string | string[] | undefined>>;

const textOf = (value: string | string[] | undefined): string | undefined => {
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  return text === '' ? undefined : text;
};
const oneOf = <T extends string>(all: readonly T[], value: string | undefined): T | undefined => all.find((one) => one === value);

/** An address or a form as a question; what is none is left out. */
export function eventQuery(given: Given): EventQuery {
  const kind = oneOf(streamKinds, textOf(given['kind']));
  const type = oneOf(allEventTypes, textOf(given['type']));
  return {
    kind,
    // a kind was chosen after the type: that of another kind is none of it
    type: kind && type && !(eventTypes[kind] as readonly EventType[]).includes(type) ? undefined : type,
    ...common(given),
    about: textOf(given['about']),
    looks: given['looks'] === 'yes' ? 'yes' : undefined,
  };
}

export function readsQuery(given: Given): ReadsQuery {
  return { ...common(given), purpose: oneOf(purposes, textOf(given['purpose'])), person: textOf(given['person']) };
}

function common(given: Given): Pick<EventQuery, 'hall' | 'by' | 'from' | 'to'> {
  return { hall: textOf(given['hall']), by: textOf(given['by']), from: instant(given['from']), to: instant(given['to']) };
}

function instant(value: string | string[] | undefined): string | undefined {
  const text = textOf(value);
  return text && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) ? text : undefined;
}

const two = (n: string | number): string => String(n).padStart(2, '0');

/**
 * `11-24 9:30`, `2026-11-24`, `9:30` (today) as an instant; null where it is no time. A day alone is its beginning, and as an
 * end the beginning of the next: up to the 24th means the 24th too.
 */
export function instantOf(text: string, now: string, timeZone: string, end: boolean): string | null {
  const plain = text.normalize('NFKC').trim().replace(/[/.]/g, '-');
  const found = /^(?:(?:(\d{4})-)?(\d{1,2})-(\d{1,2}))?(?:\s*(\d{1,2}):(\d{2}))?$/.exec(plain);
  if (!found || plain === '') return null;
  const today = localTime(now, timeZone).date;
  const [, year = today.slice(0, 4), month, date, hour, minute] = found;
  const day = month && date ? `${year}-${two(month)}-${two(date)}` : today;
  const real = new Date(`${day}T00:00:00.000Z`);
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== day) return null;
  if (hour === undefined || minute === undefined) {
    if (end) real.setUTCDate(real.getUTCDate() + 1);
    return localInstant(real.toISOString().slice(0, 10), 0, timeZone);
  }
  return Number(hour) < 24 && Number(minute) < 60 ? localInstant(day, Number(hour) * 60 + Number(minute), timeZone) : null;
}

export function forForm(at: string | undefined, timeZone: string): string {
  if (!at) return '';
  const { date, minute } = localTime(at, timeZone);
  return `${date} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

type FormProblem = { readonly field: 'from' | 'to'; readonly what: 'form' | 'order' };

/** A form as a question: times as clocks in the realm show them. */
export function formQuery(form: HTMLFormElement, now: string, timeZone: string): { said: Given; problem: FormProblem | null } {
  const said = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']));
  const from = said['from'] ? instantOf(said['from'], now, timeZone, false) : undefined;
  const to = said['to'] ? instantOf(said['to'], now, timeZone, true) : undefined;
  const times = { from: from ?? undefined, to: to ?? undefined };
  if (from === null || to === null) return { said, problem: { field: from === null ? 'from' : 'to', what: 'form' } };
  return { said: { ...said, ...times }, problem: from && to && to <= from ? { field: 'to', what: 'order' } : null };
}
