import CircleAlert from 'lucide-solid/icons/circle-alert';
import { Show } from 'solid-js';
import { signInErrorText } from './errors.ts';
import css from './sign-in.module.css';

/** What went wrong, in words, above the fields that it is about. */
export function Problem(props: { error: unknown }) {
  return (
    <Show when={props.error !== null && props.error !== undefined}>
      <p class={css['error']} role="alert">
        <CircleAlert class="i" aria-hidden="true" />
        <span>{signInErrorText(props.error)}</span>
      </p>
    </Show>
  );
}
