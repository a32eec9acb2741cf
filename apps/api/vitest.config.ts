import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// the storm on the boards is measured in milliseconds: it comes last and has the machine to itself, not beside the race
const alone = ['src/live/chaos.test.ts'];
const patience = { testTimeout: 30_000, hookTimeout: 60_000 };

/** The race takes as long as half of all the others: begun first, the stage takes 188 s and not 198. */
class RaceFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isRace = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('tickets/race.test.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter(isRace), ...sorted.filter((file) => !isRace(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: RaceFirst },
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
