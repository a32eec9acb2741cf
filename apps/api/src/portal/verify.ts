import { Hono, type Context } from 'hono';
import type { Case } from '@one-window/domain/case-events';
import { maskName } from '@one-window/domain/masking';
import type { Deps } from '../deps.ts';
import type { Env } from '../http.ts';
import { paperFacts, type PaperFacts } from '../papers/facts.ts';
import { paperOfLink } from '../papers/link.ts';
import { limiter } from '../security/limiter.ts';
import { verifyPage, type PageContext } from './page.ts';

/** What a paper's code says to whoever holds the paper: enough to compare, and of the applicant no more than the mask. */
export type Verified = Pick<PaperFacts, 'kind' | 'number' | 'organ' | 'date' | 'item' | 'applicant'> & { readonly revoked: boolean };

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
  const [row] = await deps.sql<{ state: Case }[]>`select state from cases where id = ${caseId}`;
  const revoked = kind === 'grant_decision' && row?.state.revokedAt !== null;
  return { kind, number, organ, date, item, applicant: maskName(applicant), revoked };
}
