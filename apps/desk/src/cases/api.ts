import type { DeskApi } from '@one-window/api/client';
import type { Purpose } from '@one-window/domain/permissions';
import { sendFile } from '@one-window/ui/api';
import type { Sent } from '@one-window/ui/uploads';
import { call } from '../api.ts';

export type CasesPage = DeskApi['GET /api/cases']['answer'];
export type CaseRow = CasesPage['cases'][number];
export type CaseView = DeskApi['GET /api/cases/:caseId']['answer'];
export type CaseKey = CaseView['actions'][number];
export type CaseClock = CaseView['clocks'][number];
export type CaseStep = CaseView['steps'][number];
export type CaseMaterial = CaseView['materials'][number];
export type Press = DeskApi['POST /api/cases/:caseId/press']['json']['press'];
type SignatureAsk = DeskApi['POST /api/cases/:caseId/signature']['json'];
export type Recipient = SignatureAsk['recipient'];
export type FoundItem = DeskApi['GET /api/items']['answer']['items'][number];
export type ItemGuide = DeskApi['GET /api/items/:id']['answer'];
export type NewCase = DeskApi['POST /api/cases']['json'];

export const boxes = ['intake', 'review', 'delivery', 'all'] as const;
export type Box = (typeof boxes)[number];

export const loadCases = (box: Box, q: string | undefined, after: string | null) =>
  call('GET /api/cases', { query: { box, q, after: after ?? undefined } });
export const loadCase = (caseId: string) => call('GET /api/cases/:caseId', { param: { caseId } });
export const sendPress = (caseId: string, json: { version: number; press: Press }, key: string) =>
  call('POST /api/cases/:caseId/press', { param: { caseId }, json, key });
export const askSignature = (caseId: string, json: SignatureAsk, key: string) =>
  call('POST /api/cases/:caseId/signature', { param: { caseId }, json, key });
export const cancelSignature = (caseId: string, json: { windowId: string; requestId: string }) =>
  call('POST /api/cases/:caseId/signature/cancel', { param: { caseId }, json });
export const revealApplicant = (caseId: string, purpose: Purpose) =>
  call('POST /api/cases/:caseId/reveal', { param: { caseId }, json: { purpose } });
export const searchItems = (q: string, hallId: string) => call('GET /api/items', { query: { q, hallId } });
export const loadItem = (id: string) => call('GET /api/items/:id', { param: { id } });
export const draftCase = (json: NewCase, key: string) => call('POST /api/cases', { json, key });

/** Sends one scan or picture to a material; `compared` says that the original lay beside it. */
export const addFile = (caseId: string, material: string, compared: boolean, { blob, ...sending }: Sent): Promise<unknown> =>
  sendFile('POST /api/cases/:caseId/materials/:material/files' satisfies keyof DeskApi, {
    param: { caseId, material },
    query: { checked: compared ? 'yes' : 'no' },
    body: blob,
    ...sending,
  });
export const fileAddress = (caseId: string, fileId: string): string => `/api/cases/${caseId}/files/${fileId}`;
