import { Hono } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { boardProblem, boardProblems, boardTemplates, type BoardProblem, type BoardRow } from '@one-window/domain/boards';
import { DomainError } from '@one-window/domain/errors';
import { can, canSomewhere, deviceKinds, scopeOf, type DeviceKind } from '@one-window/domain/permissions';
import { addMs, businessDate } from '@one-window/domain/time';
import { screenSounds, type ScreenSound } from '@one-window/domain/views';
import { change } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import type { HallInfo } from '../halls/directory.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { done } from '../schemas.ts';
import { scopeSql } from '../security/scope.ts';
import type { People } from '../staff/identity.ts';
import type { PageVersions } from './pages.ts';
import { codeHash, codeLength, deviceCookie, deviceToken, newCode, newPollToken, normaliseCode, sha256, tokenOf } from './tokens.ts';

const pairingMinutes = 10;
const kind = z.enum(deviceKinds);
const zone = z.string().trim().min(1).max(30).nullish();
const configureBody = z.object({ template: z.enum(boardTemplates), zone, windowId: z.uuid().nullish() });
const pairingBody = z.object({
  code: z.string().min(1).max(32),
  kind,
  hallId: z.uuid(),
  name: z.string().trim().min(1).max(60),
  place: z.string().trim().max(60).nullish(),
  /** A pad stands at a window; a board may be for one, or for a zone. */
  windowId: z.uuid().nullish(),
  template: z.enum(boardTemplates).optional(),
  zone,
});
const pollToken = z.object({ pollToken: z.string().regex(/^[\w-]{43}$/) });

/** For an unpaired and a paired screen, on the hall listener. */
export function pairingRoutes(deps: Deps, people: People) {
  const secure = deps.urls.hall.startsWith('https:');
  return new Hono<Env>()
    .post(
      '/pairing',
      route('startPairing', {
        summary: 'A screen asks for a code to show',
        tag: 'devices',
        public: true,
        result: z.object({ code: z.string(), pollToken: z.string(), expiresAt: z.string(), demo: z.boolean() }),
        errors: ['limit.too_many'],
      }),
      async (c) => {
        await people.limiter.attempt('pairing_start', { address: c.get('address') });
        const poll = newPollToken();
        const code = newCode();
        const now = new Date(deps.now()).toISOString();
        const expiresAt = addMs(now, pairingMinutes * 60_000);
        await deps.sql`delete from pairings where expires_at <= ${now}`;
        await deps.sql`
          insert into pairings (poll_hash, code_hash, token_hash, expires_at)
          values (${sha256(poll)}, ${codeHash(deps.keys.blindIndex, code)}, ${sha256(deviceToken(poll))}, ${expiresAt})`;
        return c.json({ code, pollToken: poll, expiresAt, demo: deps.demo });
      },
    )
    .get(
      '/pairing/:pollToken',
      route('pollPairing', {
        summary: 'Has somebody typed the code? Sets the cookie of the device when they have',
        tag: 'devices',
        public: true,
        result: z.union([z.object({ state: z.literal('waiting') }), z.object({ state: z.literal('paired'), kind })]),
        errors: ['pairing.wrong'],
      }),
      valid('param', pollToken),
      async (c) => {
        const poll = c.req.valid('param').pollToken;
        const [row] = await deps.sql<{ kind: (typeof deviceKinds)[number] | null }[]>`
          select d.kind from pairings p left join devices d on d.id = p.device_id
          where p.poll_hash = ${sha256(poll)} and p.expires_at > ${new Date(deps.now()).toISOString()}`;
        if (!row) throw new DomainError('pairing.wrong');
        if (row.kind === null) return c.json({ state: 'waiting' as const });
        c.header('Set-Cookie', deviceCookie(deviceToken(poll), secure));
        return c.json({ state: 'paired' as const, kind: row.kind });
      },
    )
    .get(
      '/device',
      route('readDevice', {
        summary: 'What this screen is',
        tag: 'devices',
        who: 'device',
        result: z.object({
          id: z.uuid(),
          kind,
          hallId: z.uuid(),
          name: z.string(),
          windowId: z.uuid().nullable(),
          template: z.enum(boardTemplates),
          zone: z.string().nullable(),
          demo: z.boolean(),
          portalUrl: z.string(),
        }),
      }),
      async (c) => {
        const header = (name: string): string | undefined => c.req.header(name);
        const device = await people.device(header);
        if (!device) throw new DomainError('auth.required');
        if (!header('authorization')) c.header('Set-Cookie', deviceCookie(tokenOf(header)!, secure));
        return c.json({
          id: device.id,
          kind: device.device,
          hallId: device.hallId,
          name: device.name,
          windowId: device.windowId,
          template: device.template,
          zone: device.zone,
          demo: deps.demo,
          portalUrl: deps.urls.portal,
        });
      },
    );
}

/** For the colleague who stands before the screen, on the desk listener. */
export function deviceAdminRoutes(deps: Deps, people: People, versions: PageVersions = () => null) {
  return new Hono<Env>()
    .get(
      '/devices',
      route('listDevices', {
        summary: 'Screens of the halls in reach',
        tag: 'devices',
        result: z.object({
          devices: z.array(
            z.object({
              id: z.uuid(),
              hallId: z.uuid(),
              kind,
              name: z.string(),
              place: z.string().nullable(),
              template: z.enum(boardTemplates),
              zone: z.string().nullable(),
              windowId: z.uuid().nullable(),
              problem: z
                .enum(boardProblems)
                .nullable()
                .meta({ description: 'Why a board shows the whole hall though it was set up for a part of it' }),
              sound: z
                .enum(screenSounds)
                .nullable()
                .meta({ description: 'Which voice speaks there, as the screen said itself within the last minute' }),
              page: z
                .object({ current: z.boolean(), loadedAt: z.string() })
                .nullable()
                .meta({ description: 'Its page, as it was loaded last; not `current`: this service has a newer one since' }),
              seenAt: z.string().nullable().meta({ description: 'When the screen last said what it shows' }),
              pairedAt: z.string(),
              revokedAt: z.string().nullable(),
            }),
          ),
        }),
      }),
      async (c) => {
        const { actor } = await people.requireStaff((name) => c.req.header(name));
        const now = new Date(deps.now()).toISOString();
        const scope = scopeOf(actor, 'device.view', now);
        const today = businessDate(now, (await deps.halls.all())[0]?.timeZone ?? 'UTC');
        const { sql } = deps;
        const devices = await sql<
          {
            id: string;
            hallId: string;
            kind: (typeof deviceKinds)[number];
            name: string;
            place: string | null;
            template: BoardRow['template'];
            zone: string | null;
            windowId: string | null;
            sound: ScreenSound | null;
            version: string | null;
            loadedAt: string | null;
            seenAt: string | null;
            pairedAt: string;
            revokedAt: string | null;
          }[]
        >`
          select d.id, d.hall_id as "hallId", d.kind, d.name, d.place, d.template, d.zone, d.window_id as "windowId", d.paired_at as "pairedAt", d.revoked_at as "revokedAt",
            case when s.seen_at > now() - interval '1 minute' then s.sound end as sound, s.seen_at as "seenAt", p.version, p.loaded_at as "loadedAt"
          from devices d join halls h on h.id = d.hall_id left join screens s on s.device_id = d.id left join device_pages p on p.device_id = d.id
          where ${scopeSql(sql, scope, { hall: sql`d.hall_id`, area: sql`h.area_id` }, today)} order by d.name, d.id`;
        const halls = new Map((await deps.halls.all()).map((hall) => [hall.id, hall]));
        const rows = devices.map(({ version, loadedAt, ...d }) => ({
          ...d,
          problem: problemOf(d, halls.get(d.hallId)),
          page: loadedAt === null ? null : { current: version === versions(d.kind), loadedAt },
        }));
        return c.json({ devices: rows });
      },
    )
    .post(
      '/devices/pairings',
      route('confirmPairing', {
        summary: 'Types the code that a screen shows: the screen becomes a device of the hall',
        tag: 'devices',
        command: true,
        result: z.object({ device: z.object({ id: z.uuid() }) }),
        errors: ['pairing.wrong', 'limit.too_many', 'auth.forbidden', 'not_found'],
      }),
      valid('json', pairingBody),
      async (c) => {
        const { actor } = await people.requireStaff((name) => c.req.header(name));
        const input = c.req.valid('json');
        const hall = await deps.halls.hall(input.hallId).catch(() => null);
        if (!hall) throw new DomainError('auth.forbidden', { action: 'device.pair', reason: 'out_of_scope' });
        people.assertCan(actor, 'device.pair', await people.hallSubject(hall));
        await people.limiter.attempt('pairing_confirm', { subject: actor.id });
        const code = normaliseCode(input.code);
        if (code.length !== codeLength) throw new DomainError('pairing.wrong');
        const { kind: deviceKind, hallId, name } = input;
        const place = input.place || null;
        const row = rowFor(deviceKind, input, hall);
        const hash = codeHash(deps.keys.blindIndex, code);
        const id = uuidv7();
        const command = commandOf(c, 'device.pair', { hash, kind: deviceKind, hallId, name, place, ...row });
        const result = await change(deps, actor, command, { device: { kind: 'device', id, create: true } }, async (tx) => {
          // one code makes one device: the row is taken by whoever updates it first
          const [waiting] = await tx.sql<{ token_hash: string }[]>`
            update pairings set device_id = ${id} where code_hash = ${hash} and device_id is null and expires_at > ${new Date(deps.now()).toISOString()} returning token_hash`;
          if (!waiting) throw new DomainError('pairing.wrong');
          return {
            events: {
              device: [
                {
                  type: 'device.paired',
                  subject: id,
                  body: { hallId, kind: deviceKind, name, place, ...row, tokenHash: waiting.token_hash },
                },
              ],
            },
            result: { device: { id } },
          };
        });
        await people.limiter.succeeded('pairing_confirm', { subject: actor.id });
        people.clear();
        return c.json(result);
      },
    )
    .post(
      '/devices/:id/configure',
      route('configureDevice', {
        summary: 'What a board shows: the hall, a zone or a window. It follows within half a minute, without a reload',
        tag: 'devices',
        command: true,
        result: done,
        errors: ['auth.forbidden', 'not_found'],
      }),
      valid('param', z.object({ id: z.uuid() })),
      valid('json', configureBody),
      async (c) => {
        const { actor } = await people.requireStaff((name) => c.req.header(name));
        const { id } = c.req.valid('param');
        // who pairs a screen says what it shows, then and later
        const hall = await hallOfDevice(deps, people, actor, 'device.pair', id);
        const command = commandOf(c, 'device.configure', { id, ...c.req.valid('json') });
        await change(deps, actor, command, { device: { kind: 'device', id } }, (_tx, { device }) => {
          if (device.kind !== 'board' || device.revokedAt !== null) throw new DomainError('not_found');
          const row = rowFor('board', c.req.valid('json'), hall);
          const same = boardParts.every((part) => device[part] === row[part]);
          return { events: { device: same ? [] : [{ type: 'device.configured', subject: id, body: row } as const] }, result: null };
        });
        people.clear();
        return c.json({ ok: true as const });
      },
    )
    .post(
      '/devices/:id/reload',
      route('reloadDevice', {
        summary: 'A screen loads its page anew with its next report, within 10 s; a kiosk when nobody is at it',
        tag: 'devices',
        command: true,
        result: done,
        errors: ['auth.forbidden', 'not_found'],
      }),
      valid('param', z.object({ id: z.uuid() })),
      async (c) => {
        const { actor } = await people.requireStaff((name) => c.req.header(name));
        const { id } = c.req.valid('param');
        await hallOfDevice(deps, people, actor, 'device.pair', id);
        await change(deps, actor, commandOf(c, 'device.reload', { id }), { device: { kind: 'device', id } }, (_tx, { device }) => ({
          events: { device: device.revokedAt === null ? [{ type: 'device.reload_asked', subject: id, body: {} } as const] : [] },
          result: null,
        }));
        people.clear();
        return c.json({ ok: true as const });
      },
    )
    .post(
      '/devices/:id/revoke',
      route('revokeDevice', {
        summary: 'A lost or replaced screen is out: at once here, within 5 s everywhere',
        tag: 'devices',
        command: true,
        result: done,
        errors: ['auth.forbidden', 'not_found'],
      }),
      valid('param', z.object({ id: z.uuid() })),
      async (c) => {
        const { actor } = await people.requireStaff((name) => c.req.header(name));
        const { id } = c.req.valid('param');
        await hallOfDevice(deps, people, actor, 'device.revoke', id);
        await change(deps, actor, commandOf(c, 'device.revoke', { id }), { device: { kind: 'device', id } }, (_tx, { device }) => ({
          events: { device: device.revokedAt === null ? [{ type: 'device.revoked', subject: id, body: {} } as const] : [] },
          result: null,
        }));
        people.revoked(`device:${id}`);
        return c.json({ ok: true as const });
      },
    );
}

/** The hall of a device in reach. Default deny, before anything is said about what exists; and nothing is said of what is out of reach. */
async function hallOfDevice(
  deps: Deps,
  people: People,
  actor: Awaited<ReturnType<People['requireStaff']>>['actor'],
  action: 'device.pair' | 'device.revoke',
  id: string,
): Promise<HallInfo> {
  const now = new Date(deps.now()).toISOString();
  if (!canSomewhere(actor, action, now)) people.assertCan(actor, action, {});
  const [row] = await deps.sql<{ hall_id: string }[]>`select hall_id from devices where id = ${id}`;
  const hall = row && (await deps.halls.hall(row.hall_id));
  if (!hall || !can(actor, action, await people.hallSubject(hall), now)) throw new DomainError('not_found');
  return hall;
}

const boardParts = ['template', 'zone', 'windowId'] as const satisfies readonly (keyof BoardRow)[];
type Wish = { readonly [P in keyof BoardRow]?: BoardRow[P] | null | undefined };

/** What a new or changed device is for, of what this hall has; whatever its kind has no use for is left out. */
function rowFor(kind: DeviceKind, wish: Wish, hall: HallInfo): BoardRow {
  const template = (kind === 'board' && wish.template) || 'hall';
  const atWindow = kind === 'pad' || template === 'window';
  const windowId = atWindow ? (wish.windowId ?? null) : null;
  const zone = template === 'zone' ? (wish.zone ?? null) : null;
  if (atWindow && !(windowId && hall.windows.has(windowId))) throw new DomainError('request.invalid', { fields: ['windowId'] });
  const row = { template, zone, windowId };
  if (boardProblem(row, [...hall.windows.values()])) throw new DomainError('request.invalid', { fields: ['zone'] });
  return row;
}

const problemOf = (row: BoardRow, hall: HallInfo | undefined): BoardProblem | null =>
  boardProblem(row, [...(hall?.windows.values() ?? [])]);
