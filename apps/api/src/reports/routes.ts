import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { reportDays, workbookRows } from '@one-window/domain/hall-report';
import type { Deps } from '../deps.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';
import { route, valid, type Env } from '../http.ts';
import { requireHall, requireStaff, type QueueDeps } from '../tickets/routes.ts';
import { asCsv, asXlsx, reportTable, rowsTable } from './export.ts';
import { openOf, readDays, reportOf, rowsOf, type Period } from './queries.ts';
import * as s from './schemas.ts';

const dayMs = 86_400_000;
const pageRows = 100;

/** From and to, both counted. */
function periodOf(deps: Deps, hall: HallInfo, asked: { from?: string | undefined; to?: string | undefined }): Period {
  const to = asked.to ?? asked.from ?? businessDateOf(hall, new Date(deps.now()).toISOString());
  const from = asked.from ?? to;
  if (from > to || Date.parse(to) - Date.parse(from) >= reportDays * dayMs) throw new DomainError('request.invalid', { fields: ['to'] });
  return { from, to };
}

const files = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** What the hall did, for whoever manages it: figures by queue, window, matter, hour and day, and the numbers behind each. */
export function reportRoutes(deps: QueueDeps) {
  const hallId = z.object({ hallId: z.uuid() });
  const hallOf = async (c: Context<Env>, id: string): Promise<HallInfo> => {
    const actor = await requireStaff(deps, c);
    const hall = await deps.halls.hall(id);
    await requireHall(deps, actor, 'hall.manage', hall);
    return hall;
  };
  const errors = ['not_found', 'auth.forbidden'] as const;
  return new Hono<Env>()
    .get(
      '/halls/:hallId/report',
      route('readReport', {
        summary: `What the hall did on these days, by queue, window, matter, hour or day; ${reportDays} days at most`,
        tag: 'reports',
        result: s.report,
        errors,
      }),
      valid('param', hallId),
      valid('query', s.asked),
      async (c) => {
        const hall = await hallOf(c, c.req.valid('param').hallId);
        const asked = c.req.valid('query');
        const period = periodOf(deps, hall, asked);
        return c.json(reportOf(hall, period, asked.by, await readDays(deps, hall, period)));
      },
    )
    .get(
      '/halls/:hallId/report/rows',
      route('readReportRows', {
        summary: 'The numbers behind a figure of the report, and nobody’s name',
        tag: 'reports',
        result: s.reportRows,
        errors,
      }),
      valid('param', hallId),
      valid('query', s.askedRows.extend({ after: z.uuid().optional() })),
      async (c) => {
        const hall = await hallOf(c, c.req.valid('param').hallId);
        const { after, figure, by, group, ...asked } = c.req.valid('query');
        const days = await readDays(deps, hall, periodOf(deps, hall, asked));
        const rows = rowsOf(days, figure, { by, key: group ?? null });
        // ids are made when numbers are taken: their order is that of taking
        const left = after === undefined ? rows : rows.filter(({ id }) => id > after);
        const page = left.slice(0, pageRows);
        return c.json({
          total: rows.length,
          sum: rows.reduce((sum, { value }) => sum + value, 0),
          rows: page,
          next: left.length > page.length ? page.at(-1)!.id : null,
          open: openOf(hall, days, figure, { by, key: group ?? null }),
        });
      },
    )
    .get(
      '/halls/:hallId/report/export',
      route('exportReport', {
        summary: `The report, or the numbers behind one of its figures, as a table; a workbook has ${workbookRows} rows at most`,
        tag: 'reports',
        result: z.string(),
        media: ['text/csv', files.xlsx],
        errors,
      }),
      valid('param', hallId),
      valid('query', s.askedExport),
      async (c) => {
        const hall = await hallOf(c, c.req.valid('param').hallId);
        const { figure, group, format, lang, by, ...asked } = c.req.valid('query');
        const period = periodOf(deps, hall, asked);
        const days = await readDays(deps, hall, period);
        const table = figure
          ? rowsTable(hall, rowsOf(days, figure, { by, key: group ?? null }), lang)
          : reportTable(hall, reportOf(hall, period, by, days), lang);
        if (format === 'xlsx' && table.lines.length > workbookRows) throw new DomainError('request.invalid', { fields: ['format'] });
        c.header('Content-Type', files[format]);
        c.header('Content-Disposition', `attachment; filename="hall-${period.from}-${period.to}.${format}"`);
        return c.body(format === 'csv' ? asCsv(table) : await asXlsx(table));
      },
    );
}
