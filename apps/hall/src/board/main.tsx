import { render } from 'solid-js/web';
import '@one-window/ui/styles/index.css';
import { installFixture } from '@one-window/ui/fixture';
import { startLook, themes } from '@one-window/ui/theme';
import { addressLang } from '../device.ts';
import { BoardScreen } from './BoardScreen.tsx';

/** What the address of a board may say: `theme`, `lang` = zh | en | both, and for a hall that has set no voice `speech` = zh | both, `one` = yao. */
const params = new URLSearchParams(location.search);
const wanted = params.get('lang') ?? 'zh';

async function start(): Promise<void> {
  startLook({
    surface: 'board',
    theme: themes.find((name) => name === params.get('theme')) ?? 'dark',
    lang: addressLang(),
  });
  let pretend: number | null = null;
  if (import.meta.env.OW_DEV_PAGES === true) {
    const [{ fixtureFor }, { screens }] = await Promise.all([import('@one-window/ui/screens'), import('../screens.ts')]);
    installFixture(await fixtureFor(screens, location));
    pretend = Number(params.get('lit') ?? 0);
  }
  const root = document.querySelector('#root');
  if (!root) return;
  const languages = params.get('speech') === 'both' || wanted !== 'zh' ? 'zh_en' : 'zh';
  const voice = { speaks: 'browser', languages, speed: 100, yao: params.get('one') === 'yao', pack: null } as const;
  render(() => <BoardScreen both={wanted === 'both'} voice={voice} litInPicture={pretend} />, root);
}

void start();
