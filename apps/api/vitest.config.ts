import { configDefaults, defineConfig } from 'vitest/config';

// the storm on the boards is measured in milliseconds: it comes last and has the machine to itself, not beside the race
const alone = ['src/live/chaos.test.ts'];
const patience = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    globalSetup: ['./src/testing-server.ts'],
    projects: [
      // two cores carry PostgreSQL too
      {
        test: {
          name: 'service',
          include: ['src/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...alone],
          maxWorkers: 2,
          // every file has a database of its own and no module keeps a state: importing the service once saves 70 s of processor
          isolate: false,
          ...patience,
        },
      },
      { test: { name: 'alone', include: alone, maxWorkers: 1, ...patience } },
    ],
  },
});
