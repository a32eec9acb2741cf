import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const reasons = {
  malformed_csv: ['不是规范的 CSV', 'is no proper CSV'],
  not_json: ['不是 JSON 文件', 'is no JSON file'],
  empty_file: ['没有数据行', 'has no rows'],
  bad_code: ['区划代码不是 12 位数字', 'has an area code that is not 12 digits'],
  bad_name: ['名称为空或过长', 'has an empty or too long name'],
  bad_level: ['级别不在 1–5', 'has a level outside 1–5'],
  bad_parent: ['上级代码不对', 'has a wrong parent code'],
  unknown_parent: ['上级区划不存在', 'names a parent that does not exist'],
  area_in_a_circle: ['区划互为上级', 'has areas that lie in each other'],
  code_twice: ['代码重复', 'has the same code twice'],
  unknown_area: ['所属区划尚未导入', 'names an area that is not loaded yet'],
  bad_catalogue: ['事项目录的字段不对', 'has a wrong field in the catalogue'],
  bad_calendar: ['日历的字段不对', 'has a wrong field in the calendar'],
  rest_and_work: ['同一天既休息又上班', 'has a day that both rests and works'],
  days_of_an_unpublished_year: ['未公布的年份不应有日期', 'has days of a year that is not published'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

/** A file that cannot be imported, with the place that says why. Nothing of it was written. */
export class ImportProblem extends Error {
  constructor(
    readonly reason: keyof typeof reasons,
    readonly line: number | null = null,
    readonly value: string | null = null,
  ) {
    const [zh, en] = reasons[reason];
    const [row, inRow] = line === null ? ['', ''] : [`第 ${line} 行`, ` in line ${line}`];
    const what = value === null ? '' : `（${value.slice(0, 80)}）`;
    super(`文件${row}${zh}${what}，未导入任何内容。 / The file ${en}${inRow}: nothing was imported.`);
    this.name = 'ImportProblem';
  }
}

/** Rows of a CSV file with a header, one at a time: a province is read without standing in memory. */
export async function* csvRows(path: string): AsyncGenerator<{ line: number; row: Record<string, string> }> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  let header: readonly string[] | null = null;
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const cells = csvCells(line === 1 ? text.replace(/^\uFEFF/, '') : text);
    if (!header) header = cells;
    else if (text !== '') yield { line, row: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])) };
  }
}

/** Cells of one line; quotes as in RFC 4180, but no line breaks inside a cell. */
export function csvCells(text: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",][^,]*|))(,|$)/y;
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    cells.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim());
    if (found[3] === '') return cells;
  }
  throw new ImportProblem('malformed_csv', null, text);
}

/** A JSON file, or a problem that says it is none. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw new ImportProblem('not_json', null, path);
  }
}
