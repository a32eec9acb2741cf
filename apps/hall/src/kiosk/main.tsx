import { render } from 'solid-js/web';
import '@one-window/ui/styles/index.css';
import { installFixture } from '@one-window/ui/fixture';
import { createLive } from '@one-window/ui/live';
import { startLook } from '@one-window/ui/theme';
import { addressLang, createDevice, toPairing } from '../device.ts';
import { Stage } from '../stage.tsx';
import { Kiosk } from './Kiosk.tsx';
import type { Step } from './model.ts';
import { createEffect } from 'solid-js';

async function developmentStart(): Promise<{ first?: Step; helping?: boolean }> {
  const [{ fixtureFor }, { screens }, { stepFixture, withHelp }] = await Promise.all([
    import('@one-window/ui/screens'),
    import('../screens.ts'),
    import('./fixtures.ts'),
  ]);
  const params = new URLSearchParams(location.search);
  installFixture(withHelp(await fixtureFor(screens, location), params.get('help')));
  const first = stepFixture(params.get('step'));
  return { ...(first ? { first } : {}), helping: params.has('help') };
}

async function start(): Promise<void> {
  startLook({ surface: 'kiosk', lang: addressLang() });
  const begin = import.meta.env.OW_DEV_PAGES === true ? await developmentStart() : {};
  const root = document.querySelector('#root');
  if (!root) return;
  render(() => {
    const { device } = createDevice('kiosk');
    const live = createLive('hall.public', () => device()?.hallId ?? null);
    createEffect(() => {
      if (live.state() === 'denied') toPairing('revoked');
    });
    return (
      <Stage width={1080} height={1920}>
        <Kiosk live={live} device={device()} {...begin} />
      </Stage>
    );
  }, root);
}

void start();
