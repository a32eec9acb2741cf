import { Show, type JSX } from 'solid-js';
import { t } from '../words.ts';
import { Button } from './Button.tsx';
import css from './ErrorState.module.css';

/** What did not work, what stays, and the next step; it stands where the thing would be. */
export function ErrorState(props: {
  text: string;
  requestId?: string | null | undefined;
  onRetry?: (() => void) | undefined;
  children?: JSX.Element;
}) {
  return (
    <div class={css['error']} role="alert">
      <p class={css['words']}>
        {props.text}
        <Show when={props.requestId}>{(id) => <span class={css['id']}> · {id()}</span>}</Show>
      </p>
      {props.children}
      <Show when={props.onRetry}>{(retry) => <Button onPress={() => retry()()}>{t('common.retry')}</Button>}</Show>
    </div>
  );
}
