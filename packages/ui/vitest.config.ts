import { fileURLToPath } from 'node:url';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

const define = { 'import.meta.env.OW_DEV_PAGES': 'true' };
const solidClient = (file: string): string => fileURLToPath(new URL(`node_modules/solid-js/${file}`, import.meta.url));

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [solid()],
        define,
        test: { name: 'pages', environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'], exclude: ['src/**/*.node.test.ts'] },
      },
      {
        // a real socket server beside the client: Node's own resolution, but Solid as a browser has it
        define,
        resolve: {
          alias: [
            { find: /^solid-js$/, replacement: solidClient('dist/solid.js') },
            { find: 'solid-js/store', replacement: solidClient('store/dist/store.js') },
          ],
        },
        // inlined, or the store would bring a Solid of its own
        test: { name: 'node', environment: 'node', include: ['src/**/*.node.test.ts'], server: { deps: { inline: [/solid-js/] } } },
      },
    ],
  },
});
