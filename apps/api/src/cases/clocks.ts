import type { Case } from '@one-window/domain/case-events';
import { DomainError } from '@one-window/domain/errors';
import { localTime, type Instant } from '@one-window/domain/time';
import type { Deps } from '../deps.ts';
import { openPerson } from '../people/persons.ts';
import { queueMessages } from '../messages/messages.ts';
import { languageOf } from '../messages/language.ts';
import { messageText } from '../messages/words.ts';
import { caseHead, pressCase } from './commands.ts';
import { nextDue } from './telling.ts';
import { remindAfterDays } from './item.ts';

const system = { kind: 'system', id: 'case-clock' } as const;
const asSystem = [{ role: 'system', unitId: null, authorityId: null }] as const;
const atOnce = 50;

/**
 * What silence presses: a permit that nobody answered within the time for acceptance is accepted (行政许可法 32), a supplement
 * that never came counts as giving up where the item says by what. Gives how many were pressed.
 */
export async function pressLapsed(deps: Deps): Promise<number> {
  const now = new Date(deps.now()).toISOString();
  const lapsed = await deps.sql<{ id: string; status: Case['status'] }[]>`
    select c.id, c.status from cases c join item_versions v on v.id = c.item_version_id
    where c.due_at < ${now} and (c.status in ('SUBMITTED', 'RECEIVED') and v.guide ->> 'taskType' = '01' or c.status = 'SUPPLEMENT' and v.guide ? 'lapseBasis')
    order by c.due_at limit ${atOnce}`;
  let pressed = 0;
  for (const { id, status } of lapsed) {
    const action = status === 'SUPPLEMENT' ? 'lapse_supplement' : 'deem_accepted';
    pressed += await pressBySystem(deps, id, action);
  }
  return pressed;
}

/** 1, or 0 where somebody was quicker. */
function pressBySystem(deps: Deps, id: string, action: 'lapse_supplement' | 'deem_accepted' | 'remind'): Promise<number> {
  const input = { caseId: id, version: null, roles: asSystem, presses: () => [{ action } as const], identityLevel: 0 };
  return pressCase(deps, system, input, { name: `case.${action}`, key: null, body: null }).then(
    () => 1,
    (error: unknown) => {
      if (error instanceof DomainError) return 0;
      throw error;
    },
  );
}

/** Results that nobody has collected are told again, each time once. Gives how many. */
export async function remindUncollected(deps: Deps): Promise<number> {
  const now = new Date(deps.now()).toISOString();
  const waiting = await deps.sql<{ id: string }[]>`
    select id from cases where status = 'READY'
      and (state ->> 'readyAt')::timestamptz <= ${now}::timestamptz - make_interval(days => (${[...remindAfterDays]}::int[])[(state ->> 'reminders')::int + 1])
    order by id limit ${atOnce}`;
  let pressed = 0;
  for (const { id } of waiting) pressed += await pressBySystem(deps, id, 'remind');
  return pressed;
}

const metaKey = 'due_calendar';

/**
 * A new notice of the State Council moves what had been due by a guess: the index is worked out anew, and whoever waits is
 * told once. Runs once for each calendar that was loaded. Gives how many dates moved.
 */
export async function recomputeDue(deps: Deps): Promise<number> {
  const { sql } = deps;
  const [calendar] = await sql<{ loaded: Instant | null; done: string | null }[]>`
    select (select max(loaded_at) from calendar_years) as loaded, (select value #>> '{}' from meta where key = ${metaKey}) as done`;
  if (!calendar?.loaded || calendar.done === calendar.loaded) return 0;
  const open = await sql<{ id: string; state: Case; due_at: Instant }[]>`
    select id, state, due_at from cases where ended_at is null and due_at is not null order by id`;
  let moved = 0;
  for (const { id, state, due_at } of open) {
    const head = await caseHead(deps, id);
    const due = nextDue(state, head.item, head.place);
    if (due === null || due === due_at) continue;
    moved += await moveDue(deps, id, { from: due_at, to: due }, state, head.item.name, head.place.timeZone);
  }
  await sql`insert into meta (key, value) values (${metaKey}, ${sql.json(calendar.loaded)}) on conflict (key) do update set value = excluded.value`;
  return moved;
}

/** The date and its message in one: told once, whoever runs this. */
async function moveDue(
  deps: Deps,
  id: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  state: Case,
  item: string,
  timeZone: string,
): Promise<number> {
  const phone = (await openPerson(deps.sql, deps.keys, state.applicantId))?.phone;
  return deps.sql.begin(async (tx) => {
    const changed = await tx`update cases set due_at = ${to} where id = ${id} and due_at = ${from}`;
    if (changed.count === 0) return 0;
    if (!phone) return 1;
    const told = { item, caseNo: state.caseNo ?? '', due: localTime(to, timeZone).date };
    const text = messageText('message.due_moved', told, await languageOf(tx, deps.keys, phone));
    await queueMessages(tx, deps.keys, new Date(deps.now()).toISOString(), [{ to: phone, text, about: 'due_moved' }]);
    return 1;
  });
}
