import { Hono, type Context } from 'hono';
import type { Sql } from 'postgres';
import { DomainError } from '@one-window/domain/errors';
import { canSomewhere, decide, scopeOf, type Scope, type Subject } from '@one-window/domain/permissions';
import { businessDate, type DateText, type Instant } from '@one-window/domain/time';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { route, valid, type Env } from '../http.ts';
import { areasAbove } from '../security/scope.ts';
import type { StaffDayEvent } from '../staff/aggregate.ts';
import { recordDeed } from '../staff/days.ts';
import type { People } from '../staff/identity.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { exportEvents, maxExportRows } from './export.ts';
import { idsIn, labelsOf } from './labels.ts';
import { checkSeals } from './roots.ts';
import * as s from './schemas.ts';
import { countEvents, hallOfEvent, readCursor, resolve, searchEvents, searchReads, type LogFilter, type LogQuery } from './search.ts';
import { verifyStream } from './verify.ts';

interface Reader {
  readonly actor: StaffMemberActor;
  readonly scope: Scope;
  readonly now: Instant;
  readonly today: DateText;
  readonly timeZone: string;
}

const refusals = ['auth.forbidden'] as const;

/** The log for who audits: what happened, who looked at whom, does it all hold. Each look is written down before it is answered. */
export function logRoutes(deps: Deps, people: People) {
  const { sql } = deps;
  const readerOf = async (c: Context<Env>): Promise<Reader> => {
    const { actor } = await people.requireStaff((name) => c.req.header(name));
    const now = new Date(deps.now()).toISOString();
    // default deny, before anything is said about what exists
    if (!canSomewhere(actor, 'log.read', now)) people.assertCan(actor, 'log.read', {});
    const [row] = await sql<{ time_zone: string }[]>`
      select r.time_zone from staff s join realms r on r.id = s.realm_id where s.id = ${actor.id}`;
    const timeZone = row?.time_zone ?? 'UTC';
    return { actor, scope: scopeOf(actor, 'log.read', now), now, today: businessDate(now, timeZone), timeZone };
  };
  const trace = ({ actor }: Reader, event: StaffDayEvent): Promise<void> => recordDeed(deps, actor, actor.id, event);
  const assertSees = async ({ actor, now, today }: Reader, hallId: string | null): Promise<void> => {
    if (!decide(actor, 'log.read', await subjectOf(sql, hallId, today), now).allowed) throw new DomainError('not_found');
  };

  return new Hono<Env>()
    .get(
      '/log/places',
      route('readLogPlaces', {
        summary: 'Halls whose log is in reach, and the time zone of the realm',
        tag: 'log',
        result: s.places,
        errors: refusals,
      }),
      async (c) => {
        const reader = await readerOf(c);
        const halls = [];
        for (const hall of await deps.halls.all())
          if (decide(reader.actor, 'log.read', await people.hallSubject(hall), reader.now).allowed)
            halls.push({ id: hall.id, name: hall.name });
        return c.json({ timeZone: reader.timeZone, halls });
      },
    )
    .get(
      '/log/events',
      route('searchLog', { summary: 'Events in reach, newest first', tag: 'log', result: s.events, errors: refusals }),
      valid('query', s.eventPage),
      async (c) => {
        const reader = await readerOf(c);
        const { before, limit, ...query } = c.req.valid('query');
        const filter = await resolve(sql, queryOf(query));
        // further pages of the same search are the same look
        if (before === undefined)
          await trace(reader, { type: 'log.searched', subject: reader.actor.id, body: { list: 'events', filter: traced(filter) } });
        const { rows, next } = await searchEvents(sql, filter, reader.scope, reader.today, { before: readCursor(before), limit });
        const labels = await labelsOf(sql, idsIn(...rows.flatMap((row) => [row.subject, row.stream, row.actorId])));
        const shown = rows.map(({ commandKey: _key, body: _body, hash: _hash, ...row }) => row);
        return c.json({ events: shown, labels, next });
      },
    )
    .get(
      '/log/events/:stream/:version',
      route('readLogEvent', {
        summary: 'One event in full: body, hashes, place in its chain',
        tag: 'log',
        result: s.event,
        errors: [...refusals, 'not_found'],
      }),
      valid('param', z.object({ stream: z.uuid(), version: z.string() })),
      async (c) => {
        const reader = await readerOf(c);
        const { stream, version } = c.req.valid('param');
        const found = await readEvent(sql, stream, Number(version));
        if (!found) throw new DomainError('not_found');
        const { hallId, last, ...event } = found;
        await assertSees(reader, hallId);
        await trace(reader, { type: 'log.opened', subject: stream, body: { version: event.version } });
        return c.json({ event, last, labels: await labelsOf(sql, idsIn(event.subject, stream, event.actorId, event.body)) });
      },
    )
    .get(
      '/log/streams/:stream/check',
      route('checkLogStream', {
        summary: 'Walks one chain and folds it again: does it hold, does the table say the same',
        tag: 'log',
        result: s.check,
        errors: [...refusals, 'not_found'],
      }),
      valid('param', z.object({ stream: z.uuid() })),
      async (c) => {
        const reader = await readerOf(c);
        const { stream } = c.req.valid('param');
        await assertSees(reader, await hallOfStream(sql, stream));
        const checked = await verifyStream(sql, stream);
        if (!checked) throw new DomainError('not_found');
        const { events, finding } = checked;
        await trace(reader, { type: 'log.checked', subject: stream, body: { events, damage: finding?.damage ?? null } });
        return c.json({ stream, ...checked });
      },
    )
    .get(
      '/log/reads',
      route('searchReads', {
        summary: 'Who looked at whom, for which purpose; newest first',
        tag: 'log',
        result: s.reads,
        errors: refusals,
      }),
      valid('query', s.readsQuery),
      async (c) => {
        const reader = await readerOf(c);
        const { before, limit, ...query } = c.req.valid('query');
        if (before === undefined)
          await trace(reader, { type: 'log.searched', subject: reader.actor.id, body: { list: 'reads', filter: traced(query) } });
        const [at = '', id = ''] = before?.split('_') ?? [];
        const { rows, next } = await searchReads(sql, query, reader.scope, reader.today, {
          before: before === undefined ? null : { at, id },
          limit,
        });
        return c.json({ reads: rows, labels: await labelsOf(sql, [...new Set(rows.map((row) => row.hallId))]), next });
      },
    )
    .get(
      '/log/seals',
      route('readSeals', {
        summary: 'The daily seals, each with its verdict; newest first',
        tag: 'log',
        result: s.seals,
        errors: refusals,
      }),
      valid('query', s.sealsQuery),
      async (c) => {
        const reader = await readerOf(c);
        // a seal is over everything
        people.assertCan(reader.actor, 'log.read', {});
        const { before, limit } = c.req.valid('query');
        if (before === undefined)
          await trace(reader, { type: 'log.searched', subject: reader.actor.id, body: { list: 'seals', filter: {} } });
        return c.json(await checkSeals(sql, deps.keys.rootKey, { before: before ?? null, limit }));
      },
    )
    .get(
      '/log/export',
      route('exportLog', {
        summary: `The events of a search as CSV, ${maxExportRows} at most`,
        tag: 'log',
        result: z.string(),
        media: 'text/csv',
        errors: [...refusals, 'log.too_many'],
      }),
      valid('query', s.exportQuery),
      async (c) => {
        const reader = await readerOf(c);
        const { lang, ...query } = c.req.valid('query');
        const filter = await resolve(sql, queryOf(query));
        const rows = await countEvents(sql, filter, reader.scope, reader.today, maxExportRows);
        if (rows > maxExportRows) throw new DomainError('log.too_many', { max: maxExportRows });
        await trace(reader, { type: 'log.exported', subject: reader.actor.id, body: { list: 'events', filter: traced(filter), rows } });
        c.header('Content-Type', 'text/csv; charset=utf-8');
        c.header('Content-Disposition', `attachment; filename="log-${reader.today}.csv"`);
        return c.body(exportEvents(sql, filter, reader.scope, reader.today, lang));
      },
    );
}

const queryOf = ({ looks, ...query }: z.infer<typeof s.eventQuery>): LogQuery => ({ ...query, looks: looks === 'yes' });

/** What was looked for, as far as it is no word that somebody typed: that could be a name. */
function traced(filter: object): Record<string, string | string[]> {
  const { about, by, ...rest } = filter as Partial<LogFilter> & Record<string, unknown>;
  const ids = (texts: readonly string[] | undefined): string[] => idsIn(...(texts ?? [])).slice(0, 20);
  const entries = Object.entries(rest).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : value === true ? [[name, 'yes']] : [],
  );
  return {
    ...Object.fromEntries(entries),
    ...(about ? { about: ids(about.subjects) } : {}),
    ...(Array.isArray(by) ? { by: ids(by as string[]) } : {}),
  };
}

/** The "where" of an event for `can`: what happened in no hall is reached only by who is bound to none. */
async function subjectOf(sql: Sql, hallId: string | null, today: DateText): Promise<Subject> {
  if (hallId === null) return {};
  const [hall] = await sql<{ area_id: string | null }[]>`select area_id from halls where id = ${hallId}`;
  return { hallId, areaIds: hall?.area_id ? await areasAbove(sql, hall.area_id, today) : [] };
}

async function readEvent(sql: Sql, stream: string, version: number) {
  if (!Number.isInteger(version) || version < 1 || version > 2_147_483_647) return null;
  const [row] = await sql<(z.infer<typeof s.event>['event'] & { hallId: string | null; last: number })[]>`
    select e.stream, e.version, e.kind, e.type, e.subject, e.actor_kind as "actorKind", e.actor_id as "actorId", e.recorded_at as "recordedAt",
      e.effective_at as "effectiveAt", e.command_key as "commandKey", e.body, e.alg, encode(e.content_hash, 'hex') as "contentHash",
      encode(e.prev_hash, 'hex') as "prevHash", encode(e.hash, 'hex') as hash, e.xid::text as xid, ${hallOfEvent(sql)} as "hallId",
      (select max(version) from events l where l.stream = e.stream) as last
    from events e where e.stream = ${stream} and e.version = ${version}`;
  return row ?? null;
}

async function hallOfStream(sql: Sql, stream: string): Promise<string | null> {
  const [row] = await sql<{ hall_id: string }[]>`
    select hall_id from hall_days where id = ${stream} union all select hall_id from booking_days where id = ${stream} union all select hall_id from devices where id = ${stream}
    union all select hall_id from ratings where id = ${stream}`;
  return row?.hall_id ?? null;
}
