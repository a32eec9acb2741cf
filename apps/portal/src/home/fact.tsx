import { Show, type JSX } from 'solid-js';
import css from './guide.module.css';

/** One line of a guide; nothing where nothing is known. `data`: in the language of the item, not of the reader. */
export function Fact(props: { name: string; value: string | null; data?: boolean; number?: boolean }): JSX.Element {
  return (
    <Show when={props.value}>
      <div>
        <dt>{props.name}</dt>
        <dd lang={props.data ? 'zh-CN' : undefined} classList={{ [css['code'] ?? '']: props.number === true }}>
          {props.value}
        </dd>
      </div>
    </Show>
  );
}
