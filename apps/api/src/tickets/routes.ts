import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { orLater } from '../bookings/next.ts';
import { comeFor } from '../cases/visits.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';
import { replayHall } from '../halls/replay.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import type { DeviceActor, HallAction, Identity, StaffActor } from '../identity.ts';
import type { Publisher } from '../live/publisher.ts';
import { hallStaffView, ticketView } from '../live/schemas.ts';
import { limiter, type Limiter } from '../security/limiter.ts';
import { hallAction } from './day.ts';
import { rejoinTicket, takeTicket, ticketAction, windowAction, windowSession, type TakenTicket } from './commands.ts';
import { itemsWished, namesOfItems } from './items.ts';
import { ticketIdOf, ticketLink } from './link.ts';
import { deliversNow, requireSeat } from './seats.ts';
import * as s from './schemas.ts';

export interface QueueDeps extends Deps {
  readonly identity: Identity;
  readonly publisher: Publisher;
}

const windowId = z.object({ windowId: z.uuid() });
const hallId = z.object({ hallId: z.uuid() });
const link = z.object({ link: z.string().max(64) });

/** The signed-in member of staff, or a refusal. */
export async function requireStaff(deps: QueueDeps, c: Context<Env>): Promise<StaffActor> {
  const actor = await deps.identity.staff((name) => c.req.header(name));
  if (!actor) throw new DomainError('auth.required');
  return actor;
}

export async function requireHall(deps: QueueDeps, actor: StaffActor, action: HallAction, hall: HallInfo): Promise<void> {
  const refusal = await deps.identity.refusal(actor, action, hall);
  if (refusal) throw new DomainError(refusal);
}

export async function requireDevice(deps: QueueDeps, c: Context<Env>, kind?: DeviceActor['device']): Promise<DeviceActor> {
  const device = await deps.identity.device((name) => c.req.header(name));
  if (!device) throw new DomainError('auth.required');
  if (kind && device.device !== kind) throw new DomainError('device.wrong_kind', { kind });
  return device;
}

/** The window desk and the hall's manager. */
export function deskQueueRoutes(deps: QueueDeps) {
  return new Hono<Env>()
    .get(
      '/halls/:hallId/staff-view',
      route('readHall', {
        summary: 'The hall as staff see it, the same view that the socket pushes',
        tag: 'queue',
        result: hallStaffView,
        errors: ['not_found', 'auth.forbidden'],
      }),
      valid('param', hallId),
      async (c) => {
        const actor = await requireStaff(deps, c);
        const hall = await deps.halls.hall(c.req.valid('param').hallId);
        await requireHall(deps, actor, 'hall.view', hall);
        return c.json({ ...(await deps.publisher.fresh(hall.id, true)).staffView });
      },
    )
    .get(
      '/halls/:hallId/replay',
      route('replayHall', {
        summary: 'The hall as it stood at any instant of any day, from the log',
        tag: 'queue',
        result: z.object({ view: hallStaffView, first: z.string().nullable(), last: z.string().nullable() }),
        errors: ['not_found', 'auth.forbidden'],
      }),
      valid('param', hallId),
      valid('query', z.object({ at: z.iso.datetime().optional() })),
      async (c) => {
        const actor = await requireStaff(deps, c);
        const hall = await deps.halls.hall(c.req.valid('param').hallId);
        await requireHall(deps, actor, 'hall.manage', hall);
        return c.json({ ...(await replayHall(deps, hall, c.req.valid('query').at ?? null, deps.identity.staffName)) });
      },
    )
    .post(
      '/windows/:windowId/session',
      route('windowSession', {
        summary: 'Sign in to a window, pause it, leave it',
        tag: 'queue',
        command: true,
        result: z.object({ open: z.boolean() }),
        errors: ['window.taken', 'window.busy', 'window.not_open', 'window.not_yours', 'hall.closed', 'not_found', 'auth.forbidden'],
      }),
      valid('param', windowId),
      valid('json', s.windowSession),
      async (c) => {
        const body = c.req.valid('json');
        const { actor, hall, id } = await atWindow(deps, c, c.req.valid('param').windowId, body.action === 'close');
        return c.json(await windowSession(deps, hall, id, actor, body, commandOf(c, `window.${id}.session`, body)));
      },
    )
    .post(
      '/windows/:windowId/actions',
      route('windowAction', {
        summary: 'A key of the window desk: next, recall, start, finish, miss, transfer, hold …',
        tag: 'queue',
        command: true,
        result: s.pressResult,
        errors: [
          'ticket.not_allowed',
          'ticket.not_at_window',
          'ticket.recall_too_soon',
          'ticket.recall_limit',
          'ticket.miss_too_soon',
          'ticket.rejoin_expired',
          'ticket.rejoin_used',
          'ticket.window_unfit',
          'ticket.not_served',
          'ticket.item_there',
          'ticket.items_full',
          'ticket.item_elsewhere',
          'ticket.case_unknown',
          'ticket.undo_expired',
          'ticket.undo_nothing',
          'window.busy',
          'window.paused',
          'window.not_open',
          'window.not_yours',
          'hall.closed',
          'not_found',
          'auth.forbidden',
        ],
      }),
      valid('param', windowId),
      valid('json', s.windowAction),
      async (c) => {
        const body = c.req.valid('json');
        const { actor, hall, id } = await atWindow(deps, c, c.req.valid('param').windowId, body.action === 'finish');
        const command = commandOf(c, `window.${id}.action`, body);
        const press = body.action === 'name_case' ? await namedCase(deps, hall, body) : body;
        return c.json(await windowAction(deps, hall, id, actor, press, command));
      },
    )
    .post(
      '/halls/:hallId/manage',
      route('manageHall', {
        summary:
          "The manager's keys: abandon, cancel, return, rejoin a ticket; halt and resume the giving of numbers; other queues for a window, today; clear who waits, or the hall",
        tag: 'queue',
        command: true,
        result: z.union([s.pressResult, z.object({ abandoned: z.number().int() })]),
        errors: [
          'ticket.not_allowed',
          'ticket.rejoin_expired',
          'ticket.rejoin_used',
          'ticket.pass_limit',
          'ticket.nobody_behind',
          'window.busy',
          'hall.closed',
          'not_found',
          'auth.forbidden',
        ],
      }),
      valid('param', hallId),
      valid('json', s.manageAction),
      async (c) => {
        const actor = await requireStaff(deps, c);
        const hall = await deps.halls.hall(c.req.valid('param').hallId);
        await requireHall(deps, actor, 'hall.manage', hall);
        const body = c.req.valid('json');
        const command = commandOf(c, `hall.${hall.id}.manage`, body);
        return c.json(
          'ticketId' in body
            ? await ticketAction(deps, hall, actor, 'manager', body, command)
            : await hallAction(deps, hall, actor, body, command),
        );
      },
    );
}

async function namedCase(deps: QueueDeps, hall: HallInfo, { ticketId, code }: { ticketId: string; code: string }) {
  const found = await comeFor(deps, hall, code);
  if (!found) throw new DomainError('ticket.case_unknown');
  return { action: 'name_case', ticketId, caseId: found.caseId, aim: found.aim } as const;
}

/** `leaving`: whoever sat at a delivery window when it was given other queues finishes there, and goes. */
async function atWindow(
  deps: QueueDeps,
  c: Context<Env>,
  id: string,
  leaving: boolean,
): Promise<{ actor: StaffActor; hall: HallInfo; id: string }> {
  const actor = await requireStaff(deps, c);
  const hall = await deps.halls.hallOfWindow(id);
  await requireSeat(deps, actor, hall, async () => leaving || (await deliversNow(deps, hall, id)));
  return { actor, hall, id };
}

/** The kiosk and the screens. */
export function hallQueueRoutes(deps: QueueDeps) {
  const assertTakeRate = deviceRate(deps);
  return new Hono<Env>()
    .post(
      '/tickets',
      route('takeTicket', {
        summary: 'Take a number',
        tag: 'queue',
        who: 'device',
        command: true,
        result: z.object({ ticket: s.slip }),
        errors: [
          'series.full',
          'series.full_for_now',
          'hall.closed',
          'hall.not_open',
          'hall.halted',
          'limit.too_many',
          'device.wrong_kind',
          'ticket.item_there',
          'ticket.items_full',
          'ticket.item_elsewhere',
          'not_found',
        ],
      }),
      valid('json', s.takeBody),
      async (c) => {
        const device = await requireDevice(deps, c, 'kiosk');
        const hall = await deps.halls.hall(device.hallId);
        const body = c.req.valid('json');
        assertTakeRate(hall, device);
        const { names, taken } = await itemsWished(deps, hall, body);
        const input = { seriesId: body.seriesId, ...taken, priority: body.priority ?? null, personId: null };
        const { waits } = await deps.publisher.recent(hall.id, 20_000);
        const taking = takeTicket(deps, hall, device, input, waits, commandOf(c, 'ticket.take', input));
        const ticket = await orLater(deps, hall, body.seriesId, taking);
        return c.json({ ticket: slipOf(deps, hall, ticket, names) });
      },
    )
    .post(
      '/tickets/rejoin',
      route('rejoinAtKiosk', {
        summary: 'Queue a missed number again, once, with the same number',
        tag: 'queue',
        who: 'device',
        command: true,
        result: z.object({ ticket: s.place }),
        errors: ['ticket.rejoin_expired', 'ticket.rejoin_used', 'ticket.not_allowed', 'hall.closed', 'not_found', 'device.wrong_kind'],
      }),
      valid('json', z.object({ number: z.string().regex(/^[A-Za-z]{1,2}\d{4,6}$/) })),
      async (c) => {
        const device = await requireDevice(deps, c, 'kiosk');
        const hall = await deps.halls.hall(device.hallId);
        const { number } = c.req.valid('json');
        const ticketId = await ticketByNumber(deps, hall, number.toUpperCase());
        const { waits } = await deps.publisher.fresh(hall.id);
        const ticket = await rejoinTicket(deps, hall, device, ticketId, waits, commandOf(c, 'ticket.rejoin', { number }));
        // who types a number has not shown the slip: no link to the page behind it
        return c.json({ ticket: placeOf(hall, ticket, await namesOfItems(deps, ticket.itemIds)) });
      },
    )
    .post(
      '/screen',
      route('reportScreen', { summary: 'What this screen shows and spoke', tag: 'screens', who: 'device', result: s.screenAnswer }),
      valid('json', s.screenReport),
      async (c) => {
        const device = await requireDevice(deps, c);
        const { shownSeq, spokenSeq, sound } = c.req.valid('json');
        const [said] = await deps.sql<{ news: boolean }[]>`
          with before as (select shown_seq, spoken_seq, sound from screens where device_id = ${device.id}), stored as (
            insert into screens (device_id, shown_seq, spoken_seq, sound, seen_at) values (${device.id}, ${shownSeq}, ${spokenSeq}, ${sound}, now())
            on conflict (device_id) do update set shown_seq = excluded.shown_seq, spoken_seq = excluded.spoken_seq, sound = excluded.sound, seen_at = excluded.seen_at)
          select not exists (select from before where shown_seq = ${shownSeq} and spoken_seq = ${spokenSeq} and sound = ${sound}) as news`;
        // it moves no head, so no sweep would find it: the clerk waits to read that the call was shown
        if (said?.news) deps.publisher.dirty(device.hallId);
        const { template, zone, windowId, reloadAt } = device;
        return c.json({ ok: true as const, board: { template, zone, windowId }, reloadAt });
      },
    );
}

/** The phone page: who has the link may see and cancel this one ticket. */
export function portalTicketRoutes(deps: QueueDeps) {
  const limits = limiter(deps);
  const act =
    (action: 'cancel' | 'rejoin' | 'let_pass') =>
    async (c: Context<Env>): Promise<Response> => {
      const link = await ticketLinkOf(deps, limits, c);
      const { hall, ticketId } = await ticketOfLink(deps, link);
      const actor = { kind: 'citizen', id: ticketId } as const;
      return c.json(await ticketAction(deps, hall, actor, 'citizen', { action, ticketId }, commandOf(c, `ticket.${action}`, { ticketId })));
    };
  const text = (summary: string) =>
    ({
      summary,
      tag: 'tickets',
      public: true,
      command: true,
      result: s.pressResult,
      errors: ['not_found', 'ticket.not_allowed', 'ticket.rejoin_expired', 'ticket.rejoin_used', 'hall.closed', 'limit.too_many'],
    }) as const;
  return new Hono<Env>()
    .get(
      '/tickets/:link',
      route('readTicket', {
        summary: 'The number behind a slip',
        tag: 'tickets',
        public: true,
        result: ticketView,
        errors: ['not_found', 'limit.too_many'],
      }),
      valid('param', link),
      async (c) => {
        const view = await readTicketView(deps, await ticketLinkOf(deps, limits, c));
        if (!view) throw new DomainError('not_found');
        return c.json({ ...view });
      },
    )
    .post('/tickets/:link/cancel', route('cancelTicket', text('Give the number up')), valid('param', link), act('cancel'))
    .post(
      '/tickets/:link/let-pass',
      route('letPass', {
        ...text('Not ready: let the next few pass'),
        errors: ['not_found', 'ticket.not_allowed', 'ticket.pass_limit', 'ticket.nobody_behind', 'hall.closed', 'limit.too_many'],
      }),
      valid('param', link),
      act('let_pass'),
    )
    .post('/tickets/:link/rejoin', route('rejoinTicket', text('Queue again after a miss')), valid('param', link), act('rejoin'));
}

/** The link that was asked for. Whoever tries such as were never given is slowed; who has a slip never is: a hall shares one address. */
export async function ticketLinkOf(deps: Deps, limits: Limiter, c: Context<Env>): Promise<string> {
  const text = c.req.param('link') ?? '';
  if (ticketIdOf(deps.keys.link, text) === null) await limits.attempt('ticket_link', { address: c.get('address') });
  return text;
}

/** The view behind a slip's link, or null: an unknown link, or a number of an earlier day. */
export async function readTicketView(deps: QueueDeps, text: string) {
  const place = await placeOfLink(deps, text);
  return place ? (await deps.publisher.fresh(place.hallId)).ticketView(place.ticketId) : null;
}

/** Where a link leads; only today's numbers are shown. */
export async function placeOfLink(deps: QueueDeps, text: string): Promise<{ hallId: string; ticketId: string } | null> {
  const ticketId = ticketIdOf(deps.keys.link, text);
  if (!ticketId) return null;
  const [row] = await deps.sql<{ hall_id: string; business_date: string }[]>`
    select d.hall_id, d.business_date from tickets t join hall_days d on d.id = t.hall_day_id where t.id = ${ticketId}`;
  if (!row) return null;
  const hall = await deps.halls.hall(row.hall_id).catch(() => null);
  return hall && row.business_date === today(deps, hall) ? { hallId: row.hall_id, ticketId } : null;
}

export async function ticketOfLink(deps: QueueDeps, text: string): Promise<{ hall: HallInfo; ticketId: string }> {
  const place = await placeOfLink(deps, text);
  if (!place) throw new DomainError('not_found');
  return { hall: await deps.halls.hall(place.hallId), ticketId: place.ticketId };
}

export const today = (deps: Deps, hall: HallInfo): string => businessDateOf(hall, new Date(deps.now()).toISOString());

/** A number's place says what the same command said the first time; only names come from the configuration of now. */
function placeOf(hall: HallInfo, ticket: TakenTicket, itemNames: string[]): z.infer<typeof s.place> {
  const series = hall.series.get(ticket.seriesId)!;
  const { number, ahead, waitMinutes, takenAt } = ticket;
  const itemName = itemNames[0] ?? null;
  return { number, seriesId: series.id, seriesName: series.name, itemName, itemNames, place: series.place, ahead, waitMinutes, takenAt };
}

export function slipOf(deps: QueueDeps, hall: HallInfo, ticket: TakenTicket, itemNames: string[]): z.infer<typeof s.slip> {
  return { ...placeOf(hall, ticket, itemNames), url: `${deps.urls.portal}/t/${ticketLink(deps.keys.link, ticket.id)}` };
}

async function ticketByNumber(deps: QueueDeps, hall: HallInfo, number: string): Promise<string> {
  const [row] = await deps.sql<{ id: string }[]>`
    select t.id from tickets t join hall_days d on d.id = t.hall_day_id
    where d.hall_id = ${hall.id} and d.business_date = ${today(deps, hall)} and t.number = ${number}`;
  if (!row) throw new DomainError('not_found');
  return row.id;
}

/**
 * Anonymous numbers, and calls for help, are limited per device and minute. A device talks to one process at a time, so a
 * count in memory is enough against a child who drums on the kiosk.
 */
export function deviceRate(deps: Deps): (hall: HallInfo, device: DeviceActor) => void {
  const takes = new Map<string, { minute: number; count: number }>();
  return (hall, device) => {
    const minute = Math.floor(deps.now() / 60_000);
    const seen = takes.get(device.id);
    const count = seen?.minute === minute ? seen.count + 1 : 1;
    takes.set(device.id, { minute, count });
    if (count > hall.policy.takesPerDevicePerMinute)
      throw new DomainError('limit.too_many', { seconds: 60 - Math.floor((deps.now() / 1000) % 60) });
  };
}
