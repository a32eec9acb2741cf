import type { Instant } from './time.ts';

export interface CalendarEntry {
  readonly uid: string;
  /** When this standing of it was written. */
  readonly stamp: Instant;
  readonly sequence: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  readonly cancelled: boolean;
  /** A reminder so many minutes before. */
  readonly alarmMinutes: number;
}

/**
 * One appointment as an iCalendar file (RFC 5545). Times are instants in UTC (form 2 of 3.3.5): right in whatever zone the phone
 * is, and no table of zones has to travel along.
 */
export function calendarFile(entry: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//One Window//Booking//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${utc(entry.stamp)}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTART:${utc(entry.startsAt)}`,
    `DTEND:${utc(entry.endsAt)}`,
    `SUMMARY:${escaped(entry.summary)}`,
    `LOCATION:${escaped(entry.location)}`,
    `DESCRIPTION:${escaped(entry.description)}`,
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(entry.cancelled ? [] : alarm(entry)),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const alarm = ({ alarmMinutes, summary }: CalendarEntry): string[] => [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  `DESCRIPTION:${escaped(summary)}`,
  `TRIGGER:-PT${alarmMinutes}M`,
  'END:VALARM',
];

/** `20261127T013000Z` */
const utc = (at: Instant): string => `${at.slice(0, 19).replace(/[-:]/g, '')}Z`;

/** 3.3.11: backslash, semicolon, comma and line breaks; other control characters cannot stand in a text. */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

const lineOctets = 75;
/** In UTF-8. */
function octetsOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4;
}

/** 3.1: no line over 75 octets; a character is not cut, so 𠮷 stays one. */
function folded(line: string): string {
  const lines: string[] = [];
  let text = '';
  let octets = 0;
  for (const sign of line) {
    const size = octetsOf(sign);
    if (octets + size > lineOctets) {
      lines.push(text);
      // the blank that says that it goes on counts, too
      [text, octets] = [' ', 1];
    }
    text += sign;
    octets += size;
  }
  return [...lines, text].join('\r\n');
}
