import { For, type JSX } from 'solid-js';
import Delete from 'lucide-solid/icons/delete';
import { Button } from '@one-window/ui/parts/Button';
import { t } from './t.ts';

interface DigitsProps {
  readonly label: string;
  readonly typed: string;
  /** So many signs are not there yet; the words of the key say so. */
  readonly missing: number;
  readonly words: string;
  readonly many: boolean;
  /** Keys beside the digits. */
  readonly children?: JSX.Element;
  readonly onSign: (sign: string) => void;
  readonly onErase: () => void;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** A number of a few signs, typed with large keys. */
export function Digits(props: DigitsProps): JSX.Element {
  return (
    <div class="reach rejoin" classList={{ 'is-many': props.many }}>
      <output class="typed num" aria-label={props.label}>
        {props.typed}
        <span class="blank" aria-hidden="true">
          {'–'.repeat(props.missing)}
        </span>
      </output>
      {props.children}
      <div class="digits">
        <For each={[...'1234567890']}>
          {(digit) => (
            <button type="button" class="key num" onClick={() => props.onSign(digit)}>
              {digit}
            </button>
          )}
        </For>
        <button type="button" class="key wide" onClick={() => props.onErase()}>
          <Delete class="i" aria-hidden="true" />
          {t('kiosk.erase')}
        </button>
      </div>
      <div class="end">
        <Button onPress={() => props.onBack()}>{t('kiosk.back')}</Button>
        <Button variant="primary" reason={props.missing ? props.words : undefined} onPress={() => props.missing || props.onDone()}>
          {props.words}
        </Button>
      </div>
    </div>
  );
}
