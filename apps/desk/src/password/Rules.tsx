import { For } from 'solid-js';
import { passwordRules, t } from './words.ts';
import css from './password.module.css';

/** What a password has to be, before anybody types one. */
export function Rules(props: { own: boolean }) {
  return (
    <div class={css['rules']}>
      <p>{t('account.rules')}</p>
      <ul>
        <For each={passwordRules(props.own)}>{(rule) => <li>{rule}</li>}</For>
      </ul>
    </div>
  );
}
