import type { Plugin } from 'vite';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

/** A development build, as far as fixtures go: vitest keeps `import.meta.env` for itself and turns a boolean into text. */
const developmentPages: Plugin = {
  name: 'development-pages',
  enforce: 'pre',
  transform: (code: string) => code.replaceAll('import.meta.env.OW_DEV_PAGES', 'true'),
};

export default defineConfig({
  plugins: [developmentPages, solid()],
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    // these come as JSX and have to be compiled here
    server: { deps: { inline: [/kobalte/, /solid/, /corvu/] } },
  },
});
