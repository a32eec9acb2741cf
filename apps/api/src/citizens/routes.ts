import { Hono } from 'hono';
import { z } from 'zod';
import type { Case } from '@one-window/domain/case-events';
import { DomainError } from '@one-window/domain/errors';
import { messageLanguages } from '@one-window/domain/languages';
import { amendPress } from '../cases/amend.ts';
import { draftCase, pressCase, reserveCaseNo, type CaseHead, type PressInput } from '../cases/commands.ts';
import { myCaseHead, myCases, noSuchCase, readMyCase } from '../cases/mine.ts';
import { refusedToCitizen } from '../cases/refusals.ts';
import * as s from '../cases/schemas.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf } from '../halls/directory.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { personGiven } from '../people/persons.ts';
import { done, mobile } from '../schemas.ts';
import { myReads, readsOf } from './reads.ts';
import { citizensOf, privacyNotice, type Citizens, type CitizenSession } from './sessions.ts';

const phone = mobile;
/** That of the screen; a client that says nothing is written to in Chinese. */
const lang = z.enum(messageLanguages).default('zh');
const caseId = z.object({ caseId: z.uuid() });
const signature = z.string().trim().min(1).max(100);

/** What a citizen may press; everything else is for staff. */
const citizenPress = z.discriminatedUnion('action', [
  z.object({ action: z.literal('submit') }),
  z.object({
    action: z.enum(['supplement', 'answer_supplement', 'supply_deficit']),
    // an empty hand answers nothing
    materials: z.array(z.string().min(1).max(64)).min(1).max(100),
  }),
  s.myAmend,
  z.object({ action: z.literal('withdraw'), signature }),
  z.object({ action: z.literal('remove_file'), fileId: z.uuid() }),
]);

const level = 1;
const roles = [{ role: 'applicant', unitId: null, authorityId: null }] as const;

/** The citizen's own door: known by a phone, sees own cases only. */
export function citizenRoutes(deps: Deps, citizens: Citizens = citizensOf(deps)) {
  return new Hono<Env>()
    .post(
      '/sign-in/code',
      route('sendCode', {
        summary: 'Have a code sent to a phone; says the same whether the number is known or not',
        tag: 'citizens',
        public: true,
        result: done,
        errors: ['limit.too_many'],
      }),
      valid('json', z.object({ phone, lang })),
      async (c) => {
        const asked = c.req.valid('json');
        await citizens.sendCode(asked.phone, asked.lang, c.get('address'));
        return c.json({ ok: true as const });
      },
    )
    .post(
      '/sign-in',
      route('signInCitizen', {
        summary:
          'Sign in with the code; by this the privacy notice of that version is taken note of, and its language is that of what is sent to the phone',
        tag: 'citizens',
        public: true,
        result: done,
        errors: ['auth.wrong', 'auth.locked', 'auth.notice_old'],
      }),
      valid('json', z.object({ phone, code: z.string().regex(/^\d{6}$/), noticeVersion: z.string().max(20), lang })),
      async (c) => {
        const body = c.req.valid('json');
        if (body.noticeVersion !== privacyNotice) throw new DomainError('auth.notice_old', { version: privacyNotice });
        c.header('Set-Cookie', await citizens.signIn(body, c.get('address')));
        return c.json({ ok: true as const });
      },
    )
    .post('/sign-out', route('signOutCitizen', { summary: 'Sign out', tag: 'citizens', public: true, result: done }), async (c) => {
      c.header('Set-Cookie', await citizens.signOut((name) => c.req.header(name)));
      return c.json({ ok: true as const });
    })
    .get(
      '/notice',
      route('readNotice', {
        summary: 'The version of the privacy notice that is to be shown',
        tag: 'citizens',
        public: true,
        result: z.object({ version: z.string(), demo: z.boolean() }),
      }),
      (c) => c.json({ version: privacyNotice, demo: deps.demo }),
    )
    .get(
      '/me',
      route('readCitizen', {
        summary: 'Who is signed in',
        tag: 'citizens',
        who: 'citizen',
        result: z.object({ phone: z.string(), lang: z.enum(messageLanguages) }),
      }),
      async (c) => {
        const citizen = await citizens.require((name) => c.req.header(name));
        return c.json({ phone: citizen.phone, lang: citizen.lang });
      },
    )
    .put(
      '/me/language',
      route('speakTo', { summary: 'In which language this number is written to', tag: 'citizens', who: 'citizen', result: done }),
      valid('json', z.object({ lang: z.enum(messageLanguages) })),
      async (c) => {
        const citizen = await citizens.require((name) => c.req.header(name));
        await citizens.speak(citizen.id, c.req.valid('json').lang);
        return c.json({ ok: true as const });
      },
    )
    .get(
      '/reads',
      route('listMyReads', { summary: 'Who opened my data in clear, when and for what', tag: 'citizens', who: 'citizen', result: myReads }),
      async (c) => c.json(await readsOf(deps, await citizens.require((name) => c.req.header(name)))),
    )
    .get(
      '/cases',
      route('listMyCases', {
        summary: 'Own cases, by whichever door they began; the newest first',
        tag: 'citizens',
        who: 'citizen',
        result: z.object({ cases: z.array(s.myCaseRow) }),
      }),
      async (c) => c.json({ cases: await myCases(deps, await citizens.require((name) => c.req.header(name))) }),
    )
    .post(
      '/cases',
      route('draftMyCase', {
        summary: 'Begin a case',
        tag: 'citizens',
        who: 'citizen',
        command: true,
        result: s.pressed,
        errors: ['not_found', 'person.id_invalid', 'item.incomplete', 'case.item_not_in_force', 'case.applicant_unfit', 'limit.too_many'],
      }),
      valid('json', s.myDraftBody),
      async (c) => {
        const citizen = await citizens.require((name) => c.req.header(name));
        const body = c.req.valid('json');
        const hall = await deps.halls.hall(body.hallId);
        const today = businessDateOf(hall, new Date(deps.now()).toISOString());
        const input = {
          itemId: body.itemId,
          applicantType: 'person',
          applicant: personGiven({ ...body.applicant, phone: await citizens.phoneOf(citizen.id) }, today),
          answers: body.answers ?? {},
          ticketId: null,
          citizenId: citizen.id,
          channel: 'online',
        } as const;
        const as = { role: 'applicant', unitId: null, authorityId: null } as const;
        const command = commandOf(c, 'case.draft', body);
        return c.json(
          await draftCase(deps, hall, citizen, as, input, command).catch(refusedToCitizen(deps, citizen, body.itemId, 'draft')),
        );
      },
    )
    .get(
      '/cases/:caseId',
      route('readMyCase', {
        summary: 'One of the own cases: where it stands, who answers, when it is due and why, what happened',
        tag: 'citizens',
        who: 'citizen',
        result: s.myCaseView,
        errors: ['not_found', 'limit.too_many'],
      }),
      valid('param', caseId),
      async (c) => {
        const citizen = await citizens.require((name) => c.req.header(name));
        const view = (await readMyCase(deps, citizen, c.req.valid('param').caseId)) ?? (await noSuchCase(citizens.limiter, citizen));
        return c.json({ ...view });
      },
    )
    .post(
      '/cases/:caseId/press',
      route('pressMyCase', {
        summary: 'Change a draft, submit, supply what was missing, withdraw',
        tag: 'citizens',
        who: 'citizen',
        command: true,
        result: s.pressed,
        errors: s.pressErrors,
      }),
      valid('param', caseId),
      valid('json', z.object({ version: z.int().min(1), press: citizenPress })),
      async (c) => {
        const citizen = await citizens.require((name) => c.req.header(name));
        const id = c.req.valid('param').caseId;
        const { version, press } = c.req.valid('json');
        const mine = (await myCaseHead(deps, citizen, id)) ?? (await noSuchCase(citizens.limiter, citizen));
        const made = await pressesOf(deps, citizens, citizen, mine, press);
        const command = commandOf(c, `case.${id}.press`, { version, press });
        const input = { caseId: id, head: mine.head, version, roles, ...made, identityLevel: level };
        return c.json(await pressCase(deps, citizen, input, command).catch(refusedToCitizen(deps, citizen, id, press.action)));
      },
    );
}

async function pressesOf(
  deps: Deps,
  citizens: Citizens,
  citizen: CitizenSession,
  mine: { readonly head: CaseHead; readonly file: Case },
  press: z.infer<typeof citizenPress>,
): Promise<Pick<PressInput, 'presses' | 'answers' | 'also'>> {
  switch (press.action) {
    case 'submit': {
      const caseNo = mine.file.caseNo ?? (await reserveCaseNo(deps, mine.head));
      return { presses: () => [{ ...press, caseNo }] };
    }
    case 'amend': {
      // the number is the one that was proved by its code, as when it was begun
      const applicant = press.applicant && { ...press.applicant, phone: await citizens.phoneOf(citizen.id) };
      return amendPress(deps, mine, roles, { ...press, applicant }, false);
    }
    default:
      return { presses: () => [press] };
  }
}
