import { Show, type JSX } from 'solid-js';
import css from './case.module.css';

/** A part of a case under its name; `more` stands at the other end of the line. */
export function Part(props: { title: string; more?: string | undefined; children: JSX.Element }) {
  return (
    <section class={css['part']}>
      <h4>
        {props.title}
        <Show when={props.more}>
          <span>{props.more}</span>
        </Show>
      </h4>
      {props.children}
    </section>
  );
}
