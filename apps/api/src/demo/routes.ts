import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import { DEMO_PASSWORD } from '@one-window/domain/passwords';
import type { Deps } from '../deps.ts';
import { deviceCookie } from '../devices/tokens.ts';
import { route, type Env } from '../http.ts';
import { role } from '../schemas.ts';
import { demoStaff, demoScreens } from './data.ts';

/** The token of a demo screen: derived, so that its address can be printed at every start. */
export const demoToken = (deps: Pick<Deps, 'keys'>, screen: string): string =>
  createHmac('sha256', deps.keys.link).update(`demo-screen\0${screen}`).digest('base64url');

const login = z.object({ staffNo: z.string(), password: z.string(), name: z.string(), roles: z.array(role) });

/** What the sign-in page may know before anybody is known: is it the demo, and then with which logins. */
export function entranceRoutes(deps: Deps) {
  return new Hono<Env>().get(
    '/entrance',
    route('readEntrance', {
      summary: 'Is this the demo, and with which logins',
      tag: 'staff',
      public: true,
      result: z.object({ demo: z.boolean(), logins: z.array(login) }),
    }),
    (c) =>
      c.json({
        demo: deps.demo,
        logins: deps.demo
          ? demoStaff.map(({ staffNo, name, roles: held }) => ({ staffNo, name, roles: [...held], password: DEMO_PASSWORD }))
          : [],
      }),
  );
}

/**
 * `/demo/<screen>` makes this browser one of the demo's screens, with what the address sets (theme, language). Outside the
 * demo it does not exist.
 */
export function demoPages(deps: Deps) {
  const app = new Hono<Env>();
  if (!deps.demo) return app;
  return app.get('/demo/:screen', (c) => {
    const screen = demoScreens.find((s) => s.path === c.req.param('screen'));
    if (!screen) return c.notFound();
    c.header('Set-Cookie', deviceCookie(demoToken(deps, screen.path), deps.urls.hall.startsWith('https:')));
    return c.redirect(`/${screen.kind}.html${new URL(c.req.url).search}`);
  });
}
