import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** A file that cannot be imported, with the line that says why. Nothing of it was written. */
export class ImportProblem extends Error {
  constructor(
    readonly reason: string,
    readonly line: number | null = null,
    readonly value: string | null = null,
  ) {
    super(`${reason}${line === null ? '' : ` in line ${line}`}${value === null ? '' : `: ${value.slice(0, 80)}`}`);
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
