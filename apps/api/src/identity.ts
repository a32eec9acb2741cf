import type { BoardRow } from '@one-window/domain/boards';
import type { ErrorCode } from '@one-window/domain/errors';
import type { Role } from '@one-window/domain/permissions';
import type { HallInfo } from './halls/directory.ts';

export interface StaffActor {
  readonly kind: 'staff';
  readonly id: string;
  readonly staffNo: string;
  readonly sessionId: string;
}

export interface DeviceActor extends BoardRow {
  readonly kind: 'device';
  readonly id: string;
  readonly hallId: string;
  readonly device: 'kiosk' | 'board' | 'pad';
  readonly name: string;
  /** Where a pad stands, or the window that a board is for. */
  readonly windowId: string | null;
  readonly reloadAt: string | null;
}

/** Reads one request header by its lower-case name: the same for a request and for a socket's handshake. */
export type HeaderOf = (name: string) => string | undefined;

/** What a member of staff may do in a hall. */
export type HallAction = 'window.operate' | 'window.deliver' | 'hall.view' | 'hall.guide' | 'hall.manage' | 'help.answer' | 'rating.view';

/** Who asks: looked up once per request with a short cache that revocation clears. */
export interface Identity {
  /** Null without a valid session; throws where the session may not work yet (second factor). */
  staff(header: HeaderOf): Promise<StaffActor | null>;
  device(header: HeaderOf): Promise<DeviceActor | null>;
  /** Default deny: the code of the refusal, or null where it is allowed. */
  refusal(actor: StaffActor, action: HallAction, hall: HallInfo): Promise<ErrorCode | null>;
  /** As what they may do it: the first of their roles that allows it here. */
  role(actor: StaffActor, action: HallAction, hall: HallInfo): Promise<Role | null>;
  staffAlive(actor: StaffActor): Promise<boolean>;
  deviceAlive(actor: DeviceActor): Promise<boolean>;
  /** Display name of a member of staff, decrypted once and kept. */
  readonly staffName: (staffId: string) => string | null;
  /** Masked names, by person. */
  readonly personNames: (personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}
