import { v7 as uuidv7 } from 'uuid';
import type { AuthorityScope, Case, CaseCommand, Service } from '@one-window/domain/case-events';
import { DomainError } from '@one-window/domain/errors';
import { normaliseIdNo } from '@one-window/domain/identity';
import type { DateText } from '@one-window/domain/time';
import { businessDateOf } from '../halls/directory.ts';
import { findPerson, openPerson, personGiven, putPerson } from '../people/persons.ts';
import { personalDigest } from '../security/fields.ts';
import type { Keys } from '../security/keys.ts';
import type { CaseHead } from './commands.ts';
import type { CaseDeps } from './queries.ts';

const codeSpace = 1_000_000;

/**
 * 取件码: six digits that collect the result of one case. Worked out from the key file and stored nowhere: a copy of the
 * database collects nothing.
 */
export function pickupCode(keys: Keys, caseId: string): string {
  const digest = Buffer.from(personalDigest(keys, { pickup: caseId }), 'base64url');
  return String(digest.readUIntBE(0, 6) % codeSpace).padStart(6, '0');
}

/** Who takes it: by the own card, by the code that the applicant was sent, or by the card of whoever is on record. */
export type Recipient = { readonly by: 'identity' | 'authority'; readonly idNo: string } | { readonly by: 'code'; readonly code: string };

/** How whoever stands at the counter was known; another's card, a wrong code or an unrecorded agent proves nobody. */
export async function recipientOf(
  deps: CaseDeps,
  file: Case,
  given: Recipient | undefined,
): Promise<Pick<Service, 'recipientBy' | 'authorityId'>> {
  if (!given) return { recipientBy: null };
  switch (given.by) {
    case 'identity': {
      const person = await openPerson(deps.sql, deps.keys, file.applicantId);
      if (person?.idNo !== normaliseIdNo(given.idNo)) throw new DomainError('case.not_the_applicant');
      return { recipientBy: 'identity' };
    }
    case 'code':
      // nobody tries a million of them over the counter: five, then longer and longer
      await deps.people.limiter.attempt('pickup', { subject: file.id });
      if (file.status !== 'READY' || given.code !== pickupCode(deps.keys, file.id)) throw new DomainError('case.code_wrong');
      await deps.people.limiter.succeeded('pickup', { subject: file.id });
      return { recipientBy: 'code' };
    case 'authority': {
      const agentId = await findPerson(deps.sql, deps.keys, given.idNo);
      const known = file.authorities.findLast((one) => one.agentId === agentId && one.endedAt === null);
      if (!known) throw new DomainError('case.authority_unknown');
      return { recipientBy: 'authority', authorityId: known.id };
    }
  }
}

export interface AuthorityGiven {
  readonly agent: { readonly name: string; readonly idNo: string };
  readonly scope: AuthorityScope;
  readonly until: DateText | null;
  readonly proof: string;
}

/** An authority as the machine records it: the agent's card was seen, and its number is whole. */
export async function authorityPress(deps: CaseDeps, { hall }: CaseHead, { agent, ...given }: AuthorityGiven): Promise<CaseCommand> {
  const today = businessDateOf(hall, new Date(deps.now()).toISOString());
  const agentId = await putPerson(deps.sql, deps.keys, personGiven({ ...agent, phone: null }, today));
  return { action: 'record_authority', authorityId: uuidv7(), agentId, ...given };
}
