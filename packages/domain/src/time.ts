/** An instant as ISO 8601 in UTC with milliseconds, e.g. `2026-11-24T02:00:00.000Z`. Sorts as text. */
export type Instant = string;
/** A calendar day as `YYYY-MM-DD`. */
export type DateText = string;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string): Intl.DateTimeFormat {
  let found = formats.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, found);
  }
  return found;
}

/** No zone has changed its clocks within a quarter of an hour since 1970. */
const quarterMs = 900_000;
/** So many quarters are remembered for a zone: 30 days of them, and a rule of due dates asks for few. */
const maxQuarters = 3_000;
const offsets = new Map<string, Map<number, number>>();

/** How far the wall clock of a zone is ahead of UTC, in ms: asking `Intl` takes 10 µs, and every request and due date asks. */
function offsetOf(ms: number, timeZone: string): number {
  let known = offsets.get(timeZone);
  if (!known || known.size > maxQuarters) offsets.set(timeZone, (known = new Map()));
  const quarter = Math.floor(ms / quarterMs);
  let offset = known.get(quarter);
  if (offset === undefined) {
    const start = quarter * quarterMs;
    known.set(quarter, (offset = shownBy(start, timeZone) - start));
  }
  return offset;
}

/** What the zone's clocks show, read as if it were UTC; to the minute. */
function shownBy(ms: number, timeZone: string): number {
  const parts = Object.fromEntries(
    format(timeZone)
      .formatToParts(new Date(ms))
      .map((p) => [p.type, p.value]),
  );
  return Date.parse(`${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:00.000Z`);
}

/** Wall-clock date and minute of the day (0–1439) of an instant in a time zone. The server's own zone plays no part. */
export function localTime(at: Instant, timeZone: string): { date: DateText; minute: number } {
  const ms = Date.parse(at);
  // before 1970 there were zones with seconds
  const wall = ms < 0 ? shownBy(ms, timeZone) : ms + offsetOf(ms, timeZone);
  const text = new Date(wall).toISOString();
  return { date: text.slice(0, 10), minute: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) };
}

/** `09:30` on the wall of a time zone. */
export function wallTime(at: Instant, timeZone: string): string {
  const { minute } = localTime(at, timeZone);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/**
 * The instant at which the clocks of a time zone show a minute of a date; 1440 is the end of the day. A minute that the zone
 * skips in spring gives the one after the gap, one that comes twice in autumn the first.
 */
export function localInstant(date: DateText, minute: number, timeZone: string): Instant {
  const wall = Date.parse(`${date}T00:00:00.000Z`) + minute * 60_000;
  const shown = (ms: number): number => {
    const local = localTime(new Date(ms).toISOString(), timeZone);
    return Date.parse(`${local.date}T00:00:00.000Z`) + local.minute * 60_000;
  };
  // what the zone shows at a guess tells how far off the guess is; twice, because the offset may change in between
  let guess = wall - (shown(wall) - wall);
  guess -= shown(guess) - wall;
  return new Date(shown(guess) < wall ? guess + (wall - shown(guess)) : guess).toISOString();
}

/** The day to which the hall books an instant: a hall whose day starts at 04:00 still books 01:30 to the evening before. */
export function businessDate(at: Instant, timeZone: string, dayStartMinutes = 0): DateText {
  return localTime(addMs(at, -dayStartMinutes * 60_000), timeZone).date;
}

export function addMs(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}

export function msBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}
