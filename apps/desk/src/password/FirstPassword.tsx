import { PasswordForm } from './PasswordForm.tsx';
import { t } from './words.ts';
import css from './password.module.css';

/** The step of the sign-in in which a password that somebody else made is replaced; nothing else is open before. */
export default function FirstPassword(props: { staffNo: string; demo: boolean; known: string | undefined; onDone: () => void }) {
  return (
    <>
      <h1>{t('account.first.title')}</h1>
      <p class={css['lead']}>{t('account.first.lead')}</p>
      <PasswordForm staffNo={props.staffNo} demo={props.demo} known={props.known} onDone={() => props.onDone()} />
    </>
  );
}
