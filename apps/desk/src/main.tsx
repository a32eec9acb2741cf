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

const mount = async (root: HTMLElement): Promise<() => void> => {
  startLook({ surface: 'desk', remember: true });
  await fixtures();
  return render(() => <App />, root);
};

/** In development builds another screen can be shown in the same page: a sweep of 120 screens spends half its time on loading one app. */
async function start(root: HTMLElement): Promise<void> {
  let unmount = await mount(root);
  if (import.meta.env.OW_DEV_PAGES !== true) return;
  const page = globalThis as { showAgain?: (address: string) => Promise<void> };
  page.showAgain = async (address) => {
    unmount();
    history.replaceState(null, '', address);
    unmount = await mount(root);
  };
}

const root = document.getElementById('root');
if (root) void start(root);
