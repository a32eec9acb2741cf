import { passwordProblem } from '@one-window/domain/passwords';
import type { Role } from '@one-window/domain/permissions';
import { csvLine, parseCsv } from '@one-window/domain/csv';
import type { NewStaff } from './staff-api.ts';

/** Columns of the table, by their heading in either language. */
export const columns = ['staffNo', 'name', 'role', 'hall', 'password'] as const;
export type Column = (typeof columns)[number];

export interface ImportContext {
  readonly headings: Readonly<Record<Column, readonly string[]>>;
  /** What a role is called on the screen, in both languages, and by its own name. */
  readonly roleOf: (word: string) => Role | null;
  readonly halls: readonly { readonly id: string; readonly names: readonly string[] }[];
  readonly taken: ReadonlySet<string>;
  readonly demo: boolean;
}
export interface RowProblem {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}
export interface ImportRow {
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
  readonly staff: NewStaff;
  readonly problems: readonly RowProblem[];
}
export type ImportResult = { readonly missing: readonly Column[] } | { readonly rows: readonly ImportRow[] };

/** Reads a table of staff and says of each row what has to be mended; nothing is sent. */
export function readStaffTable(text: string, context: ImportContext): ImportResult {
  const [head = [], ...lines] = parseCsv(text);
  const place = new Map(columns.map((column) => [column, head.findIndex((cell) => context.headings[column].includes(cell.toLowerCase()))]));
  const missing = columns.filter((column) => place.get(column) === -1 && column !== 'hall');
  if (missing.length > 0) return { missing };
  const seen = new Map<string, number>();
  for (const line of lines) {
    const no = (line[place.get('staffNo') ?? 0] ?? '').toLowerCase();
    seen.set(no, (seen.get(no) ?? 0) + 1);
  }
  const rows = lines.map((line, i) => {
    const cell = (column: Column): string => line[place.get(column) ?? -1] ?? '';
    const cells = Object.fromEntries(columns.map((column) => [column, cell(column)])) as Record<Column, string>;
    const width = line.length === head.length ? [] : [{ code: 'columns', values: { n: line.length, want: head.length } }];
    return checkRow(i + 2, cells, width, (seen.get(cells.staffNo.toLowerCase()) ?? 0) > 1, context);
  });
  return { rows };
}

function checkRow(
  line: number,
  cells: Record<Column, string>,
  width: readonly RowProblem[],
  twice: boolean,
  context: ImportContext,
): ImportRow {
  const problems: RowProblem[] = [...width];
  const { staffNo, name, password } = cells;
  problems.push(...personProblems({ staffNo, name, password }, context));
  if (twice) problems.push({ code: 'twice', values: { staffNo } });
  const roleId = context.roleOf(cells.role);
  if (roleId === null) problems.push({ code: 'role', values: { role: cells.role } });
  const hall = cells.hall === '' ? null : (context.halls.find((h) => h.names.includes(cells.hall)) ?? undefined);
  if (hall === undefined) problems.push({ code: 'hall', values: { hall: cells.hall } });
  return {
    line,
    cells,
    problems,
    staff: { staffNo, name, password, assignments: roleId === null ? [] : [{ roleId, hallId: hall?.id ?? null }] },
  };
}

/** What is wrong with a new colleague, whichever way they come in. */
export function personProblems(
  person: { staffNo: string; name: string; password: string },
  context: Pick<ImportContext, 'taken' | 'demo'>,
): RowProblem[] {
  const problems: RowProblem[] = [];
  if (!/^[\w.-]{1,32}$/.test(person.staffNo)) problems.push({ code: 'staff_no', values: {} });
  else if (context.taken.has(person.staffNo.toLowerCase())) problems.push({ code: 'exists', values: { staffNo: person.staffNo } });
  if (person.name === '') problems.push({ code: 'name', values: {} });
  const weak = passwordProblem(person.password, person.staffNo, context.demo);
  if (weak) problems.push({ code: `password.${weak}`, values: {} });
  return problems;
}

/** The table as the service reads it. Without the right to give roles the accounts come without. */
export function tableOf(rows: readonly ImportRow[], withRoles: boolean): string {
  const sent: readonly Column[] = withRoles ? columns : ['staffNo', 'name', 'password'];
  return [sent, ...rows.map((row) => sent.map((column) => row.cells[column]))].map(csvLine).join('\n');
}
