import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';
import { developmentPages } from './vitest.rules.config.ts';

/**
 * Parts and screens as a page shows them: `*.test.tsx`, and `*.page.test.ts` where there is a document and no JSX. Each file
 * has a window and modules of its own in a thread that several share: 1.5 s of CPU a file, 3.5 in a process of its own.
 */
export default defineConfig({
  plugins: [developmentPages, solid({ hot: false })],
  test: {
    name: 'pages',
    environment: 'happy-dom',
    pool: 'vmThreads',
    testTimeout: 30_000,
    include: ['{packages,apps}/*/src/**/*.test.tsx', '{packages,apps}/*/src/**/*.page.test.ts'],
    exclude: ['**/node_modules/**', 'apps/api/**'],
    // these come as JSX and have to be compiled here
    server: { deps: { inline: [/kobalte/, /solid/, /corvu/] } },
  },
});
