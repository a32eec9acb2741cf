import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `npm run drill -- stories`: what happens to people in a hall, each story from the kiosk to the last screen. The demo's own
 * citizens stay at home, so that everybody in a queue is somebody of the story.
 */
const playwright = fileURLToPath(new URL('../node_modules/.bin/playwright', import.meta.url));
const child = spawn(playwright, ['test', 'journeys/stories', '--reporter=list', ...process.argv.slice(2)], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, OW_STORIES: 'full', DEMO_PULSE: 'off' },
  stdio: 'inherit',
});
child.once('exit', (code) => (process.exitCode = code ?? 1));
