import type { ErrorDetails } from '@one-window/domain/errors';
import type { Purpose } from '@one-window/domain/permissions';
import type { Name } from '@one-window/domain/views';
import { ApiError, command, get } from '@one-window/ui/api';
import type { PressedTicket, SessionAction, WindowAction } from './window/press.ts';

export { newKey } from '@one-window/ui/api';

export interface Me {
  readonly staff: { readonly id: string; readonly staffNo: string; readonly name: string; readonly roles: readonly string[] };
  readonly halls: readonly { readonly id: string; readonly name: Name }[];
  readonly demo: boolean;
  /** Made by somebody else: nothing is open before it is replaced. */
  readonly oneTimePassword: boolean;
  readonly secondFactor: { readonly enrolled: boolean; readonly required: boolean };
}

/** What the sign-in page may know before anybody is known. Logins are listed only in the demo. */
export interface Entrance {
  readonly demo: boolean;
  readonly logins: readonly {
    readonly staffNo: string;
    readonly password: string;
    readonly name: string;
    readonly roles: readonly string[];
  }[];
}

export interface RevealedPerson {
  readonly name: string | null;
  readonly idNo: string | null;
  readonly phone: string | null;
}

export type ManageAction =
  | { readonly action: 'clear' }
  | { readonly action: 'abandon' | 'cancel' | 'return' | 'rejoin'; readonly ticketId: string };

export type HelpAction = 'answer' | 'release' | 'finish';

export const loadMe = (): Promise<Me> => get('/api/me');
export const loadEntrance = (): Promise<Entrance> => get('/api/entrance');
/** Nobody is there yet, and this is no demo. Not knowing it is no reason to hold the sign-in back. */
export const setupNeeded = (): Promise<boolean> =>
  get<{ needed: boolean }>('/api/setup').then(
    (setup) => setup.needed,
    () => false,
  );
export const signIn = (body: {
  staffNo: string;
  password: string;
  code?: string;
}): Promise<{ mustChangePassword?: boolean; mustEnrolSecondFactor?: boolean }> => command('/api/sign-in', body);
export const changeOwnPassword = (body: { old: string; password: string }, key: string): Promise<unknown> =>
  command('/api/me/password', body, { key });
export const signOut = (): Promise<unknown> => command('/api/sign-out');
export const enrolSecondFactor = (): Promise<{ uri: string; secret: string }> => command('/api/second-factor/enrol');
export const confirmSecondFactor = (code: string): Promise<unknown> => command('/api/second-factor/confirm', { code });
export const revealPerson = (id: string, purpose: Purpose): Promise<RevealedPerson> => command(`/api/persons/${id}/reveal`, { purpose });
export const sendWindowAction = (windowId: string, body: WindowAction, key: string): Promise<{ ticket: PressedTicket | null }> =>
  command(`/api/windows/${windowId}/actions`, body, { key });
export const sendWindowSession = (windowId: string, body: SessionAction, key: string): Promise<unknown> =>
  command(`/api/windows/${windowId}/session`, body, { key });
export const sendManage = (hallId: string, body: ManageAction, key: string): Promise<unknown> =>
  command(`/api/halls/${hallId}/manage`, body, { key });
export const sendHelp = (hallId: string, body: { action: HelpAction; requestId: string }, key: string): Promise<unknown> =>
  command(`/api/halls/${hallId}/help`, body, { key });

/** Codes of a live view come as plain text. */
export const errorCode = (error: unknown): string =>
  error instanceof ApiError ? error.code : typeof error === 'string' ? error : 'internal';
export const errorDetails = (error: unknown): ErrorDetails => (error instanceof ApiError ? error.details : {});
/** No answer came: it is not known whether the server acted. */
export const isUnanswered = (error: unknown): boolean => error instanceof ApiError && error.unanswered;
/** The session is gone. */
export const isEnded = (error: unknown): boolean => errorCode(error) === 'auth.required';
