import type { TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import type { HallDayEvent } from '@one-window/domain/hall-day';
import type { HallDayState } from '../db/aggregates.ts';
import { change, type ChangeActor, type ChangeContext, type ChangeDeps, type Command, type Statement } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';

interface Outcome<T> {
  readonly events: HallDayEvent[];
  readonly result: T;
  /** What becomes true with the events. */
  readonly writes?: readonly Statement[];
}

export type Rule<T, L> = (tx: ChangeContext, day: HallDayState, loaded: L) => Promise<Outcome<T>> | Outcome<T>;

/** One command on today's hall-day. `load` travels with the lock. A hall that was cleared gives and calls nobody any more. */
export async function onHallDay<T, L = undefined>(
  deps: Deps,
  hall: HallInfo,
  actor: ChangeActor,
  command: Command,
  rule: Rule<T, L>,
  load?: (sql: TransactionSql, dayId: string) => Promise<L>,
  { afterClearing = false }: { readonly afterClearing?: boolean } = {},
): Promise<T> {
  const id = await hallDayId(deps, hall);
  const refs = { day: { kind: 'hall_day', id } } as const;
  return change<typeof refs, T, L>(
    deps satisfies ChangeDeps,
    actor,
    command,
    refs,
    async (tx, { day }, loaded) => {
      if (day.day.clearedAt && !afterClearing) throw new DomainError('hall.closed');
      const { events, result, writes = [] } = await rule(tx, day, loaded);
      return { events: { day: events }, result, writes };
    },
    load && ((sql) => load(sql, id)),
  );
}

/** Id of the hall-day of now; the first command of a day makes it. */
export async function hallDayId(deps: Deps, hall: HallInfo): Promise<string> {
  const date = businessDateOf(hall, new Date(deps.now()).toISOString());
  const known = deps.hallDays.get(hall.id);
  if (known?.date === date) return known.id;
  const id = (await findHallDay(deps, hall.id, date)) ?? (await openHallDay(deps, hall.id, date));
  deps.hallDays.set(hall.id, { date, id });
  return id;
}

async function findHallDay(deps: Deps, hallId: string, date: string): Promise<string | null> {
  const [row] = await deps.sql<{ id: string }[]>`select id from hall_days where hall_id = ${hallId} and business_date = ${date}`;
  return row?.id ?? null;
}

async function openHallDay(deps: Deps, hallId: string, businessDate: string): Promise<string> {
  const id = uuidv7();
  try {
    await change(
      deps,
      { kind: 'system', id: 'hall-day' },
      { name: 'hall-day.open', key: null, body: null },
      { day: { kind: 'hall_day', id, create: true } },
      () => ({
        events: { day: [{ type: 'hall_day.opened', subject: id, body: { hallId, businessDate } }] },
        result: id,
      }),
    );
    return id;
  } catch (error) {
    // another first command of the day was quicker
    const found = error instanceof DomainError && error.code === 'conflict' ? await findHallDay(deps, hallId, businessDate) : null;
    if (found) return found;
    throw error;
  }
}
