import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { PASSWORD_MAX } from '@one-window/domain/passwords';
import { can, canSomewhere, isLive, type Action } from '@one-window/domain/permissions';
import type { Deps } from '../deps.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import type { HeaderOf } from '../identity.ts';
import { done, name as hallName, role } from '../schemas.ts';
import { endSessions, removeSecondFactor } from './accounts.ts';
import type { People } from './identity.ts';
import { setPassword } from './passwords.ts';
import { registerRoutes } from './register.ts';
import { restoreStaff, suspendStaff } from './roles.ts';
import { secondFactorOf } from './second-factor.ts';
import type { StaffMemberActor, StaffSession } from './sessions.ts';
import { signInOf } from './sign-in.ts';

const staffView = z.object({ id: z.uuid(), staffNo: z.string(), name: z.string(), roles: z.array(role) });
const secondFactor = z.object({ enrolled: z.boolean(), required: z.boolean() });
const code = z.string().regex(/^\d{6}$/);
const byId = z.object({ id: z.uuid() });

const headerOf =
  (c: Context<Env>): HeaderOf =>
  (name) =>
    c.req.header(name);

/** Sign-in, sign-out, who am I, second factor: the only staff routes that work without a whole session. */
export function staffRoutes(deps: Deps, people: People) {
  const parts = { ...deps, auth: people.auth, sessions: people.sessions, limiter: people.limiter };
  const gate = signInOf(parts);
  const secondFactors = secondFactorOf(parts);
  const anySession = async (c: Context<Env>): Promise<StaffSession> => {
    const session = await people.sessions.find(headerOf(c));
    if (!session) throw new DomainError('auth.required');
    return session;
  };
  return new Hono<Env>()
    .post(
      '/sign-in',
      route('signIn', {
        summary: 'Sign in with staff number and password, and a code where a second factor is set up',
        tag: 'staff',
        public: true,
        result: z.object({ staff: staffView, mustChangePassword: z.boolean(), mustEnrolSecondFactor: z.boolean() }),
        errors: ['auth.wrong', 'auth.second_factor', 'auth.locked', 'auth.demo_refused'],
      }),
      valid('json', z.object({ staffNo: z.string().min(1).max(64), password: z.string().min(1).max(PASSWORD_MAX), code: code.optional() })),
      async (c) => {
        const { session, cookies } = await gate.signIn(c.req.valid('json'), c.get('address'));
        setCookies(c, cookies);
        return c.json({
          staff: viewOf(session, deps),
          mustChangePassword: session.oneTimePassword,
          mustEnrolSecondFactor: session.secondFactor.required && !session.secondFactor.enrolled,
        });
      },
    )
    .post('/sign-out', route('signOut', { summary: 'End this session', tag: 'staff', public: true, result: done }), async (c) => {
      const session = await people.sessions.find(headerOf(c));
      setCookies(c, await gate.signOut(headerOf(c)));
      if (session) people.revoked(`session:${session.actor.sessionId}`);
      return c.json({ ok: true as const });
    })
    .get(
      '/me',
      route('readMe', {
        summary: 'Who is signed in, where they may work, what is still missing',
        tag: 'staff',
        who: 'unready',
        result: z.object({
          staff: staffView,
          halls: z.array(z.object({ id: z.uuid(), name: hallName })),
          demo: z.boolean(),
          oneTimePassword: z.boolean(),
          secondFactor,
        }),
      }),
      async (c) => {
        const session = await anySession(c);
        const halls = [];
        const now = nowText(deps);
        // whoever reads ratings chooses a hall for it, and reads of each as far as the reach goes
        const reads = canSomewhere(session.actor, 'rating.read', now);
        for (const hall of await deps.halls.all()) {
          if (reads || can(session.actor, 'hall.view', await people.hallSubject(hall), now)) halls.push({ id: hall.id, name: hall.name });
        }
        const { oneTimePassword, secondFactor: factor } = session;
        return c.json({ staff: viewOf(session, deps), halls, demo: deps.demo, oneTimePassword, secondFactor: factor });
      },
    )
    .post(
      '/me/password',
      route('changeOwnPassword', {
        summary: 'Another password for oneself; every other session ends',
        tag: 'staff',
        who: 'unready',
        command: true,
        result: done,
        errors: ['auth.wrong', 'auth.locked', 'auth.demo_refused'],
      }),
      valid('json', z.object({ old: z.string().min(1).max(PASSWORD_MAX), password: z.string().min(1).max(PASSWORD_MAX) })),
      async (c) => {
        const session = await anySession(c);
        const { old, password } = c.req.valid('json');
        await gate.changePassword(session, { old, next: password }, commandOf(c, 'staff.own-password', null).key);
        people.revoked(`session:${session.actor.id}`);
        return c.json({ ok: true as const });
      },
    )
    .post(
      '/second-factor/enrol',
      route('enrolSecondFactor', {
        summary: 'A new secret for an authenticator; counts once confirmed',
        tag: 'staff',
        who: 'unready',
        result: z.object({ uri: z.string(), secret: z.string() }),
        errors: ['conflict', 'auth.password_change'],
      }),
      async (c) => c.json(await secondFactors.enrol(await anySession(c))),
    )
    .post(
      '/second-factor/confirm',
      route('confirmSecondFactor', {
        summary: 'Proves that the authenticator shows the right codes',
        tag: 'staff',
        who: 'unready',
        result: done,
        errors: ['auth.second_factor', 'auth.locked'],
      }),
      valid('json', z.object({ code })),
      async (c) => {
        const session = await anySession(c);
        await secondFactors.confirm(session, c.req.valid('json').code);
        people.revoked(`session:${session.actor.sessionId}`);
        return c.json({ ok: true as const });
      },
    );
}

/** What a colleague with the right may do to a sign-in: end it, bar it, open it again, give a new password. */
export function staffAdminRoutes(deps: Deps, people: People) {
  const admin = (c: Context<Env>, action: Action): Promise<StaffMemberActor> =>
    people.requireStaff(headerOf(c)).then(({ actor }) => {
      // accounts belong to the realm: a role that is bound to one hall does not reach them
      people.assertCan(actor, action, {});
      return actor;
    });
  const text = (summary: string) =>
    ({
      summary,
      tag: 'staff',
      command: true,
      result: done,
      errors: ['auth.forbidden', 'not_found', 'staff.self', 'staff.last_of_role'],
    }) as const;
  const press = (action: Action, name: string, act: typeof suspendStaff) => async (c: Context<Env>) => {
    const actor = await admin(c, action);
    const { id } = byId.parse(c.req.param());
    const command = commandOf(c, name, { id });
    await act(deps, actor, id, command.key);
    people.revoked(`session:${id}`);
    return c.json({ ok: true as const });
  };
  return registerRoutes(deps, people)
    .post(
      '/staff/:id/end-sessions',
      route('endSessions', text('End every session of a member of staff')),
      valid('param', byId),
      press('session.end', 'staff.end-sessions', endSessions),
    )
    .post(
      '/staff/:id/suspend',
      route('suspendStaff', text('Bar a member of staff; sessions end at once')),
      valid('param', byId),
      press('staff.manage', 'staff.suspend', suspendStaff),
    )
    .post(
      '/staff/:id/restore',
      route('restoreStaff', text('Let a barred member of staff in again')),
      valid('param', byId),
      press('staff.manage', 'staff.restore', restoreStaff),
    )
    .post(
      '/staff/:id/remove-second-factor',
      route('removeSecondFactor', text('Take a lost second factor away; sessions end at once')),
      valid('param', byId),
      press('session.end', 'staff.remove-second-factor', removeSecondFactor),
    )
    .post(
      '/staff/:id/password',
      route('setPassword', {
        ...text('Give a password that opens one thing, the choice of an own one; sessions end at once'),
        errors: ['auth.forbidden', 'auth.demo_refused', 'not_found', 'staff.self'],
      }),
      valid('param', byId),
      valid('json', z.object({ password: z.string().min(1).max(PASSWORD_MAX) })),
      async (c) => {
        const actor = await admin(c, 'staff.manage');
        const { id } = c.req.valid('param');
        const { password } = c.req.valid('json');
        // one's own wants the old one
        if (id === actor.id) throw new DomainError('staff.self');
        await setPassword(deps, actor, id, password, commandOf(c, 'staff.password', null).key);
        people.revoked(`session:${id}`);
        return c.json({ ok: true as const });
      },
    );
}

const nowText = (deps: Deps): string => new Date(deps.now()).toISOString();

function viewOf({ actor, name }: StaffSession, deps: Deps) {
  const held = actor.assignments.filter((a) => isLive(a, nowText(deps))).map((a) => a.roleId);
  return { id: actor.id, staffNo: actor.staffNo, name, roles: [...new Set(held)] };
}

function setCookies(c: Context<Env>, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
}
