import type { DeskApi } from '@one-window/api/client';
import type { AnyRow, ConfigWish } from '@one-window/domain/config';
import { call } from '../api.ts';

export type VersionedConfig = DeskApi['GET /api/config']['answer'];
export type Preview = DeskApi['POST /api/config/preview']['answer'];
export type HistoryPage = DeskApi['GET /api/config/history']['answer'];
export type HistoryEntry = HistoryPage['entries'][number];

export const loadConfig = () => call('GET /api/config');
export const findAreas = (q: string): Promise<readonly AnyRow[]> =>
  call('GET /api/config/:entity', { param: { entity: 'areas' }, query: { q } }).then((answer) => answer.rows);
export const previewChanges = (changes: readonly ConfigWish[]) => call('POST /api/config/preview', { json: { changes } });
export const applyChanges = (changes: readonly ConfigWish[], expectedVersion: number, key: string) =>
  call('POST /api/config/apply', { json: { changes, expectedVersion }, key });
export type Deeds = DeskApi['GET /api/deeds']['answer'];
export type Deed = Deeds['deeds'][number];
export type DeedKind = 'devices' | 'staff';
export const loadDeeds = (kind: DeedKind, before: string | null) =>
  call('GET /api/deeds', { query: { kind, ...(before === null ? {} : { before }) } });
export const loadHistory = (before: number | null) => call('GET /api/config/history', before === null ? {} : { query: { before } });
export const previewUndo = (version: number): Promise<Preview> => call('POST /api/config/undo/preview', { json: { version } });
export const undoChange = (version: number, key: string) => call('POST /api/config/undo', { json: { version }, key });
