import type { ViewName } from '@one-window/domain/views';
import { age, clock } from '../format.ts';
import type { Live } from '../live.ts';
import { t } from '../words.ts';
import css from './AgeBadge.module.css';

type Watched = Pick<Live<ViewName>, 'stale' | 'age' | 'asOf' | 'view'>;

/** Live, or since when it is not: a screen that may be out of date never looks normal. */
export function AgeBadge(props: { live: Watched }) {
  const state = () => (props.live.stale() ? 'stale' : props.live.asOf() === null ? 'loading' : 'live');
  const zone = (): string => {
    const view = props.live.view();
    return view && 'hall' in view ? view.hall.timeZone : 'Asia/Shanghai';
  };
  const time = (): string => clock(props.live.asOf() ?? '', zone());
  const words = (): string => {
    if (state() === 'loading') return t('common.connecting');
    return state() === 'live' ? t('common.live') : t('common.stale', { time: time(), age: age(props.live.age()) });
  };
  return (
    <span class={css['age']} data-state={state()}>
      {words()}
      {/* told once: the age beside it changes every second */}
      <span class="sr" role="alert">
        {state() === 'stale' ? t('common.stale_since', { time: time() }) : ''}
      </span>
    </span>
  );
}
