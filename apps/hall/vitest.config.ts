import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

/** Vitest makes texts of what is defined on `import.meta.env`; the sources ask for `true`. */
const developmentPages = {
  name: 'development-pages',
  enforce: 'pre' as const,
  transform: (code: string) => code.replaceAll('import.meta.env.OW_DEV_PAGES', 'true'),
};

export default defineConfig({
  plugins: [developmentPages, solid()],
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
