import { For, type JSX } from 'solid-js';
import Delete from 'lucide-solid/icons/delete';
import { t } from './t.ts';

const SIGNS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890'];

interface KeyboardProps {
  readonly onSign: (sign: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
}

/** Letters in the order of the alphabet, eight keys of 112 px a row: who never typed finds them, who trembles hits them. */
export function Keyboard(props: KeyboardProps): JSX.Element {
  // the field keeps the focus, so that an input method and these keys write into the same text
  const keep = (event: Event): void => event.preventDefault();
  return (
    <div class="keyboard" role="group" aria-label={t('kiosk.keyboard')} onMouseDown={keep} onPointerDown={keep}>
      <For each={SIGNS}>
        {(sign) => (
          <button type="button" class="key num" onClick={() => props.onSign(sign.toLowerCase())}>
            {sign}
          </button>
        )}
      </For>
      <button type="button" class="key wide" onClick={() => props.onErase()}>
        <Delete class="i" aria-hidden="true" />
        {t('kiosk.erase')}
      </button>
      <button type="button" class="key wide" onClick={() => props.onClear()}>
        {t('kiosk.clear')}
      </button>
    </div>
  );
}
