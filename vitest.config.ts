import { defineConfig } from 'vitest/config';

// the tests that need neither a database nor a browser; apps/api has its own run, with a server
export default defineConfig({
  test: {
    // left to itself, vitest keeps one core of two idle
    maxWorkers: 2,
    projects: [
      { extends: './packages/ui/vitest.rules.config.ts', root: '.' },
      { extends: './packages/ui/vitest.pages.config.ts', root: '.' },
    ],
  },
});
