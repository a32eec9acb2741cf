import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Case, CaseCommand } from '@one-window/domain/case-events';
import { press } from '@one-window/domain/case-samples';
import { caseActions, caseRoles, type CaseAction, type CaseRole } from '@one-window/domain/case-words';
import { DomainError } from '@one-window/domain/errors';
import { seedReference } from '../catalogue/seed.ts';
import { verifyLog } from '../log/verify.ts';
import { signDue } from '../signing/documents.ts';
import { newKey, testDeps, testHall, type TestDeps, type TestHall } from '../testing.ts';
import { caseHead, draftCase, pressCase } from './commands.ts';
import { nextDue } from './telling.ts';
import { readMyCase } from './mine.ts';

/**
 * The invariants of the rule book (§10) on random histories through the real service. Here: 1 one unit answers and is named,
 * 2 the state is the fold of the log, 3 the due date is worked out again to the same, 5 no decision without reception and the
 * version is kept, 11 a key acts once. Elsewhere: 4 days add up (`case-properties.test.ts` and `clock.test.ts` of the domain),
 * 6 one window to a number (`tickets/race.test.ts`), 7 the units' orders are the city's (`hotline/hotline.test.ts`), 8 one
 * rating a stage (`ratings/ratings.test.ts`), 9 no look without purpose and assignment (`reveal.test.ts`,
 * `people/people.test.ts`), 10 three doors (`e2e/journeys/online.spec.ts`), 12 a count is its rows (`access.test.ts`).
 *
 * Of the lessons of the field: F17 sent twice, after a lost answer, from two tabs is each press here; F18 between write and
 * notice is in `citizens/citizens.test.ts`; F20 to F22, the last two departments at once beside a supplement or a withdrawal,
 * in `branches.test.ts`.
 */
let deps: TestDeps;
let hall: TestHall;
let items: { id: string; department: string }[];
const citizen = { id: uuidv7(), kind: 'citizen', phoneIndex: '', phone: '' } as const;
const people = Object.fromEntries(caseRoles.map((role) => [role, uuidv7()])) as Record<CaseRole, string>;

beforeAll(async () => {
  deps = await testDeps({ pool: 8 });
  await seedReference(deps.sql, { samples: true });
  hall = await testHall(deps.sql);
  // one of each kind: a permit, an immediate item, a confirmation, one that costs something
  items = await deps.sql<{ id: string; department: string }[]>`
    select distinct on (v.guide ->> 'caseKind', v.guide ->> 'taskType', v.guide -> 'fees' <> '[]') i.id, i.department_id as department
    from item_versions v join service_items i on i.id = v.item_id where v.guide -> 'questions' = '[]'`;
});
afterAll(() => deps.close());

interface Try {
  readonly action: CaseAction;
  readonly role: CaseRole;
  readonly samePerson: boolean;
}

const tries = fc.array(
  fc.record({
    action: fc.constantFrom(...caseActions.filter((action) => action !== 'draft')),
    role: fc.constantFrom(...caseRoles),
    samePerson: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  }),
  { minLength: 6, maxLength: 14 },
);

/** What would go well, so that histories get somewhere; between them stands whatever else somebody might press. */
const goodWay: readonly Try[] = (
  [
    ['receive', 'clerk'],
    ['accept', 'clerk'],
    ['take_fee', 'clerk'],
    ['sign', 'department_handler'],
    ['forward', 'department_handler'],
    ['forward', 'department_checker'],
    ['grant', 'department_decider'],
    ['produce', 'department_handler'],
    ['make_ready', 'department_handler'],
    ['deliver', 'delivery_clerk'],
  ] as const
).map(([action, role]) => ({ action, role, samePerson: false }));

const withdrawal: Try = { action: 'withdraw', role: 'applicant', samePerson: false };

const history = fc.record({
  item: fc.nat(20),
  way: fc.nat(goodWay.length),
  tries,
  rivals: fc.boolean(),
});

interface Row {
  readonly version: number;
  readonly item_version_id: string;
  readonly due_at: string | null;
  readonly state: Case;
  readonly case_kind: string;
  readonly unit_id: string;
  readonly materials: string[];
  readonly fee: number | null;
}

async function rowOf(id: string): Promise<Row> {
  const [row] = await deps.sql<Row[]>`
    select c.version, c.state, c.case_kind, c.unit_id, c.item_version_id, c.due_at, (select array_agg(m ->> 'code') from jsonb_array_elements(v.guide -> 'materials') m) as materials,
      (v.guide -> 'fees' -> 0 ->> 'fen')::int as fee
    from cases c join item_versions v on v.id = c.item_version_id where c.id = ${id}`;
  return row!;
}

function commandFor({ action }: Try, row: Row): CaseCommand {
  const checks = Object.fromEntries(row.materials.map((code) => [code, 'present' as const]));
  if (action === 'receive') return press('receive', { caseNo: row.state.caseNo ?? newKey(), checks });
  if (action === 'submit') return press('submit', { caseNo: newKey() });
  if (action === 'take_fee') return press('take_fee', { fen: row.fee ?? 1 });
  if (action === 'make_ready') return press('make_ready', { unitId: hall.id });
  if (action === 'reassign') return press('reassign', { unitId: row.state.unitId });
  if ('materials' in press(action)) return press(action as 'supplement', { materials: row.materials.slice(0, 1) });
  return press(action);
}

/** The presser, as one of everybody; now and then it is the clerk who took the case in, in another role. */
async function attempt(id: string, one: Try, row: Row, key: string): Promise<string> {
  const unitId = one.role.startsWith('department') || one.role === 'certificate_officer' ? row.state.deptId : hall.id;
  const actor = { kind: 'staff', id: one.samePerson ? people.clerk : people[one.role] } as const;
  const roles = [{ role: one.role, unitId, authorityId: one.role === 'agent' ? 'authority' : null }];
  const input = { caseId: id, version: row.version, roles, presses: () => [commandFor(one, row)], identityLevel: 2 };
  return pressCase(deps, actor, input, { name: `press.${one.action}`, key, body: [id, row.version, one.action] }).then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );
}

async function holds(id: string, began: string): Promise<void> {
  const row = await rowOf(id);
  const { state } = row;
  // 2: versions without a gap; that they fold to the row is asked of all of them at the end
  const [log] = await deps.sql<
    { n: number; last: number }[]
  >`select count(*)::int as n, max(version)::int as last from events where stream = ${id}`;
  expect(log).toEqual({ n: row.version, last: row.version });
  // 1: the citizen reads who answers for it
  expect(row.unit_id).toBe(state.unitId);
  expect((await readMyCase(deps, citizen, id))!.unit).toMatchObject({ id: state.unitId, name: expect.stringMatching(/./) });
  // 3: an index that can be worked out again, to the same instant
  const { item, place } = await caseHead(deps, id);
  expect(row.due_at).toBe(nextDue(state, item, place));
  // 5: and on the version with which it began, though there is a newer one
  expect([row.item_version_id, state.itemVersionId]).toEqual([began, began]);
  if (state.decision) expect(state.acceptedAt).not.toBeNull();
  if (state.acceptedAt) expect(state.receivedAt ?? state.submittedAt).not.toBeNull();
  if (row.case_kind === 'PROMISE') expect(state.intakeBy).not.toContain(state.decidedBy);
  if (['PRODUCING', 'READY'].includes(state.status) && row.fee !== null && state.decision !== 'refused')
    expect(state.paidFen).toBe(row.fee);
}

describe('whatever is pressed, by whom, and however often at once', () => {
  test(
    'each press is one event or none, nobody decides what they received, one unit answers, dates and version stay, and the log tells what the table shows',
    { timeout: 120_000 },
    async () => {
      const seen = new Set<string>();
      const statuses = new Set<string>();
      await fc.assert(
        fc.asyncProperty(history, async ({ item, way, tries: others, rivals }) => {
          const chosen = items[item % items.length]!;
          const input = {
            itemId: chosen.id,
            applicantType: 'person',
            applicant: { name: '欧阳𠮷', idNo: null, phone: null },
            answers: {},
            ticketId: null,
            citizenId: citizen.id,
            channel: 'hall',
          } as const;
          const clerk = { kind: 'staff', id: people.clerk } as const;
          const as = { role: 'clerk', unitId: hall.id, authorityId: null } as const;
          const { id } = await draftCase(deps, await deps.halls.hall(hall.id), clerk, as, input, {
            name: 'draft',
            key: newKey(),
            body: null,
          });
          const { item_version_id: began } = await rowOf(id);
          await deps.owner`
            insert into item_versions (id, item_id, version, sample, published_at, guide)
            select ${uuidv7()}, item_id, version + 1, sample, now(), guide from item_versions where item_id = ${chosen.id} order by version desc limit 1`;
          const steps = [...goodWay.slice(0, way), ...others, ...goodWay.slice(way, way + 1)];
          for (const [i, one] of steps.entries()) {
            const row = await rowOf(id);
            const key = newKey();
            // at the end a citizen withdraws in the same instant: both would do, one after the other, if nobody asked what was seen
            const rival = i + 1 === steps.length ? withdrawal : others[i % others.length]!;
            // twice with one key as after a lost answer, and against somebody else who saw the same
            const [first, again, against] = await Promise.all([
              attempt(id, one, row, key),
              attempt(id, one, row, key),
              rivals ? attempt(id, rival, row, newKey()) : 'no rival',
            ]);
            await signDue(deps);
            const after = await rowOf(id);
            const done = [first === 'done' || again === 'done', against === 'done'].filter(Boolean).length;
            expect(done).toBeLessThanOrEqual(1);
            expect(after.version).toBe(row.version + done);
            seen.add(one.action);
            statuses.add(after.state.status);
          }
          await holds(id, began);
        }),
        { seed: 20261126, numRuns: 30 },
      );
      expect([...statuses]).toEqual(expect.arrayContaining(['RECEIVED', 'ACCEPTED', 'IN_REVIEW', 'DECIDED', 'WITHDRAWN']));
      expect(seen.size).toBeGreaterThan(25);
      expect((await verifyLog(deps.sql)).findings).toEqual([]);
    },
  );
});
