import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `npm run drill -- sweep`: every screen in every state and in every look that its surface offers. Some minutes. */
const playwright = fileURLToPath(new URL('../node_modules/.bin/playwright', import.meta.url));
const child = spawn(playwright, ['test', 'sweep', '--reporter=line', ...process.argv.slice(2)], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, OW_SWEEP: 'full' },
  stdio: 'inherit',
});
child.once('exit', (code) => (process.exitCode = code ?? 1));
