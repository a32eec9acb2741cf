import type { DeskApi } from '@one-window/api/client';
import { loadFile } from '@one-window/ui/api';
import { lang } from '@one-window/ui/theme';
import { call } from '../api.ts';

export type RatingReport = DeskApi['GET /api/halls/:hallId/ratings']['answer'];
export type Figures = RatingReport['all'];
/** Without days: the last 30 of the hall. */
export type Period = DeskApi['GET /api/halls/:hallId/ratings']['query'];

export const loadReport = ({ hallId, ...query }: Period & { hallId: string }) =>
  call('GET /api/halls/:hallId/ratings', { param: { hallId }, query });
export type Said = DeskApi['GET /api/halls/:hallId/ratings/said']['answer']['rows'][number];
export const loadSaid = ({ hallId, ...query }: Period & { hallId: string; bad?: 'true'; after?: string }) =>
  call('GET /api/halls/:hallId/ratings/said', { param: { hallId }, query });
export const exportReport = ({ hallId, ...query }: Period & { hallId: string }) =>
  loadFile(`/api/halls/${encodeURIComponent(hallId)}/ratings/export`, { ...query, lang: lang() === 'en' ? 'en' : 'zh' });
