import type { DueLine } from '@one-window/domain/clock';
import { idProblem, normaliseIdNo } from '@one-window/domain/identity';
import { businessDate, localTime, type DateText, type Instant } from '@one-window/domain/time';
import { age, clock, dueDay, duration, moment } from '@one-window/ui/format';
import { createI18n } from '@one-window/ui/i18n';
import * as cases from '@one-window/ui/i18n/desk-cases';
import * as log from '@one-window/ui/i18n/log';
import type { ChipLook } from '@one-window/ui/parts/Chip';
import type { Shape } from '@one-window/ui/parts/StateShape';
import { roleWord as staffRole } from '../i18n.ts';
import type { CaseClock, CaseKey, CaseRow, CaseStep } from './api.ts';
import { dueState, type DueState } from './due.ts';

const dictionary = createI18n(log, cases);

/** Words of the screens for cases; they come with their own chunk. */
export const { t, plural } = dictionary;

/** One zone counts for every hall of the country; no answer names another. */
const timeZone = 'Asia/Shanghai';
export const nowInstant = (): Instant => new Date().toISOString();
export const today = (): DateText => businessDate(nowInstant(), timeZone);
export const momentOf = (at: Instant): string => moment(at, nowInstant(), timeZone);
export const clockOf = (at: Instant): string => clock(at, timeZone);
/** `11月27日（周五） 17:30`. */
export const dueText = (at: Instant): string => `${dueDay(localTime(at, timeZone).date)} ${clock(at, timeZone)}`;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Days, or under one whole hours, or under one minutes. */
const span = (ms: number): string => (ms >= DAY_MS ? age(ms) : duration((ms >= HOUR_MS ? ms - (ms % HOUR_MS) : ms) / 60_000));

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
  return { text: t(due.kind === 'late' ? 'desk.case.due.late' : 'desk.case.due.left', { span: span(due.ms) }), look };
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

export const statusWord = (status: CaseRow['status']): string => t(`desk.case.status.${status}`);
export const stepWord = (step: NonNullable<CaseRow['step']>): string => t(`desk.case.step.${step}`);
export const stopWord = (kind: NonNullable<CaseRow['stopKind']>): string => t(`desk.case.stop.${kind}`);
export const decisionWord = (decision: NonNullable<CaseRow['decision']>): string => t(`desk.case.decision.${decision}`);
export const clockWord = (clock: CaseClock['clock']): string => t(`desk.case.limit.${clock}`);
export const allowanceText = ({ amount, unit }: Pick<CaseClock, 'amount' | 'unit'>): string => t(`desk.case.unit.${unit}`, { n: amount });
export const eventWord = (type: CaseStep['type']): string => t(`log.type.${type}`);

/** A key in words; one of a newer service by its own name. */
export function actionWord(action: CaseKey['action']): string {
  const key = `desk.case.act.${action}`;
  return dictionary.has(key) ? t(key) : action;
}
export function procedureWord(kind: string): string {
  const key = `desk.case.procedure.${kind}`;
  return dictionary.has(key) ? t(key) : kind;
}
export function roleWord(role: string): string {
  const key = `desk.case.role.${role}`;
  return dictionary.has(key) ? t(key) : staffRole(role);
}

/** Why a limit ends when it ends, line by line. */
export function dueExplained(lines: CaseClock['lines']): string[] {
  return lines.map((given) => lineText(given as DueLine));
}

const dayText = (date: DateText): string => dueDay(date);
function lineText(line: DueLine): string {
  switch (line.kind) {
    case 'start':
    case 'make_up':
    case 'due':
      return t(`desk.case.line.${line.kind}`, { date: dayText(line.date) });
    case 'allowance':
    case 'extension':
      return t(`desk.case.line.${line.kind}`, { span: allowanceText(line) });
    case 'off':
    case 'rolled':
      return t(`desk.case.line.${line.kind}`, { from: dayText(line.from), to: dayText(line.to) });
    case 'paused':
      return t('desk.case.line.paused', { from: dayText(line.from), to: dayText(line.to), n: line.days });
    case 'paused_minutes':
      return t('desk.case.line.paused_minutes', { n: line.minutes });
    case 'calendar':
      return t('desk.case.line.calendar', { years: line.years.map(String) });
    case 'provisional':
      return t('desk.case.line.provisional', { years: line.missing.map(String) });
  }
}
