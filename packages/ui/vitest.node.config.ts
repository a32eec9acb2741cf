import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const solidClient = (file: string): string => fileURLToPath(new URL(`node_modules/solid-js/${file}`, import.meta.url));

/** A real socket server beside the client: Node's own resolution, but Solid as a browser has it. */
export default defineConfig({
  define: { 'import.meta.env.OW_DEV_PAGES': 'true' },
  resolve: {
    alias: [
      { find: /^solid-js$/, replacement: solidClient('dist/solid.js') },
      { find: 'solid-js/store', replacement: solidClient('store/dist/store.js') },
    ],
  },
  // inlined, or the store would bring a Solid of its own
  test: { name: 'ui node', environment: 'node', include: ['src/**/*.node.test.ts'], server: { deps: { inline: [/solid-js/] } } },
});
