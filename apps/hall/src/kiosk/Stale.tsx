import { Show, type JSX } from 'solid-js';
import type { Live } from '@one-window/ui/live';
import { clock, stopwatch } from '@one-window/ui/format';
import { deskOf } from './problems.ts';
import { t } from './t.ts';

/** In place of what may be wrong: no waits, no tiles, and where to go instead. */
export function Stale(props: { live: Live<'hall.public'> }): JSX.Element {
  const asOf = (): string | null => props.live.asOf();
  return (
    <section class="stopped" role="alert">
      <h1 tabindex="-1">{t('kiosk.stale')}</h1>
      <p>{t('kiosk.staleHint', { desk: deskOf(props.live.view()?.hall ?? null) })}</p>
      <Show when={asOf()}>
        {(at) => (
          <p class="age-line">
            {t('kiosk.staleAge', { time: clock(at(), props.live.view()?.hall.timeZone ?? 'Asia/Shanghai') })}{' '}
            <span class="num">{stopwatch(props.live.age())}</span>
          </p>
        )}
      </Show>
    </section>
  );
}

export function Connecting(): JSX.Element {
  return (
    <section class="connecting" role="status">
      <h1 tabindex="-1">{t('kiosk.connecting')}</h1>
    </section>
  );
}
