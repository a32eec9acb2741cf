import type { JSX } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import Hand from 'lucide-solid/icons/hand';
import { t } from './t.ts';

/** The whole screen turns yellow, so that staff see it across the hall; what was begun waits behind it. */
export function Help(props: { onBack: () => void }): JSX.Element {
  return (
    <section class="helping">
      <div role="status">
        <Hand class="i" aria-hidden="true" />
        <h1 tabindex="-1">{t('kiosk.helpTitle')}</h1>
        <p class="large">{t('kiosk.helpText')}</p>
        <p>{t('kiosk.helpHint')}</p>
      </div>
      <Button onPress={() => props.onBack()}>{t('kiosk.helpBack')}</Button>
    </section>
  );
}
