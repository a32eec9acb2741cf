import type { Plugin, UserConfig } from 'vite';
import solid from 'vite-plugin-solid';

export interface AppOptions {
  readonly surface: 'portal' | 'desk' | 'hall';
  /** HTML files of the app, e.g. `{ board: 'board.html', kiosk: 'kiosk.html' }`. */
  readonly entries: Readonly<Record<string, string>>;
  /** Port of `vite dev`; the API's listener of this surface is asked through a proxy. */
  readonly port: number;
}

/** Each surface has its listener: PORT, PORT + 1, PORT + 2. */
const listenerOffset = { portal: 0, desk: 1, hall: 2 } as const;

/**
 * Screens speak WebSocket only (see src/wire.ts), yet the library lists its other transports by name, so no bundler can
 * leave them out: 2 kB of a board's 35 and a phone page's 34.
 */
function websocketOnly(): Plugin {
  return {
    name: 'websocket-only',
    enforce: 'pre',
    transform(code, id) {
      if (!/engine\.io-client\/build\/esm(-debug)?\/transports\/index\.js$/.test(id)) return null;
      if (!code.includes('websocket: WS')) throw new Error('engine.io-client lists its transports in another way now');
      return "import { WS } from './websocket.js';\nexport const transports = { websocket: WS };\n";
    },
  };
}

/**
 * The first `@layer` that a page meets decides the order of all. Which chunk of styles a browser reads first is the
 * bundler's affair, and one that began with `components` let the reset win over every button: so each begins with the order.
 */
function layersInOrder(): Plugin {
  return {
    name: 'layers-in-order',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'asset' && file.fileName.endsWith('.css'))
          file.source = `@layer reset,tokens,base,components,screens;${String(file.source)}`;
    },
  };
}

/**
 * The one Vite configuration of all front ends: Solid, hashed assets under /assets, nothing inline (the CSP has no
 * 'unsafe-inline' and no data: fonts), development fixtures only when asked for.
 */
export function appConfig({ surface, entries, port }: AppOptions): UserConfig {
  const api = `http://127.0.0.1:${Number(process.env['PORT'] ?? 8080) + listenerOffset[surface]}`;
  return {
    plugins: [solid(), websocketOnly(), layersInOrder()],
    define: { 'import.meta.env.OW_DEV_PAGES': JSON.stringify(process.env['OW_DEVELOPMENT_PAGES'] === '1') },
    build: {
      target: 'es2022',
      outDir: 'dist',
      // a server that prints pages itself looks their scripts and styles up here
      manifest: true,
      assetsDir: 'assets',
      // a font or picture as data: needs a CSP that we do not want
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: false,
      // no groups: what an entry does not reach, it does not load; the phone page must not carry what the home page uses
      rolldownOptions: { input: { ...entries } },
    },
    server: { port, strictPort: true, proxy: { '/api': { target: api }, '/t': { target: api }, '/socket.io': { target: api, ws: true } } },
  };
}
