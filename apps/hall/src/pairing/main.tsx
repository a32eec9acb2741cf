import { render } from 'solid-js/web';
import '@one-window/ui/styles/index.css';
import { installFixture } from '@one-window/ui/fixture';
import { startLook, themes } from '@one-window/ui/theme';
import { addressLang } from '../device.ts';
import { Pairing } from './Pairing.tsx';

const params = new URLSearchParams(location.search);

async function start(): Promise<void> {
  startLook({ surface: 'board', theme: themes.find((name) => name === params.get('theme')) ?? 'dark', lang: addressLang() });
  if (import.meta.env.OW_DEV_PAGES === true) {
    const [{ fixtureFor }, { screens }] = await Promise.all([import('@one-window/ui/screens'), import('../screens.ts')]);
    installFixture(await fixtureFor(screens, location));
  }
  const root = document.querySelector('#root');
  if (root) render(() => <Pairing revoked={params.get('reason') === 'revoked'} />, root);
}

void start();
