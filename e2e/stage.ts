import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { screens as desk } from '@one-window/desk/screens';
import { screens as hall } from '@one-window/hall/screens';
import { screens as portal } from '@one-window/portal/screens';
import { shotsOf, type ScreenShot } from '@one-window/ui/screens';

export type App = 'desk' | 'hall' | 'portal';

/** One registered state of one screen, with the size of the machine that shows it. */
export interface Scene extends ScreenShot {
  readonly app: App;
  readonly name: string;
  readonly size: readonly [width: number, height: number];
}

const apps = { desk, hall, portal };
const sizes = { desk: [1440, 900], hall: [1920, 1080], portal: [390, 844] } as const;

/** Every state of every screen of all registries. */
export function scenes(): Scene[] {
  return (Object.keys(apps) as App[]).flatMap((app) =>
    shotsOf(apps[app]).map((shot) => ({
      size: sizes[app],
      ...shot,
      app,
      name: `${app}-${shot.route}-${shot.state}`.replace(/[^\w-]+/g, '-'),
    })),
  );
}

/** How the page is asked to look, as the server or a stored choice would. */
export interface Look {
  readonly theme?: 'light' | 'dark' | 'contrast';
  readonly lang?: 'zh-CN' | 'en';
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/** Serves the development builds without a service behind them: fixtures answer. */
export async function openStage(): Promise<{ url: (scene: Scene, look?: Look) => string; close: () => void }> {
  const server = createServer((request, response) => void serve(request.url ?? '/', request.headers.host ?? '', response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const url = (scene: Scene, look: Look = {}): string => {
    const asked = new URLSearchParams({ ...look }).toString();
    return `http://${scene.app}.localhost:${port}${scene.url}${asked && `&${asked}`}`;
  };
  return { url, close: () => server.close() };
}

async function serve(path: string, host: string, response: ServerResponse): Promise<void> {
  const app = host.split('.')[0] ?? '';
  const { pathname, searchParams } = new URL(path, 'http://stage');
  const dist = fileURLToPath(new URL(`../apps/${app}/dist/`, import.meta.url));
  const page = extname(pathname) === '';
  try {
    const file = await readFile(join(dist, page ? 'index.html' : normalize(decodeURIComponent(pathname))));
    const type = types[page ? '.html' : extname(pathname)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type });
    response.end(type.startsWith('text/html') ? dressed(file.toString(), searchParams) : file);
  } catch {
    response.writeHead(404).end();
  }
}

function dressed(html: string, asked: URLSearchParams): string {
  const [theme, lang] = [asked.get('theme'), asked.get('lang')];
  return html.replace(/<html[^>]*>/, (tag) => {
    const withTheme = theme ? tag.replace(/\sdata-theme="[^"]*"/, '').replace('>', ` data-theme="${theme}">`) : tag;
    return lang ? withTheme.replace(/lang="[^"]*"/, `lang="${lang}"`) : withTheme;
  });
}

/** Waits until a page has drawn itself: fonts are there and nothing moved for a moment. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    // no named function in here: a TypeScript runner would wrap it in a helper that the page does not have
    await new Promise<void>((done) => {
      let quiet = setTimeout(done, 250);
      setTimeout(done, 3000);
      new MutationObserver(() => {
        clearTimeout(quiet);
        quiet = setTimeout(done, 250);
      }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  });
}
