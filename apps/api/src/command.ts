import { startProblem } from './starting.ts';

/** Runs a command line: a problem is one sentence and exit code 1, never a stack. */
export async function runCommand(work: (args: readonly string[]) => Promise<void>): Promise<void> {
  try {
    await work(process.argv.slice(2));
  } catch (error) {
    console.error(startProblem(error));
    process.exitCode = 1;
  }
}
