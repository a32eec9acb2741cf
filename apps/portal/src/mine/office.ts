import type { CaseRole } from '@one-window/domain/case-words';
import type { DueLine } from '@one-window/domain/clock';
import { dueLines as linesOf } from '@one-window/ui/cases/due';
import * as words from '@one-window/ui/cases/words';
import { createI18n } from '@one-window/ui/i18n';
import * as cases from '@one-window/ui/i18n/cases';
import type { MyCase, MyCaseRow } from './data.ts';
import type { CaseClock } from './due.ts';

/** The office's own words for a case, the same at every desk. */
const { t } = createI18n(cases);

/** Where a case stands; what was decided says more than that it was. */
export const statusWord = ({ status, decision }: Pick<MyCaseRow, 'status' | 'decision'>): string =>
  status === 'DECIDED' && decision ? words.decisionWord(t, decision) : words.statusWord(t, status);

type CaseEventType = Parameters<typeof words.happenedWord>[1];
/** A trace has only what happened to a case; the contract says "any event". */
export const eventWord = (type: MyCase['steps'][number]['type']): string => words.happenedWord(t, type as CaseEventType);
export const takenWord = (signed: 'pad' | 'paper'): string => words.takenWord(t, signed);
export const paperWord = (kind: MyCase['papers'][number]['kind']): string => words.documentWord(t, kind);
export const archivedWord = (on: string): string => t('case.archived', { on });
export const keptWord = (archived: NonNullable<MyCase['archived']>): string => words.keptWord(t, archived);
export const roleWord = (role: CaseRole): string => words.roleWord(t, role);
export const clockWord = (clock: CaseClock['clock']): string => words.clockWord(t, clock);

export const visitsWord = (): string => t('case.visits');
export const visitWord = (visit: MyCase['visits'][number]): string => words.visitWord(t, visit);
export const visitPlace = (visit: MyCase['visits'][number]): string => words.visitPlace(t, visit);
export const authoritiesWord = (): string => t('case.authorities');
export function authorityText({ scope, until, ended }: MyCase['authorities'][number]): string {
  if (ended) return t('case.authority.ended');
  return until ? `${t(`case.authority.${scope}`)}, ${t('case.authority.until', { date: until })}` : t(`case.authority.${scope}`);
}
export const branchesWord = (): string => t('case.branches');
export const branchWord = (state: MyCase['branches'][number]['state']): string => t(`case.branch.${state}`);

/** Why a limit ends on its day; the contract says of a line only that it is one. */
export const dueLines = ({ lines }: CaseClock): string[] => linesOf(t, lines as unknown as readonly DueLine[]);
