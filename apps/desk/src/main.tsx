import { render } from 'solid-js/web';
import { installFixture } from '@one-window/ui/fixture';
import { startLook } from '@one-window/ui/theme';
import '@one-window/ui/styles/index.css';
import { App } from './App.tsx';

/** Development builds show any screen in any state: `?state=busy` on a path of the registry. */
async function fixtures(): Promise<void> {
  if (import.meta.env.OW_DEV_PAGES !== true) return;
  const [{ fixtureFor }, { screens }] = await Promise.all([import('@one-window/ui/screens'), import('./screens.ts')]);
  installFixture(await fixtureFor(screens, location));
}

startLook({ surface: 'desk', remember: true });
const root = document.getElementById('root');
if (root) void fixtures().then(() => render(() => <App />, root));
