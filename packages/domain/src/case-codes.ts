import type { Case } from './case-events.ts';
import type { CaseDecision, CaseStatus } from './case-words.ts';

/** The item-instance states of the national construction-approval exchange, as two vendors carry them. */
export const externalCodes = {
  1: '已接件',
  2: '已撤件',
  3: '已受理',
  4: '不受理',
  5: '不予受理',
  6: '补正(开始)',
  7: '补正(结束)',
  8: '部门开始办理',
  9: '特别程序(开始)',
  10: '特别程序(结束)',
  11: '办结(通过)',
  12: '办结(容缺通过)',
  13: '办结(不通过)',
  14: '撤回',
  15: '撤销',
} as const;
export type ExternalCode = keyof typeof externalCodes;

/** The code of a status before its history is looked at; null where the exchange has no word: a draft, a submission nobody took in yet, a termination. */
export const externalCodeOf = {
  DRAFT: null,
  SUBMITTED: null,
  RECEIVED: 1,
  SUPPLEMENT: 6,
  ACCEPTED: 3,
  IN_REVIEW: 8,
  STOPPED: 9,
  DECIDED: 11,
  PRODUCING: 11,
  READY: 11,
  CONCLUDED: 11,
  NOT_ACCEPTED: 5,
  RETURNED: 2,
  WITHDRAWN: 2,
  TERMINATED: null,
} as const satisfies Record<CaseStatus, ExternalCode | null>;

const decisionCode = { granted: 11, granted_with_deficit: 12, refused: 13 } as const satisfies Record<CaseDecision, ExternalCode>;

/** What an exchange is told of a case now. */
export function externalCode(state: Case): ExternalCode | null {
  if (state.revokedAt !== null) return 15;
  if (state.decision !== null) return decisionCode[state.decision];
  switch (state.status) {
    case 'RECEIVED':
      return state.notices > 0 ? 7 : 1;
    case 'IN_REVIEW':
      return state.procedure?.until ? 10 : 8;
    // no permit is needed: nothing to accept; anything else is a refusal to accept (行政许可法 32)
    case 'NOT_ACCEPTED':
      return state.nonAcceptance === 'no_permit_needed' ? 4 : 5;
    case 'WITHDRAWN':
      return state.acceptedAt === null ? 2 : 14;
    default:
      return externalCodeOf[state.status];
  }
}
