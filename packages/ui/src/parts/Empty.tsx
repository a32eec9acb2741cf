import { Show, type JSX } from 'solid-js';
import { Mark } from './Mark.tsx';
import css from './Empty.module.css';

/** Nothing here, and what comes next. Never 暂无数据. */
export function Empty(props: { title: string; next?: string | undefined; children?: JSX.Element }) {
  return (
    <div class={css['empty']}>
      <span class={css['mark']}>
        <Mark />
      </span>
      <p class="strong">{props.title}</p>
      <Show when={props.next}>{(next) => <p class={css['next']}>{next()}</p>}</Show>
      <Show when={props.children}>
        <div class={css['go']}>{props.children}</div>
      </Show>
    </div>
  );
}
