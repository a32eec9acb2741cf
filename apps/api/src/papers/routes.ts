import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { signedDocuments } from '@one-window/domain/case-documents';
import { DomainError } from '@one-window/domain/errors';
import { myCaseHead, noSuchCase } from '../cases/mine.ts';
import { recordLook } from '../cases/reveal.ts';
import { caseInReach, rolesOn, type CaseDeps } from '../cases/queries.ts';
import { citizensOf, type Citizens } from '../citizens/sessions.ts';
import type { Deps } from '../deps.ts';
import { route, valid, type Env } from '../http.ts';
import { limiter } from '../security/limiter.ts';
import { bytesOf, signedDocument } from '../signing/documents.ts';
import { forms } from './draw.ts';
import { paperFacts, type PaperFacts } from './facts.ts';

const paper = z.object({ caseId: z.uuid(), version: z.string().max(36).meta({ description: 'Of the event that the paper tells' }) });
/** What is no version has no paper. */
const versionOf = (text: string): number => (/^[1-9]\d{0,4}$/.test(text) ? Number(text) : 0);
const form = z.object({ form: z.enum(forms).optional() });
const answer = { media: 'application/pdf', result: z.string(), tag: 'papers' } as const;

/** The papers of the own cases. */
export function citizenPaperRoutes(deps: Deps, citizens: Citizens = citizensOf(deps)) {
  const limits = limiter(deps);
  return new Hono<Env>().get(
    '/cases/:caseId/papers/:version',
    route('readMyPaper', {
      ...answer,
      summary: 'The paper that an event of an own case is told by',
      who: 'citizen',
      errors: ['not_found', 'paper.unsigned', 'limit.too_many'],
    }),
    valid('param', paper),
    valid('query', form),
    async (c) => {
      const citizen = await citizens.require((name) => c.req.header(name));
      const { caseId, version: text } = c.req.valid('param');
      const version = versionOf(text);
      if (!(await myCaseHead(deps, citizen, caseId))) await noSuchCase(limits, citizen);
      await limits.attempt('paper', { subject: citizen.id });
      return answerPaper(deps, c, await factsOf(deps, caseId, version), { caseId, version }, c.req.valid('query').form ?? 'a4');
    },
  );
}

/** The papers of cases in reach, for who acts on them: a name stands there in clear, so each is a deed of one's day. */
export function staffPaperRoutes(deps: CaseDeps) {
  const limits = limiter(deps);
  return new Hono<Env>().get(
    '/cases/:caseId/papers/:version',
    route('readPaper', {
      ...answer,
      summary: 'The paper that an event of a case is told by, as A4 or for the slip printer',
      errors: ['not_found', 'auth.forbidden', 'paper.unsigned', 'limit.too_many'],
    }),
    valid('param', paper),
    valid('query', form),
    async (c) => {
      const { actor } = await deps.people.requireStaff((name) => c.req.header(name));
      const { caseId, version: text } = c.req.valid('param');
      const version = versionOf(text);
      const found = await caseInReach(deps, actor, caseId);
      if (!found) throw new DomainError('not_found');
      const roles = await rolesOn(deps, actor, found.head, found.file, new Date(deps.now()).toISOString());
      if (roles.length === 0) throw new DomainError('auth.forbidden', { reason: 'no_role' });
      await limits.attempt('paper', { subject: actor.id });
      // who looks for a paper that there is not has seen nothing of anybody
      const facts = await factsOf(deps, caseId, version);
      await recordLook(deps, actor, found, roles, { paper: version });
      return answerPaper(deps, c, facts, { caseId, version }, c.req.valid('query').form ?? 'a4');
    },
  );
}

async function factsOf(deps: Deps, caseId: string, version: number): Promise<PaperFacts> {
  const facts = await paperFacts(deps, caseId, version);
  if (!facts) throw new DomainError('not_found');
  return facts;
}

async function answerPaper(
  deps: Deps,
  c: Context<Env>,
  facts: PaperFacts,
  { caseId, version }: { readonly caseId: string; readonly version: number },
  as: (typeof forms)[number],
): Promise<Response> {
  const bytes = (signedDocuments as readonly string[]).includes(facts.kind)
    ? await decision(deps, caseId, version)
    : await drawn(deps, c, facts, as);
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="${facts.number}.pdf"`,
    'cache-control': 'private, no-store',
  });
}

/** A decision exists only as it was signed: it is never drawn for whoever asks, and has no other form. */
async function decision(deps: Deps, caseId: string, version: number): Promise<Buffer> {
  const document = await signedDocument(deps.sql, caseId, version);
  if (!document) {
    // somebody waits for it: what was put off to a quiet hour comes first now
    const now = new Date(deps.now()).toISOString();
    await deps.sql`update documents set next_at = ${now} where case_id = ${caseId} and version = ${version} and held is null and tries = 0 and next_at > ${now}`;
    throw new DomainError('paper.unsigned');
  }
  return bytesOf(deps, document);
}

async function drawn(deps: Deps, c: Context<Env>, facts: PaperFacts, as: (typeof forms)[number]): Promise<Buffer> {
  const { bytes, undrawn } = await deps.papers.draw(facts, as);
  if (undrawn.length > 0) c.get('log').warn({ count: undrawn.length, paper: facts.kind }, 'a paper has characters that no font draws');
  return bytes;
}
