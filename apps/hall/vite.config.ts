import { defineConfig, type Plugin } from 'vite';
// by path: Node 20 loads no TypeScript from a package
import { appConfig } from '../../packages/ui/vite.ts';

const pages = { index: 'index.html', board: 'board.html', kiosk: 'kiosk.html' };

/**
 * Screens speak WebSocket only (see packages/ui/src/wire.ts), yet the library lists its other transports by name, so no
 * bundler can leave them out: 2 of the board's 35 kB.
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
 * Each page is built on its own (`vite build --mode board`): a device opens one page and never another, and a chunk that
 * two pages share makes the board carry what only the kiosk uses (37 kB instead of 32).
 */
export default defineConfig(({ command, mode }) => {
  const entries = command === 'build' ? Object.fromEntries(Object.entries(pages).filter(([name]) => name === mode)) : pages;
  const app = appConfig({ surface: 'hall', entries, port: 5182 });
  return { ...app, plugins: [...(app.plugins ?? []), websocketOnly()], build: { ...app.build, emptyOutDir: mode === 'index' } };
});
