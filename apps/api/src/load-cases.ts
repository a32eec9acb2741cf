import { randomInt } from 'node:crypto';
import type { Sql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import type { Case, CaseActor, CaseCommand } from '@one-window/domain/case-events';
import { decideCase } from '@one-window/domain/cases';
import { offeredCaseActions } from '@one-window/domain/case-table';
import { idCheckDigit } from '@one-window/domain/identity';
import { addMs } from '@one-window/domain/time';
import { caseAggregate, caseColumns, toStore, type CaseState } from './cases/aggregate.ts';
import { placeOf } from './cases/commands.ts';
import { nextDue } from './cases/telling.ts';
import { newestItem, type CaseItem } from './cases/item.ts';
import { seedReference } from './catalogue/seed.ts';
import { openSql } from './db/sql.ts';
import type { Deps } from './deps.ts';
import { hallDirectory } from './halls/directory.ts';
import { loadPassword, type LoadHall } from './load-halls.ts';
import { canonical, chain, type ChainedEvent } from './log/chain.ts';
import { putPerson } from './people/persons.ts';
import { loadKeys } from './security/keys.ts';
import { createStaff } from './staff/accounts.ts';

export const caseRolesAtWork = ['clerk', 'department_handler', 'department_checker', 'department_decider', 'delivery_clerk'] as const;
type AtWork = (typeof caseRolesAtWork)[number];

export interface CaseLoad {
  readonly hallId: string;
  readonly itemId: string;
  readonly materials: readonly string[];
  /** Staff number by role. */
  readonly staffNo: Readonly<Record<AtWork, string>>;
}

/** An item to press on and who presses: the office of 居住证, a confirmation that costs nothing. */
export async function prepareCaseWork(ownerUrl: string, keyFile: string, hall: LoadHall): Promise<CaseLoad> {
  const sql = openSql(ownerUrl, 2);
  const deps = loadDeps(sql, keyFile);
  await seedReference(sql, { samples: true });
  const [item] = await sql<{ id: string; department_id: string }[]>`
    select i.id, i.department_id from service_items i join item_versions v on v.item_id = i.id
    where v.guide -> 'result' ->> 'name' = '居住证' and v.guide -> 'fees' = '[]' limit 1`;
  const [realm] = await sql<{ realm_id: string }[]>`select realm_id from halls where id = ${hall.id}`;
  const staffNo: Partial<Record<AtWork, string>> = {};
  for (const [i, role] of caseRolesAtWork.entries()) {
    staffNo[role] = `case-${i}`;
    const place = role === 'clerk' || role === 'delivery_clerk' ? { hallId: hall.id } : { departmentId: item!.department_id };
    const person = { realmId: realm!.realm_id, staffNo: staffNo[role], name: '负载', password: loadPassword };
    await createStaff(deps, { kind: 'system', id: 'load' }, { ...person, assignments: [{ roleId: role, ...place }] }, null);
  }
  const { situation } = await newestItem(sql, item!.id, hall.id, {});
  await sql.end({ timeout: 2 });
  const materials = situation.materials.map((m) => m.code);
  return { hallId: hall.id, itemId: item!.id, materials, staffNo: staffNo as Record<AtWork, string> };
}

/** A number of identity whose check digit is right. */
export function someIdNo(): string {
  const born = `19${String(50 + randomInt(50))}0${1 + randomInt(9)}${String(10 + randomInt(18))}`;
  const first = `511602${born}${String(randomInt(1_000)).padStart(3, '0')}`;
  return `${first}${idCheckDigit(first)}`;
}

const perBatch = 250;

/**
 * Writes `count` cases as the rules make them, each with its chain; `log:verify` passes on them. They lie in the past and in
 * all states. Their decisions are not put into the queue (to draw a hundred thousand takes an hour and a half), and
 * their results are older than licences.
 */
export async function generateCases(ownerUrl: string, keyFile: string, load: CaseLoad, count: number): Promise<void> {
  // most cases of a database are over; one in eight is somewhere on its way
  const stepsOf = (n: number): number => (n % 8 === 0 ? 2 + (n % 8) + ((n / 8) % 7) : wholeWay);
  await generate(ownerUrl, keyFile, load, count, stepsOf, false);
}

/** A case that is decided and being made. */
export interface DecidedCase {
  readonly id: string;
  readonly version: number;
  /** Of the applicant, who comes to collect. */
  readonly idNo: string;
}

/** Writes `count` cases that are being made, their decisions in the queue of what is drawn and signed. */
export const generateDecided = (ownerUrl: string, keyFile: string, load: CaseLoad, count: number): Promise<DecidedCase[]> =>
  generate(ownerUrl, keyFile, load, count, () => untilProduced, true);

async function generate(
  ownerUrl: string,
  keyFile: string,
  load: CaseLoad,
  count: number,
  stepsOf: (n: number) => number,
  queued: boolean,
): Promise<DecidedCase[]> {
  const sql = openSql(ownerUrl, 2);
  const deps = loadDeps(sql, keyFile);
  const hall = await deps.halls.hall(load.hallId);
  const item = await newestItem(sql, load.itemId, hall.id, {});
  const place = await placeOf(deps, hall);
  const idNos = Array.from({ length: 200 }, someIdNo);
  const applicants = await Promise.all(idNos.map((idNo) => putPerson(sql, deps.keys, { name: '负载', idNo, phone: null })));
  const made: DecidedCase[] = [];
  for (let from = 0; from < count; from += perBatch) {
    const batch = Array.from({ length: Math.min(perBatch, count - from) }, (_, i) => {
      const n = from + i;
      return oneCase(load, item, place, {
        applicantId: applicants[n % applicants.length]!,
        n,
        steps: stepsOf(n),
        unsigned: queued ? 1 : 0,
      });
    });
    await sql.begin(async (tx) => {
      await tx`insert into cases ${tx(batch.map(({ row }) => row))}`;
      const events = batch.flatMap((one) => one.events);
      // 15 columns each, and 65,534 parameters at most
      for (let at = 0; at < events.length; at += 2_000) await chain.insert(tx, events.slice(at, at + 2_000));
      if (queued) await tx`insert into documents ${tx(batch.map(({ row }) => decisionOf(row.id, row.head_at)))}`;
    });
    made.push(...batch.map(({ row }, i) => ({ id: row.id, version: row.version, idNo: idNos[(from + i) % idNos.length]! })));
  }
  await sql`analyze cases, events, documents`;
  await sql.end({ timeout: 2 });
  return made;
}

const decisionOf = (caseId: string, at: string) => ({
  id: uuidv7(),
  case_id: caseId,
  version: grantedAt,
  kind: 'grant_decision',
  next_at: at,
  queued_at: at,
});

const loadDeps = (sql: Sql, keyFile: string): Deps =>
  ({ sql, keys: loadKeys(keyFile), demo: false, touched: () => undefined, halls: hallDirectory(sql), now: Date.now }) as unknown as Deps;

/** Of the ten steps below: the one that grants, the one after which it is being made, the last. */
const [grantedAt, untilProduced, wholeWay] = [7, 8, 10];

interface Wanted {
  readonly applicantId: string;
  readonly n: number;
  readonly steps: number;
  readonly unsigned: number;
}

function oneCase(load: CaseLoad, item: CaseItem, place: Awaited<ReturnType<typeof placeOf>>, { applicantId, n, steps, unsigned }: Wanted) {
  const id = uuidv7();
  const actor = (role: AtWork): CaseActor => ({
    id: `00000000-0000-7000-8000-00000000000${caseRolesAtWork.indexOf(role)}`,
    role,
    unitId: role === 'clerk' || role === 'delivery_clerk' ? load.hallId : item.department.id,
    authorityId: null,
  });
  const checks = Object.fromEntries(load.materials.map((code) => [code, 'present' as const]));
  const way: readonly (readonly [AtWork, CaseCommand])[] = [
    ['clerk', { action: 'draft', caseId: id, applicantId, applicantType: 'person' }],
    ['clerk', { action: 'receive', caseNo: `LOAD${id}`, checks }],
    ['clerk', { action: 'accept' }],
    ['department_handler', { action: 'sign' }],
    ['department_handler', { action: 'forward', opinion: 'digest' }],
    ['department_checker', { action: 'forward', opinion: 'digest' }],
    ['department_decider', { action: 'grant', opinion: 'digest', confirmedBy: null }],
    ['department_handler', { action: 'produce' }],
    ['department_handler', { action: 'make_ready', unitId: load.hallId, transfer: null }],
    [
      'delivery_clerk',
      { action: 'deliver', way: 'counter', recipientBy: 'identity', proof: 'digest', signed: { by: 'paper', why: 'no_pad' } },
    ],
  ];
  const start = addMs(new Date().toISOString(), -(n % 40) * 86_400_000);
  let state: CaseState = { ...caseAggregate.empty(), extras: null };
  let head = chain.genesis(id);
  const events: ChainedEvent[] = [];
  let at = start;
  for (const [i, [role, command]] of way.slice(0, steps).entries()) {
    at = addMs(start, i * 1_000);
    const circumstances = {
      identityLevel: 2,
      formComplete: true,
      creditClean: true,
      hearingDone: false,
      packageComplete: false,
      decisionSigned: true,
    };
    const context = { now: at, item: { ...item.version, planEffectiveDate: start }, place, circumstances, offered: offeredCaseActions };
    const event = decideCase(state.file, command, actor(role), context);
    const door = { ref: `L${id.slice(-12)}`, channel: 'hall', hallId: load.hallId, ticketId: null, citizenId: null } as const;
    const stored = toStore(event, command.action === 'draft' ? door : undefined);
    state = caseAggregate.apply(state, stored, { actorId: event.actor.id, at, streamId: id });
    const link = chain.link(head, {
      stream: id,
      kind: 'case',
      type: stored.type,
      subject: stored.subject,
      actorKind: 'staff',
      actorId: event.actor.id,
      commandKey: null,
      recordedAt: at,
      effectiveAt: null,
      body: canonical(stored.body),
    });
    head = { version: link.version, hash: link.hash };
    events.push(link);
  }
  state.extras = { caseKind: item.version.caseKind, dueAt: nextDue(state.file as Case, item, place), unsigned, answers: {} };
  return { row: { id, ...caseColumns(state), version: head.version, head_hash: head.hash, head_at: at }, events };
}
