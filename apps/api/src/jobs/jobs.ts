import type { Sql } from 'postgres';
import { missBookings, remindBooked } from '../bookings/jobs.ts';
import { archiveResting } from '../cases/archive.ts';
import { pressLapsed, recomputeDue, remindUncollected } from '../cases/clocks.ts';
import { businessDateOf } from '../halls/directory.ts';
import { escalateLate, signLapsed } from '../hotline/orders.ts';
import { safeError } from '../http.ts';
import { logRoom, monthsLow } from '../log/partitions.ts';
import { expireLicences } from '../licences/commands.ts';
import { exportSeals, lastExported, sealLog } from '../log/roots.ts';
import { sendDue, type Messenger } from '../messages/messages.ts';
import { documentsHeld, documentsSigned, documentsWaiting, logEventsOutside, logLastSealAge, logMonthsLeft } from '../metrics.ts';
import { sweepCommandKeys, sweepExpired } from '../security/sweep.ts';
import { signDue, signingState } from '../signing/documents.ts';
import { readyWhatIsSigned } from '../signing/ready.ts';
import { ticketAction } from '../tickets/commands.ts';
import { keepHours } from '../tickets/day.ts';
import { dropOver, tellDue } from '../tickets/notices.ts';
import type { QueueDeps } from '../tickets/routes.ts';

/** Opens a pool of the role that deletes what may go; it is closed after each use. */
export type OpenRetention = () => Sql;

export interface Jobs {
  stop(): Promise<void>;
}

/** Work that nobody presses a key for. Each is safe to run in several processes: its guard is in the command. */
export function startJobs(deps: QueueDeps, rootsFolder: string, messenger: Messenger | null, retention: OpenRetention | null): Jobs {
  const running = new Set<Promise<void>>();
  const every = (ms: number, name: string, job: () => Promise<void>): NodeJS.Timeout => {
    let busy = false;
    const tick = (): void => {
      if (busy) return;
      busy = true;
      const run = job()
        .catch((error: unknown) => deps.log.warn({ err: safeError(error), job: name }, 'job failed; it runs again'))
        .finally(() => {
          busy = false;
          running.delete(run);
        });
      running.add(run);
    };
    tick();
    return setInterval(tick, ms);
  };
  const timers = [
    every(5_000, 'return held tickets', () => returnHeld(deps)),
    every(20_000, 'keep the hours of the halls', () => keepHours(deps)),
    every(2_000, 'tell who is near', async () => void (await tellDue(deps))),
    ...(messenger ? [every(2_000, 'send messages', () => send(deps, messenger))] : []),
    every(500, 'sign decisions', () => signAndGoOn(deps)),
    // not with each look: after an upgrade 90,000 may wait, and counting them takes 10 ms
    every(15_000, 'count what waits for its signature', () => watchSigning(deps)),
    every(60_000, 'press what silence presses', async () => void (await pressLapsed(deps))),
    every(3_600_000, 'licences that have run out', async () => void (await expireLicences(deps))),
    every(600_000, 'archive what rests', async () => void (await archiveResting(deps))),
    every(600_000, 'tell again what waits to be collected', async () => void (await remindUncollected(deps))),
    every(60_000, 'bookings that nobody came for', async () => void (await missBookings(deps))),
    every(600_000, 'tell who comes tomorrow', async () => void (await remindBooked(deps))),
    every(15_000, 'sign what nobody signed', async () => void (await signLapsed(deps))),
    every(60_000, 'escalate what nobody answered', async () => void (await escalateLate(deps))),
    every(60_000, 'due dates of a new calendar', async () => void (await recomputeDue(deps))),
    every(60_000, 'seal the log', () => sealYesterday(deps, rootsFolder).finally(() => watchSeals(deps, rootsFolder))),
    every(3_600_000, 'sweep what expired', () => sweepExpired(deps.sql)),
    ...(retention ? [every(86_400_000, 'sweep keys of presses', () => sweepKeys(retention))] : []),
    every(3_600_000, 'look after the log', () => watchLog(deps)),
    every(3_600_000, 'sweep files that no case has', async () => void (await deps.files.sweep(orphanMs))),
  ];
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.allSettled(running);
    },
  };
}

/** A removed file cannot be read any more; its bytes wait, so that whoever goes back to a backup misses none. */
const orphanMs = 30 * 86_400_000;

/** What came too late to help is not sent: a gateway that was away for an hour calls nobody to a window of an hour ago. */
async function send(deps: QueueDeps, messenger: Messenger): Promise<void> {
  await dropOver(deps);
  await sendDue(deps, messenger);
}

/** A held ticket whose time has come goes back to its place in the queue. */
export async function returnHeld(deps: QueueDeps): Promise<void> {
  const due = await deps.sql<{ id: string; hall_id: string; held_until: string; business_date: string }[]>`
    select t.id, d.hall_id, t.held_until, d.business_date from tickets t join hall_days d on d.id = t.hall_day_id
    where t.state = 'HELD' and t.held_until <= now() and d.cleared_at is null order by t.held_until limit 50`;
  for (const row of due) {
    const hall = await deps.halls.hall(row.hall_id);
    if (businessDateOf(hall, new Date(deps.now()).toISOString()) !== row.business_date) continue;
    const key = `held-${row.id}-${row.held_until}`;
    await ticketAction(
      deps,
      hall,
      { kind: 'system', id: 'held-return' },
      'system',
      { action: 'return', ticketId: row.id },
      { name: 'ticket.held-return', key, body: null },
    ).catch((error: unknown) => deps.log.debug({ err: safeError(error), ticketId: row.id }, 'not returned: somebody was quicker'));
  }
}

/** Decisions are signed, then what waits for that at a window goes on. */
async function signAndGoOn(deps: QueueDeps): Promise<void> {
  documentsSigned.inc(await signDue(deps));
  await readyWhatIsSigned(deps);
}

/** What is held is counted, also where another process signs. */
async function watchSigning(deps: QueueDeps): Promise<void> {
  const { waiting, held } = await signingState(deps.sql);
  documentsWaiting.set(waiting);
  documentsHeld.set(held);
}

/** Only a start can make partitions: the serving role must not. So it is told long before they end. */
export async function watchLog(deps: Pick<QueueDeps, 'sql' | 'now' | 'log'>): Promise<void> {
  const { monthsLeft, outside } = await logRoom(deps.sql, deps.now());
  logMonthsLeft.set(monthsLeft);
  logEventsOutside.set(outside);
  if (monthsLeft < monthsLow) deps.log.warn({ monthsLeft }, 'the log has few months left: start the service anew, which makes more');
  if (outside > 0) deps.log.warn({ outside }, 'events lie in no month of the log: a start moves them, unless a clock was wrong');
}

/** Once a day, for the day before, by UTC, the log is sealed by whichever process is first; each exports what its folder lacks. */
async function sealYesterday(deps: QueueDeps, folder: string): Promise<void> {
  const day = new Date(deps.now() - 86_400_000).toISOString().slice(0, 10);
  const [sealed] = await deps.sql`select 1 from log_roots where day = ${day}`;
  if (!sealed) await sealLog(deps.sql, deps.keys.logRoot, day);
  await exportSeals(deps.sql, deps.keys.rootKey, folder);
}

/** How old the newest seal is that reached the folder: a failed seal or export shows as days that grow. */
export async function watchSeals(deps: Pick<QueueDeps, 'sql' | 'now'>, folder: string): Promise<void> {
  const day = await lastExported(deps.sql, folder);
  // a seal is over a whole day, and is due when the day ends
  logLastSealAge.set(day === null ? Number.NaN : (deps.now() - Date.parse(day)) / 86_400_000 - 1);
}

async function sweepKeys(open: OpenRetention): Promise<void> {
  const sql = open();
  try {
    await sweepCommandKeys(sql);
  } finally {
    await sql.end({ timeout: 3 });
  }
}
