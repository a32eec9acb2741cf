import type { DeskApi } from '@one-window/api/client';
import type { BoardRow } from '@one-window/domain/boards';
import type { Assignment } from '@one-window/domain/permissions';
import { call } from '../api.ts';

export type StaffList = DeskApi['GET /api/staff']['answer'];
export type StaffRow = StaffList['staff'][number];
export type RoleWish = Omit<Assignment, 'id' | 'validFrom'>;
export type NewStaff = DeskApi['POST /api/staff']['json'];
export type DeviceRow = DeskApi['GET /api/devices']['answer']['devices'][number];
export type StaffPress = 'suspend' | 'restore' | 'end-sessions' | 'remove-second-factor';
type Pairing = DeskApi['POST /api/devices/pairings']['json'];

export const loadStaff = () => call('GET /api/staff');
export const createStaff = (json: NewStaff, key: string) => call('POST /api/staff', { json, key });
/** A CSV text; all of its people are made, or none. */
export const importStaff = (csv: string, key: string) => call('POST /api/staff/import', { json: { csv }, key });
export const pressStaff = (id: string, press: StaffPress, key: string) => call(`POST /api/staff/:id/${press}`, { param: { id }, key });
export const suspendAll = (staffIds: string[], key: string) => call('POST /api/staff/suspend-all', { json: { staffIds }, key });
export const giveRole = (id: string, json: RoleWish, key: string) => call('POST /api/staff/:id/assignments', { param: { id }, json, key });
export const endRole = (id: string, assignmentId: string, key: string) =>
  call('POST /api/staff/:id/assignments/:assignmentId/end', { param: { id, assignmentId }, key });
export const setStaffPassword = (id: string, password: string, key: string) =>
  call('POST /api/staff/:id/password', { param: { id }, json: { password }, key });
export const loadDevices = () => call('GET /api/devices').then((answer) => answer.devices);
export const pairDevice = (json: Pairing, key: string) => call('POST /api/devices/pairings', { json, key });
export const configureDevice = (id: string, json: BoardRow, key: string) =>
  call('POST /api/devices/:id/configure', { param: { id }, json, key });
export const reloadDevice = (id: string, key: string) => call('POST /api/devices/:id/reload', { param: { id }, key });
export const revokeDevice = (id: string, key: string) => call('POST /api/devices/:id/revoke', { param: { id }, key });
