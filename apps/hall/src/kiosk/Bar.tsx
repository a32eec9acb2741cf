import { Show, type JSX } from 'solid-js';
import Accessibility from 'lucide-solid/icons/accessibility';
import Contrast from 'lucide-solid/icons/contrast';
import Hand from 'lucide-solid/icons/hand';
import Languages from 'lucide-solid/icons/languages';
import ZoomIn from 'lucide-solid/icons/zoom-in';
import ZoomOut from 'lucide-solid/icons/zoom-out';
import { lang, mode, setLang, setMode, setTheme, theme } from '@one-window/ui/theme';
import type { HelpState } from './help.ts';
import { t } from './t.ts';

interface BarProps {
  readonly low: boolean;
  readonly helping: boolean;
  /** How an open call for a person stands; null = none is open. */
  readonly asked: HelpState['at'] | null;
  readonly onLow: () => void;
  readonly onHelp: () => void;
}

/** Always at the bottom, the same five keys on every screen. */
export function Bar(props: BarProps): JSX.Element {
  const elder = (): boolean => mode() === 'elder';
  const contrast = (): boolean => theme() === 'contrast';
  return (
    <nav class="bar" aria-label={t('kiosk.bar')}>
      <button type="button" aria-pressed={elder()} onClick={() => setMode(elder() ? 'normal' : 'elder')}>
        <Show when={elder()} fallback={<ZoomIn class="i" aria-hidden="true" />}>
          <ZoomOut class="i" aria-hidden="true" />
        </Show>
        {t(elder() ? 'kiosk.normal' : 'kiosk.elder')}
      </button>
      <button type="button" aria-pressed={contrast()} onClick={() => setTheme(contrast() ? 'light' : 'contrast')}>
        <Contrast class="i" aria-hidden="true" />
        {t(contrast() ? 'kiosk.plain' : 'kiosk.contrast')}
      </button>
      <button type="button" aria-pressed={props.low} onClick={() => props.onLow()}>
        <Accessibility class="i" aria-hidden="true" />
        {t(props.low ? 'kiosk.high' : 'kiosk.low')}
      </button>
      <button type="button" lang={lang() === 'en' ? 'zh-CN' : 'en'} onClick={() => setLang(lang() === 'en' ? 'zh-CN' : 'en')}>
        <Languages class="i" aria-hidden="true" />
        {t('kiosk.language')}
      </button>
      <button type="button" class="help" aria-pressed={props.helping} onClick={() => props.onHelp()}>
        <Hand class="i" aria-hidden="true" />
        {t(props.asked === null ? 'kiosk.help' : props.asked === 'coming' ? 'kiosk.helpIsComing' : 'kiosk.helpIsAsked')}
      </button>
    </nav>
  );
}
