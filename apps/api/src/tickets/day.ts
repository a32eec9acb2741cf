import { DomainError } from '@one-window/domain/errors';
import type { Halt, HallDayEvent } from '@one-window/domain/hall-day';
import { clearingDue, minuteOf } from '@one-window/domain/opening';
import { addMs, localInstant, type Instant } from '@one-window/domain/time';
import type { WindowSkills } from '@one-window/domain/skills';
import type { Ticket } from '@one-window/domain/tickets';
import type { HallDayState } from '../db/aggregates.ts';
import { change, type ChangeActor, type ChangeContext, type Command } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import type { HallInfo } from '../halls/directory.ts';
import { planOf, todayOf } from '../halls/opening.ts';
import { lapsedHelp } from '../help/commands.ts';
import { safeError } from '../http.ts';
import { onHallDay } from './hall-days.ts';
import { readTickets } from './queries.ts';

export type HallAction =
  | { readonly action: 'clear' | 'sweep' | 'resume' }
  | { readonly action: 'reskill'; readonly windowId: string; readonly skills: WindowSkills | null }
  | { readonly action: 'halt'; readonly reason: Halt['reason']; readonly minutes: number | null };

/** The manager's keys for the whole hall. */
export function hallAction(deps: Deps, hall: HallInfo, actor: ChangeActor, input: HallAction, command: Command): Promise<Abandoned> {
  switch (input.action) {
    case 'clear':
      return clearHall(deps, hall, actor, command);
    case 'sweep':
      return sweepHall(deps, hall, actor, command);
    case 'reskill':
      return reskillWindow(deps, hall, actor, input, command);
    case 'halt':
      return haltHall(deps, hall, actor, input, command);
    case 'resume':
      return resumeHall(deps, hall, actor, command);
  }
}

interface Abandoned {
  readonly abandoned: number;
}

/** Clears the hall at the end of the day: every open ticket is abandoned by name, no number vanishes. */
async function clearHall(deps: Deps, hall: HallInfo, actor: ChangeActor, command: Command): Promise<Abandoned> {
  return onHallDay(deps, hall, actor, command, async (tx, state) => {
    const open = await openTickets(tx, state);
    const serving = open.find((t) => t.state === 'SERVING');
    if (serving) throw new DomainError('window.busy', { number: serving.number });
    return cleared(state, open);
  });
}

/** Who waits is cleared and the hall goes on: at noon, or when no more can be served. Who is called or served stays, and who is held. */
async function sweepHall(
  deps: Deps,
  hall: HallInfo,
  actor: ChangeActor,
  command: Command,
  due: { readonly upTo: number; readonly before: Instant } | null = null,
): Promise<Abandoned> {
  return onHallDay(deps, hall, actor, command, async (tx, state) => {
    // another process's clock was quicker
    if (due && (state.day.sweptTo ?? -1) >= due.upTo) return { events: [], result: { abandoned: 0 } };
    const waiting = await readTickets(tx.sql, state.day.id, tx.sql`state = 'WAITING'`);
    // who came after the break began again, or is booked for after it, is not meant
    const meant = waiting.filter((t) => due === null || (t.takenAt < due.before && !(t.bookedAt !== null && t.bookedAt >= due.before)));
    for (const ticket of meant) state.tickets.set(ticket.id, ticket);
    const swept = { type: 'hall_day.swept', subject: state.day.id, body: { upTo: due?.upTo ?? null, abandoned: meant.length } } as const;
    return { events: [...meant.map(abandoned), swept], result: { abandoned: meant.length } };
  });
}

/**
 * Other queues for a window, for today: what the configuration says holds again tomorrow, or when it is set to null. Whoever
 * waits for a queue that no open window serves any more is an alarm on the manager's screen, as after any closing.
 */
async function reskillWindow(
  deps: Deps,
  hall: HallInfo,
  actor: ChangeActor,
  { windowId, skills }: Extract<HallAction, { action: 'reskill' }>,
  command: Command,
): Promise<Abandoned> {
  const known = skills?.seriesIds.every((id) => hall.series.has(id)) ?? true;
  if (!hall.windows.has(windowId) || !known) throw new DomainError('not_found');
  const set = skills && {
    seriesIds: [...new Set(skills.seriesIds)],
    fallbackIds: skills.fallbackIds.filter((id) => skills.seriesIds.includes(id)),
  };
  return onHallDay(deps, hall, actor, command, () => ({
    events: [{ type: 'window.reskilled', subject: windowId, body: { skills: set } }],
    result: { abandoned: 0 },
  }));
}

/** No numbers for now: who has one is served. */
async function haltHall(
  deps: Deps,
  hall: HallInfo,
  actor: ChangeActor,
  { reason, minutes }: { readonly reason: Halt['reason']; readonly minutes: number | null },
  command: Command,
): Promise<Abandoned> {
  return onHallDay(deps, hall, actor, command, (tx, { day }) => ({
    events: [
      {
        type: 'hall_day.halted',
        subject: day.id,
        body: { reason, until: minutes === null ? null : addMs(tx.now, minutes * 60_000) },
      },
    ],
    result: { abandoned: 0 },
  }));
}

async function resumeHall(deps: Deps, hall: HallInfo, actor: ChangeActor, command: Command): Promise<Abandoned> {
  return onHallDay(deps, hall, actor, command, (_tx, { day }) => ({
    events: day.halt ? [{ type: 'hall_day.resumed', subject: day.id, body: {} }] : [],
    result: { abandoned: 0 },
  }));
}

const abandoned = (t: Ticket): HallDayEvent => ({ type: 'ticket.abandoned', subject: t.id, body: {} });

async function openTickets(tx: ChangeContext, state: HallDayState): Promise<Ticket[]> {
  const open = await readTickets(tx.sql, state.day.id, tx.sql`state in ('WAITING', 'CALLED', 'SERVING', 'HELD')`);
  for (const ticket of open) state.tickets.set(ticket.id, ticket);
  return open;
}

function cleared(state: HallDayState, open: readonly Ticket[]): { events: HallDayEvent[]; result: { abandoned: number } } {
  const [serving, others] = [open.filter((t) => t.state === 'SERVING'), open.filter((t) => t.state !== 'SERVING')];
  return {
    events: [
      // only the end of the date meets somebody at a window: whoever forgot to press, or sat there into the night
      ...serving.flatMap((t): HallDayEvent[] => [
        { type: 'ticket.finished', subject: t.id, body: {} },
        { type: 'ticket.marked_inaccurate', subject: t.id, body: {} },
      ]),
      ...others.map(abandoned),
      ...Object.keys(state.day.windows).map((id): HallDayEvent => ({ type: 'window.closed', subject: id, body: { reason: 'cleared' } })),
      ...lapsedHelp(state.day.help),
      { type: 'hall_day.cleared', subject: state.day.id, body: { abandoned: others.length } },
    ],
    result: { abandoned: others.length },
  };
}

const system: ChangeActor = { kind: 'system', id: 'hall-hours' };

/** What the clock does in every hall: clears who waits when the break or the evening comes, and ends the dates that are over. */
export async function keepHours(deps: Deps): Promise<void> {
  await sweepDue(deps);
  await endOldDays(deps);
}

async function sweepDue(deps: Deps): Promise<void> {
  const now = new Date(deps.now()).toISOString();
  const due = new Map<string, { hall: HallInfo; date: string; upTo: number }>();
  for (const hall of await deps.halls.all()) {
    const plan = await planOf(deps, hall);
    const upTo = plan && clearingDue(plan, minuteOf(plan, now, hall.timeZone));
    if (plan !== null && upTo !== null) due.set(hall.id, { hall, date: plan.date, upTo });
  }
  if (due.size === 0) return;
  const all = [...due.values()];
  // a hall whose last clearing was done is due until midnight: asked for all at once
  const open = await deps.sql<{ id: string; hall_id: string }[]>`
    select d.id, d.hall_id from unnest(${all.map(({ hall }) => hall.id)}::uuid[], ${all.map(({ date }) => date)}::date[], ${all.map(({ upTo }) => upTo)}::int[]) as w(hall, day, up_to)
      join hall_days d on d.hall_id = w.hall and d.business_date = w.day where d.cleared_at is null and coalesce(d.swept_to, -1) < w.up_to`;
  for (const { id, hall_id } of open) {
    const { hall, date, upTo } = due.get(hall_id)!;
    const command = { name: 'hall.sweep', key: `sweep-${id}-${upTo}`, body: null };
    await sweepHall(deps, hall, system, command, { upTo, before: localInstant(date, upTo, hall.timeZone) }).catch((error: unknown) =>
      deps.log.warn({ err: safeError(error), hallId: hall_id }, 'hours not kept; tried again'),
    );
  }
}

/** A date that is over is ended, with everybody who was forgotten in it: a queue of yesterday is nobody's queue. */
async function endOldDays(deps: Deps): Promise<void> {
  // by this service's clock and not the database's date: east of Greenwich a hall is a day ahead of it until morning
  const latest = new Date(deps.now()).toISOString().slice(0, 10);
  const old = await deps.sql<{ id: string; hall_id: string; date: string }[]>`
    select id, hall_id, business_date as date from hall_days where cleared_at is null and business_date <= ${latest} order by business_date limit 200`;
  for (const { id, hall_id, date } of old) {
    const hall = await deps.halls.hall(hall_id).catch(() => null);
    if (!hall || date >= todayOf(deps, hall)) continue;
    await change(
      deps,
      system,
      { name: 'hall.end', key: `end-${id}`, body: null },
      { day: { kind: 'hall_day', id } },
      async (tx, { day: state }) => {
        const { events, result } = cleared(state, await openTickets(tx, state));
        return { events: { day: state.day.clearedAt ? [] : events }, result };
      },
    );
  }
}
