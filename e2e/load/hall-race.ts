import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `npm run drill -- hall-race`: the race and the model of the hall with every edge in play, in 150 long histories where `npm test`
 * plays twelve short ones; after each burst of presses the sums hold, and at the end the log is folded and compared. Some minutes.
 */
const api = fileURLToPath(new URL('../../apps/api', import.meta.url));
const child = spawn(`${api}/node_modules/.bin/vitest`, ['run', 'src/tickets/race.test.ts', ...process.argv.slice(2)], {
  cwd: api,
  env: { ...process.env, OW_RACE: 'full' },
  stdio: 'inherit',
});
child.once('exit', (code) => (process.exitCode = code ?? 1));
