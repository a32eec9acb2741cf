import { Show } from 'solid-js';
import { age, clock } from '@one-window/ui/format';
import { t } from '../i18n.ts';
import { useDesk } from './desk.ts';
import css from './window.module.css';

/** Over the work: since when it may be wrong, and what a press does now. */
export function StaleBand() {
  const desk = useDesk();
  return (
    <Show when={desk.stale()}>
      <p class={css['stale']} role="alert">
        <span>{t('desk.stale', { time: clock(desk.asOf() ?? desk.now(), desk.view().hall.timeZone), age: age(desk.age()) })}</span>
        <span>{t('desk.stale_next')}</span>
      </p>
    </Show>
  );
}
