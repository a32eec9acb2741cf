import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '@one-window/domain/passwords';
import { sweepExpired } from '../security/sweep.ts';
import { hashPassword } from './auth.ts';
import { authenticator, browser, testPassword, testPeople, testRealm, testStaff, type TestPeople } from './testing.ts';

let t: TestPeople;
let realm: string;
let ahead = 0;
const later = (seconds: number): void => {
  ahead += seconds * 1000;
};

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + ahead });
  realm = await testRealm(t);
});
beforeEach(() => {
  ahead = 0;
});
afterAll(() => t.close());

describe('signing in', () => {
  test('a clerk signs in with staff number and password and is known afterwards', async () => {
    const { id, staffNo } = await testStaff(t, realm, { name: '欧阳𠮷祥', assignments: [{ roleId: 'clerk' }] });
    const desk = browser(t.desk);
    const answer = await desk.signIn(staffNo.toLowerCase());
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      staff: { id, staffNo, name: '欧阳𠮷祥', roles: ['clerk'] },
      mustChangePassword: false,
      mustEnrolSecondFactor: false,
    });
    const cookie = answer.headers.getSetCookie().find((text) => text.startsWith('ow_staff='));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
    const me = await desk.get('/me');
    expect(me.body).toMatchObject({
      staff: { id, staffNo },
      demo: false,
      oneTimePassword: false,
      secondFactor: { enrolled: false, required: false },
    });
  });

  test('without a session nobody is anybody', async () => {
    const stranger = browser(t.desk);
    expect((await stranger.get('/me')).body.error?.code).toBe('auth.required');
    stranger.jar.set('ow_staff', 'made.up');
    expect((await stranger.get('/me')).body.error?.code).toBe('auth.required');
  });

  test('a wrong password and an unknown staff number get the same answer', async () => {
    const { staffNo } = await testStaff(t, realm);
    const wrong = await browser(t.desk).signIn(staffNo, 'not the password');
    const unknown = await browser(t.desk).signIn('nobody-here', 'not the password');
    const odd = await browser(t.desk).signIn("' or 1=1 --", 'not the password');
    for (const answer of [wrong, unknown, odd]) {
      expect(answer.status).toBe(401);
      expect(answer.body.error).toMatchObject({ code: 'auth.wrong', details: {} });
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  test('a wrong password and an unknown staff number take the same class of time: both pay for one hash', async () => {
    const { staffNo } = await testStaff(t, realm);
    const timed = async (no: string): Promise<number> => {
      const started = performance.now();
      await browser(t.desk).signIn(no, 'not the password');
      later(3_600 * 3);
      return performance.now() - started;
    };
    // the quickest of several: a busy machine adds time, it never takes any away
    const best = (values: number[]): number => Math.min(...values);
    const times: Record<'known' | 'unknown' | 'hash', number[]> = { known: [], unknown: [], hash: [] };
    for (let i = 0; i < 9; i += 1) {
      times.known.push(await timed(staffNo));
      times.unknown.push(await timed(`nobody-${i}`));
      const started = performance.now();
      await hashPassword('reference');
      times.hash.push(performance.now() - started);
    }
    // neither answers without hashing, and neither costs a hash more
    expect(best(times.unknown)).toBeGreaterThan(best(times.hash) * 0.8);
    expect(Math.abs(best(times.known) - best(times.unknown))).toBeLessThan(best(times.hash) * 0.8);
  });

  test('demo accounts and the demo password open nothing outside the demo', async () => {
    const { staffNo } = await testStaff(t, realm, { demo: true });
    expect((await browser(t.desk).signIn(staffNo)).body.error?.code).toBe('auth.demo_refused');
    expect((await browser(t.desk).signIn(staffNo, 'not the password')).body.error?.code).toBe('auth.wrong');
    expect((await browser(t.desk).signIn('anybody', DEMO_PASSWORD)).body.error?.code).toBe('auth.demo_refused');
    await expect(testStaff(t, realm, { password: DEMO_PASSWORD })).rejects.toMatchObject({ code: 'auth.demo_refused' });
  });

  test('a password of 10,000 characters is refused before it is hashed', async () => {
    const answer = await browser(t.desk).signIn('c1', 'x'.repeat(10_000));
    expect(answer.status).toBe(422);
    expect(answer.body.error?.code).toBe('request.invalid');
  });

  test('sign-ins, refusals and sign-outs stand in the log of the day when their answer arrives, without a name', async () => {
    const { id, staffNo } = await testStaff(t, realm, { name: '钱多多' });
    const desk = browser(t.desk);
    await desk.signIn(staffNo, 'not the password');
    expect(await deeds(id)).toEqual(['staff_day.opened', 'session.refused']);
    await desk.signIn(staffNo);
    expect(await deeds(id)).toEqual(['staff_day.opened', 'session.refused', 'session.started']);
    await desk.post('/sign-out');
    expect(await deeds(id)).toEqual(['staff_day.opened', 'session.refused', 'session.started', 'session.ended']);
    const text = JSON.stringify(await t.deps.sql`select body from events`);
    expect(text).not.toContain('钱多多');
  });
});

const deeds = async (staffId: string): Promise<string[]> => {
  const rows = await t.deps.sql<{ type: string }[]>`
    select e.type from events e join staff_days d on d.id = e.stream where d.staff_id = ${staffId} order by e.version`;
  return rows.map((row) => row.type);
};

describe('a sign-in that cannot be written down', () => {
  /** The cookie of a session as whoever reads the database and the key file could make it. */
  const cookieFor = (token: string): string =>
    encodeURIComponent(`${token}.${createHmac('sha256', t.deps.keys.session).update(token).digest('base64')}`);
  const newest = async (staffId: string): Promise<string> => {
    const [row] = await t.deps.owner<
      { token: string }[]
    >`select token from staff_sessions where user_id = ${staffId} order by created_at desc limit 1`;
    return cookieFor(row!.token);
  };
  /** The log takes no event of these types until it is let. */
  const closeLog = async (...types: string[]): Promise<() => Promise<unknown>> => {
    await t.deps.owner.unsafe(`
      create function no_event() returns trigger language plpgsql as $$ begin raise 'the disk is full' using errcode = '53100'; end $$;
      create trigger no_event before insert on events for each row when (new.type in (${types.map((type) => `'${type}'`).join(', ')})) execute function no_event()`);
    return () => t.deps.owner.unsafe('drop trigger no_event on events; drop function no_event()');
  };

  test('lets nobody in, not even with the session that was made', async () => {
    const { id, staffNo } = await testStaff(t, realm);
    const desk = browser(t.desk);
    expect((await desk.signIn(staffNo)).status).toBe(200);
    expect(desk.jar.get('ow_staff')).toBe(await newest(id));

    const open = await closeLog('session.started');
    const other = browser(t.desk);
    const answer = await other.signIn(staffNo);
    await open();
    expect(answer.status).toBe(500);
    expect(other.jar.size).toBe(0);
    const cookie = await newest(id);
    expect(cookie).not.toBe(desk.jar.get('ow_staff'));
    other.jar.set('ow_staff', cookie);
    expect((await other.get('/me')).status).toBe(401);
    expect(await t.people.staffAlive({ kind: 'staff', id, staffNo, sessionId: await lastSession(id) })).toBe(false);
    expect((await deeds(id)).filter((type) => type === 'session.started')).toHaveLength(1);
    expect((await other.signIn(staffNo)).status).toBe(200);
  });
  const lastSession = async (staffId: string): Promise<string> => {
    const [row] = await t.deps.owner<
      { id: string }[]
    >`select id from staff_sessions where user_id = ${staffId} order by created_at desc limit 1`;
    return row!.id;
  };

  test('nor does a sign-out that cannot be written down end the session, nor a refusal pass for one', async () => {
    const { id, staffNo } = await testStaff(t, realm);
    const desk = browser(t.desk);
    await desk.signIn(staffNo);
    const open = await closeLog('session.ended', 'session.refused');
    expect((await desk.post('/sign-out')).status).toBe(500);
    expect((await browser(t.desk).signIn(staffNo, 'not the password')).status).toBe(500);
    await open();
    expect((await desk.get('/me')).status).toBe(200);
    expect((await desk.post('/sign-out')).status).toBe(200);
    expect(await deeds(id)).toEqual(['staff_day.opened', 'session.started', 'session.ended']);
  });

  test('as when connections are killed in between: whoever is in has an event, and every event of somebody let in has its session', async () => {
    // a pool of its own: the killed connections are nobody else's
    const own = await testPeople();
    const { owner } = own.deps;
    const there = await testRealm(own);
    const people = await Promise.all(Array.from({ length: 4 }, () => testStaff(own, there)));
    const until = Date.now() + 3_000;
    let answered = 0;
    const coming = people.map(async ({ staffNo }) => {
      while (Date.now() < until) if ((await browser(own.desk).signIn(staffNo)).status === 200) answered += 1;
    });
    const killer = (async () => {
      while (Date.now() < until) {
        await owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'ow_app' and random() < 0.15`;
        await new Promise((done) => setTimeout(done, 60));
      }
    })();
    await Promise.all([...coming, killer]);
    const usable = await owner<{ id: string }[]>`select id::text from staff_sessions where recorded order by 1`;
    const told = await owner<
      { id: string }[]
    >`select body::json ->> 'sessionId' as id from events where type = 'session.started' order by 1`;
    expect(told).toEqual(usable);
    expect(usable.length).toBeGreaterThanOrEqual(answered);
    expect(answered).toBeGreaterThan(0);
    await own.close();
  });
});

describe('the lock-out', () => {
  test('the fifth wrong password starts a delay that doubles, and a right one in between does not help', async () => {
    const { staffNo } = await testStaff(t, realm);
    for (let i = 0; i < 5; i += 1) expect((await browser(t.desk).signIn(staffNo, 'wrong password')).body.error?.code).toBe('auth.wrong');
    const delays: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      const answer = await browser(t.desk).signIn(staffNo);
      expect(answer.status).toBe(429);
      expect(answer.body.error?.code).toBe('auth.locked');
      const seconds = Number(answer.body.error?.details['seconds']);
      expect(answer.headers.get('retry-after')).toBe(String(seconds));
      delays.push(seconds);
      later(seconds + 1);
      expect((await browser(t.desk).signIn(staffNo, 'wrong password')).body.error?.code).toBe('auth.wrong');
    }
    expect(delays).toEqual([15, 30, 60, 120]);
    later(241);
    expect((await browser(t.desk).signIn(staffNo)).status).toBe(200);
    expect((await browser(t.desk).signIn(staffNo)).status).toBe(200);
  });

  test('a hundred guesses in the same instant are a hundred guesses', async () => {
    const { staffNo } = await testStaff(t, realm);
    const answers = await Promise.all(Array.from({ length: 100 }, () => browser(t.desk).signIn(staffNo, 'wrong password')));
    const codes = answers.map((a) => a.body.error?.code);
    expect(codes.filter((code) => code === 'auth.wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'auth.locked')).toHaveLength(95);
  });
});

describe('sessions', () => {
  test('who signs out is out, and an old cookie does not come back', async () => {
    const { staffNo } = await testStaff(t, realm);
    const desk = browser(t.desk);
    await desk.signIn(staffNo);
    const cookie = desk.jar.get('ow_staff')!;
    expect((await desk.post('/sign-out')).status).toBe(200);
    expect(desk.jar.has('ow_staff')).toBe(false);
    desk.jar.set('ow_staff', cookie);
    expect((await desk.get('/me')).status).toBe(401);
  });

  test('a session that is ended by a colleague is refused at once in this process, and the others are told', async () => {
    const clerk = await testStaff(t, realm, { assignments: [{ roleId: 'clerk' }] });
    const security = await testStaff(t, realm, { assignments: [{ roleId: 'security_admin' }] });
    const desk = browser(t.desk);
    await desk.signIn(clerk.staffNo);
    expect((await desk.get('/me')).status).toBe(200);
    const session = await t.people.sessions.find((name) => (name === 'cookie' ? `ow_staff=${desk.jar.get('ow_staff')}` : undefined));
    expect(await t.people.staffAlive(session!.actor)).toBe(true);
    const admin = browser(t.desk);
    await admin.signIn(security.staffNo);
    expect((await admin.post(`/staff/${clerk.id}/end-sessions`)).status).toBe(200);
    expect((await desk.get('/me')).body.error?.code).toBe('auth.required');
    expect(await t.people.staffAlive(session!.actor)).toBe(false);
    expect(t.hints).toContain(`session:${clerk.id}`);
  });

  test('a suspended colleague is out and cannot come in until restored', async () => {
    const clerk = await testStaff(t, realm);
    const administrator = await testStaff(t, realm, { assignments: [{ roleId: 'administrator' }] });
    const desk = browser(t.desk);
    const admin = browser(t.desk);
    await desk.signIn(clerk.staffNo);
    await admin.signIn(administrator.staffNo);
    await admin.post(`/staff/${clerk.id}/suspend`);
    expect((await desk.get('/me')).status).toBe(401);
    expect((await desk.signIn(clerk.staffNo)).body.error).toMatchObject({ code: 'auth.wrong' });
    await admin.post(`/staff/${clerk.id}/restore`);
    expect((await desk.signIn(clerk.staffNo)).status).toBe(200);
  });

  test('what expired is swept away, what still holds is kept', async () => {
    const gone = await testStaff(t, realm);
    const here = await testStaff(t, realm);
    const desk = browser(t.desk);
    await browser(t.desk).signIn(gone.staffNo);
    await desk.signIn(here.staffNo);
    await t.deps.owner`update staff_sessions set expires_at = now() - interval '1 second' where user_id = ${gone.id}`;
    await sweepExpired(t.deps.sql);
    const left = await t.deps.sql`select user_id from staff_sessions where user_id in (${gone.id}, ${here.id})`;
    expect(left.map((row) => String(row['user_id']))).toEqual([here.id]);
    expect((await desk.get('/me')).status).toBe(200);
  });

  test('a new password ends the sessions of the old one', async () => {
    const clerk = await testStaff(t, realm);
    const administrator = await testStaff(t, realm, { assignments: [{ roleId: 'administrator' }] });
    const desk = browser(t.desk);
    const admin = browser(t.desk);
    await desk.signIn(clerk.staffNo);
    await admin.signIn(administrator.staffNo);
    expect((await admin.post(`/staff/${clerk.id}/password`, { password: 'short' })).status).toBe(422);
    expect((await admin.post(`/staff/${clerk.id}/password`, { password: '换一个 Better-Pass-42' })).status).toBe(200);
    expect((await desk.get('/me')).status).toBe(401);
    expect((await desk.signIn(clerk.staffNo)).status).toBe(401);
    expect((await desk.signIn(clerk.staffNo, '换一个 Better-Pass-42')).status).toBe(200);
  });

  test('a clerk may not touch the sign-in of a colleague, and is told why', async () => {
    const clerk = await testStaff(t, realm, { assignments: [{ roleId: 'clerk' }] });
    const desk = browser(t.desk);
    await desk.signIn(clerk.staffNo);
    for (const verb of ['end-sessions', 'suspend', 'restore', 'remove-second-factor']) {
      const answer = await desk.post(`/staff/${clerk.id}/${verb}`);
      expect(answer.status).toBe(403);
      expect(answer.body.error).toMatchObject({ code: 'auth.forbidden', details: { reason: 'no_role' } });
    }
  });
});

describe('the second factor', () => {
  test('a realm that requires it lets nobody work before it is set up, then asks for a code at each sign-in', async () => {
    const strict = await testRealm(t, true);
    const clerk = await testStaff(t, strict, { assignments: [{ roleId: 'hall_manager' }] });
    const desk = browser(t.desk);
    expect((await desk.signIn(clerk.staffNo)).body).toMatchObject({ mustEnrolSecondFactor: true });
    expect((await desk.get('/devices')).body.error?.code).toBe('auth.second_factor_setup');
    expect((await desk.get('/me')).body).toMatchObject({ secondFactor: { enrolled: false, required: true } });

    const { secret, uri } = (await desk.post('/second-factor/enrol')).body as unknown as { secret: string; uri: string };
    expect(uri).toContain(`secret=${secret}`);
    expect(uri).not.toContain('invalid');
    expect((await desk.post('/second-factor/confirm', { code: '000000' })).body.error?.code).toBe('auth.second_factor');
    const code = authenticator(secret);
    expect((await desk.post('/second-factor/confirm', { code })).status).toBe(200);
    expect((await desk.get('/me')).body).toMatchObject({ secondFactor: { enrolled: true, required: true } });
    expect((await desk.get('/devices')).status).toBe(200);

    const again = browser(t.desk);
    expect((await again.signIn(clerk.staffNo)).body.error?.code).toBe('auth.second_factor');
    expect(again.jar.has('ow_staff')).toBe(false);
    expect((await again.signIn(clerk.staffNo, testPassword, code)).body.error?.code).toBe('auth.second_factor');
    const next = authenticator(secret, Date.now() + 30_000);
    const both = await Promise.all([
      browser(t.desk).signIn(clerk.staffNo, testPassword, next),
      browser(t.desk).signIn(clerk.staffNo, testPassword, next),
    ]);
    expect(new Set(both.map((a) => a.status))).toEqual(new Set([200, 401]));
    const [events] = await t.deps
      .sql`select count(*)::int as n from events where stream = ${clerk.id} and type = 'staff.second_factor_set'`;
    expect(events!['n']).toBe(1);
  });

  test('who guesses codes is locked out', async () => {
    const clerk = await testStaff(t, realm);
    const desk = browser(t.desk);
    await desk.signIn(clerk.staffNo);
    const { secret } = (await desk.post('/second-factor/enrol')).body as unknown as { secret: string };
    await desk.post('/second-factor/confirm', { code: authenticator(secret) });
    const codes = [];
    for (let i = 0; i < 7; i += 1) codes.push((await browser(t.desk).signIn(clerk.staffNo, testPassword, `00000${i}`)).body.error?.code);
    expect(codes).toContain('auth.locked');
    expect(codes.slice(0, 4).every((code) => code === 'auth.second_factor')).toBe(true);
  });

  test('a lost second factor is taken away by the security administrator and set up anew', async () => {
    const clerk = await testStaff(t, realm);
    const desk = browser(t.desk);
    await desk.signIn(clerk.staffNo);
    const first = (await desk.post('/second-factor/enrol')).body as unknown as { secret: string };
    await desk.post('/second-factor/confirm', { code: authenticator(first.secret) });
    expect((await desk.post('/second-factor/enrol')).body.error?.code).toBe('conflict');
    const security = await testStaff(t, realm, { assignments: [{ roleId: 'security_admin' }] });
    const admin = browser(t.desk);
    await admin.signIn(security.staffNo);
    await admin.post(`/staff/${clerk.id}/remove-second-factor`);
    expect((await desk.get('/me')).status).toBe(401);
    expect((await desk.signIn(clerk.staffNo)).status).toBe(200);
  });

  test('an open screen is not enough to set one up: the sign-in must be fresh', async () => {
    const clerk = await testStaff(t, realm);
    const desk = browser(t.desk);
    await desk.signIn(clerk.staffNo);
    later(16 * 60);
    expect((await desk.post('/second-factor/enrol')).body.error?.code).toBe('auth.required');
  });
});
