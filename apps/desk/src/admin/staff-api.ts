import type { Assignment, DeviceKind } from '@one-window/domain/permissions';
import { command, get } from '@one-window/ui/api';

export interface StaffRow {
  readonly id: string;
  readonly staffNo: string;
  readonly name: string;
  readonly active: boolean;
  readonly secondFactor: boolean;
  /** Not replaced yet by one that only this person knows. */
  readonly oneTimePassword: boolean;
  readonly assignments: readonly Assignment[];
}
export interface StaffList {
  readonly staff: readonly StaffRow[];
  /** Those for which somebody holds a role; there are too many to know them all. */
  readonly areas: readonly { readonly id: string; readonly name: string }[];
}
export type RoleWish = Pick<Assignment, 'roleId' | 'areaId' | 'departmentId' | 'hallId' | 'itemGroup' | 'validTo'>;
export interface NewStaff {
  readonly staffNo: string;
  readonly name: string;
  readonly password: string;
  readonly assignments: readonly { readonly roleId: string; readonly hallId: string | null }[];
}
export interface DeviceRow {
  readonly id: string;
  readonly hallId: string;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly place: string | null;
  readonly pairedAt: string;
  readonly revokedAt: string | null;
}
export type StaffPress = 'suspend' | 'restore' | 'end-sessions' | 'remove-second-factor';

export const loadStaff = (): Promise<StaffList> => get('/api/staff');
export const createStaff = (body: NewStaff, key: string): Promise<unknown> => command('/api/staff', body, { key });
/** A CSV text; all of its people are made, or none. */
export const importStaff = (csv: string, key: string): Promise<{ created: number }> => command('/api/staff/import', { csv }, { key });
export const pressStaff = (id: string, press: StaffPress, key: string): Promise<unknown> =>
  command(`/api/staff/${id}/${press}`, {}, { key });
export const giveRole = (id: string, wish: RoleWish, key: string): Promise<{ id: string }> =>
  command(`/api/staff/${id}/assignments`, wish, { key });
export const endRole = (id: string, assignmentId: string, key: string): Promise<unknown> =>
  command(`/api/staff/${id}/assignments/${assignmentId}/end`, {}, { key });
export const setStaffPassword = (id: string, password: string, key: string): Promise<unknown> =>
  command(`/api/staff/${id}/password`, { password }, { key });
export const loadDevices = async (): Promise<readonly DeviceRow[]> =>
  (await get<{ devices: readonly DeviceRow[] }>('/api/devices')).devices;
export const pairDevice = (
  body: { code: string; kind: DeviceKind; hallId: string; name: string; place: string },
  key: string,
): Promise<unknown> => command('/api/devices/pairings', body, { key });
export const revokeDevice = (id: string, key: string): Promise<unknown> => command(`/api/devices/${id}/revoke`, {}, { key });
