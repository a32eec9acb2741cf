import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { readConfig } from './config.ts';
import { resultWaiting } from './demo/cases.ts';
import { demoScreens } from './demo/data.ts';
import { seedDemo } from './demo/seed.ts';
import { startPulse } from './demo/pulse.ts';
import { DEMO_PASSWORD } from '@one-window/domain/passwords';
import { seedReference } from './catalogue/seed.ts';
import { lanAddress, startService, type Service } from './service.ts';
import { startProblem } from './starting.ts';
import { openSetup } from './setup/setup.ts';
import type { QueueDeps } from './tickets/routes.ts';

const started = performance.now();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const step = (name: string): void => say(`  ${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${name}`);

try {
  await run();
} catch (error) {
  // one clear sentence; the stack is for whoever asks for it
  process.stderr.write(`${startProblem(error)}\n`);
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}

async function run(): Promise<void> {
  const given = readConfig(process.env, process.argv.slice(2));
  const config = given.demo && !given.TELEPHONY_URL ? { ...given, TELEPHONY_URL: await demoExchange() } : given;
  const log = pino({
    level: config.demo && !process.env['LOG_LEVEL'] ? 'warn' : config.LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  });
  const prepare = async (deps: QueueDeps): Promise<void> => {
    step('目录、区划、日历 / catalogue, areas, calendar');
    if (!config.demo) await refuseDemoData(deps);
    await seedReference(deps.sql, { district: config.demo, samples: config.demo });
    if (!config.demo) return;
    step('演示数据 / demo data');
    await seedDemo(deps);
  };
  let stopPulse = async (): Promise<void> => undefined;
  const starting = startService(config, { log, progress: step, prepare });
  // a signal during the start waits for its end, so that nothing started is left behind
  stopOnSignal(async () => {
    const begun = await starting;
    await stopPulse();
    await begun.stop();
  });
  const service = await starting;
  if (config.demo) {
    if (config.DEMO_PULSE === 'on') stopPulse = startPulse(service.deps);
    printDemo(service, await resultWaiting(service.deps));
  } else {
    printService(service, (await openSetup(service.deps))?.code ?? null);
  }
}

/** The demo has a telephone exchange of its own, in its own process, which ends with this one: its input is closed then. */
async function demoExchange(): Promise<string> {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = fileURLToPath(new URL(`./cli/telephony-simulator${fromSource ? '.ts' : '.js'}`, import.meta.url));
  // a group of its own: ^C reaches the service, which then lets go of it
  const args = [...(fromSource ? process.execArgv : []), file];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  child.unref();
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('演示电话没有启动。 / The telephones of the demo did not start.');
}

/** The demo's people and paired screens have public passwords: their data never becomes a city's. */
async function refuseDemoData({ sql }: QueueDeps): Promise<void> {
  const [demo] = await sql`select 1 from staff where demo limit 1`;
  if (demo)
    throw new Error(
      '这里是演示数据，请为正式使用另设 DATA_DIR 或 DATABASE_URL。 / This is the data of the demo: give the real service a DATA_DIR or DATABASE_URL of its own.',
    );
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      say('停止 / stopping');
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
}

function printDemo({ urls }: Service, waiting: Awaited<ReturnType<typeof resultWaiting>>): void {
  const screens = demoScreens.map((s) => `  ${s.name.padEnd(7, '　')}  ${urls.hall}/demo/${s.path}`);
  say(
    [
      '',
      `一窗 One Window · 演示 demo · ${((performance.now() - started) / 1000).toFixed(1)} s`,
      `  市民 portal      ${urls.portal}  （验证码 codes: ${urls.portal}/outbox）`,
      `  窗口 desk        ${urls.desk}`,
      ...screens,
      `  工号 staff no.   1005 窗口 clerk · 2001 街道窗口 clerk · 3001 大厅主管 manager`,
      `                   4001 4002 4003 部门 department · 5001 出件 delivery · 6001 热线 hotline`,
      `                   9001 管理员 administrator · 9009 审计 auditor`,
      ...(waiting
        ? [`  待领取 result    查询码 code ${waiting.ref} · 身份证 ID card ${waiting.idNo}  （取号机 kiosk → 5001 @ 12 → pad-12）`]
        : []),
      `  口令 password    ${DEMO_PASSWORD}`,
      `  手机请用 ${lanAddress()} 的地址，不要用 localhost。 A phone needs the addresses above, not localhost.`,
      '  Ctrl-C 停止全部 stops everything.',
      '',
    ].join('\n'),
  );
}

function printService({ urls }: Service, setupCode: string | null): void {
  const lines = ['', '一窗 One Window', `  portal ${urls.portal}`, `  desk   ${urls.desk}`, `  hall   ${urls.hall}`, ''];
  if (setupCode)
    lines.push(
      `  首次设置：打开 ${urls.desk}/setup，输入一次性代码`,
      `  First run: open ${urls.desk}/setup and enter the one-time code`,
      `  ${setupCode}`,
      '',
    );
  say(lines.join('\n'));
}
