import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { projects: ['./vitest.pages.config.ts', './vitest.node.config.ts'] } });
