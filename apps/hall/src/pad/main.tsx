import { createEffect, createMemo, on } from 'solid-js';
import { render } from 'solid-js/web';
import '@one-window/ui/styles/index.css';
import { ratingLevels } from '@one-window/domain/ratings';
import { installFixture } from '@one-window/ui/fixture';
import { createLive } from '@one-window/ui/live';
import { resetLook, startLook, themes } from '@one-window/ui/theme';
import { makeReporter } from '../board/report.ts';
import { addressLang, createDevice, toPairing } from '../device.ts';
import { Stage } from '../stage.tsx';
import { createAsking } from './asking.ts';
import { createSigning, type SignStart } from './signing.ts';
import { Pad } from './Pad.tsx';

const params = new URLSearchParams(location.search);

/** In development builds a picture begins in the middle: `&level=2`, `&at=noted`. */
async function developmentStart(): Promise<{ asking: Parameters<typeof createAsking>[1]; signing: SignStart }> {
  const [{ fixtureFor }, { screens }] = await Promise.all([import('@one-window/ui/screens'), import('../screens.ts')]);
  installFixture(await fixtureFor(screens, location));
  const { drawnName } = await import('./fixtures.ts');
  const level = ratingLevels.find((n) => String(n) === params.get('level'));
  const at = (['noted', 'thanks'] as const).find((name) => name === params.get('at'));
  const done = (['signed', 'declined', 'gone'] as const).find((name) => name === params.get('signed'));
  const problem = (['empty', 'trivial', 'failed'] as const).find((name) => name === params.get('problem'));
  const signing = {
    ...(params.get('state') === 'busy' && problem !== 'empty'
      ? { strokes: problem === 'trivial' ? drawnName.slice(2, 3) : drawnName }
      : {}),
    ...(problem ? { problem } : {}),
    ...(done ? { done } : {}),
  };
  return { asking: { ...(level ? { level } : {}), ...(at ? { at } : {}) }, signing };
}

async function start(): Promise<void> {
  startLook({ surface: 'pad', theme: themes.find((name) => name === params.get('theme')) ?? 'light', lang: addressLang() });
  const begin = import.meta.env.OW_DEV_PAGES === true ? await developmentStart() : { asking: {}, signing: {} };
  const root = document.querySelector('#root');
  if (!root) return;
  render(() => {
    const { device } = createDevice('pad');
    const live = createLive('window.pad', () => device()?.windowId ?? null);
    const asking = createAsking(live, begin.asking);
    const signing = createSigning(live, begin.signing);
    const reporter = makeReporter();
    createEffect(() => {
      if (live.state() === 'denied') toPairing('revoked');
    });
    // the clerk reads that the question stood there, and nothing of what was answered: it is reported all the same
    createEffect(() => {
      const view = live.view();
      if (view && device()) reporter.report({ shownSeq: view.prompt?.callSeq ?? 0, spokenSeq: 0, sound: 'off' });
    });
    // the next one finds the hall's own language
    const standing = createMemo(() => asking.phase().at === 'rest' && signing.phase().at === 'none');
    createEffect(on(standing, resetLook));
    return (
      <Stage width={1280} height={800}>
        <Pad live={live} device={device()} asking={asking} signing={signing} />
      </Stage>
    );
  }, root);
}

void start();
