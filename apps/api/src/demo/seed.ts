import { v7 as uuidv7 } from 'uuid';
import { DEMO_PASSWORD } from '@one-window/domain/passwords';
import { placesOf } from '../catalogue/search.ts';
import { change } from '../db/change.ts';
import { sha256 } from '../devices/tokens.ts';
import type { HallInfo } from '../halls/directory.ts';
import { putEntry } from '../hotline/knowledge.ts';
import { safeError } from '../http.ts';
import { putPerson } from '../people/persons.ts';
import { createStaff } from '../staff/accounts.ts';
import { takeTicket, windowAction, windowSession } from '../tickets/commands.ts';
import { untold } from '../tickets/queue.ts';
import type { QueueDeps } from '../tickets/routes.ts';
import { configureDemo } from './configure.ts';
import { seedCases } from './cases.ts';
import { demoCitizens, demoColleagues, demoHalls, demoKnowledge, demoScreens, demoStaff } from './data.ts';
import { demoSeed } from './names.ts';
import { demoToken } from './routes.ts';
import { seedDelivery, seedRules } from './rules.ts';

const system = { kind: 'system', id: demoSeed } as const;
const command = (name: string) => ({ name, key: null, body: null });

/**
 * Two halls with queues and windows, once; their people, screens and rules, those that are not there yet, so that data of an earlier
 * version gets what came since; and a busy first hour on each new business date.
 */
export async function seedDemo(deps: QueueDeps): Promise<void> {
  const [realm] = await deps.sql<{ id: string }[]>`select id from realms limit 1`;
  if (!realm) {
    await configureDemo(deps);
    deps.halls.clear();
    await seedKnowledge(deps);
  }
  await seedPlaces(deps).catch((error: unknown) => deps.log.warn({ err: safeError(error) }, 'demo people not seeded'));
  for (const hall of await deps.halls.all())
    await seedDay(deps, hall).catch((error: unknown) => deps.log.warn({ err: safeError(error) }, 'demo day not seeded'));
  await seedCases(deps).catch((error: unknown) => deps.log.warn({ err: safeError(error) }, 'demo cases not seeded'));
}

/** Who works in the demo's halls, the screens that stand there, and by which rules. A hall that somebody renamed keeps those it has. */
async function seedPlaces(deps: QueueDeps): Promise<void> {
  const all = await deps.halls.all();
  const halls = new Map(demoHalls.flatMap(({ key, name }) => all.filter((h) => h.name.zh === name).map(({ id }) => [key, id] as const)));
  if (halls.size < demoHalls.length) return;
  const realmId = all[0]!.realmId;
  const staff = new Set((await deps.sql<{ no: string }[]>`select staff_no as no from staff`).map(({ no }) => no));
  for (const person of [...demoStaff, ...demoColleagues].filter(({ staffNo }) => !staff.has(staffNo))) {
    const places = await placesOfWork(deps, person, halls);
    const assignments = person.roles.flatMap((roleId) => places.map((place) => ({ roleId, ...place })));
    const { staffNo, name } = person;
    await createStaff(deps, system, { realmId, staffNo, name, password: DEMO_PASSWORD, assignments, demo: true }, null);
  }
  // one that was taken out stays out
  const paired = new Set((await deps.sql<{ hash: string }[]>`select token_hash as hash from devices`).map(({ hash }) => hash));
  for (const screen of demoScreens)
    if (!paired.has(sha256(demoToken(deps, screen.path)))) await pairScreen(deps, screen, halls.get(screen.hall)!);
  await seedDelivery(deps, await deps.halls.hall(halls.get('centre')!)).catch((error: unknown) =>
    deps.log.warn({ err: safeError(error) }, 'demo delivery window not seeded'),
  );
  await seedRules(deps, await deps.halls.hall(halls.get('centre')!), await deps.halls.hall(halls.get('township')!));
}

async function seedKnowledge(deps: QueueDeps): Promise<void> {
  const nextYear = `${new Date(deps.now()).getUTCFullYear() + 1}-12-31`;
  for (const { unit, ...words } of demoKnowledge) {
    const [department] = await deps.sql<{ id: string }[]>`select id from departments where published_name = ${unit}`;
    if (department)
      await putEntry(deps, system, null, { ...words, unitId: department.id, validUntil: nextYear }, command('demo.knowledge'));
  }
}

/** Where somebody's roles hold: halls, departments, or the whole district. */
async function placesOfWork(deps: QueueDeps, person: (typeof demoStaff)[number], halls: ReadonlyMap<string, string>) {
  if (person.departments) {
    const rows = await deps.sql<{ id: string }[]>`select id from departments where published_name = any(${[...person.departments]})`;
    return rows.map(({ id }) => ({ departmentId: id }));
  }
  return person.halls.length > 0 ? person.halls.map((key) => ({ hallId: halls.get(key)! })) : [{}];
}

async function pairScreen(
  deps: QueueDeps,
  { path, kind, name, place, window, template, zone }: (typeof demoScreens)[number],
  hallId: string,
): Promise<void> {
  const id = uuidv7();
  const { windows } = await deps.halls.hall(hallId);
  const windowId = [...windows.values()].find(({ label }) => label === window)?.id;
  await change(deps, system, command('demo.pair'), { device: { kind: 'device', id, create: true } }, () => ({
    events: {
      device: [
        {
          type: 'device.paired',
          subject: id,
          body: {
            hallId,
            kind,
            name,
            place,
            ...(windowId ? { windowId } : {}),
            ...(template ? { template, zone: zone ?? null } : {}),
            tokenHash: sha256(demoToken(deps, path)),
          },
        },
      ],
    },
    result: null,
  }));
}

/** What stands in the hall when the demo is first opened on a day. */
async function seedDay(deps: QueueDeps, hall: HallInfo): Promise<void> {
  const { publicView } = await deps.publisher.fresh(hall.id);
  const all = [...hall.series.values()];
  if (publicView.calls.length === 0 && publicView.series.every((s) => s.waiting === 0)) await takeSome(deps, hall);
  const numbers = demoColleagues.map((c) => c.staffNo);
  const people = await deps.sql<{ id: string; staff_no: string }[]>`
    select s.id, s.staff_no from staff s join staff_assignments a on a.staff_id = s.id and a.hall_id = ${hall.id} where s.staff_no = any(${numbers})`;
  for (const person of people) {
    const label = demoColleagues.find((c) => c.staffNo === person.staff_no)!.window;
    const window = [...hall.windows.values()].find((w) => w.label === label);
    if (!window || all.length === 0) continue;
    const actor = { kind: 'staff', id: person.id } as const;
    await windowSession(deps, hall, window.id, actor, { action: 'open', takeOver: true }, command('demo.open'));
    await windowAction(deps, hall, window.id, actor, { action: 'next' }, command('demo.next')).catch(() => undefined);
  }
}

async function takeSome(deps: QueueDeps, hall: HallInfo): Promise<void> {
  // nobody comes to collect what is not there
  const series = [...hall.series.values()].filter(({ results }) => !results);
  const persons = await Promise.all(demoCitizens.map((citizen) => putPerson(deps.sql, deps.keys, citizen)));
  const items = await deps.sql<{ id: string }[]>`select id from service_items order by external_code limit 400`;
  const places = await placesOf(
    deps.sql,
    items.map((item) => item.id),
    hall.id,
  );
  for (let i = 0; i < series.length * 3; i += 1) {
    const seriesId = series[(i * 5 + (i % 3)) % series.length]!.id;
    const fitting = places.filter((place) => place.seriesId === seriesId);
    const input = {
      seriesId,
      itemId: fitting[(i * 7) % Math.max(1, fitting.length)]?.itemId ?? null,
      priority: i % 9 === 4 ? ('elderly' as const) : null,
      // not the very first: of those the queues that no colleague serves would keep two
      personId: persons[i - 3] ?? null,
    };
    await takeTicket(deps, hall, system, input, untold, command('demo.take'));
  }
}
