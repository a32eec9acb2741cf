import { createEffect, createSignal, on } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { t } from '../i18n.ts';
import type { DemoLogin } from './DemoLogins.tsx';
import css from './sign-in.module.css';

/** Staff number and password. What was typed stays when the server says no. */
export function PasswordStep(props: { given: DemoLogin; busy: boolean; onSend: (login: DemoLogin) => void }) {
  const [missing, setMissing] = createSignal<'staffNo' | 'password' | null>(null);
  let staffNo!: HTMLInputElement;
  let password!: HTMLInputElement;
  let submit!: HTMLButtonElement;
  createEffect(
    on(
      () => props.given,
      (given) => {
        if (given.staffNo === '') return staffNo.focus();
        staffNo.value = given.staffNo;
        password.value = given.password;
        setMissing(null);
        submit.focus();
      },
    ),
  );
  function send(event: SubmitEvent): void {
    event.preventDefault();
    const login = { staffNo: staffNo.value.trim(), password: password.value };
    setMissing(login.staffNo === '' ? 'staffNo' : login.password === '' ? 'password' : null);
    if (missing() === 'staffNo') staffNo.focus();
    else if (missing() === 'password') password.focus();
    else props.onSend(login);
  }
  return (
    <form class={css['form']} onSubmit={send} novalidate>
      <Field label={t('desk.sign_in.staff_no')} error={missing() === 'staffNo' ? t('desk.sign_in.need_staff_no') : undefined}>
        {(field) => (
          <input
            {...field}
            ref={staffNo}
            class="input"
            name="staffNo"
            autocomplete="username"
            autocapitalize="off"
            spellcheck={false}
            maxlength="40"
          />
        )}
      </Field>
      <Field label={t('desk.sign_in.password')} error={missing() === 'password' ? t('desk.sign_in.need_password') : undefined}>
        {(field) => (
          <input {...field} ref={password} class="input" name="password" type="password" autocomplete="current-password" maxlength="200" />
        )}
      </Field>
      <Button ref={submit} type="submit" variant="primary" busy={props.busy} busyText={t('desk.sign_in.busy')}>
        {t('desk.sign_in.submit')}
      </Button>
    </form>
  );
}
