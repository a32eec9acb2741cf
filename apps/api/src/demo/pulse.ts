import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { safeError } from '../http.ts';
import { takeTicket, windowAction } from '../tickets/commands.ts';
import { untold } from '../tickets/queue.ts';
import type { QueueDeps } from '../tickets/routes.ts';
import { demoColleagues } from './data.ts';

const beatMs = 4_000;
/** More people than this wait, and the door stays shut: the demo is a quiet day. */
const enough = 14;
/** Nobody of the demo sits where some queues are served: their line does not take the place of all others. */
const longLine = 4;

interface Colleague {
  readonly staffId: string;
  readonly hallId: string;
  readonly windowId: string;
}

/** Keeps the demo alive: citizens take numbers, colleagues call them at the windows that nobody signs in to. Real commands, nothing drawn. */
export function startPulse(deps: QueueDeps): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = beat(deps)
      .catch((error: unknown) => deps.log.debug({ err: safeError(error) }, 'demo pulse'))
      .finally(() => (busy = false));
  }, beatMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

const command = (name: string) => ({ name, key: randomUUID(), body: null });
const chance = (part: number): boolean => Math.random() < part;

async function beat(deps: QueueDeps): Promise<void> {
  for (const hall of await deps.halls.all()) {
    const { publicView } = await deps.publisher.recent(hall.id, 5_000);
    const waiting = publicView.series.reduce((sum, s) => sum + s.waiting, 0);
    // who collects has a case, and the delivery window is for whoever tries the demo
    const all = [...hall.series.values()].filter(({ results }) => !results);
    const series = all[Math.floor(Math.random() * all.length)];
    const line = publicView.series.find(({ id }) => id === series?.id)?.waiting ?? 0;
    if (series && line < longLine && waiting < Math.min(enough, all.length * 3) && chance(0.7))
      await takeTicket(
        deps,
        hall,
        { kind: 'system', id: 'demo' },
        { seriesId: series.id, itemId: null, priority: chance(0.12) ? 'elderly' : null, personId: null },
        untold,
        command('demo.take'),
      );
  }
  for (const colleague of await colleagues(deps)) if (chance(0.35)) await work(deps, colleague);
}

async function work(deps: QueueDeps, { staffId, hallId, windowId }: Colleague): Promise<void> {
  const hall = await deps.halls.hall(hallId);
  const actor = { kind: 'staff', id: staffId } as const;
  const [open] = await deps.sql<{ id: string; state: string; waited: number }[]>`
    select id, state, extract(epoch from now() - coalesce(started_at, called_at))::int as waited from tickets where window_id = ${windowId} and state in ('CALLED', 'SERVING')`;
  const press = (input: Parameters<typeof windowAction>[4]) =>
    windowAction(deps, hall, windowId, actor, input, command(`demo.${input.action}`));
  if (!open) await press({ action: 'next' });
  else if (open.state === 'CALLED' && open.waited > 8) await press({ action: 'start', ticketId: open.id });
  else if (open.state === 'SERVING' && open.waited > 25 && chance(0.5)) await press({ action: 'finish', ticketId: open.id });
}

/** Who of the demo's colleagues sits at a window today. */
async function colleagues(deps: Deps): Promise<Colleague[]> {
  const numbers = demoColleagues.map((c) => c.staffNo);
  return deps.sql<Colleague[]>`
    select s.id as "staffId", d.hall_id as "hallId", w.key as "windowId"
    from staff s join hall_days d on d.business_date >= current_date - 1 cross join lateral jsonb_each(d.windows) w
    where s.staff_no = any(${numbers}) and w.value ->> 'staffId' = s.id::text and d.cleared_at is null
      and d.business_date = (select max(x.business_date) from hall_days x where x.hall_id = d.hall_id)`;
}
