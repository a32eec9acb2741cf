import type { DeskApi, Labels } from '@one-window/api/client';
import { loadFile } from '@one-window/ui/api';
import { lang } from '@one-window/ui/theme';
import { call } from '../api.ts';
import type { EventQuery, ReadsQuery } from './query.ts';

export type { Labels };
export type Places = DeskApi['GET /api/log/places']['answer'];
export type LogPage = DeskApi['GET /api/log/events']['answer'];
export type LogRow = LogPage['events'][number];
export type OpenedEvent = DeskApi['GET /api/log/events/:stream/:version']['answer'];
export type LogEvent = OpenedEvent['event'];
export type StreamCheck = DeskApi['GET /api/log/streams/:stream/check']['answer'];
export type ReadsPage = DeskApi['GET /api/log/reads']['answer'];
export type PersonRead = ReadsPage['reads'][number];
export type SealsPage = DeskApi['GET /api/log/seals']['answer'];
export type Seal = SealsPage['seals'][number];

const pageOf = (before: string | null) => ({ before: before ?? undefined });

export const loadPlaces = () => call('GET /api/log/places');
export const loadEvents = (query: EventQuery, before: string | null) =>
  call('GET /api/log/events', { query: { ...query, ...pageOf(before) } });
export const loadEvent = (stream: string, version: number) =>
  call('GET /api/log/events/:stream/:version', { param: { stream, version: String(version) } });
export const checkStream = (stream: string) => call('GET /api/log/streams/:stream/check', { param: { stream } });
export const loadReads = (query: ReadsQuery, before: string | null) =>
  call('GET /api/log/reads', { query: { ...query, ...pageOf(before) } });
export const loadSeals = (before: string | null) => call('GET /api/log/seals', { query: pageOf(before) });
/** The events of a search as a table. */
export const exportEvents = (query: EventQuery) => loadFile('/api/log/export', { ...query, lang: lang() === 'en' ? 'en' : 'zh' });
