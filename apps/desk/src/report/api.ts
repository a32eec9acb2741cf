import type { DeskApi } from '@one-window/api/client';
import { loadFile } from '@one-window/ui/api';
import { lang } from '@one-window/ui/theme';
import { call } from '../api.ts';

export type HallReport = DeskApi['GET /api/halls/:hallId/report']['answer'];
export type Line = HallReport['all'];
export type Group = HallReport['groups'][number];
export type Asked = DeskApi['GET /api/halls/:hallId/report']['query'] & { hallId: string };
export type RowPage = DeskApi['GET /api/halls/:hallId/report/rows']['answer'];
export type Row = RowPage['rows'][number];
/** Which figure, and of which line; without a group of the whole hall. */
export type AskedRows = DeskApi['GET /api/halls/:hallId/report/rows']['query'] & { hallId: string };

export const loadReport = ({ hallId, ...query }: Asked) => call('GET /api/halls/:hallId/report', { param: { hallId }, query });

export const loadRows = ({ hallId, ...query }: AskedRows, after: string | null) =>
  call('GET /api/halls/:hallId/report/rows', { param: { hallId }, query: after === null ? query : { ...query, after } });

export const exportFile = ({ hallId, ...query }: AskedRows, format: 'csv' | 'xlsx') =>
  loadFile(`/api/halls/${encodeURIComponent(hallId)}/report/export`, { ...query, format, lang: lang() === 'en' ? 'en' : 'zh' });
