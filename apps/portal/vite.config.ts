// by path: Vite bundles what its configuration imports by path, and Node 20 cannot load TypeScript from a package
import { appConfig } from '../../packages/ui/vite.ts';
import type { Plugin, UserConfig } from 'vite';

/**
 * The portal follows the reader's system unless a theme is chosen: the server prints no `data-theme`, and no inline script
 * may set one. So the dark and the contrast values of the tokens are given a second time under media queries.
 */
function systemTheme(): Plugin {
  const block = (css: string, theme: string): string => {
    const found = new RegExp(`:root\\[data-theme=["']${theme}["']\\] \\{([^}]*)\\}`).exec(css)?.[1];
    if (!found) throw new Error(`tokens.css has no theme "${theme}"`);
    return found;
  };
  return {
    name: 'system-theme',
    enforce: 'pre',
    transform(css, id) {
      if (!id.includes('/styles/tokens.css')) return null;
      return `${css}
@layer tokens {
  @media (prefers-color-scheme: dark) { :root:not([data-theme]) {${block(css, 'dark')}} }
  @media (prefers-contrast: more) { :root:not([data-theme]) {${block(css, 'contrast')}} }
}`;
    },
  };
}

const entries = {
  home: 'index.html',
  ticket: 'src/ticket/main.ts',
  // the server prints the phone page; for pictures of its states a page prints itself, in development builds only
  ...(process.env['OW_DEVELOPMENT_PAGES'] === '1' ? { preview: 'ticket.html' } : {}),
};
const app = appConfig({ surface: 'portal', entries, port: 5173 });

export default {
  ...app,
  plugins: [...(app.plugins ?? []), systemTheme()],
  build: {
    ...app.build,
    // the server prints the pages itself and looks their scripts and styles up here
    manifest: true,
    // one shared file of all of Solid would make the phone page carry what only the home page uses
    rolldownOptions: { input: entries },
  },
} satisfies UserConfig;
