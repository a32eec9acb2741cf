import { Hono, type Context } from 'hono';
import { maskName } from '@one-window/domain/masking';
import type { Deps } from '../deps.ts';
import type { Env } from '../http.ts';
import { paperFacts, type PaperFacts } from '../papers/facts.ts';
import { paperOfLink } from '../papers/link.ts';
import { limiter } from '../security/limiter.ts';
import { verifyPage, type PageContext } from './page.ts';

/** What a paper's code says to whoever holds the paper: enough to compare, and of the applicant no more than the mask. */
export type Verified = Pick<PaperFacts, 'kind' | 'number' | 'organ' | 'date' | 'item' | 'applicant'> & {
  readonly since: 'revoked' | 'taken_back' | null;
};

/** `/verify/<code>`, the address under the code of each paper. Whoever tries codes that are none is slowed; who has one never is. */
export function verifyPages(deps: Deps, contextOf: (c: Context<Env>) => PageContext) {
  const limits = limiter(deps);
  return new Hono<Env>().get('/verify/:code', async (c) => {
    c.header('Cache-Control', 'no-store');
    const code = c.req.param('code');
    const context = { ...contextOf(c), path: `/verify/${encodeURIComponent(code)}` };
    const paper = paperOfLink(deps.keys.link, code);
    if (!paper) await limits.attempt('paper_code', { address: c.get('address') });
    const found = paper && (await verified(deps, paper.caseId, paper.version));
    return c.html(verifyPage(found, context), found ? 200 : 404);
  });
}

async function verified(deps: Deps, caseId: string, version: number): Promise<Verified | null> {
  const facts = await paperFacts(deps, caseId, version);
  if (!facts) return null;
  const { kind, number, organ, date, item, applicant } = facts;
  // a press is taken back by the very next event; a wrong applicant and a void case take every paper along
  const [row] = await deps.sql<{ revoked: boolean; taken_back: boolean }[]>`
    select coalesce(bool_or(type = 'case.revoked'), false) as revoked, coalesce(bool_or(type = 'case.voided'
      or type = 'case.corrected' and (version = ${version + 1} or body::json ->> 'applicantId' is not null)), false) as taken_back
    from events where stream = ${caseId} and version > ${version} and type in ('case.revoked', 'case.voided', 'case.corrected')`;
  const since = row!.taken_back ? 'taken_back' : row!.revoked && kind === 'grant_decision' ? 'revoked' : null;
  return { kind, number, organ, date, item, applicant: maskName(applicant), since };
}
