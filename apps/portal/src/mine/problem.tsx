import { Show, type JSX } from 'solid-js';
import css from './form.module.css';

/** What was refused stands where it was pressed, and stays until the next press. */
export function Problem(props: { text: string | undefined }): JSX.Element {
  return (
    <Show when={props.text}>
      {(text) => (
        <p class={css['problem']} role="alert">
          {text()}
        </p>
      )}
    </Show>
  );
}
