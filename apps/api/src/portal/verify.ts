import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { signedDocuments } from '@one-window/domain/case-documents';
import { DomainError } from '@one-window/domain/errors';
import { maskName } from '@one-window/domain/masking';
import type { Instant } from '@one-window/domain/time';
import type { Deps } from '../deps.ts';
import type { Env } from '../http.ts';
import { licenceOfLink } from '../licences/link.ts';
import { shownLicence } from '../licences/queries.ts';
import { paperFacts, type PaperFacts } from '../papers/facts.ts';
import { paperOfLink } from '../papers/link.ts';
import { limiter } from '../security/limiter.ts';
import { bytesOf, isSigned, signedDocument, type SignedDocument } from '../signing/documents.ts';
import { licencePage, verifyPage, type PageContext } from './page.ts';

/** What a paper's code says to whoever holds the paper: enough to compare, and of the applicant no more than the mask. */
export type Verified = Pick<PaperFacts, 'kind' | 'number' | 'organ' | 'date' | 'item' | 'applicant'> & {
  readonly since: 'revoked' | 'taken_back' | null;
  /** Null for what is told by its event alone; a decision carries one, or is none yet. */
  readonly signature: { readonly state: 'whole' | 'broken'; readonly keyId: string; readonly at: Instant } | 'none_yet' | null;
};

/** What was said of a file that somebody holds against the code. */
export type Checked = 'same' | 'altered' | 'no_file' | null;

/** A decision has 50 to 100 kB; what is larger is another file. */
const maxFile = 2 * 1024 * 1024;

/**
 * `/verify/<code>`, the address under the code of each paper, and of each licence. Whoever tries codes that are none is slowed; who has one never
 * is. A file is compared byte by byte with what was signed; it is kept nowhere.
 */
export function verifyPages(deps: Deps, contextOf: (c: Context<Env>) => PageContext) {
  const limits = limiter(deps);
  const answer = async (c: Context<Env>, file: () => Promise<Buffer | null>): Promise<Response> => {
    c.header('Cache-Control', 'no-store');
    const code = c.req.param('code') ?? '';
    const context = { ...contextOf(c), path: `/verify/${encodeURIComponent(code)}` };
    const licence = licenceOfLink(deps.keys.link, code);
    if (licence) {
      const shown = await shownLicence(deps, licence);
      return c.html(shown ? licencePage(shown, context) : verifyPage(null, context), shown ? 200 : 404);
    }
    const paper = paperOfLink(deps.keys.link, code);
    if (!paper) await limits.attempt('paper_code', { address: c.get('address') });
    const found = paper && (await verified(deps, paper.caseId, paper.version));
    if (!found) return c.html(verifyPage(null, context), 404);
    return c.html(verifyPage({ ...found.paper, checked: await check(deps, c, found.document, file) }, context));
  };
  const small = bodyLimit({
    maxSize: maxFile,
    onError: () => {
      throw new DomainError('request.too_large');
    },
  });
  return new Hono<Env>()
    .get('/verify/:code', (c) => answer(c, () => Promise.resolve(null)))
    .post('/verify/:code', small, async (c) => {
      const site = c.req.header('sec-fetch-site');
      if (site && site !== 'same-origin' && site !== 'none') throw new DomainError('request.cross_site');
      await limits.attempt('paper_check', { address: c.get('address') });
      return answer(c, () => sentFile(c));
    });
}

async function sentFile(c: Context<Env>): Promise<Buffer | null> {
  const { file } = await c.req.parseBody();
  return file instanceof File && file.size > 0 ? Buffer.from(await file.arrayBuffer()) : null;
}

async function check(deps: Deps, c: Context<Env>, document: SignedDocument | null, file: () => Promise<Buffer | null>): Promise<Checked> {
  if (!document || c.req.method !== 'POST') return null;
  const bytes = await file();
  if (!bytes) return 'no_file';
  return (await isSigned(deps, bytes, document)) ? 'same' : 'altered';
}

async function verified(
  deps: Deps,
  caseId: string,
  version: number,
): Promise<{ readonly paper: Verified; readonly document: SignedDocument | null } | null> {
  const facts = await paperFacts(deps, caseId, version);
  if (!facts) return null;
  const { kind, number, organ, date, item, applicant } = facts;
  // a press is taken back by the very next event; a wrong applicant and a void case take every paper along
  const [row] = await deps.sql<{ revoked: boolean; taken_back: boolean }[]>`
    select coalesce(bool_or(type = 'case.revoked'), false) as revoked, coalesce(bool_or(type = 'case.voided'
      or type = 'case.corrected' and (version = ${version + 1} or body::json ->> 'applicantId' is not null)), false) as taken_back
    from events where stream = ${caseId} and version > ${version} and type in ('case.revoked', 'case.voided', 'case.corrected')`;
  const since = row!.taken_back ? 'taken_back' : row!.revoked && kind === 'grant_decision' ? 'revoked' : null;
  const isDecision = (signedDocuments as readonly string[]).includes(kind);
  const document = isDecision ? await signedDocument(deps.sql, caseId, version) : null;
  const signature = !isDecision ? null : document ? await signatureOf(deps, document) : 'none_yet';
  return { paper: { kind, number, organ, date, item, applicant: maskName(applicant), since, signature }, document };
}

/** Looked at anew each time: what lies in the store may have been touched since. */
async function signatureOf(deps: Deps, document: SignedDocument): Promise<Exclude<Verified['signature'], null | 'none_yet'>> {
  const whole = await bytesOf(deps, document).then(
    (bytes) => isSigned(deps, bytes, document),
    () => false,
  );
  return { state: whole ? 'whole' : 'broken', keyId: document.keyId, at: document.signedAt };
}
