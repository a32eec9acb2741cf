import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, execute, install, root, say } from './tools.mjs';

const reports = join(root, '.test');

/** Rules, parts and service are tested in a zone that is not the hall's and not UTC: neither may matter. */
const westward = { TZ: process.env.TZ || 'America/Los_Angeles' };

/** What uses neither ports nor clocks runs two at a time, and shows what it has to say when it fails. */
const checks = [
  { name: '格式 format', run: () => execute('oxfmt', ['--check', '.'], { quiet: true }) },
  // one reading of all programs for both: 29 s of processor, where a compiler for each package beside it took 45
  { name: '规则与类型 lint, types', run: () => execute('oxlint', ['--type-aware', '--type-check', '--deny-warnings'], { quiet: true }) },
  { name: '死代码 knip', run: () => execute('knip', ['--no-progress'], { quiet: true }) },
  { name: '规则与部件 pure', report: 'pure.json', run: (report) => vitest('.', report, { env: westward, quiet: true }) },
];

/** The service's own tests ask it too, with the routes that they have loaded anyway. */
const described = { name: '约定 contract', run: () => contract('--check') };

const built = { name: '构建 build', run: () => build({ developmentPages: true }).then(() => ({ code: 0 })) };

/** What measures time has the machine to itself. */
const alone = [
  { name: '服务 api', report: 'api.json', run: (report) => vitest('apps/api', report, { env: westward }) },
  { name: '浏览器 browser', report: 'browser.json', run: playwright },
];

/** Everything; all stages run even when one fails. */
export async function runTests(args) {
  await install();
  return runStages(chosen([...checks, built], args), chosen(alone, args));
}

/** What needs neither database nor browser. */
export async function runVerify(args) {
  await install();
  return runStages(chosen([described, ...checks], args), []);
}

/** `npm test -- api browser` runs the stages whose names hold one of the words. */
function chosen(stages, words) {
  return words.length ? stages.filter(({ name }) => words.some((word) => name.includes(word))) : stages;
}

async function runStages(besides, alones) {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const results = new Map();
  const runOne = async (stage) => {
    const result = await outcome(stage);
    results.set(stage, result);
    say(result.line);
  };
  await twoAtATime(besides, runOne);
  for (const stage of alones) {
    say(stage.name);
    await runOne(stage);
  }
  const all = [...besides, ...alones].map((stage) => results.get(stage));
  const sum = (key) => all.reduce((total, result) => total + result[key], 0);
  console.log(`\n${all.map(({ line }) => line).join('\n')}\n`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') ? 1 : 0;
}

async function outcome(stage) {
  const started = performance.now();
  const report = stage.report && join(reports, stage.report);
  const { code } = await stage.run(report).catch((error) => (console.error(error.sentence ?? error), { code: 1 }));
  const { passed, failed } = counts(code, report);
  return { passed, failed, line: `${failed ? '✗' : '✓'} ${seconds(started)} ${stage.name}: ${passed} passed, ${failed} failed` };
}

async function twoAtATime(items, run) {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await run(item);
  };
  await Promise.all([lane(), lane()]);
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s`;

/** A stage without a report counts as one check; a report that a failed stage did not write counts as one failure. */
function counts(code, report) {
  const found =
    report && existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : { passed: code === 0 && !report ? 1 : 0, failed: 0 };
  const nothing = report && found.passed + found.failed === 0;
  return { ...found, failed: Math.max(found.failed, code !== 0 || nothing ? 1 : 0) };
}

function read(report) {
  if (report.stats) return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected };
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

/** Prints the routes' description as types for the front ends, or checks what stands there. */
export function contract(...args) {
  return execute('tsx', ['src/contract.ts', ...args], { cwd: join(root, 'apps/api'), quiet: true });
}

function vitest(folder, report, options) {
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  return execute('vitest', args, { cwd: join(root, folder), ...options });
}

function playwright(report) {
  return execute('playwright', ['test', '--reporter=line,json'], {
    cwd: join(root, 'e2e'),
    env: {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      PATH: `${join(root, 'e2e/node_modules/.bin')}:${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
    },
  });
}
