import { render } from 'solid-js/web';
import '@one-window/ui/styles/index.css';
import { installFixture } from '@one-window/ui/fixture';
import { createLive } from '@one-window/ui/live';
import { startLook } from '@one-window/ui/theme';
import { createDevice, toPairing } from '../device.ts';
import { Stage } from '../stage.tsx';
import { Kiosk } from './Kiosk.tsx';
import type { Step } from './model.ts';
import { createEffect } from 'solid-js';

async function developmentStep(): Promise<Step | undefined> {
  const [{ fixtureFor }, { screens }, { stepFixture }] = await Promise.all([
    import('@one-window/ui/screens'),
    import('../screens.ts'),
    import('./fixtures.ts'),
  ]);
  installFixture(await fixtureFor(screens, location));
  return stepFixture(new URLSearchParams(location.search).get('step'));
}

async function start(): Promise<void> {
  startLook({ surface: 'kiosk' });
  const first = import.meta.env.OW_DEV_PAGES === true ? await developmentStep() : undefined;
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
        <Kiosk live={live} device={device()} {...(first ? { first } : {})} />
      </Stage>
    );
  }, root);
}

void start();
