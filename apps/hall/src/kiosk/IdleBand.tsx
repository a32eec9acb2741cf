import { Show, type JSX } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import type { Idle } from './idle.ts';
import { t } from './t.ts';

/** The visible countdown before everything is forgotten. Any touch ends it. */
export function IdleBand(props: { idle: Idle; onStay: () => void }): JSX.Element {
  const seconds = (): number | null => (props.idle.phase === 'countdown' ? props.idle.seconds : null);
  return (
    <Show when={seconds()}>
      {(n) => (
        <section class="idle" role="alert">
          <div>
            <h2>{t('kiosk.stillHere')}</h2>
            <p>{t('kiosk.idle', { n: n() })}</p>
          </div>
          <Button variant="primary" onPress={() => props.onStay()}>
            {t('kiosk.idleStay')}
          </Button>
        </section>
      )}
    </Show>
  );
}
