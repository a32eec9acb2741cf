import { Hono } from 'hono';
import { z } from 'zod';
import { caseAllows } from '@one-window/domain/case-table';
import { DomainError, type ErrorCode } from '@one-window/domain/errors';
import { signatureLimits, signedActions } from '@one-window/domain/signatures';
import { caseInReach, rolesOn, type CaseDeps } from '../cases/queries.ts';
import { recipient } from '../cases/schemas.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { requireDevice, type QueueDeps } from '../tickets/routes.ts';
import { answerSignature, askSignature, cancelSignature, strokesDigest } from './commands.ts';
import { signatureWords } from './words.ts';

const asked = z.object({ id: z.uuid(), until: z.string() });
const caseId = z.object({ caseId: z.uuid() });
const stroke = z.array(z.int()).max(2 * signatureLimits.points);
const answer = z.discriminatedUnion('answer', [
  z.object({
    answer: z.literal('sign'),
    requestId: z.uuid(),
    strokes: z
      .array(stroke)
      .max(signatureLimits.strokes)
      .meta({ description: 'Each stroke as x, y, x, y … in whole units of a field of 1000 × 360' }),
  }),
  z.object({ answer: z.literal('decline'), requestId: z.uuid() }),
]);
const words = z
  .object({
    id: z.uuid(),
    action: z.enum(signedActions),
    caseNo: z.string(),
    itemName: z.string(),
    document: z.string().meta({ description: 'What is handed over, as the proof of service names it' }),
    recipient: z.string().nullable().meta({ description: 'Masked: who takes it, the applicant or whoever is on record for them' }),
    agent: z.boolean().meta({ description: 'Somebody else takes it for the applicant' }),
    date: z.iso.date(),
    until: z.string(),
  })
  .nullable();

const askErrors: readonly ErrorCode[] = [
  'not_found',
  'auth.forbidden',
  'signature.no_pad',
  'signature.busy',
  'window.not_yours',
  'case.not_the_applicant',
  'case.code_wrong',
  'case.authority_unknown',
  'case.recipient_unproved',
  'limit.too_many',
];

/** The clerk at the window asks for a signature on the pad before it, and takes that back. */
export function deskSignatureRoutes(deps: CaseDeps) {
  const reached = async (header: (name: string) => string | undefined, id: string) => {
    const { actor } = await deps.people.requireStaff(header);
    const found = await caseInReach(deps, actor, id);
    if (!found) throw new DomainError('not_found');
    return { actor, ...found, roles: await rolesOn(deps, actor, found.head, found.file, new Date(deps.now()).toISOString()) };
  };
  return new Hono<Env>()
    .post(
      '/cases/:caseId/signature',
      route('askSignature', {
        summary: 'Ask whoever stands at this window to sign on its pad for what is handed over',
        tag: 'signatures',
        command: true,
        result: asked,
        errors: askErrors,
      }),
      valid('param', caseId),
      valid('json', z.object({ windowId: z.uuid(), action: z.enum(signedActions), recipient })),
      async (c) => {
        const id = c.req.valid('param').caseId;
        const { actor, head, file, roles } = await reached((name) => c.req.header(name), id);
        const body = c.req.valid('json');
        const may = roles.some(({ role }) => caseAllows(file.status, body.action, role, head.item.version.caseKind));
        if (!may) throw new DomainError('auth.forbidden', { reason: 'no_role' });
        return c.json({ ...(await askSignature(deps, head.hall, actor, file, body, commandOf(c, `case.${id}.signature`, body))) });
      },
    )
    .post(
      '/cases/:caseId/signature/cancel',
      route('cancelSignature', {
        summary: 'Take the question for a signature off the pad again',
        tag: 'signatures',
        command: true,
        result: z.object({ ok: z.literal(true) }),
        errors: ['not_found', 'signature.answered'],
      }),
      valid('param', caseId),
      valid('json', z.object({ windowId: z.uuid(), requestId: z.uuid() })),
      async (c) => {
        const id = c.req.valid('param').caseId;
        const { actor, head } = await reached((name) => c.req.header(name), id);
        const body = c.req.valid('json');
        const command = commandOf(c, `case.${id}.signature.cancel`, body);
        return c.json(await cancelSignature(deps, head.hall, actor, { ...body, caseId: id }, command));
      },
    );
}

/** The pad of a window: what is to be signed there, and what was drawn. */
export function hallSignatureRoutes(deps: QueueDeps) {
  return new Hono<Env>()
    .get(
      '/signature',
      route('readSignature', {
        summary: 'What is to be signed at the window of this pad now, in words',
        tag: 'signatures',
        who: 'device',
        result: z.object({ signature: words }),
        errors: ['device.wrong_kind', 'not_found'],
      }),
      async (c) => {
        const pad = await requireDevice(deps, c, 'pad');
        return c.json({ signature: await signatureWords(deps, pad) });
      },
    )
    .post(
      '/signature',
      route('answerSignature', {
        summary: 'Sign on the pad of this window, or say that one would rather not sign here',
        tag: 'signatures',
        who: 'device',
        command: true,
        result: z.object({ state: z.enum(['SIGNED', 'DECLINED']) }),
        errors: [
          'device.wrong_kind',
          'not_found',
          'signature.answered',
          'signature.expired',
          'signature.empty',
          'signature.trivial',
          'signature.malformed',
          'signature.too_large',
        ],
      }),
      valid('json', answer),
      async (c) => {
        const pad = await requireDevice(deps, c, 'pad');
        const given = c.req.valid('json');
        const hall = await deps.halls.hall(pad.hallId);
        const said = given.answer === 'sign' ? { ...given, strokes: strokesDigest(deps, given.strokes) } : given;
        return c.json(await answerSignature(deps, hall, pad, given, commandOf(c, 'signature.pad', said)));
      },
    );
}
