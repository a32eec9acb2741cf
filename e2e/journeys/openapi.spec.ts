import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '../test.ts';
import { urls } from '../urls.ts';

const redocly = fileURLToPath(new URL('../../apps/api/node_modules/.bin/redocly', import.meta.url));
/** Recommended, but for two of its wishes: some reads cannot be refused, and the public listener has nobody to sign in. */
const rules = 'extends:\n  - recommended\nrules:\n  no-empty-servers: error\n  operation-4xx-response: off\n  no-unused-components: off\n';

interface Problem {
  readonly severity: string;
  readonly ruleId: string;
  readonly message: string;
  readonly location: readonly { readonly source: { readonly ref: string }; readonly pointer?: string }[];
}

test('a linter for OpenAPI has nothing against what the three listeners say of themselves', async ({ request }, info) => {
  const folder = info.outputPath('openapi');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'redocly.yaml'), rules);
  const listeners = ['portal', 'desk', 'hall'] as const;
  for (const listener of listeners) {
    const response = await request.get(`${urls()[listener]}/api/openapi.json`);
    const document = (await response.json()) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).length).toBeGreaterThan(3);
    await writeFile(join(folder, `${listener}.json`), JSON.stringify(document));
  }
  const files = listeners.map((listener) => join(folder, `${listener}.json`));
  const run = promisify(execFile)(redocly, ['lint', ...files, '--config', join(folder, 'redocly.yaml'), '--format', 'json'], {
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    maxBuffer: 16 * 1024 * 1024,
  });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  // one document of findings per file, one after the other
  const reports = JSON.parse(
    `[${stdout
      .slice(stdout.indexOf('{'))
      .trim()
      .replaceAll(/\}\s*\{\s*"totals"/g, '},{"totals"')}]`,
  ) as {
    problems: readonly Problem[];
  }[];
  expect(reports.length).toBe(listeners.length);
  const problems = reports.flatMap((report) => report.problems);
  const said = problems.map(
    (p) => `${p.severity} ${p.ruleId}: ${p.message} at ${p.location[0]?.source.ref.split('/').at(-1)}${p.location[0]?.pointer ?? ''}`,
  );
  expect(said).toEqual([]);
});
