import { createSignal, onMount } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { t } from './matters-words.ts';
import css from './options.module.css';

const shortest = 6;

/** The case for which somebody came: its number, its reference, or what a scanner reads off its receipt. */
export function NameCase(props: { onName: (code: string) => void }) {
  const [typed, setTyped] = createSignal('');
  let input: HTMLInputElement | undefined;
  onMount(() => input?.focus());
  const short = () => typed().trim().length < shortest;
  return (
    <form
      class={css['asking']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!short()) props.onName(typed().trim());
      }}
    >
      <Field label={t('desk.matters.code')}>
        {(f) => (
          <input
            {...f}
            ref={(el) => (input = el)}
            class="input"
            autocomplete="off"
            maxlength="200"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" reason={short() ? t('desk.matters.code') : undefined}>
        {t('desk.matters.name')}
      </Button>
    </form>
  );
}
