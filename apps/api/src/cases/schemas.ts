import { z } from 'zod';
import { retentionClasses } from '@one-window/domain/archive';
import { authorityScopes, fileKinds, nonAcceptanceCodes, uploadTrust } from '@one-window/domain/case-events';
import { caseActions, caseRoles, caseStatuses } from '@one-window/domain/case-words';
import { clockUnits } from '@one-window/domain/clock';
import { handlingScopes, materialSources } from '@one-window/domain/item-guide';
import { errorStatus, type ErrorCode } from '@one-window/domain/errors';
import { applicantTypes, procedureKinds, reviewSteps } from '@one-window/domain/item-version';
import { paperSignatures } from '@one-window/domain/signatures';
import { purposes } from '@one-window/domain/permissions';
import { allEventTypes } from '@one-window/domain/log';
import { visitAims } from '@one-window/domain/ticket-items';
import { guideFields } from '../catalogue/guide.ts';
import { paperKinds } from '../papers/kinds.ts';
import { heldReasons } from '../db/schema/documents.ts';
import { ticketState } from '../schemas.ts';
import { channels } from './aggregate.ts';

export const caseStatus = z.enum(caseStatuses);
const words = z.string().trim().min(1).max(2_000);
const codes = z.array(z.string().min(1).max(64)).max(100);
const idNo = z.string().trim().min(15).max(18);
/** Another colleague signs on the same screen. */
const colleague = z.object({ staffNo: z.string().min(1).max(32), password: z.string().min(1).max(128) });

export const applicant = z.object({
  name: z.string().trim().min(1).max(100),
  idNo,
  phone: z.string().trim().max(20).nullable(),
});

/** Question → answer. */
const answers = z.record(z.string().max(64), z.string().max(64));

export const draftBody = z.object({
  hallId: z.uuid(),
  itemId: z.uuid(),
  ticketId: z.uuid().nullable().optional(),
  applicantType: z.enum(applicantTypes).optional(),
  applicant,
  answers: answers.optional(),
});

/** On the portal the number is the one that was proved by its code. */
export const myDraftBody = z.object({
  hallId: z.uuid(),
  itemId: z.uuid(),
  applicant: applicant.omit({ phone: true }),
  answers: answers.optional(),
});

const simple = ['accept', 'sign', 'sign_branch', 'approve_extension', 'produce', 'terminate', 'resume', 'supervise'] as const;
export const recipient = z.discriminatedUnion('by', [
  z.object({ by: z.enum(['identity', 'authority']), idNo }),
  z.object({ by: z.literal('code'), code: z.string().regex(/^\d{6}$/) }),
]);
/** By its request, drawn on the pad of the window; or on the paper itself, and why. */
const signed = z.discriminatedUnion('by', [
  z.object({ by: z.literal('pad'), requestId: z.uuid() }),
  z.object({ by: z.literal('paper'), why: z.enum(paperSignatures) }),
]);
const service = {
  way: z.enum(['counter', 'shelf', 'post', 'electronic']),
  recipient: recipient.optional(),
  signed: signed.optional().meta({ description: 'What is handed over a counter needs it' }),
  proof: words,
};
const day = z.iso.date();

/** 改草稿: what is not sent stays as it is. Name and number are typed anew together, for neither was shown. */
const amended = {
  action: z.literal('amend'),
  answers: answers.optional().meta({ description: 'All of them: a question that is missing is open again' }),
};
export const myAmend = z.object({ ...amended, applicant: applicant.omit({ phone: true }).optional(), hallId: z.uuid().optional() });
export const callersAmend = z.object({
  version: z.int().min(1),
  ...z.object(amended).omit({ action: true }).shape,
  applicant: applicant.omit({ phone: true }).optional(),
});

/** On a file that is there; adding one is a route of its own, because its body is the file. */
export const filePress = { action: z.enum(['remove_file', 'check_file']), fileId: z.uuid() };

/** What a screen sends with each key. Words are stored encrypted; the log keeps their digest. */
export const pressBody = z.discriminatedUnion('action', [
  z.object(filePress),
  z.object({ action: z.enum(simple) }),
  z.object({ ...amended, applicant: applicant.optional(), phone: applicant.shape.phone.optional() }),
  z.object({ action: z.literal('receive'), checks: z.record(z.string().max(64), z.enum(['present', 'missing'])) }),
  z.object({ action: z.enum(['pre_review_return', 'give_notice', 'ask_supplement']), defects: codes }),
  z.object({ action: z.enum(['supplement', 'answer_supplement', 'supply_deficit']), materials: codes }),
  z.object({ action: z.literal('accept_with_deficit'), commitment: words }),
  z.object({
    action: z.literal('refuse_acceptance'),
    code: z.enum(nonAcceptanceCodes),
    reason: words,
    direction: words.nullable().optional(),
  }),
  z.object({ action: z.enum(['forward', 'send_back']), opinion: words }),
  z.object({ action: z.literal('answer_branch'), agrees: z.boolean(), opinion: words }),
  z.object({ action: z.literal('start_procedure'), kind: z.enum(procedureKinds), days: z.int().min(1).max(365) }),
  z.object({ action: z.literal('end_procedure'), result: words }),
  z.object({ action: z.literal('request_extension'), amount: z.int().min(1).max(60), reason: words }),
  z.object({ action: z.literal('take_fee'), fen: z.int().min(1), receiptNo: z.string().trim().min(1).max(64) }),
  z.object({ action: z.literal('grant'), opinion: words, confirm: colleague.optional() }),
  z.object({ action: z.literal('refuse'), reason: words, basis: words, confirm: colleague.optional() }),
  z.object({
    action: z.literal('make_ready'),
    paper: z.object({ sent: z.int().min(1).max(999), counted: z.int().min(1).max(999), taken: colleague }).nullable(),
  }),
  z.object({ action: z.enum(['conclude', 'deliver', 'serve']), ...service }),
  z.object({
    action: z.literal('record_authority'),
    agent: applicant.omit({ phone: true }),
    scope: z.enum(authorityScopes),
    until: day.nullable(),
    proof: words,
  }),
  z.object({ action: z.literal('end_authority'), authorityId: z.uuid() }),
  z.object({ action: z.literal('suspend'), basis: words, reason: words, reviewOn: day }),
  z.object({ action: z.literal('revoke'), basis: words }),
  z.object({ action: z.literal('void'), reason: words }),
  z.object({ action: z.literal('reassign'), reason: words, staffNo: z.string().trim().min(1).max(32) }),
  // without an applicant the last press is taken back
  z.object({ action: z.literal('correct'), reason: words, applicant: applicant.optional() }),
  // 即办件: accept, sign, decide and make in one session at the window
  z.object({ action: z.literal('do_at_once'), opinion: words, confirm: colleague.optional() }),
]);
export const versioned = z.object({ version: z.int().min(1).meta({ description: 'As the screen showed it' }), press: pressBody });

export type Press = z.infer<typeof pressBody>;

const instant = z.string();
const named = z.object({ id: z.uuid(), name: z.string() });
const line = z.record(z.string(), z.unknown()).meta({ description: 'One line of the explanation: `kind` and what it speaks of' });
const clockKinds = ['intake', 'applicant', 'legal', 'promise', 'firstPromise', 'deficit', 'procedure', 'delivery'] as const;
const clock = z.object({
  clock: z.enum(clockKinds),
  state: z.enum(['running', 'stopped', 'ended']),
  amount: z.int(),
  unit: z.enum(clockUnits),
  at: instant.nullable().meta({ description: 'Due; null while it stands still' }),
  endedAt: instant.nullable(),
  passed: z.boolean(),
  provisional: z.boolean(),
  lines: z.array(line),
});

const material = z.object({
  code: z.string(),
  name: z.string(),
  need: z.enum(['required', 'deferrable']),
  from: z.enum(materialSources),
  state: z.enum(['present', 'missing']).nullable(),
  files: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(fileKinds),
      bytes: z.int(),
      trust: z.enum(uploadTrust).meta({ description: 'B: compared with the original at a window; C: uploaded' }),
      addedAt: instant,
    }),
  ),
});

const step = z.object({
  version: z.int(),
  type: z.enum(allEventTypes),
  at: instant,
  effectiveAt: instant.nullable(),
  role: z.enum(caseRoles),
  by: z.string().nullable().meta({ description: 'Name of a member of staff; null for a citizen or a job' }),
  texts: z.array(z.object({ field: z.string(), text: z.string() })),
  defects: z.array(z.string()),
  signed: z.enum(['pad', 'paper']).nullable().meta({ description: 'Where who took the result over a counter signed for it' }),
});

export const myCaseRow = z.object({
  id: z.uuid(),
  version: z.int(),
  ref: z.string().meta({ description: 'Finds it at every door from the first draft on' }),
  caseNo: z.string().nullable(),
  status: caseStatus,
  stopKind: z.enum(['special_procedure', 'suspended']).nullable(),
  decision: z.enum(['granted', 'granted_with_deficit', 'refused']).nullable(),
  flags: z.object({ deficit: z.boolean(), extended: z.boolean(), supplementInReview: z.boolean(), supervised: z.boolean() }),
  item: z.object({ id: z.uuid(), name: z.string(), kind: z.enum(['INSTANT', 'PROMISE']), sample: z.boolean() }),
  department: named,
  hall: named,
  timeZone: z.string().meta({ description: 'Of the hall: its dates and times are those of this zone' }),
  unit: named,
  channel: z.enum(channels),
  step: z.enum(reviewSteps).nullable(),
  startedAt: instant.nullable().meta({ description: 'Submitted or received' }),
  dueAt: instant.nullable(),
});

const row = myCaseRow.extend({
  applicant: z.object({ name: z.string().nullable() }),
  handler: z.string().nullable(),
});

export const branchStates = ['open', 'signed', 'agreed', 'objected'] as const;

/** What a draft was begun with, to say it otherwise: the version that it keeps, whatever is published since. */
const draftForm = guideFields.pick({ questions: true, materials: true, fees: true }).extend({ answers });

const masked = { name: z.string().nullable(), idNo: z.string().nullable(), phone: z.string().nullable() };
const inside = {
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
  materials: z.array(material),
  unneeded: z.array(material).meta({ description: 'Not asked for by the answers of now, and files were sent to it before' }),
  form: draftForm.nullable().meta({ description: 'Of a draft: what can be answered otherwise. Null once it was handed in or received' }),
  missing: z.array(z.string()),
  authorities: z
    .array(
      z.object({ id: z.uuid(), name: z.string().nullable(), scope: z.enum(authorityScopes), until: day.nullable(), ended: z.boolean() }),
    )
    .meta({ description: 'Who else may act in this case, and until when' }),
  branches: z
    .array(z.object({ department: z.string(), state: z.enum(branchStates) }))
    .meta({ description: 'Departments that decide with it' }),
  feeFen: z.int().nullable(),
  paidFen: z.int().nullable(),
  result: z.object({ name: z.string(), kind: z.enum(['certificate', 'document']) }).nullable(),
  clocks: z.array(clock),
  actions: z.array(z.object({ action: z.enum([...caseActions, 'do_at_once']), refusal: z.string().nullable() })),
  steps: z.array(step),
  visits: z
    .array(
      z.object({
        number: z.string(),
        state: ticketState,
        at: instant,
        hall: z.string(),
        window: z.string().nullable(),
        aim: z.enum(['first', ...visitAims]),
      }),
    )
    .meta({ description: 'Whenever somebody took a number for it, the first time first' }),
  archived: z
    .object({ at: instant, retention: z.enum(retentionClasses), until: day.nullable() })
    .nullable()
    .meta({ description: 'It lies in the archive: it is only read, and kept until then (null: for ever)' }),
  papers: z
    .array(
      z.object({
        version: z.int(),
        kind: z.enum(paperKinds),
        waits: z.boolean().meta({ description: 'For its signature: it cannot be opened yet' }),
        held: z.enum(heldReasons).nullable().meta({ description: 'Why it waits longer than it should; told to staff alone' }),
      }),
    )
    .meta({ description: 'Events that are told by a paper' }),
};
export const myCaseView = myCaseRow.extend({
  applicant: z.object(masked),
  remedies: z.string().nullable(),
  pickupCode: z.string().nullable().meta({ description: 'Collects the result without a card, while it waits' }),
  ...inside,
});
export type MyCaseRow = z.infer<typeof myCaseRow>;
export type MyCaseView = z.infer<typeof myCaseView>;

export const caseView = row.extend({
  applicant: z.object({ id: z.uuid(), ...masked }),
  applicantType: z.enum(applicantTypes),
  scope: z.enum(handlingScopes).nullable(),
  refusals: z
    .array(
      z.object({
        at: instant,
        by: z.string().nullable(),
        action: z.enum([...caseActions, 'do_at_once']),
        code: z.string(),
        times: z.int(),
      }),
    )
    .meta({ description: 'Who tried what and was refused; for whoever supervises the case. No name: a citizen' }),
  reveals: z.array(z.enum(purposes)).meta({ description: 'For what the reader may open the applicant in clear now' }),
  ...inside,
});
export type CaseView = z.infer<typeof caseView>;
export type CaseRow = z.infer<typeof row>;

export const boxes = ['intake', 'review', 'delivery', 'all'] as const;
export const caseList = z.object({
  cases: z.array(row),
  next: z.string().nullable().meta({ description: 'Give it as `after` for the next page' }),
  counts: z.object({ intake: z.int(), review: z.int(), delivery: z.int(), overdue: z.int() }),
});
export const caseQuery = z.object({
  box: z.enum(boxes).optional(),
  hall: z.uuid().optional(),
  q: z.string().trim().max(64).optional(),
  after: z
    .string()
    .regex(/^([\d:.TZ-]{20,30})?_[0-9a-f-]{36}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

export const pressed = z.object({ id: z.uuid(), version: z.int() });

const caseCodes = (Object.keys(errorStatus) as ErrorCode[]).filter((code) => code.startsWith('case.') || code === 'item.incomplete');
/** What can stop a press, whoever presses: the machine's refusals, and the proofs that are asked for beside it. */
export const pressErrors: readonly ErrorCode[] = [
  ...caseCodes,
  'signature.unknown',
  'not_found',
  'person.id_invalid',
  'auth.forbidden',
  'auth.locked',
  'limit.too_many',
];
