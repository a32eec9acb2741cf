import { defineConfig } from 'vitest/config';

// the tests that need neither a database nor a browser; apps/api has its own run, with a server
export default defineConfig({
  test: {
    projects: [
      'packages/domain',
      // a project in a project is not looked into: both of the package's own
      'packages/ui/vitest.pages.config.ts',
      'packages/ui/vitest.node.config.ts',
      'apps/desk',
      'apps/hall',
      'apps/portal',
      // what the documents name exists
      { test: { name: 'docs', include: ['infra/*.test.mjs'] } },
    ],
  },
});
