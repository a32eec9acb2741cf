import type { AnyRow, ConfigData, ConfigDiff, ConfigProblem, ConfigWish } from '@one-window/domain/config';
import { command, get } from '@one-window/ui/api';

export type VersionedConfig = ConfigData & { readonly version: number };
export interface Preview {
  readonly diff: readonly ConfigDiff[];
  readonly problems: readonly ConfigProblem[];
}
export interface HistoryEntry {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly undoes: number | null;
  readonly undoable: boolean;
  readonly diff: readonly ConfigDiff[];
}
export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  readonly next: number | null;
}

export const loadConfig = (): Promise<VersionedConfig> => get('/api/config');
export const findAreas = (q: string): Promise<{ rows: readonly AnyRow[] }> => get(`/api/config/areas?q=${encodeURIComponent(q)}`);
export const previewChanges = (changes: readonly ConfigWish[]): Promise<Preview> => command('/api/config/preview', { changes });
export const applyChanges = (changes: readonly ConfigWish[], expectedVersion: number, key: string): Promise<unknown> =>
  command('/api/config/apply', { changes, expectedVersion }, { key });
export const loadHistory = (before: number | null): Promise<HistoryPage> =>
  get(`/api/config/history${before === null ? '' : `?before=${before}`}`);
export const undoChange = (version: number, key: string): Promise<unknown> => command('/api/config/undo', { version }, { key });
