import type { CaseCommand } from '@one-window/domain/case-events';
import type { CaseRole } from '@one-window/domain/case-words';
import { draftCase, pressCase, reserveCaseNo, caseHead } from '../cases/commands.ts';
import type { Role } from '@one-window/domain/permissions';
import type { Deps } from '../deps.ts';
import type { HallInfo } from '../halls/directory.ts';
import { findPerson } from '../people/persons.ts';
import { signDue } from '../signing/documents.ts';
import { demoCitizens, demoStaff } from './data.ts';

/** By the number of the worked sample, how far a case has come when the demo is first opened. */
const begun = [
  { sample: '居住证申领', until: 'receive' },
  { sample: '居住证申领', until: 'accept' },
  { sample: '居住证申领', until: 'sign' },
  { sample: '居住证申领', until: 'check' },
  { sample: '居住证申领', until: 'ready' },
  { sample: '社会保障卡申领', until: 'receive' },
  { sample: '劳务派遣经营许可', until: 'accept' },
  { sample: '食品经营许可', until: 'receive' },
  { sample: '建筑工程施工许可', until: 'sign' },
] as const;
/** Whose result waits at the delivery window when the demo begins, and at each start after the last was handed over. */
const resultOwner = demoCitizens[1];
const order = ['receive', 'accept', 'sign', 'forward', 'check', 'grant', 'produce', 'ready'] as const;

type DeskRole = 'clerk' | 'department_handler' | 'department_checker' | 'department_decider';

interface Person {
  readonly id: string;
  readonly role: CaseRole;
}

/** Some cases in some states, by the same commands as everybody else's, once. */
export async function seedCases(deps: Deps): Promise<void> {
  const [hall] = await deps.halls.all();
  if (!hall) return;
  const [any] = await deps.sql`select 1 from cases limit 1`;
  if (any) return seedResult(deps, hall);
  for (const [i, { sample, until }] of begun.entries()) {
    const itemId = await sampleItem(deps, sample);
    if (itemId) await begin(deps, hall, itemId, demoCitizens[i % demoCitizens.length]!, until);
  }
}

/** What whoever tries the delivery window needs: the reference of a result that waits in the demo's hall, and whose it is. */
export async function resultWaiting(deps: Pick<Deps, 'sql' | 'halls' | 'keys'>): Promise<{ ref: string; idNo: string } | null> {
  const [hall] = await deps.halls.all();
  if (!hall) return null;
  const owner = await findPerson(deps.sql, deps.keys, resultOwner.idNo);
  const [row] = await deps.sql<{ ref: string }[]>`
    select ref from cases where hall_id = ${hall.id} and status = 'READY' and applicant_id = ${owner} order by id desc limit 1`;
  return row ? { ref: row.ref, idNo: resultOwner.idNo } : null;
}

/** When the last result was handed over, the next start has another. */
async function seedResult(deps: Deps, hall: HallInfo): Promise<void> {
  if (await resultWaiting(deps)) return;
  const itemId = await sampleItem(deps, '居住证申领');
  if (itemId) await begin(deps, hall, itemId, resultOwner, 'ready');
}

async function begin(
  deps: Deps,
  hall: HallInfo,
  itemId: string,
  applicant: (typeof demoCitizens)[number],
  until: (typeof order)[number],
): Promise<void> {
  const clerk = { id: await staffId(deps, '1005'), role: 'clerk' } as const;
  const input = { itemId, applicant, applicantType: 'person', answers: {}, ticketId: null, citizenId: null, channel: 'hall' } as const;
  const command = { name: 'demo.case', key: null, body: null };
  const { id } = await draftCase(deps, hall, staffActor(clerk), { role: 'clerk', unitId: hall.id, authorityId: null }, input, command);
  const head = await caseHead(deps, id);
  const department = head.item.department;
  // asked for when a step needs them: not every department has people in the demo
  const of = async (role: DeskRole): Promise<Person> =>
    role === 'clerk' ? clerk : { id: await staffId(deps, whoIs(role, department.name)), role };
  const checks = Object.fromEntries(head.item.version.materials.map((m) => [m.code, 'present' as const]));
  const presses: Record<(typeof order)[number], readonly [DeskRole, CaseCommand]> = {
    receive: ['clerk', { action: 'receive', caseNo: await reserveCaseNo(deps, head), checks }],
    accept: ['clerk', { action: 'accept' }],
    sign: ['department_handler', { action: 'sign' }],
    forward: ['department_handler', { action: 'forward', opinion: '材料齐全，情况属实。' }],
    check: ['department_checker', { action: 'forward', opinion: '同意。' }],
    grant: ['department_decider', { action: 'grant', opinion: '准予。', confirmedBy: null }],
    produce: ['department_handler', { action: 'produce' }],
    ready: ['department_handler', { action: 'make_ready', unitId: hall.id, transfer: null }],
  };
  for (const step of order.slice(0, order.indexOf(until) + 1)) {
    const [role, press] = presses[step];
    const who = await of(role);
    const unitId = who.role === 'clerk' ? hall.id : department.id;
    const roles = [{ role: who.role, unitId, authorityId: null }];
    await pressCase(deps, staffActor(who), { caseId: id, version: null, roles, presses: () => [press], identityLevel: 2 }, command);
    // no job runs yet, and nothing unsigned goes to the counter
    if (step === 'grant') await signDue(deps);
  }
}

function whoIs(role: Role, department: string): string {
  const found = demoStaff.find((one) => one.departments?.includes(department) && one.roles.includes(role));
  if (!found) throw new Error(`the demo has no ${role} of ${department}`);
  return found.staffNo;
}

const staffActor = ({ id }: Person) => ({ kind: 'staff', id }) as const;

async function staffId(deps: Deps, staffNo: string): Promise<string> {
  const [row] = await deps.sql<{ id: string }[]>`select id from staff where staff_no = ${staffNo}`;
  return row!.id;
}

/** The entry to which a worked sample is attached, found by the result that the sample names or by its own name. */
async function sampleItem(deps: Deps, name: string): Promise<string | null> {
  const [row] = await deps.sql<{ id: string }[]>`
    select i.id from item_versions v join service_items i on i.id = v.item_id
    where v.sample and (i.name = ${name} or v.guide -> 'result' ->> 'name' = ${name.replace(/申领$/, '')} or i.name like ${`%${name}%`})
    order by i.name = ${name} desc limit 1`;
  return row?.id ?? null;
}
