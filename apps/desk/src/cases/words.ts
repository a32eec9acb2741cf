import type { CaseEvent, NonAcceptanceCode } from '@one-window/domain/case-events';
import type { DueLine } from '@one-window/domain/clock';
import { idProblem, normaliseIdNo } from '@one-window/domain/identity';
import type { ProcedureKind } from '@one-window/domain/item-version';
import { businessDate, localTime, type DateText, type Instant } from '@one-window/domain/time';
import { caseTimeZone, dueLines } from '@one-window/ui/cases/due';
import * as words from '@one-window/ui/cases/words';
import { age, clock, dueDay, duration, moment } from '@one-window/ui/format';
import { createI18n } from '@one-window/ui/i18n';
import * as shared from '@one-window/ui/i18n/cases';
import * as desk from '@one-window/ui/i18n/desk-cases';
import type { ChipLook } from '@one-window/ui/parts/Chip';
import type { Shape } from '@one-window/ui/parts/StateShape';
import { list } from '../i18n.ts';
import type { CaseClock, CaseKey, CaseRow, CaseStep, CaseView } from './api.ts';
import { dueState, type DueState } from './due.ts';

const dictionary = createI18n(shared, desk);

/** Words of the screens for cases; they come with their own chunk. */
export const { t, plural } = dictionary;

/** Who else may act, for what and until when. */
export function authorityText(one: CaseView['authorities'][number] | undefined): string {
  if (!one) return '';
  const until = one.ended ? t('case.authority.ended') : one.until && t('case.authority.until', { date: one.until });
  return list([one.name ?? '', t(`case.authority.${one.scope}`), until ?? '']);
}

export const nowInstant = (): Instant => new Date().toISOString();
/** Before there is a case, no answer names a zone. */
export const today = (timeZone: string = caseTimeZone): DateText => businessDate(nowInstant(), timeZone);
export const momentOf = (at: Instant, timeZone: string): string => moment(at, nowInstant(), timeZone);
export const clockOf = (at: Instant, timeZone: string = caseTimeZone): string => clock(at, timeZone);
/** `11月27日（周五） 17:30`. */
export const dueText = (at: Instant, timeZone: string): string => `${dueDay(localTime(at, timeZone).date)} ${clock(at, timeZone)}`;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Days, or under one whole hours, or under one minutes. */
export const spanWords = (ms: number): string => (ms >= DAY_MS ? age(ms) : duration((ms >= HOUR_MS ? ms - (ms % HOUR_MS) : ms) / 60_000));

export interface DueWords {
  readonly text: string;
  readonly look: ChipLook;
}
const looks: Readonly<Record<DueState['kind'], ChipLook>> = {
  none: 'outline',
  over: 'outline',
  stopped: 'held',
  left: 'ok',
  soon: 'warn',
  late: 'red',
};

/** How long is left or how long it is late, as words and shape. Null for a case that is over: nothing is due any more. */
export function dueWords(row: Pick<CaseRow, 'status' | 'dueAt'>, now: Instant): DueWords | null {
  const due = dueState(row, now);
  if (due.kind === 'over') return null;
  const look = looks[due.kind];
  if (!('ms' in due)) return { text: t(`desk.case.due.${due.kind}`), look };
  return { text: t(due.kind === 'late' ? 'desk.case.due.late' : 'desk.case.due.left', { span: spanWords(due.ms) }), look };
}

export const statusLook: Readonly<Record<CaseRow['status'], { readonly look: ChipLook; readonly shape?: Shape }>> = {
  DRAFT: { look: 'outline' },
  SUBMITTED: { look: 'waiting' },
  RECEIVED: { look: 'waiting' },
  SUPPLEMENT: { look: 'held' },
  ACCEPTED: { look: 'info', shape: 'WAITING' },
  IN_REVIEW: { look: 'info', shape: 'SERVING' },
  STOPPED: { look: 'held' },
  DECIDED: { look: 'info', shape: 'SERVING' },
  PRODUCING: { look: 'info', shape: 'SERVING' },
  READY: { look: 'warn', shape: 'CALLED' },
  CONCLUDED: { look: 'done' },
  NOT_ACCEPTED: { look: 'missed' },
  RETURNED: { look: 'missed' },
  WITHDRAWN: { look: 'outline', shape: 'CANCELLED' },
  TERMINATED: { look: 'outline', shape: 'CANCELLED' },
};

export const yuan = (fen: number): string => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2));

/** What is wrong with a number of identity, as far as it is typed; null where nothing is. */
export function idText(text: string): string | undefined {
  const id = normaliseIdNo(text);
  const problem = idProblem(id, today());
  if (problem === null) return undefined;
  if (problem === 'form' && /^\d*$/.test(id) && id.length < 18) return t('desk.case.id.short', { n: 18 - id.length });
  if (problem === 'form' && id.length > 18) return t('desk.case.id.long', { n: id.length - 18 });
  return t(`desk.case.id.${problem}`);
}

export const visitWord = (visit: CaseView['visits'][number]): string => words.visitWord(t, visit);
export const visitPlace = (visit: CaseView['visits'][number]): string => words.visitPlace(t, visit);
export const statusWord = (status: CaseRow['status']): string => words.statusWord(t, status);
export const stepWord = (step: NonNullable<CaseRow['step']>): string => words.stepWord(t, step);
export const stopWord = (kind: NonNullable<CaseRow['stopKind']>): string => words.stopWord(t, kind);
export const decisionWord = (decision: NonNullable<CaseRow['decision']>): string => words.decisionWord(t, decision);
export const flagWord = (flag: keyof CaseRow['flags']): string => words.flagWord(t, flag);
export const clockWord = (name: CaseClock['clock']): string => words.clockWord(t, name);
export const allowanceText = (allowance: Pick<CaseClock, 'amount' | 'unit'>): string => words.allowanceText(t, allowance);
export const roleWord = (role: CaseStep['role']): string => words.roleWord(t, role);
export const codeWord = (code: NonAcceptanceCode): string => words.codeWord(t, code);
export const procedureWord = (kind: ProcedureKind): string => words.procedureWord(t, kind);
export const paperWord = (kind: CaseView['papers'][number]['kind']): string => words.documentWord(t, kind);
export const keptWord = (archived: NonNullable<CaseView['archived']>): string => words.keptWord(t, archived);
/** Why a decision waits longer than it should. */
export const heldWord = (why: NonNullable<CaseView['papers'][number]['held']>): string => t(`desk.case.held.${why}`);
export const eventWord = (type: CaseStep['type']): string => words.happenedWord(t, type as CaseEvent['type']);
export const takenWord = (signed: 'pad' | 'paper'): string => words.takenWord(t, signed);

/** A key in words: the desk's own where it tells a clerk what to do; one of a newer service by its own name. */
export function actionWord(action: CaseKey['action']): string {
  const key = [`desk.case.act.${action}`, `case.action.${action}`].find(dictionary.has);
  return key === undefined ? action : t(key);
}

/** Why a limit ends when it ends, line by line. */
export const dueExplained = (lines: CaseClock['lines'], timeZone: string): string[] =>
  dueLines(t, lines as unknown as readonly DueLine[], timeZone);
