import type { Sql } from 'postgres';
import { en, zh } from '@one-window/ui/i18n/desk';
import { parseCsv } from '@one-window/domain/csv';
import { DomainError } from '@one-window/domain/errors';
import { idProblem } from '@one-window/domain/identity';
import { PASSWORD_MAX, passwordProblem } from '@one-window/domain/passwords';
import { roles, type Role } from '@one-window/domain/permissions';
import { change, type ChangeActor } from '../db/change.ts';
import { prepareStaff, type AccountDeps, type NewAssignment } from './accounts.ts';

/** Columns of the list, by the words that its first line may use: those of the screens, or the identifier. */
const columns = {
  staffNo: ['工号', 'staff number', 'staffno'],
  name: ['姓名', 'name'],
  phone: ['手机', 'phone'],
  idNo: ['证件号', 'id number', 'idno'],
  roles: ['岗位', '角色', 'role', 'roles'],
  hall: ['大厅', 'hall'],
  area: ['区划代码', 'area code', 'area'],
  password: ['初始密码', 'first password', 'password'],
} as const;
export type ImportField = keyof typeof columns;

export const importProblemCodes = [
  'column_missing',
  'column_unknown',
  'too_many',
  'required',
  'bad_form',
  'too_long',
  'twice',
  'exists',
  'unknown_role',
  'unknown_hall',
  'unknown_area',
  'password',
] as const;

export interface ImportRow {
  /** Line of the file, as a spreadsheet counts it. */
  readonly line: number;
  readonly staffNo: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly hall: string | null;
  readonly problems: readonly { readonly field: ImportField | null; readonly code: (typeof importProblemCodes)[number] }[];
}

interface Parsed extends ImportRow {
  readonly phone: string | null;
  readonly idNo: string | null;
  readonly password: string | null;
  readonly assignments: readonly NewAssignment[];
}

export const maxImportRows = 2_000;
/** A role is written as the screens name it, or by its identifier. */
const roleByName = new Map<string, Role>(
  roles.flatMap((role) => [role, zh[`desk.role.${role}`], en[`desk.role.${role}`].toLowerCase()].map((name) => [name, role] as const)),
);

/** Reads a list of staff and says of each line what is wrong with it; writes nothing. */
export async function readStaffList(deps: AccountDeps, realmId: string, csv: string, today: string): Promise<readonly Parsed[]> {
  const { lines, problem } = linesOf(csv);
  if (problem) return [{ ...blank, line: problem.line, problems: [{ field: problem.field, code: problem.code }] }];
  const known = await readKnown(deps.sql, realmId, lines);
  const seen = new Set<string>();
  return lines.map(({ line, cells }) => parseLine(line, cells, known, seen, today, deps.demo));
}

/** Everybody on the list, or nobody. A list that is sent again under its key gets its first answer, though by now all of them exist. */
export async function importStaff(
  deps: AccountDeps,
  actor: ChangeActor,
  realmId: string,
  rows: readonly Parsed[],
  command: { readonly key: string; readonly digest: string },
): Promise<{ created: number }> {
  if (rows.length === 0) throw new DomainError('request.invalid', { fields: ['csv'] });
  assertRight(rows.filter((row) => row.problems.some(({ code }) => code !== 'exists')));
  const people = await Promise.all(
    rows.map(({ staffNo, name, phone, idNo, password, assignments }) =>
      prepareStaff(deps, {
        realmId,
        staffNo,
        name,
        phone,
        idNo,
        assignments,
        ...(password === null ? {} : { password, oneTimePassword: true }),
      }),
    ),
  );
  const refs = Object.fromEntries(people.map(({ id }) => [id, { kind: 'staff', id, create: true } as const]));
  // one hint is enough for all of them
  const brief = { ...deps, touched: (all: Parameters<AccountDeps['touched']>[0]) => deps.touched(all.slice(0, 1)) };
  return change(brief, actor, { name: 'staff.import', key: command.key, body: { realmId, digest: command.digest } }, refs, (tx, states) => {
    assertRight(rows.filter((row) => row.problems.length > 0));
    return {
      events: Object.fromEntries(people.map((person) => [person.id, person.events(states[person.id]!, tx.now)])),
      result: { created: people.length },
    };
  });
}

function assertRight(wrong: readonly Parsed[]): void {
  if (wrong.length > 0)
    throw new DomainError('request.invalid', { fields: ['csv'], lines: wrong.slice(0, 50).map((row) => String(row.line)) });
}

type Cells = Readonly<Partial<Record<ImportField, string>>>;
interface Line {
  readonly line: number;
  readonly cells: Cells;
}
type FileProblem = {
  readonly line: number;
  readonly field: ImportField | null;
  readonly code: 'column_missing' | 'column_unknown' | 'too_many';
};

const blank = { staffNo: '', name: '', roles: [], hall: null, phone: null, idNo: null, password: null, assignments: [] } as const;

function linesOf(csv: string): { readonly lines: readonly Line[]; readonly problem?: FileProblem } {
  const [header = [], ...rest] = parseCsv(csv);
  const fields = header.map((word) =>
    (Object.keys(columns) as ImportField[]).find((field) => (columns[field] as readonly string[]).includes(word.toLowerCase())),
  );
  if (fields.includes(undefined)) return { lines: [], problem: { line: 1, field: null, code: 'column_unknown' } };
  const missing = (['staffNo', 'name'] as const).find((field) => !fields.includes(field));
  if (missing) return { lines: [], problem: { line: 1, field: missing, code: 'column_missing' } };
  if (rest.length > maxImportRows) return { lines: [], problem: { line: maxImportRows + 2, field: null, code: 'too_many' } };
  return {
    lines: rest.map((cells, i) => ({ line: i + 2, cells: Object.fromEntries(fields.map((field, at) => [field, cells[at] ?? ''])) })),
  };
}

interface Known {
  readonly halls: ReadonlyMap<string, string>;
  readonly areas: ReadonlyMap<string, string>;
  readonly staffNos: ReadonlySet<string>;
}

async function readKnown(sql: Sql, realmId: string, lines: readonly Line[]): Promise<Known> {
  const all = (field: ImportField): string[] => [...new Set(lines.map(({ cells }) => cells[field] ?? ''))];
  const numbers = all('staffNo').map((no) => no.toLowerCase());
  const [halls, areas, staff] = await Promise.all([
    sql<
      { id: string; name: string }[]
    >`select id, w.name from halls cross join lateral (values (name), (name_en)) as w(name) where realm_id = ${realmId} and active and w.name = any(${all('hall')})`,
    sql<{ id: string; code: string }[]>`select id, code from areas where valid_to is null and code = any(${all('area')})`,
    sql<{ no: string }[]>`select lower(staff_no) as no from staff where lower(staff_no) = any(${numbers})`,
  ]);
  return {
    halls: new Map(halls.map((h) => [h.name, h.id])),
    areas: new Map(areas.map((a) => [a.code, a.id])),
    staffNos: new Set(staff.map((s) => s.no)),
  };
}

function parseLine(line: number, cells: Cells, known: Known, seen: Set<string>, today: string, demo: boolean): Parsed {
  const problems: ImportRow['problems'][number][] = [];
  const check = (wrong: boolean, field: ImportField, code: (typeof importProblemCodes)[number]): void =>
    void (wrong && problems.push({ field, code }));
  const text = (field: ImportField): string => (cells[field] ?? '').trim();
  const staffNo = text('staffNo');
  const number = staffNo.toLowerCase();
  check(!/^[\w.-]{1,32}$/.test(staffNo), 'staffNo', staffNo === '' ? 'required' : 'bad_form');
  check(seen.has(number), 'staffNo', 'twice');
  check(known.staffNos.has(number), 'staffNo', 'exists');
  seen.add(number);
  const name = text('name');
  check(name === '', 'name', 'required');
  check([...name].length > 100, 'name', 'too_long');
  check(text('phone').length > 32 || !/^[\d+\s()-]*$/.test(text('phone')), 'phone', 'bad_form');
  check(text('idNo') !== '' && idProblem(text('idNo'), today) !== null, 'idNo', 'bad_form');
  const password = text('password');
  check(password !== '' && (password.length > PASSWORD_MAX || passwordProblem(password, staffNo, demo) !== null), 'password', 'password');
  const held = rolesOf(text('roles'));
  check(held === null, 'roles', 'unknown_role');
  const hallId = known.halls.get(text('hall')) ?? null;
  const areaId = known.areas.get(text('area')) ?? null;
  check(text('hall') !== '' && hallId === null, 'hall', 'unknown_hall');
  check(text('area') !== '' && areaId === null, 'area', 'unknown_area');
  return {
    line,
    staffNo,
    name,
    roles: held ?? [],
    hall: text('hall') || null,
    problems,
    phone: text('phone') || null,
    idNo: text('idNo') || null,
    password: password || null,
    assignments: (held ?? []).map((roleId) => ({ roleId, hallId, areaId })),
  };
}

/** `窗口人员；导办` → identifiers; null where one is unknown. */
function rolesOf(text: string): readonly Role[] | null {
  const found = text
    .split(/[;；、|]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => roleByName.get(word) ?? roleByName.get(word.toLowerCase()));
  return found.includes(undefined) ? null : ([...new Set(found)] as Role[]);
}
