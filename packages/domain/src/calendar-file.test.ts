import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarFile, type CalendarEntry } from './calendar-file.ts';

const entry: CalendarEntry = {
  uid: 'b1@one-window',
  stamp: '2026-11-25T01:00:00.000Z',
  sequence: 0,
  startsAt: '2026-11-27T01:30:00.000Z',
  endsAt: '2026-11-27T02:00:00.000Z',
  summary: '广安区政务服务中心：个人综合',
  location: '一楼东区，1 至 6 号窗口',
  description: '预约码 12345678',
  cancelled: false,
  alarmMinutes: 60,
};

/** What a calendar reads: RFC 5545 3.1 (lines and folding) and 3.3.11 (text), undone. */
function read(file: string): { lines: string[]; of: (name: string) => string | undefined } {
  const lines = file.replace(/\r\n[ \t]/g, '').split('\r\n');
  const text = (raw: string): string => raw.replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));
  const found = (name: string): string | undefined => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
  return { lines, of: (name) => found(name) && text(found(name)!) };
}

test('an appointment is told in UTC, so that it is the same instant on a phone in any zone', () => {
  const { lines, of } = read(calendarFile(entry));
  expect([of('DTSTART'), of('DTEND'), of('DTSTAMP')]).toEqual(['20261127T013000Z', '20261127T020000Z', '20261125T010000Z']);
  expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR', '']);
  for (const part of ['VCALENDAR', 'VEVENT', 'VALARM']) expect(lines.indexOf(`BEGIN:${part}`)).toBeLessThan(lines.indexOf(`END:${part}`));
  expect(lines).toContain('STATUS:CONFIRMED');
});

test('one that was cancelled takes itself out of the calendar and rings no more', () => {
  const { lines } = read(calendarFile({ ...entry, cancelled: true, sequence: 1 }));
  expect(lines).toContain('STATUS:CANCELLED');
  expect(lines).toContain('SEQUENCE:1');
  expect(lines).not.toContain('BEGIN:VALARM');
});

test('whatever a hall is called comes back whole, on lines of 75 octets that cut no character', () => {
  const names = fc.string({ unit: fc.constantFrom('政', '𠮷', 'é', 'a', ',', ';', '\\', '\n', ' ', ':'), maxLength: 120 });
  fc.assert(
    fc.property(names, (location) => {
      const file = calendarFile({ ...entry, location });
      for (const line of file.split('\r\n')) {
        // throws where a character was cut in two
        expect(encodeURIComponent(line).replace(/%../g, 'x').length).toBeLessThanOrEqual(75);
      }
      expect(read(file).of('LOCATION') ?? '').toBe(location);
      expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }),
  );
});
