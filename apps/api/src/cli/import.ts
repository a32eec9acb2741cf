import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { localTime } from '@one-window/domain/time';
import { importFile, importKinds, type ImportKind } from '../catalogue/seed.ts';
import { runCommand } from '../command.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/offline.ts';

const usage = `用法 / Usage: import <${importKinds.join(' | ')}> <file> [--as-of YYYY-MM-DD] [--complete]
  --as-of     数据自哪一天起有效，默认今天 / the first day for which the file is true, today by default
  --complete  文件之外的条目视为失效 / what the file does not name is closed`;

/** One file into the database of this installation, whether the service runs or not; the report is printed and kept as a file. */
await runCommand(async (args) => {
  const { kind, path, asOf, complete } = await argumentsOf(args);
  const config = readConfig(process.env, []);
  const database = await openDatabase(config);
  try {
    const report = await importFile(database.sql, { kind, path, asOf, complete });
    const folder = join(config.DATA_DIR, 'imports');
    const file = resolve(folder, `${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')}-${kind}.json`);
    await mkdir(folder, { recursive: true });
    await writeFile(file, `${JSON.stringify({ kind, path, asOf, complete, report }, null, 2)}\n`);
    console.log(JSON.stringify(report, counted, 2));
    console.log(`导入完成，报告在 / imported, the report is in ${file}`);
  } finally {
    await database.close();
  }
});

async function argumentsOf(args: readonly string[]) {
  const { values, positionals } = parse(args);
  const [kind, path] = positionals;
  const asOf = values['as-of'] ?? localTime(new Date().toISOString(), 'Asia/Shanghai').date;
  const known = importKinds.find((name): name is ImportKind => name === kind);
  if (!known || !path || positionals.length > 2 || !/^\d{4}-\d\d-\d\d$/.test(asOf) || Number.isNaN(Date.parse(asOf)))
    throw new Error(usage);
  if (!(await stat(path).catch(() => null))?.isFile()) throw new Error(`没有这个文件：${path} / There is no such file: ${path}`);
  return { kind: known, path, asOf, complete: values.complete ?? false };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { 'as-of': { type: 'string' }, complete: { type: 'boolean' } } });
  } catch {
    throw new Error(usage);
  }
}

/** Long lists are for the file; the screen gets their length. */
function counted(_: string, value: unknown): unknown {
  return Array.isArray(value) && value.length > 10 ? `${value.length} …` : value;
}
