import { createSignal, For, onMount, Show } from 'solid-js';
import { passwordProblems } from '@one-window/domain/passwords';
import { roles } from '@one-window/domain/permissions';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { isUnanswered, newKey } from '../api.ts';
import { roleWord } from '../i18n.ts';
import { passwordProblemText } from '../password/words.ts';
import { holds, isRole } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';
import { useConfig } from './config.ts';
import { has, t } from './i18n.ts';
import { freshPassword } from './person/NewPassword.tsx';
import { createStaff } from './staff-api.ts';
import { personProblems, type RowProblem } from './staff-import.ts';
import { nameOfRow } from './values.ts';
import css from './panel.module.css';
import { Problem } from './Problem.tsx';

/** A new colleague. Roles can be given at once by who may give roles. */
export function StaffForm(props: { taken: ReadonlySet<string>; onDone: () => void; onCancel: () => void }) {
  const me = useMe();
  const session = useSession();
  const config = useConfig();
  const [problems, setProblems] = createSignal<readonly RowProblem[]>([]);
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  let form!: HTMLFormElement;
  onMount(() => form.querySelector('input')?.focus());
  const wordOf = (...codes: string[]): string | undefined => {
    const found = problems().find((p) => codes.some((code) => p.code.startsWith(code)));
    return found && rowProblemText(found);
  };
  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const data = new FormData(form);
    const value = (name: string): string => {
      const found = data.get(name);
      return typeof found === 'string' ? found : '';
    };
    const person = { staffNo: value('staffNo').trim(), name: value('name').trim(), password: value('password') };
    setProblems(personProblems(person, { taken: props.taken, demo: me().demo }));
    if (problems().length > 0) return;
    setError(null);
    const role = value('role');
    const assignments = isRole(role) ? [{ roleId: role, hallId: value('hall') || null }] : [];
    const body = { ...person, assignments };
    const result = await presses.run('create', body, (key) => createStaff(body, key));
    if (result.kind === 'done') props.onDone();
    if (result.kind === 'refused') {
      session.note(result.error);
      setError(result.error);
    }
  }
  return (
    <form ref={form} class={css['panel']} onSubmit={(e) => void save(e)} novalidate>
      <div class={css['row']}>
        <Field label={t('admin.staff.staffNo')} error={wordOf('staff_no', 'exists')}>
          {(f) => <input {...f} class="input" name="staffNo" maxlength="32" autocomplete="off" />}
        </Field>
        <Field label={t('admin.staff.name')} error={wordOf('name')}>
          {(f) => <input {...f} class="input" name="name" maxlength="100" autocomplete="off" />}
        </Field>
        <Field label={t('admin.staff.password')} help={t('admin.staff.password_help')} error={wordOf('password')}>
          {(f) => (
            <input {...f} class="input" name="password" maxlength="128" autocomplete="off" spellcheck={false} value={freshPassword()} />
          )}
        </Field>
        <Show when={holds(me().staff.roles, 'role.assign')}>
          <Field label={t('admin.staff.role')}>
            {(f) => (
              <select {...f} class="input" name="role">
                <option value="">{t('admin.choice.none')}</option>
                <For each={roles}>{(role) => <option value={role}>{roleWord(role)}</option>}</For>
              </select>
            )}
          </Field>
          <Field label={t('admin.staff.hall')}>
            {(f) => (
              <select {...f} class="input" name="hall">
                <option value="">{t('admin.staff.every_hall')}</option>
                <For each={config.rows('halls')}>{(hall) => <option value={hall.row.id}>{nameOfRow('halls', hall.row)}</option>}</For>
              </select>
            )}
          </Field>
        </Show>
      </div>
      <Problem of={error()} />
      <div class={css['row']}>
        <span>
          <Button type="submit" variant="primary" busy={busy() !== null} busyText={t('admin.staff.saving')}>
            {t('admin.staff.save')}
          </Button>{' '}
          <Button onPress={() => props.onCancel()}>{t('admin.staff.cancel')}</Button>
        </span>
      </div>
    </form>
  );
}

export function rowProblemText(problem: RowProblem): string {
  const weak = passwordProblems.find((name) => problem.code === `password.${name}`);
  if (weak) return `${t('admin.staff.password')}：${passwordProblemText(weak)}`;
  const key = `admin.staff.problem.${problem.code}`;
  return has(key) ? t(key, problem.values) : problem.code;
}
