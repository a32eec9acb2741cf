import type { DeskApi } from '@one-window/api/client';
import type { ErrorDetails } from '@one-window/domain/errors';
import type { Purpose } from '@one-window/domain/permissions';
import { ApiError, client } from '@one-window/ui/api';

export { newKey } from '@one-window/ui/api';

/** The desk's listener. */
export const call = client<DeskApi>();

export type Me = DeskApi['GET /api/me']['answer'];
/** What the sign-in page may know before anybody is known. Logins are listed only in the demo. */
export type Entrance = DeskApi['GET /api/entrance']['answer'];
export type Replay = DeskApi['GET /api/halls/:hallId/replay']['answer'];
export type RevealedPerson = DeskApi['POST /api/persons/:id/reveal']['answer'];
export type WindowAction = DeskApi['POST /api/windows/:windowId/actions']['json'];
export type SessionAction = DeskApi['POST /api/windows/:windowId/session']['json'];
export type TicketCase = DeskApi['GET /api/halls/:hallId/tickets/:ticketId/cases']['answer']['cases'][number];
export type HelpAction = DeskApi['POST /api/halls/:hallId/help']['json']['action'];
export type GuideAction = DeskApi['POST /api/halls/:hallId/guide']['json'];
export type ManageAction = DeskApi['POST /api/halls/:hallId/manage']['json'];

export const loadMe = () => call('GET /api/me');
export const loadEntrance = () => call('GET /api/entrance');
/** Nobody is there yet, and this is no demo. Not knowing it is no reason to hold the sign-in back. */
export const setupNeeded = () =>
  call('GET /api/setup').then(
    (setup) => setup.needed,
    () => false,
  );
export const signIn = (json: DeskApi['POST /api/sign-in']['json']) => call('POST /api/sign-in', { json });
export const changeOwnPassword = (json: DeskApi['POST /api/me/password']['json'], key: string) =>
  call('POST /api/me/password', { json, key });
export const signOut = () => call('POST /api/sign-out');
export const enrolSecondFactor = () => call('POST /api/second-factor/enrol');
export const confirmSecondFactor = (code: string) => call('POST /api/second-factor/confirm', { json: { code } });
export const revealPerson = (id: string, purpose: Purpose) => call('POST /api/persons/:id/reveal', { param: { id }, json: { purpose } });
export const sendWindowAction = (windowId: string, json: WindowAction, key: string) =>
  call('POST /api/windows/:windowId/actions', { param: { windowId }, json, key });
/** Of `hall ticket`, as one key of what is asked for. */
export const loadCasesOf = async (place: string): Promise<readonly TicketCase[]> => {
  const [hallId = '', ticketId = ''] = place.split(' ');
  const { cases } = await call('GET /api/halls/:hallId/tickets/:ticketId/cases', { param: { hallId, ticketId } });
  return cases;
};
export const sendWindowSession = (windowId: string, json: SessionAction, key: string) =>
  call('POST /api/windows/:windowId/session', { param: { windowId }, json, key });
export const sendManage = (hallId: string, json: ManageAction, key: string) =>
  call('POST /api/halls/:hallId/manage', { param: { hallId }, json, key });
export const sendGuide = (hallId: string, json: GuideAction, key: string) =>
  call('POST /api/halls/:hallId/guide', { param: { hallId }, json, key });
export const sendHelp = (hallId: string, json: DeskApi['POST /api/halls/:hallId/help']['json'], key: string) =>
  call('POST /api/halls/:hallId/help', { param: { hallId }, json, key });

/** Codes of a live view come as plain text. */
export const errorCode = (error: unknown): string =>
  error instanceof ApiError ? error.code : typeof error === 'string' ? error : 'internal';
export const errorDetails = (error: unknown): ErrorDetails => (error instanceof ApiError ? error.details : {});
/** No answer came: it is not known whether the server acted. */
export const isUnanswered = (error: unknown): boolean => error instanceof ApiError && error.unanswered;
/** The session is gone. */
export const isEnded = (error: unknown): boolean => errorCode(error) === 'auth.required';
