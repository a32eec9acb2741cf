import type { Sql } from 'postgres';
import { en, zh } from '@one-window/ui/i18n/log';
import { csvLine, plainCell } from '@one-window/domain/csv';
import type { Scope } from '@one-window/domain/permissions';
import type { DateText } from '@one-window/domain/time';
import { idsIn, labelsOf, type Label } from './labels.ts';
import { readCursor, searchEvents, type EventRow, type LogFilter } from './search.ts';

/** A table that a spreadsheet can still show; who needs more takes it in parts, by time. */
export const maxExportRows = 50_000;
const pageRows = 1_000;

const columns = [
  'at',
  'kind',
  'type',
  'about',
  'subject',
  'actor_kind',
  'by',
  'actor',
  'stream',
  'version',
  'key',
  'body',
  'hash',
] as const;

/**
 * The events of a filter as CSV, page by page: nothing is held for a slow reader but the page at hand. Kinds and types
 * stand there as the screens name them, in the language of the one who asked; ids and bodies as they are in the log.
 */
export function exportEvents(sql: Sql, filter: LogFilter, scope: Scope, today: DateText, lang: 'zh' | 'en'): ReadableStream<Uint8Array> {
  const words = lang === 'en' ? en : zh;
  const encoder = new TextEncoder();
  let before: string | undefined;
  let ended = false;
  return new ReadableStream({
    start(controller) {
      // the mark by which spreadsheets know the letters
      controller.enqueue(encoder.encode(`\uFEFF${csvLine(columns.map((column) => words[`log.column.${column}`]))}\r\n`));
    },
    async pull(controller) {
      if (ended) return controller.close();
      const page = await searchEvents(sql, filter, scope, today, { before: readCursor(before), limit: pageRows });
      const labels = await labelsOf(sql, idsIn(...page.rows.flatMap((row) => [row.subject, row.actorId])));
      const lines = page.rows.map((row) => csvLine(cellsOf(row, labels, words, lang).map(plainCell)));
      controller.enqueue(encoder.encode(lines.map((line) => `${line}\r\n`).join('')));
      before = page.next ?? undefined;
      ended = page.next === null;
    },
  });
}

function cellsOf(row: EventRow, labels: Record<string, Label>, words: typeof zh | typeof en, lang: 'zh' | 'en'): string[] {
  const named = (id: string): string => {
    const name = labels[id]?.name;
    return name ? ((lang === 'en' ? name.en : null) ?? name.zh) : '';
  };
  return [
    row.recordedAt,
    words[`log.kind.${row.kind}`],
    words[`log.type.${row.type}`],
    named(row.subject),
    row.subject,
    row.actorKind,
    named(row.actorId),
    row.actorId,
    row.stream,
    String(row.version),
    row.commandKey ?? '',
    row.body,
    row.hash,
  ];
}
