import { execFile } from 'node:child_process';
import { access, constants, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import type { LaunchOptions } from '@playwright/test';

const installedNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chromium-headless-shell',
  'microsoft-edge',
];
const installedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/**
 * How to start a Chromium on this machine: CHROMIUM_PATH, else the one that came as a package, where it runs: it is the same
 * for everybody, and without a window of its own the same journeys take a fifth less processor; else one that is installed.
 */
export async function launchOptions(): Promise<LaunchOptions> {
  const root = process.getuid?.() === 0;
  const args = [
    '--disable-gpu',
    // on two cores: pages live for a second, and neither optimised code nor a second thread that paints pays (sweep of 118 screens 72 s → 63 s each)
    '--disable-gpu-compositing',
    '--num-raster-threads=1',
    '--js-flags=--no-opt,--no-maglev',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  const given = process.env['CHROMIUM_PATH'];
  const packaged = given ? null : await packagedBrowser();
  if (packaged) return { executablePath: packaged.path, chromiumSandbox: false, args: [...new Set([...packaged.args, ...args])] };
  const found = given ?? (await installedBrowser());
  return { executablePath: found, chromiumSandbox: !root && process.platform === 'darwin', args };
}

/** Null where it does not run: another system, or one without the libraries of a browser. */
async function packagedBrowser(): Promise<{ readonly path: string; readonly args: readonly string[] } | null> {
  if (process.platform !== 'linux') return null;
  const { default: packaged } = await import('@sparticuz/chromium');
  try {
    const path = await unpacked(() => packaged.executablePath());
    await promisify(execFile)(path, ['--version']);
    return { path, args: packagedArgs(packaged.args) };
  } catch {
    return null;
  }
}

/** The package unpacks into the temporary folder under a fixed name, which another account may own already: ours has its own. */
async function unpacked(work: () => Promise<string>): Promise<string> {
  const before = process.env['TMPDIR'];
  const own = join(tmpdir(), `one-window-browser-${process.getuid?.() ?? 0}`);
  await mkdir(own, { recursive: true, mode: 0o700 });
  process.env['TMPDIR'] = own;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/**
 * The package's own switches are meant for one page in a small function: these would make a test browser another browser.
 * Without a zygote each page's process begins from nothing, and a sweep of 50 screens takes 35 s, not 31.
 */
function packagedArgs(given: readonly string[]): string[] {
  return given.filter(
    (arg) =>
      !/^--(headless|single-process|no-zygote|window-size|start-maximized|disable-web-security|allow-running-insecure-content|font-render-hinting|disable-site-isolation-trials|hide-scrollbars)/.test(
        arg,
      ),
  );
}

async function installedBrowser(): Promise<string> {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => installedNames.map((name) => join(folder, name)));
  for (const path of [...onPath, ...installedPlaces, chromium.executablePath()]) {
    if (await executable(path)) return path;
  }
  throw new Error('no Chromium runs here: name one with CHROMIUM_PATH');
}

function executable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
