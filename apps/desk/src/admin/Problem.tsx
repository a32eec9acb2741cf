import { Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import css from './admin.module.css';

/** Why the last press did not happen, in words; nothing where it did. */
export function Problem(props: { of: unknown }) {
  return (
    <Show when={props.of}>
      <p class={css['error']} role="alert">
        {errorText(props.of)}
      </p>
    </Show>
  );
}
