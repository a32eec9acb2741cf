import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, execute, install, root, say } from './tools.mjs';

const reports = join(root, '.test');

const checks = [
  { name: '格式 format', run: () => execute('oxfmt', ['--check', '.'], { quiet: true }) },
  { name: '规则 lint', run: () => execute('oxlint', ['--type-aware', '--deny-warnings'], { quiet: true }) },
  { name: '死代码 knip', run: () => execute('knip', ['--no-progress'], { quiet: true }) },
  { name: '类型 types', run: types },
];

const pureTests = [
  { name: '规则与部件 pure', report: 'pure.json', run: (report) => vitest('.', report, { TZ: 'UTC' }) },
  { name: '同上，另一时区 pure, elsewhere', report: 'pure-west.json', run: (report) => vitest('.', report, { TZ: 'America/Los_Angeles' }) },
];

/** The service is tested in a zone that is not the hall's and not UTC: neither may matter. */
const westward = { TZ: process.env.TZ || 'America/Los_Angeles' };

const wholeTests = [
  { name: '构建 build', run: () => build({ developmentPages: true }).then(() => ({ code: 0 })) },
  { name: '服务 api', report: 'api.json', run: (report) => vitest('apps/api', report, westward) },
  { name: '浏览器 browser', report: 'browser.json', run: playwright },
];

/** Everything, one stage after the other; all of them run even when one fails. */
export async function runTests(args) {
  await install();
  return runStages(chosen([...checks, ...pureTests, ...wholeTests], args));
}

/** What needs neither database nor browser. */
export async function runVerify(args) {
  await install();
  return runStages(chosen([...checks, pureTests[0]], args));
}

/** `npm test -- api browser` runs the stages whose names hold one of the words. */
function chosen(stages, words) {
  return words.length ? stages.filter(({ name }) => words.some((word) => name.includes(word))) : stages;
}

async function runStages(stages) {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const total = { passed: 0, failed: 0 };
  const lines = [];
  for (const stage of stages) {
    const started = performance.now();
    say(stage.name);
    const report = stage.report && join(reports, stage.report);
    const { code } = await stage.run(report).catch((error) => (console.error(error.sentence ?? error), { code: 1 }));
    const { passed, failed } = counts(code, report);
    total.passed += passed;
    total.failed += failed;
    lines.push(`${failed ? '✗' : '✓'} ${seconds(started)} ${stage.name}: ${passed} passed, ${failed} failed`);
  }
  console.log(`\n${lines.join('\n')}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed ? 1 : 0;
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

/** One compiler for each package, two at a time: it is native and uses more than one thread itself. */
async function types() {
  const projects = ['apps', 'packages'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)));
  const queue = [...projects, 'e2e'].filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));
  const codes = [];
  const worker = async () => {
    for (let folder = queue.shift(); folder; folder = queue.shift())
      codes.push((await execute('tsc', ['-p', folder], { quiet: true })).code);
  };
  await Promise.all([worker(), worker()]);
  return { code: Math.max(...codes) };
}

function vitest(folder, report, env) {
  return execute('vitest', ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`], { cwd: join(root, folder), env });
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
