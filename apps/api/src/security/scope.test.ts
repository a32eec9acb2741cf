import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actions, can, purposes, roles, scopeOf, type Action, type Actor, type Assignment } from '@one-window/domain/permissions';
import { testDeps, type TestDeps } from '../testing.ts';
import { areasAbove, scopeSql } from './scope.ts';

/**
 * The rows of a list are the rows that `can` lets through. A list with every axis stands in a table of its own, filled at
 * random over a random tree of areas, of which some have moved; the same scope is asked both ways.
 */
const today = '2026-11-24';
const now = '2026-11-24T02:00:00.000Z';

let deps: TestDeps;
const areas = Array.from({ length: 14 }, () => uuidv7());
const departments = Array.from({ length: 3 }, () => uuidv7());
const groups = ['civil', 'social', 'tax'];
const people = Array.from({ length: 3 }, () => uuidv7());
interface Thing {
  readonly id: string;
  readonly area_id: string | null;
  readonly hall_id: string;
  readonly department_id: string | null;
  readonly item_group: string | null;
  readonly assignee_id: string | null;
}
const halls = Array.from({ length: 4 }, () => uuidv7());
const things: Thing[] = [];

const pick = <T>(list: readonly T[], i: number): T => list[i % list.length]!;

beforeAll(async () => {
  deps = await testDeps();
  // a tree: the parent of n is (n - 1) / 3; the last two have moved to another parent yesterday
  for (const [i, id] of areas.entries()) {
    const level = i === 0 ? 1 : i < 4 ? 2 : 3;
    await deps.owner`insert into areas (id, code, name, level, parent_id, valid_from) values (${id}, ${String(520000000000 + i)}, '区', ${level}, ${i === 0 ? null : areas[Math.floor((i - 1) / 3)]!}, '2020-01-01')`;
  }
  const close = (ancestor: string, descendant: string, depth: number, from: string, to: string | null) =>
    deps.owner`insert into area_closure (ancestor_id, descendant_id, depth, valid_from, valid_to) values (${ancestor}, ${descendant}, ${depth}, ${from}, ${to})`;
  for (const [i, id] of areas.entries()) {
    await close(id, id, 0, '2020-01-01', null);
    let depth = 1;
    const moved = i >= 12;
    for (let up = i; up > 0; depth += 1) {
      up = Math.floor((up - 1) / 3);
      // everything but the root ends for a moved one, and begins elsewhere
      await close(areas[up]!, id, depth, '2020-01-01', moved && up !== 0 ? today : null);
    }
    if (moved) await close(areas[1]!, id, 1, today, null);
  }
  for (let i = 0; i < 120; i += 1) {
    const maybe = <T>(list: readonly T[], every: number): T | null => (i % every === 0 ? null : pick(list, i * 7 + every));
    things.push({
      id: uuidv7(),
      area_id: maybe(areas, 11),
      hall_id: pick(halls, i * 5),
      department_id: maybe(departments, 5),
      item_group: maybe(groups, 4),
      assignee_id: maybe(people, 3),
    });
  }
  await deps.owner`create table things (id uuid primary key, area_id uuid, hall_id uuid, department_id uuid, item_group text, assignee_id uuid)`;
  await deps.owner`insert into things ${deps.owner(things as never)}`;
  await deps.owner`grant select on things to ow_app`;
});
afterAll(() => deps.close());

const maybe = <T>(list: readonly T[]): fc.Arbitrary<T | null> => fc.option(fc.constantFrom(...list), { nil: null, freq: 2 });
const assignment: fc.Arbitrary<Assignment> = fc.record({
  id: fc.uuid(),
  roleId: fc.constantFrom(
    ...roles.filter((role) => ['clerk', 'hall_manager', 'administrator', 'security_admin', 'auditor', 'supervisor'].includes(role)),
  ),
  areaId: maybe(areas),
  departmentId: maybe(departments),
  hallId: maybe(halls),
  itemGroup: maybe(groups),
  validFrom: fc.constantFrom('2026-01-01T00:00:00.000Z', now, '2026-11-24T02:00:00.001Z'),
  validTo: fc.constantFrom(null, now, '2027-01-01T00:00:00.000Z'),
});
const actor: fc.Arbitrary<Actor> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('staff' as const),
      id: fc.constantFrom(...people),
      staffNo: fc.constant('c'),
      sessionId: fc.constant('s'),
      assignments: fc.array(assignment, { maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('device' as const),
      id: fc.uuid(),
      hallId: fc.constantFrom(...halls),
      device: fc.constantFrom('kiosk' as const, 'board' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'system' as const, id: 'job' }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'citizen' as const, id: 'x' }) },
);
const common: readonly Action[] = ['hall.view', 'person.reveal', 'window.operate'];
const action = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...common) }, { weight: 1, arbitrary: fc.constantFrom(...actions) });
const purpose = fc.option(fc.constantFrom(...purposes), { nil: undefined });

test('the rows of a list are the rows that can() lets through', async () => {
  const above = new Map<string, string[]>();
  for (const id of areas) above.set(id, await areasAbove(deps.sql, id, today));
  let shown = 0;
  await fc.assert(
    fc.asyncProperty(actor, action, purpose, async (who, what, why) => {
      const { sql } = deps;
      const columns = {
        area: sql`t.area_id`,
        hall: sql`t.hall_id`,
        department: sql`t.department_id`,
        itemGroup: sql`t.item_group`,
        assignee: sql`t.assignee_id`,
        ...(why ? { purpose: why } : {}),
      };
      const rows = await sql<{ id: string }[]>`select t.id from things t where ${scopeSql(sql, scopeOf(who, what, now), columns, today)}`;
      const allowed = things.filter((t) =>
        can(
          who,
          what,
          {
            areaIds: t.area_id === null ? [] : above.get(t.area_id)!,
            hallId: t.hall_id,
            departmentId: t.department_id,
            itemGroups: t.item_group === null ? [] : [t.item_group],
            assigneeId: t.assignee_id,
            ...(why ? { purpose: why } : {}),
          },
          now,
        ),
      );
      expect(rows.map((r) => r.id).toSorted()).toEqual(allowed.map((t) => t.id).toSorted());
      shown += rows.length;
    }),
    { numRuns: 400 },
  );
  // a test in which nobody may do anything would prove nothing
  expect(shown).toBeGreaterThan(1_000);
});

test('a list without a column for an axis shows nothing to a role that is bound on that axis', async () => {
  const { sql } = deps;
  const bound: Actor = {
    kind: 'staff',
    id: people[0]!,
    staffNo: 'c',
    sessionId: 's',
    assignments: [
      {
        id: 'a',
        roleId: 'clerk',
        areaId: null,
        departmentId: departments[0]!,
        hallId: null,
        itemGroup: null,
        validFrom: '2026-01-01T00:00:00.000Z',
        validTo: null,
      },
    ],
  };
  const rows =
    await sql`select t.id from things t where ${scopeSql(sql, scopeOf(bound, 'hall.view', now), { hall: sql`t.hall_id` }, today)}`;
  expect(rows).toHaveLength(0);
});
