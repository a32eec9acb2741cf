import { Show } from 'solid-js';
import { age, clock } from '@one-window/ui/format';
import { t } from '../i18n.ts';
import type { StaffLive } from '../live.ts';
import css from './frame.module.css';

/** In place of what matters most: since when it may be wrong, and what happens next. */
export function StaleBand(props: { live: Pick<StaffLive, 'stale' | 'age' | 'asOf' | 'view'>; next: string }) {
  const time = (): string => clock(props.live.asOf() ?? '', props.live.view()?.hall.timeZone ?? 'Asia/Shanghai');
  return (
    <Show when={props.live.stale()}>
      <p class={css['stale']}>
        <span>{t('desk.stale', { time: time(), age: age(props.live.age()) })}</span>
        {/* said once: the age beside it changes every second */}
        <span role="alert">{props.next}</span>
      </p>
    </Show>
  );
}
