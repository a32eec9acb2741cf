import type { ViewName } from '@one-window/domain/views';
import { age, clock } from '../format.ts';
import type { Live } from '../live.ts';
import { t } from '../words.ts';
import css from './AgeBadge.module.css';

type Watched = Pick<Live<ViewName>, 'stale' | 'age' | 'asOf' | 'view'>;

/** Live, or since when it is not: a screen that may be out of date never looks normal. */
export function AgeBadge(props: { live: Watched }) {
  const state = () => (props.live.stale() ? 'stale' : props.live.asOf() === null ? 'loading' : 'live');
  const words = (): string => {
    if (state() === 'loading') return t('common.connecting');
    if (state() === 'live') return t('common.live');
    const zone = props.live.view()?.hall.timeZone ?? 'Asia/Shanghai';
    return t('common.stale', { time: clock(props.live.asOf() ?? '', zone), age: age(props.live.age()) });
  };
  return (
    <span class={css['age']} data-state={state()} role={state() === 'stale' ? 'alert' : undefined}>
      {words()}
    </span>
  );
}
