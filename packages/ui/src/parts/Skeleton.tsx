import { For } from 'solid-js';
import { t } from '../words.ts';
import css from './Skeleton.module.css';

/** Lines of the final size while something loads. */
export function Skeleton(props: { lines?: number }) {
  return (
    <div role="status" aria-label={t('common.loading')}>
      <div class={css['skeleton']} aria-hidden="true">
        <For each={Array.from({ length: props.lines ?? 3 })}>{() => <span />}</For>
      </div>
    </div>
  );
}
