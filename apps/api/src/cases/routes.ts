import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { Case, CaseCommand, Service } from '@one-window/domain/case-events';
import { DomainError } from '@one-window/domain/errors';
import { purposes } from '@one-window/domain/permissions';
import { msBetween } from '@one-window/domain/time';
import type { Command } from '../db/change.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { personGiven, putPerson } from '../people/persons.ts';
import { clearPerson, sameReadingMs } from '../people/routes.ts';
import { bindSignature, drawnFor } from '../signatures/drawn.ts';
import { colleagueBeside } from '../staff/beside.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { amendPress } from './amend.ts';
import { authorityPress, recipientOf } from './collect.ts';
import {
  draftCase,
  immediatePresses,
  pressCase,
  reserveCaseNo,
  transferOf,
  type CaseHead,
  type PressInput,
  type PressedCase,
  type PressesOf,
} from './commands.ts';
import { listCases } from './list.ts';
import { caseInReach, readCase, rolesOn, type CaseDeps } from './queries.ts';
import { refused } from './refusals.ts';
import { revealApplicant } from './reveal.ts';
import { assertOfHall } from './visits.ts';
import * as s from './schemas.ts';

const caseId = z.object({ caseId: z.uuid() });
/** What can stop a press, whoever presses: the refusals of the machine and its guards. */
const refusals = s.pressErrors;

/** Cases for the window, the departments and the delivery counter. */
export function caseRoutes(deps: CaseDeps) {
  const staff = async (c: Context<Env>): Promise<StaffMemberActor> => (await deps.people.requireStaff((name) => c.req.header(name))).actor;
  return new Hono<Env>()
    .get(
      '/cases',
      route('listCases', { summary: 'Cases in reach, by due order', tag: 'cases', result: s.caseList, errors: ['auth.forbidden'] }),
      valid('query', s.caseQuery),
      async (c) => {
        const { box = 'all', limit = 30, ...rest } = c.req.valid('query');
        return c.json(await listCases(deps, await staff(c), { ...rest, box, limit }));
      },
    )
    .post(
      '/cases',
      route('draftCase', {
        summary: 'Begin a case for somebody at a window',
        tag: 'cases',
        command: true,
        result: s.pressed,
        errors: ['auth.forbidden', 'not_found', 'person.id_invalid', 'item.incomplete', 'case.item_not_in_force', 'case.applicant_unfit'],
      }),
      valid('json', s.draftBody),
      async (c) => {
        const actor = await staff(c);
        const body = c.req.valid('json');
        const hall = await deps.halls.hall(body.hallId);
        deps.people.assertCan(actor, 'case.intake', await deps.people.hallSubject(hall));
        if (body.ticketId) await assertOfHall(deps, hall, body.ticketId);
        const input = {
          itemId: body.itemId,
          applicantType: body.applicantType ?? ('person' as const),
          applicant: personGiven(body.applicant, todayAt(deps, hall)),
          answers: body.answers ?? {},
          ticketId: body.ticketId ?? null,
          citizenId: null,
          channel: 'hall' as const,
        };
        const as = { role: 'clerk', unitId: hall.id, authorityId: null } as const;
        const command = commandOf(c, 'case.draft', body);
        return c.json(await draftCase(deps, hall, actor, as, input, command).catch(refused(deps, actor, body.itemId, 'draft')));
      },
    )
    .get(
      '/cases/:caseId',
      route('readCase', {
        summary: 'One case: where it stands, why it is due when it is due, what can be done',
        tag: 'cases',
        result: s.caseView,
        errors: ['not_found'],
      }),
      valid('param', caseId),
      async (c) => {
        const view = await readCase(deps, await staff(c), c.req.valid('param').caseId);
        if (!view) throw new DomainError('not_found');
        return c.json({ ...view });
      },
    )
    .post(
      '/cases/:caseId/press',
      route('pressCase', {
        summary: 'A key of a case: receive, accept, sign, forward, grant, refuse, deliver …',
        tag: 'cases',
        command: true,
        result: s.pressed,
        errors: refusals,
      }),
      valid('param', caseId),
      valid('json', s.versioned),
      async (c) => {
        const actor = await staff(c);
        const id = c.req.valid('param').caseId;
        const { version, press } = c.req.valid('json');
        const command = commandOf(c, `case.${id}.press`, withoutPasswords({ version, press }));
        return c.json(await staffPress(deps, actor, id, version, press, command).catch(refused(deps, actor, id, press.action)));
      },
    )
    .post(
      '/cases/:caseId/reveal',
      route('revealApplicant', {
        summary: 'Name, number of identity and phone of the applicant in clear, for whoever has to act on the case now',
        tag: 'cases',
        command: true,
        result: clearPerson,
        errors: ['not_found', 'auth.purpose_required', 'person.no_assignment', 'auth.forbidden', 'limit.too_many'],
      }),
      valid('param', caseId),
      valid('json', z.object({ purpose: z.enum(purposes).optional() })),
      async (c) => {
        const actor = await staff(c);
        const id = c.req.valid('param').caseId;
        const { purpose } = c.req.valid('json');
        if (!purpose) throw new DomainError('auth.purpose_required');
        await deps.people.limiter.attempt('reveal', { subject: actor.id });
        const { readAt, person } = await revealApplicant(deps, actor, id, purpose, commandOf(c, 'case.reveal', { id, purpose }));
        if (msBetween(readAt, new Date(deps.now()).toISOString()) > sameReadingMs) throw new DomainError('person.no_assignment');
        return c.json({ ...person });
      },
    );
}

/** A password proves who signs beside; it is no part of what is remembered of a press. */
function withoutPasswords(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (key, value: unknown) => (key === 'password' ? undefined : value)));
}

async function staffPress(
  deps: CaseDeps,
  actor: StaffMemberActor,
  id: string,
  version: number,
  press: s.Press,
  command: Command,
): Promise<PressedCase> {
  const found = await caseInReach(deps, actor, id);
  if (!found) throw new DomainError('not_found');
  const { head, file } = found;
  const roles = await rolesOn(deps, actor, head, file, new Date(deps.now()).toISOString());
  const made =
    press.action === 'amend'
      ? await amendPress(deps, found, roles, press, true)
      : { presses: await pressesOf(deps, actor, head, file, press), ...boundWith(press, version) };
  return pressCase(deps, actor, { caseId: id, head, seen: file, version, roles, ...made, identityLevel: 2 }, command);
}

/** What was drawn belongs to the hand-over from the same moment on. */
function boundWith(press: s.Press, version: number): Pick<PressInput, 'also'> {
  const drawn = 'signed' in press && press.way === 'counter' && press.signed?.by === 'pad' ? press.signed.requestId : null;
  return drawn ? { also: bindSignature(drawn, version + 1) } : {};
}

/** What the machine is given for a key of a screen; who signs beside and whose card was shown is proved here, before any lock. */
async function pressesOf(deps: CaseDeps, actor: StaffMemberActor, head: CaseHead, file: Case, press: s.Press): Promise<PressesOf> {
  switch (press.action) {
    case 'receive': {
      const caseNo = file.caseNo ?? (await reserveCaseNo(deps, head));
      return one({ ...press, caseNo });
    }
    case 'pre_review_return':
    case 'give_notice':
      return one({ ...press, approvedBy: null });
    case 'refuse_acceptance':
      return one({ ...press, direction: press.direction ?? null });
    case 'grant':
    case 'refuse': {
      const { confirm, ...rest } = press;
      const confirmedBy = await second(deps, actor, head, confirm);
      return one({ ...rest, confirmedBy });
    }
    case 'do_at_once': {
      const confirmedBy = await second(deps, actor, head, press.confirm);
      return (state, item) => immediatePresses(state, item, press.opinion, confirmedBy);
    }
    case 'make_ready': {
      const { paper } = press;
      const takenBy = paper && (await colleagueBeside(deps, actor, paper.taken, 'case.deliver', head.hall));
      const transfer = paper && takenBy ? transferOf(actor.id, takenBy, paper.sent, paper.counted) : null;
      return one({ action: 'make_ready', unitId: head.hall.id, transfer });
    }
    case 'conclude':
    case 'deliver':
    case 'serve': {
      const { action, way, proof, recipient } = press;
      const known = await recipientOf(deps, file, recipient);
      return one({ action, way, proof, ...known, ...(await signedFor(deps, actor, file.id, press, known)) });
    }
    case 'record_authority': {
      const { action: _, ...given } = press;
      return one(await authorityPress(deps, head, given));
    }
    case 'correct': {
      const { reason, applicant } = press;
      return one({ action: 'correct', reason, applicantId: applicant ? await correctedApplicant(deps, head, applicant) : null });
    }
    case 'reassign': {
      const { reason, staffNo } = press;
      return one({ action: 'reassign', reason, ...(await handlerCalled(deps, staffNo)) });
    }
    default:
      return one(press as CaseCommand);
  }
}

const one =
  (command: CaseCommand): PressesOf =>
  () => [command];

/** How who takes it signed: on the pad, if that was drawn for just this hand-over; or on paper. By post nobody signs here. */
async function signedFor(
  deps: CaseDeps,
  actor: StaffMemberActor,
  caseId: string,
  { action, way, signed }: Extract<s.Press, { action: 'conclude' | 'deliver' | 'serve' }>,
  known: Pick<Service, 'recipientBy' | 'authorityId'>,
): Promise<Pick<Service, 'signed'>> {
  if (way !== 'counter' || !signed) return {};
  if (signed.by === 'paper') return { signed };
  if (action === 'conclude') throw new DomainError('signature.unknown');
  const { requestId } = signed;
  const digest = await drawnFor(deps, actor, caseId, requestId, { action, ...known });
  return { signed: { by: 'pad', id: requestId, digest } };
}

/** 一审一核: somebody else who may take in cases here signs on the same screen. */
async function second(
  deps: CaseDeps,
  actor: StaffMemberActor,
  head: CaseHead,
  confirm: { readonly staffNo: string; readonly password: string } | undefined,
): Promise<string | null> {
  return confirm ? colleagueBeside(deps, actor, confirm, 'case.intake', head.hall) : null;
}

/** The person whom the window had meant. */
async function correctedApplicant(deps: CaseDeps, { hall }: CaseHead, given: z.infer<typeof s.applicant>): Promise<string> {
  return putPerson(deps.sql, deps.keys, personGiven(given, todayAt(deps, hall)));
}

const todayAt = (deps: CaseDeps, hall: HallInfo) => businessDateOf(hall, new Date(deps.now()).toISOString());

/** 改派: the handler who takes it over, and with them the department. */
async function handlerCalled(deps: CaseDeps, staffNo: string): Promise<{ unitId: string; handlerId: string }> {
  const now = new Date(deps.now());
  const [row] = await deps.sql<{ handler: string; unit: string }[]>`
    select s.id as handler, a.department_id as unit from staff s join staff_assignments a on a.staff_id = s.id
    where lower(s.staff_no) = lower(${staffNo}) and s.active and (${deps.demo} or not s.demo) and a.role_id = 'department_handler'
      and a.department_id is not null and a.valid_from <= ${now} and (a.valid_to is null or a.valid_to > ${now}) limit 1`;
  if (!row) throw new DomainError('case.handler_wrong');
  return { unitId: row.unit, handlerId: row.handler };
}
