import { createSignal, onMount, Show } from 'solid-js';
import { ONE_TIME_BYTES, oneTimePassword, passwordProblem, type PasswordProblem } from '@one-window/domain/passwords';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { errorDetails, isUnanswered, newKey } from '../../api.ts';
import { Rules } from '../../password/Rules.tsx';
import { passwordProblemText } from '../../password/words.ts';
import { useMe, useSession } from '../../session.ts';
import { makePresses } from '../../window/press.ts';
import { t } from '../i18n.ts';
import { setStaffPassword, type StaffRow } from '../staff-api.ts';
import css from './person.module.css';
import { Problem } from '../Problem.tsx';

/** One that can be read out and typed; 80 random bits. */
export const freshPassword = (): string => oneTimePassword(crypto.getRandomValues(new Uint8Array(ONE_TIME_BYTES)));

/** A password for a colleague who forgot the own one: it is handed over in person and works once. */
export function NewPassword(props: { row: StaffRow; onDone: () => void; onClose: () => void }) {
  const me = useMe();
  const session = useSession();
  const [text, setText] = createSignal(freshPassword());
  const [problem, setProblem] = createSignal<PasswordProblem | null>(null);
  const [given, setGiven] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  let input!: HTMLInputElement;
  onMount(() => input.select());
  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setError(null);
    const password = text();
    const { id } = props.row;
    setProblem(passwordProblem(password, props.row.staffNo, me().demo));
    if (problem()) return input.focus();
    const result = await presses.run('password', password, (key) => setStaffPassword(id, password, key));
    if (result.kind === 'done') {
      setGiven(password);
      props.onDone();
    }
    if (result.kind === 'refused') {
      session.note(result.error);
      const told = errorDetails(result.error)['problem'];
      if (typeof told === 'string') setProblem(told as PasswordProblem);
      else setError(result.error);
    }
  }
  return (
    <Show
      when={given()}
      fallback={
        <form class={css['give']} onSubmit={(event) => void send(event)} novalidate aria-label={t('admin.password.title')}>
          <p class={css['note']}>{t('admin.password.lead', { name: props.row.name })}</p>
          <Field label={t('admin.password.label')} error={problem() ? passwordProblemText(problem() ?? 'too_short') : undefined}>
            {(f) => (
              <input
                {...f}
                ref={input}
                class={`input ${css['secret']}`}
                name="password"
                maxlength="128"
                autocomplete="off"
                autocapitalize="off"
                spellcheck={false}
                value={text()}
                onInput={(event) => {
                  setText(event.currentTarget.value);
                  setProblem(null);
                }}
              />
            )}
          </Field>
          <Rules own={false} />
          <Problem of={error()} />
          <div class={css['acts']}>
            <Button type="submit" variant="primary" busy={busy() !== null} busyText={t('admin.password.busy')}>
              {t('admin.password.go')}
            </Button>
            <Button
              onPress={() => {
                setText(freshPassword());
                setProblem(null);
                input.select();
              }}
            >
              {t('admin.password.another')}
            </Button>
            <Button variant="quiet" onPress={() => props.onClose()}>
              {t('admin.staff.no')}
            </Button>
          </div>
        </form>
      }
    >
      {(password) => (
        <div class={css['given']} role="status">
          <p>{t('admin.password.done', { name: props.row.name })}</p>
          <p class={css['code']}>{password()}</p>
          <p class={css['note']}>{t('admin.password.once')}</p>
          <span>
            <Button ref={(el: HTMLButtonElement) => queueMicrotask(() => el.focus())} small onPress={() => props.onClose()}>
              {t('admin.password.told')}
            </Button>
          </span>
        </div>
      )}
    </Show>
  );
}
