import { createSignal, onMount } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { signIn } from '../api.ts';
import { t } from './i18n.ts';
import { completeSetup } from './setup-api.ts';
import { personProblems, type RowProblem } from './staff-import.ts';
import { rowProblemText } from './StaffForm.tsx';
import panel from './panel.module.css';
import css from './setup.module.css';
import { Problem } from './Problem.tsx';

/** The one-time code of the server's console makes the realm and its first administrator, who is signed in at once. */
export function FirstAdministrator(props: { onDone: () => void }) {
  const [problems, setProblems] = createSignal<readonly RowProblem[]>([]);
  const [empty, setEmpty] = createSignal<readonly string[]>([]);
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal(false);
  let form!: HTMLFormElement;
  onMount(() => form.querySelector('input')?.focus());
  const missing = (name: string): string | undefined => (empty().includes(name) ? t('admin.problem.required') : undefined);
  const wordOf = (...codes: string[]): string | undefined => {
    const found = problems().find((p) => codes.some((code) => p.code.startsWith(code)));
    return found && rowProblemText(found);
  };
  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const data = new FormData(form);
    const value = (name: string): string => {
      const found = data.get(name);
      return typeof found === 'string' ? found.trim() : '';
    };
    const administrator = { staffNo: value('staffNo'), name: value('name'), password: value('password') };
    setEmpty(['code', 'realm', 'timeZone'].filter((name) => value(name) === ''));
    setProblems(personProblems(administrator, { taken: new Set(), demo: false }));
    if (empty().length + problems().length > 0 || busy()) return;
    setBusy(true);
    setError(null);
    try {
      await completeSetup({
        code: value('code'),
        realm: { name: value('realm'), nameEn: null, timeZone: value('timeZone') },
        administrator,
      });
      await signIn({ staffNo: administrator.staffNo, password: administrator.password });
      props.onDone();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  }
  return (
    <form ref={form} class={css['narrow']} onSubmit={(e) => void send(e)} novalidate>
      <h2>{t('admin.setup.title')}</h2>
      <p>{t('admin.setup.admin_lead')}</p>
      <Field label={t('admin.setup.code')} help={t('admin.setup.code_help')} error={missing('code')}>
        {(f) => <input {...f} class={`input ${panel['codeinput']}`} name="code" maxlength="64" autocomplete="off" spellcheck={false} />}
      </Field>
      <Field label={t('admin.setup.realm_name')} error={missing('realm')}>
        {(f) => <input {...f} class="input" name="realm" maxlength="60" />}
      </Field>
      <Field label={t('admin.field.timeZone')} help={t('admin.help.timeZone')} error={missing('timeZone')}>
        {(f) => <input {...f} class="input" name="timeZone" maxlength="60" value="Asia/Shanghai" />}
      </Field>
      <Field label={t('admin.staff.staffNo')} error={wordOf('staff_no')}>
        {(f) => <input {...f} class="input" name="staffNo" maxlength="32" autocomplete="username" />}
      </Field>
      <Field label={t('admin.staff.name')} error={wordOf('name')}>
        {(f) => <input {...f} class="input" name="name" maxlength="100" autocomplete="off" />}
      </Field>
      <Field label={t('admin.staff.password')} help={t('admin.staff.password_help')} error={wordOf('password')}>
        {(f) => <input {...f} class="input" name="password" type="password" maxlength="128" autocomplete="new-password" />}
      </Field>
      <Problem of={error()} />
      <Button type="submit" variant="primary" busy={busy()} busyText={t('admin.setup.creating')}>
        {t('admin.setup.create')}
      </Button>
    </form>
  );
}
