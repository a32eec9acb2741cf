import type { Sql, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { businessDate, type DateText } from '@one-window/domain/time';
import { change, type ChangeActor, type ChangeDeps, type Command } from '../db/change.ts';
import type { StaffDayEvent } from './aggregate.ts';

export interface DayDeps extends ChangeDeps {
  readonly sql: Sql;
  readonly now: () => number;
}

/** The stream of what one member of staff did today outside any hall; the first deed of a day opens it. */
export async function staffDayId(deps: DayDeps, staffId: string): Promise<string> {
  const date = await dateOf(deps, staffId);
  const known = await find(deps, staffId, date);
  if (known) return known;
  const id = uuidv7();
  try {
    await change(
      deps,
      { kind: 'system', id: 'staff-day' },
      { name: 'staff-day.open', key: null, body: null },
      { day: { kind: 'staff_day', id, create: true } },
      () => ({
        events: { day: [{ type: 'staff_day.opened', subject: id, body: { staffId, businessDate: date } }] },
        result: null,
      }),
    );
    return id;
  } catch (error) {
    // two deeds at once both wanted to open it
    const found = error instanceof DomainError && error.code === 'conflict' ? await find(deps, staffId, date) : null;
    if (found) return found;
    throw error;
  }
}

/** Writes down one deed; `also` is what it makes true, in the same transaction. */
export async function recordDeed(
  deps: DayDeps,
  actor: ChangeActor,
  staffId: string,
  event: StaffDayEvent,
  also?: (sql: TransactionSql) => PromiseLike<unknown>,
): Promise<void> {
  const id = await staffDayId(deps, staffId);
  const command: Command = { name: event.type, key: null, body: null };
  await change(deps, actor, command, { day: { kind: 'staff_day', id } }, async (tx) => {
    await also?.(tx.sql);
    return { events: { day: [event] }, result: null };
  });
}

async function dateOf(deps: DayDeps, staffId: string): Promise<DateText> {
  const [row] = await deps.sql<
    { time_zone: string }[]
  >`select r.time_zone from staff s join realms r on r.id = s.realm_id where s.id = ${staffId}`;
  if (!row) throw new DomainError('not_found');
  return businessDate(new Date(deps.now()).toISOString(), row.time_zone);
}

async function find(deps: DayDeps, staffId: string, date: DateText): Promise<string | null> {
  const [row] = await deps.sql<{ id: string }[]>`select id from staff_days where staff_id = ${staffId} and business_date = ${date}`;
  return row?.id ?? null;
}
