import { fileURLToPath } from 'node:url';
import type { UserConfig } from 'vite';
import solid from 'vite-plugin-solid';

export interface AppOptions {
  /** HTML files of the app, by name. */
  readonly entries: Readonly<Record<string, string>>;
  /** The listener that the development server passes /api and /socket.io to. */
  readonly api: number;
  readonly port: number;
}

/** One build for all front ends: hashed assets, nothing inline (the CSP forbids it), modules for browsers of the last five years. */
export function appConfig(root: string, { entries, api, port }: AppOptions): UserConfig {
  const target = `http://127.0.0.1:${api}`;
  return {
    root: fileURLToPath(new URL('.', root)),
    plugins: [solid()],
    define: { __DEV_PAGES__: JSON.stringify(process.env['OW_DEVELOPMENT_PAGES'] === '1') },
    build: {
      target: 'es2022',
      outDir: 'dist',
      assetsDir: 'assets',
      assetsInlineLimit: 0,
      manifest: 'manifest.json',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, fileURLToPath(new URL(file, root))])) },
    },
    server: { port, strictPort: true, proxy: { '/api': target, '/t': target, '/socket.io': { target, ws: true } } },
  };
}
