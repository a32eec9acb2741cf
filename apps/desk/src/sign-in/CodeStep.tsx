import { createSignal, onMount, Show } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { t } from '../i18n.ts';
import css from './sign-in.module.css';

/** Six digits; spaces that an authenticator shows between them may be typed too. */
export function CodeStep(props: {
  label: string;
  submit: string;
  busyText: string;
  busy: boolean;
  onSend: (code: string) => void;
  onBack?: () => void;
}) {
  const [short, setShort] = createSignal<number | null>(null);
  let input!: HTMLInputElement;
  onMount(() => input.focus());
  function send(event: SubmitEvent): void {
    event.preventDefault();
    const code = input.value.replace(/\D/g, '');
    setShort(code.length === 6 ? null : code.length);
    if (code.length === 6) props.onSend(code);
    else input.focus();
  }
  return (
    <form class={css['form']} onSubmit={send} novalidate>
      <Field
        label={props.label}
        help={t('desk.sign_in.code_help')}
        error={short() === null ? undefined : t('desk.sign_in.need_code', { n: short() ?? 0 })}
      >
        {(field) => (
          <input
            {...field}
            ref={input}
            class={`input ${css['code']}`}
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength="8"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" busy={props.busy} busyText={props.busyText}>
        {props.submit}
      </Button>
      <Show when={props.onBack}>
        {(back) => (
          <Button variant="quiet" onPress={() => back()()}>
            {t('desk.sign_in.back')}
          </Button>
        )}
      </Show>
    </form>
  );
}
