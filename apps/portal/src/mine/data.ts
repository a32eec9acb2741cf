import { query, revalidate } from '@solidjs/router';
import type { PortalApi } from '@one-window/api/client';
import { ApiError, sendFile, type ApiCode } from '@one-window/ui/api';
import type { Sent } from '@one-window/ui/uploads';
import { call } from '../home/data.ts';
import { english } from '../home/words.ts';
import { attemptKey, forget } from './kept.ts';

export type MyCaseRow = PortalApi['GET /api/cases']['answer']['cases'][number];
export type MyCase = PortalApi['GET /api/cases/:caseId']['answer'];
export type MyRead = PortalApi['GET /api/reads']['answer']['reads'][number];
export type Press = PortalApi['POST /api/cases/:caseId/press']['json']['press'];
export type Message = PortalApi['GET /api/demo/outbox']['answer']['messages'][number];

/** What `null` stands for where it is an answer and no failure. */
async function orNull<T>(answer: Promise<T>, ...codes: readonly ApiCode[]): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && codes.includes(error.code)) return null;
    throw error;
  }
}

export const notice = query(() => call('GET /api/notice'), 'notice');
const spoken = (): 'zh' | 'en' => (english() ? 'en' : 'zh');
/** `null` = nobody is signed in. Who changed the language of the page is written to in it from now on. */
export const me = query(async () => {
  const who = await orNull(call('GET /api/me'), 'auth.required');
  // what is lost here is said again by the next page
  if (who && who.lang !== spoken()) void call('PUT /api/me/language', { json: { lang: spoken() } }).catch(() => undefined);
  return who;
}, 'me');
/** A code is asked for in the language of the page. */
export const sendCode = (phone: string) => call('POST /api/sign-in/code', { json: { phone, lang: spoken() } });
export const signIn = (given: { phone: string; code: string; noticeVersion: string }) =>
  call('POST /api/sign-in', { json: { ...given, lang: spoken() } });
/** `null` = nobody is signed in. */
export const myCases = query(() => orNull(call('GET /api/cases'), 'auth.required').then((a) => a && a.cases), 'my-cases');
/** `null` = nobody is signed in. */
export const myReads = query(() => orNull(call('GET /api/reads'), 'auth.required').then((a) => a && a.reads), 'my-reads');
export type MyLicence = PortalApi['GET /api/licences']['answer']['licences'][number];
/** `null` = nobody is signed in. */
export const myLicences = query(() => orNull(call('GET /api/licences'), 'auth.required').then((a) => a && a.licences), 'my-licences');
export type Ratable = PortalApi['GET /api/cases/:caseId/ratings']['answer']['steps'][number];
export type Rating = PortalApi['POST /api/cases/:caseId/ratings']['json'];

/** Which steps of a case can be rated; `version` is that of the case, by which they are read anew. `null` = none to be seen. */
export const ratables = query(
  (caseId: string, _version: number) =>
    orNull(call('GET /api/cases/:caseId/ratings', { param: { caseId } }), 'not_found', 'auth.required').then((a) => a && a.steps),
  'my-ratables',
);

/** Rates once, however often it has to be sent. */
export async function rate(caseId: string, json: Rating): Promise<void> {
  const name = `rate.${caseId}`;
  const { tookMs: _, ...said } = json;
  const key = attemptKey(name, said);
  try {
    await call('POST /api/cases/:caseId/ratings', { param: { caseId }, json, key });
    forget(name);
  } catch (error) {
    if (error instanceof ApiError && !error.unanswered) forget(name);
    throw error;
  }
}

/** `null` = this is no demo. */
export const outbox = query(() => orNull(call('GET /api/demo/outbox'), 'not_found').then((a) => a && a.messages), 'outbox');

/** One own case as it was read, and whether that is old because nothing newer could be read. */
export interface Reading {
  readonly view: MyCase;
  readonly at: string;
  readonly old: boolean;
}

const last = new Map<string, Reading>();

/** `signed_out` or `null` (there is none, or it is not one's own). What was read before stands, dated, while one is offline. */
export const myCase = query(async (caseId: string): Promise<Reading | 'signed_out' | null> => {
  try {
    const view = await call('GET /api/cases/:caseId', { param: { caseId } });
    const reading = { view, at: new Date().toISOString(), old: false };
    last.set(caseId, reading);
    return reading;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'auth.required') return 'signed_out';
    if (error.code === 'not_found') return null;
    const before = last.get(caseId);
    if (error.unanswered && before) return { ...before, old: true };
    throw error;
  }
}, 'my-case');

/** Whoever signs in or out sees nothing that another had read. */
export async function whoChanged(): Promise<void> {
  last.clear();
  await revalidate(['me', 'my-cases', 'my-case', 'my-reads', 'my-licences', 'my-bookings', 'my-booking', 'booking-offer']);
}

/** Presses once, however often it has to be sent: the key is given up only when an answer came. */
export async function press(view: MyCase, what: Press): Promise<void> {
  const json = { version: view.version, press: what };
  const name = `press.${view.id}`;
  const key = attemptKey(name, json);
  try {
    await call('POST /api/cases/:caseId/press', { param: { caseId: view.id }, json, key });
    forget(name);
  } catch (error) {
    if (error instanceof ApiError && !error.unanswered) forget(name);
    throw error;
  } finally {
    void revalidate(['my-cases', 'my-case']);
  }
}

/** Sends one file to a material of an own case. */
export const addFile = (caseId: string, material: string, { blob, ...sending }: Sent): Promise<unknown> =>
  sendFile('POST /api/cases/:caseId/materials/:material/files' satisfies keyof PortalApi, {
    param: { caseId, material },
    body: blob,
    ...sending,
  });
