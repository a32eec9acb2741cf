import type { DeskApi } from '@one-window/api/client';
import { call } from '../api.ts';

export type LicencesPage = DeskApi['GET /api/licences']['answer'];
export type LicenceRow = LicencesPage['licences'][number];
export type LicenceView = DeskApi['GET /api/licences/:licenceId']['answer'];
export type LicenceKey = LicenceView['actions'][number];
export type LicencePress = DeskApi['POST /api/licences/:licenceId/press']['json'];

export const loadLicences = (q: string | undefined, after: string | null) =>
  call('GET /api/licences', { query: { q, after: after ?? undefined } });
export const loadLicence = (licenceId: string) => call('GET /api/licences/:licenceId', { param: { licenceId } });
export const sendLicencePress = (licenceId: string, json: LicencePress, key: string) =>
  call('POST /api/licences/:licenceId/press', { param: { licenceId }, json, key });
