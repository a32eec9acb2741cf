import type { Case, CaseActor, CaseCommand } from '@one-window/domain/case-events';
import { offeredCaseActions } from '@one-window/domain/case-table';
import type { CaseAction } from '@one-window/domain/case-words';
import { caseRefusal } from '@one-window/domain/cases';
import type { CaseItem } from './item.ts';
import type { CaseView } from './schemas.ts';

/** What is not for this role or unit at all is no key, not one that cannot be pressed. */
const notTheirs: ReadonlySet<string> = new Set(['case.not_allowed', 'case.wrong_unit', 'case.no_branch', 'case.authority_unknown']);

/** The keys of a case for these roles, each with the reason why it cannot be pressed now: asked with inputs that are in order. */
export function actionsOf(
  file: Case,
  roles: readonly Omit<CaseActor, 'id'>[],
  actorId: string,
  context: Parameters<typeof caseRefusal>[3],
  item: CaseItem,
): CaseView['actions'] {
  const keys = offeredCaseActions.flatMap((action) => {
    const command = inOrder(action, file, item);
    const refusals = roles.map((role) => caseRefusal(file, command, { ...role, id: actorId }, context)?.code ?? null);
    const allowed = refusals.filter((code) => !notTheirs.has(code ?? ''));
    if (allowed.length === 0) return [];
    return [{ action, refusal: allowed.includes(null) ? null : allowed[0]! }];
  });
  const atOnce = item.version.caseKind === 'INSTANT' && keys.some(({ action, refusal }) => action === 'accept' && refusal === null);
  return [...keys, ...(atOnce ? [{ action: 'do_at_once' as const, refusal: null }] : [])];
}

/** What stands beside the way of a case and is open nearly always: it makes a case nobody's to work on. */
const aside: ReadonlySet<string> = new Set(['record_authority', 'end_authority', 'take_fee', 'supervise', 'reassign', 'correct', 'void']);

/** Whether one of these keys moves the case on now. */
export const worksOn = (keys: CaseView['actions']): boolean => keys.some(({ action, refusal }) => refusal === null && !aside.has(action));

/** What a press would be given if everything about it were right. */
function inOrder(action: CaseAction, file: Case, { version }: CaseItem): CaseCommand {
  const given = {
    caseId: file.id,
    applicantId: file.applicantId,
    applicantType: file.applicantType,
    answers: '-',
    hallId: null,
    caseNo: '-',
    checks: Object.fromEntries(version.materials.map((m) => [m.code, 'present'])),
    defects: ['-'],
    approvedBy: null,
    materials: [],
    commitment: '-',
    reason: '-',
    code: 'not_qualified',
    direction: '-',
    opinion: '-',
    agrees: true,
    kind: version.specialProcedures[0]?.kind ?? 'hearing',
    days: 1,
    result: '-',
    amount: 1,
    basis: '-',
    confirmedBy: '-',
    signature: '-',
    fen: version.feeFen,
    receiptNo: '-',
    unitId: '-',
    transfer: null,
    way: 'counter',
    recipientBy: 'identity',
    proof: '-',
    signed: { by: 'paper', why: 'no_pad' },
    fileId: file.files?.find(({ trust }) => trust === 'C')?.id ?? file.files?.[0]?.id ?? '-',
    material: version.materials[0]?.code ?? '-',
    authorityId: file.authorities.findLast((one) => one.endedAt === null)?.id ?? '-',
    agentId: '-',
    scope: 'all',
    until: null,
    reviewOn: '9999-01-01',
    handlerId: null,
  } satisfies Partial<Record<string, unknown>>;
  return { action, ...given } as unknown as CaseCommand;
}
