import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

/** Parts as a page shows them. */
export default defineConfig({
  plugins: [solid()],
  define: { 'import.meta.env.OW_DEV_PAGES': 'true' },
  test: { name: 'ui pages', environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'], exclude: ['src/**/*.node.test.ts'] },
});
