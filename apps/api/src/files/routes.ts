import { createHash } from 'node:crypto';
import { Hono, type Context } from 'hono';
import type { TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Case, CaseActor, CaseFile } from '@one-window/domain/case-events';
import { DomainError, type ErrorCode } from '@one-window/domain/errors';
import { pressCase, type CaseHead } from '../cases/commands.ts';
import { myCaseHead, noSuchCase } from '../cases/mine.ts';
import { refused, refusedToCitizen } from '../cases/refusals.ts';
import { recordLook } from '../cases/reveal.ts';
import { caseInReach, rolesOn, type CaseDeps } from '../cases/queries.ts';
import { citizensOf, type Citizens } from '../citizens/sessions.ts';
import type { ChangeActor } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { personalDigest } from '../security/fields.ts';
import { limiter, type Limiter } from '../security/limiter.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { readUpload, uploadsOf } from './body.ts';
import { inspect } from './inspect.ts';

const media = { jpeg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' } as const;
const fileId = z.object({ caseId: z.uuid(), fileId: z.uuid() });
const material = z.object({ caseId: z.uuid(), material: z.string().min(1).max(64) });
const added = z.object({ id: z.uuid(), version: z.int(), fileId: z.uuid(), kind: z.enum(['jpeg', 'png', 'pdf']), bytes: z.int() });

/** What can be wrong with an upload, besides what the machine says. */
const uploadErrors: readonly ErrorCode[] = [
  'file.empty',
  'file.too_large',
  'file.type',
  'file.damaged',
  'file.locked',
  'file.active_content',
  'file.too_many_pixels',
  'file.store_full',
  'case.not_allowed',
  'case.material_unlisted',
  'case.files_closed',
  'case.too_many_files',
  'not_found',
  'limit.too_many',
];

/** Files of the own cases: from the phone, until the window has the case, and whenever something is asked for. */
export function citizenFileRoutes(deps: Deps, citizens: Citizens = citizensOf(deps)) {
  const uploads = uploadsOf();
  const limits = limiter(deps);
  const citizen = (c: Context<Env>) => citizens.require((name) => c.req.header(name));
  return new Hono<Env>()
    .post(
      '/cases/:caseId/materials/:material/files',
      route('addMyFile', {
        summary: 'Add a photo or a document to a material of an own case',
        tag: 'files',
        who: 'citizen',
        command: true,
        upload: true,
        result: added,
        errors: uploadErrors,
      }),
      valid('param', material),
      async (c) => {
        const who = await citizen(c);
        const { caseId: id, material: code } = c.req.valid('param');
        const found = (await myCaseHead(deps, who, id)) ?? (await noSuchCase(limits, who));
        const roles = [{ role: 'applicant', unitId: null, authorityId: null }] as const;
        const to = { caseId: id, head: found.head, roles, material: code, trust: 'C' } as const;
        return c.json(await uploads(() => addFile(deps, limits, c, who, to)).catch(refusedToCitizen(deps, who, id, 'add_file')));
      },
    )
    .get(
      '/cases/:caseId/files/:fileId',
      route('readMyFile', {
        summary: 'One file of an own case',
        tag: 'files',
        who: 'citizen',
        media: Object.values(media),
        result: z.string(),
        errors: ['not_found', 'limit.too_many'],
      }),
      valid('param', fileId),
      async (c) => {
        const { caseId: id, fileId: file } = c.req.valid('param');
        const who = await citizen(c);
        const found = (await myCaseHead(deps, who, id)) ?? (await noSuchCase(limits, who));
        return answerFile(deps, c, found.file, file);
      },
    );
}

/** Files at the desk: added at the window, seen by who takes in or examines the case; each look is a deed of one's day. */
export function staffFileRoutes(deps: CaseDeps) {
  const uploads = uploadsOf();
  const limits = limiter(deps);
  const staff = async (c: Context<Env>): Promise<StaffMemberActor> => (await deps.people.requireStaff((name) => c.req.header(name))).actor;
  const reached = async (actor: StaffMemberActor, id: string) => {
    const found = await caseInReach(deps, actor, id);
    if (!found) throw new DomainError('not_found');
    const roles = await rolesOn(deps, actor, found.head, found.file, new Date(deps.now()).toISOString());
    return { ...found, roles };
  };
  return new Hono<Env>()
    .post(
      '/cases/:caseId/materials/:material/files',
      route('addFile', {
        summary: 'Add a scan or a picture of the document camera to a material',
        tag: 'files',
        command: true,
        upload: true,
        result: added,
        errors: ['auth.forbidden', ...uploadErrors],
      }),
      valid('param', material),
      valid('query', z.object({ checked: z.enum(['yes', 'no']).optional() })),
      async (c) => {
        const actor = await staff(c);
        const { caseId: id, material: code } = c.req.valid('param');
        const { head, roles } = await reached(actor, id);
        const { checked } = c.req.valid('query');
        // 与原件核对无误: whoever scans at the window has the original in hand, and says so
        const to = { caseId: id, head, roles, material: code, trust: checked === 'yes' ? 'B' : 'C' } as const;
        return c.json(await uploads(() => addFile(deps, limits, c, actor, to)).catch(refused(deps, actor, id, 'add_file')));
      },
    )
    .get(
      '/cases/:caseId/files/:fileId',
      route('readFile', {
        summary: 'One file of a case, for who takes it in or examines it; the look is written down',
        tag: 'files',
        media: Object.values(media),
        result: z.string(),
        errors: ['not_found', 'auth.forbidden', 'limit.too_many'],
      }),
      valid('param', fileId),
      async (c) => {
        const actor = await staff(c);
        const { caseId: id, fileId: file } = c.req.valid('param');
        const { file: state, roles } = await reached(actor, id);
        if (!roles.some(({ role }) => role !== 'delivery_clerk')) throw new DomainError('auth.forbidden', { reason: 'no_role' });
        if (!state.files?.some((one) => one.id === file)) throw new DomainError('not_found');
        await limits.attempt('file_read', { subject: actor.id });
        // the event comes first: what cannot be written down is not shown
        await recordLook(deps, actor, { file: state }, roles, { fileId: file });
        return answerFile(deps, c, state, file);
      },
    );
}

interface Target {
  readonly caseId: string;
  readonly head: CaseHead;
  readonly roles: readonly Omit<CaseActor, 'id'>[];
  readonly material: string;
  readonly trust: CaseFile['trust'];
}

/** Bytes first, then event and row in one: an upload that dies in between leaves bytes that the sweep takes away. */
async function addFile(deps: Deps, limits: Limiter, c: Context<Env>, actor: ChangeActor, to: Target) {
  await limits.attempt('upload', { subject: actor.id });
  const sent = await readUpload(c);
  const { kind, bytes } = await inspect(sent);
  const digest = personalDigest(deps.keys, { file: createHash('sha256').update(bytes).digest('hex') });
  const id = uuidv7();
  const { keyEnc } = await deps.files.put(id, bytes);
  const { caseId: ofCase, head, roles, material: code, trust } = to;
  const press = { action: 'add_file', fileId: id, material: code, kind, bytes: bytes.length, digest, trust } as const;
  const also = (sql: TransactionSql) =>
    sql`insert into files (id, case_id, bytes, key_enc, created_at) values (${id}, ${ofCase}, ${bytes.length}, ${keyEnc}, now())`;
  // no version: who adds a picture disturbs nobody's view, and two phones may add at once
  const input = { caseId: ofCase, head, version: null, roles, presses: () => [press], identityLevel: 1, also };
  const command = commandOf(c, `case.${ofCase}.file`, { material: code, trust, digest });
  try {
    const done = await pressCase(deps, actor, input, command);
    // asked again after a lost answer: what was stored first stays, this copy goes
    const [first] = await deps.sql<{ id: string }[]>`
      select (body::jsonb ->> 'fileId')::uuid as id from events where stream = ${ofCase} and version = ${done.version}`;
    const kept = first!.id;
    if (kept !== id) await deps.files.drop(id);
    return { ...done, fileId: kept, kind, bytes: bytes.length };
  } catch (error) {
    if (error instanceof DomainError) await deps.files.drop(id);
    throw error;
  }
}

/** As what it is and nothing else: no guessing of types, nothing in it runs, a document is saved and not opened in the page. */
async function answerFile(deps: Deps, c: Context<Env>, state: Case, id: string): Promise<Response> {
  const file = state.files?.find((one) => one.id === id);
  const [row] = file ? await deps.sql<{ key_enc: string }[]>`select key_enc from files where id = ${id}` : [];
  if (!file || !row) throw new DomainError('not_found');
  const bytes = await deps.files.get(id, row.key_enc);
  const name = `${id.slice(-8)}.${file.kind === 'jpeg' ? 'jpg' : file.kind}`;
  c.set('policy', "default-src 'none'; sandbox");
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': media[file.kind],
    'content-disposition': `${file.kind === 'pdf' ? 'attachment' : 'inline'}; filename="${name}"`,
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  });
}
