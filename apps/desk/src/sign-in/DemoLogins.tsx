import { For } from 'solid-js';
import type { Entrance } from '../api.ts';
import { list, roleWord, t } from '../i18n.ts';
import css from './sign-in.module.css';

export interface DemoLogin {
  readonly staffNo: string;
  readonly password: string;
}

/** The demo's accounts: one click fills the form. The API lists them only in the demo. */
export function DemoLogins(props: { logins: Entrance['logins']; onPick: (login: DemoLogin) => void }) {
  return (
    <aside class={css['demo']}>
      <h2>{t('desk.sign_in.demo_title')}</h2>
      <div class={css['logins']}>
        <For each={props.logins}>
          {(login) => (
            <button type="button" class={css['login']} onClick={() => props.onPick({ staffNo: login.staffNo, password: login.password })}>
              <span class="num">{login.staffNo}</span>
              <span>{login.name}</span>
              <small>{list(login.roles.map((role) => roleWord(role)))}</small>
            </button>
          )}
        </For>
      </div>
      <p>{t('desk.sign_in.demo_note')}</p>
    </aside>
  );
}
