import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [solid()],
  define: { 'import.meta.env.OW_DEV_PAGES': 'true' },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
