import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** A development build, as far as fixtures go: vitest keeps `import.meta.env` for itself and turns a boolean into text. */
export const developmentPages: Plugin = {
  name: 'development-pages',
  enforce: 'pre',
  transform: (code, id) => (id.includes('.test.') ? null : code.replaceAll('import.meta.env.OW_DEV_PAGES', 'true')),
};

const solidClient = (file: string): string => fileURLToPath(new URL(`node_modules/solid-js/${file}`, import.meta.url));

/**
 * What needs no document, of all packages and front ends: Node's own resolution, for real sockets and servers, but Solid as
 * a browser has it. One process runs file after file without loading everything again (35 → 12 s of CPU for 34 files), so
 * what a test changes in a module it puts back.
 */
export default defineConfig({
  plugins: [developmentPages],
  resolve: {
    alias: [
      { find: /^solid-js$/, replacement: solidClient('dist/solid.js') },
      { find: 'solid-js/store', replacement: solidClient('store/dist/store.js') },
    ],
  },
  test: {
    name: 'rules',
    isolate: false,
    // beside compilers and linters, what takes 10 ms may wait for its turn
    testTimeout: 30_000,
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'infra/*.test.mjs'],
    exclude: ['**/node_modules/**', 'apps/api/**', '**/*.page.test.ts'],
    // inlined, or the store would bring a Solid of its own
    server: { deps: { inline: [/solid-js/] } },
  },
});
