import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `npm run drill -- join`: the last two departments of a joint case answer in the same instant, a thousand times, a third of them
 * beside a withdrawal and a third beside a supplement. The same sentences as in `npm test`, which takes 45.
 */
const child = spawn('npx', ['vitest', 'run', 'src/cases/branches.test.ts'], {
  cwd: fileURLToPath(new URL('../../apps/api', import.meta.url)),
  env: { ...process.env, OW_JOIN_ROUNDS: '1000' },
  stdio: 'inherit',
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
