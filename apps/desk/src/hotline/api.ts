import type { DeskApi } from '@one-window/api/client';
import { call } from '../api.ts';

export type CallView = DeskApi['GET /api/hotline/calls/:callId']['answer'];
export type CallersCase = DeskApi['GET /api/hotline/calls/:callId/cases/:caseId']['answer'];
export type Request = DeskApi['POST /api/hotline/calls/:callId/orders']['json'];
export type OrdersPage = DeskApi['GET /api/hotline/orders']['answer'];
export type OrderRow = OrdersPage['orders'][number];
export type OrderView = DeskApi['GET /api/hotline/orders/:orderId']['answer'];
export type OrderKey = OrderView['actions'][number];
export type OrderPress = DeskApi['POST /api/hotline/orders/:orderId/press']['json']['press'];
export type Unit = DeskApi['GET /api/hotline/units']['answer']['units'][number];

export const orderBoxes = ['dispatch', 'unit', 'callback', 'watch', 'all'] as const;
export type OrderBox = (typeof orderBoxes)[number];

export const sendReady = (ready: boolean) => call('POST /api/hotline/ready', { json: { ready } });
export const takeByHand = (number: string, key: string) => call('POST /api/hotline/calls', { json: { number }, key });
export const dialDemo = (number: string) => call('POST /api/demo/calls', { json: { number } });
export const answerCall = (callId: string) => call('POST /api/hotline/calls/:callId/answer', { param: { callId } });
export const endCall = (callId: string, key: string) => call('POST /api/hotline/calls/:callId/end', { param: { callId }, key });
export const putAway = (callId: string, key: string) => call('POST /api/hotline/calls/:callId/done', { param: { callId }, key });
export const loadCall = (callId: string) => call('GET /api/hotline/calls/:callId', { param: { callId } });
export const saveDraft = (callId: string, json: { version: number; text: string }) =>
  call('PUT /api/hotline/calls/:callId/draft', { param: { callId }, json });
export const loadCallersCase = (callId: string, caseId: string) =>
  call('GET /api/hotline/calls/:callId/cases/:caseId', { param: { callId, caseId } });
export const amendForCaller = (
  callId: string,
  caseId: string,
  json: DeskApi['POST /api/hotline/calls/:callId/cases/:caseId/amend']['json'],
  key: string,
) => call('POST /api/hotline/calls/:callId/cases/:caseId/amend', { param: { callId, caseId }, json, key });
export const logRequest = (callId: string, json: Request, key: string) =>
  call('POST /api/hotline/calls/:callId/orders', { param: { callId }, json, key });
export type DirectAnswer = DeskApi['POST /api/hotline/calls/:callId/answers']['json'];
export const answerDirectly = (callId: string, json: DirectAnswer, key: string) =>
  call('POST /api/hotline/calls/:callId/answers', { param: { callId }, json, key });
export type Refused = DeskApi['POST /api/hotline/calls/:callId/refusals']['json'];
export const declineRequest = (callId: string, json: Refused, key: string) =>
  call('POST /api/hotline/calls/:callId/refusals', { param: { callId }, json, key });
export type Found = DeskApi['GET /api/hotline/knowledge']['answer']['found'][number];
export const searchKnowledge = (q: string) => call('GET /api/hotline/knowledge', { query: { q } });
export type Entry = DeskApi['GET /api/hotline/entries']['answer']['entries'][number];
export const loadEntries = (q: string | undefined) => call('GET /api/hotline/entries', { query: { q } });
export type EntryWords = DeskApi['POST /api/hotline/entries']['json'];
export const writeEntry = (json: EntryWords, key: string) => call('POST /api/hotline/entries', { json, key });
export const rewriteEntry = (entryId: string, json: EntryWords & { version: number }, key: string) =>
  call('POST /api/hotline/entries/:entryId', { param: { entryId }, json, key });
export const withdrawEntry = (entryId: string, version: number, key: string) =>
  call('POST /api/hotline/entries/:entryId/withdraw', { param: { entryId }, json: { version }, key });
export type Rules = DeskApi['GET /api/hotline/rules']['answer'];
export const loadRules = () => call('GET /api/hotline/rules');
export const draftForCaller = (callId: string, json: DeskApi['POST /api/hotline/calls/:callId/cases']['json'], key: string) =>
  call('POST /api/hotline/calls/:callId/cases', { param: { callId }, json, key });
export const loadOrders = (box: OrderBox, q: string | undefined, after: string | null) =>
  call('GET /api/hotline/orders', { query: { box, q, after: after ?? undefined } });
export const loadOrder = (orderId: string) => call('GET /api/hotline/orders/:orderId', { param: { orderId } });
export const loadUnits = () => call('GET /api/hotline/units');
export const pressOrder = (orderId: string, json: { version: number; press: OrderPress }, key: string) =>
  call('POST /api/hotline/orders/:orderId/press', { param: { orderId }, json, key });
export const readCaller = (orderId: string, key: string) => call('POST /api/hotline/orders/:orderId/caller', { param: { orderId }, key });
