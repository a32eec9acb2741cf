import { defineConfig } from 'vite';
// by path: Node 20 loads no TypeScript from a package
import { appConfig } from '../../packages/ui/vite.ts';

const pages = { index: 'index.html', board: 'board.html', kiosk: 'kiosk.html', pad: 'pad.html' };

/**
 * Each page is built on its own (`vite build --mode board`): a device opens one page and never another, and a chunk that
 * two pages share makes the board carry what only the kiosk uses (37 kB instead of 32).
 */
export default defineConfig(({ command, mode }) => {
  const entries = command === 'build' ? Object.fromEntries(Object.entries(pages).filter(([name]) => name === mode)) : pages;
  const app = appConfig({ surface: 'hall', entries, port: 5182 });
  return { ...app, build: { ...app.build, emptyOutDir: mode === 'index' } };
});
