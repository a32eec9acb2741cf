import { createSignal, onMount, Show, type JSX } from 'solid-js';
import { nextPasswordProblem, type PasswordProblem } from '@one-window/domain/passwords';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { changeOwnPassword, errorCode, errorDetails, isUnanswered, newKey } from '../api.ts';
import { makePresses } from '../window/press.ts';
import { Rules } from './Rules.tsx';
import { passwordProblemText, t } from './words.ts';
import css from './password.module.css';

type Name = 'old' | 'next' | 'again';
type Problems = Readonly<Partial<Record<Name, string>>>;

/** Old once, new twice. What is wrong is told at its field; the old one is not asked for where it has just been typed. */
export function PasswordForm(props: {
  staffNo: string;
  demo: boolean;
  known?: string | undefined;
  onDone: () => void;
  onError?: ((error: unknown) => void) | undefined;
  children?: JSX.Element;
}) {
  const [shown, setShown] = createSignal(false);
  const [problems, setProblems] = createSignal<Problems>({});
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  let form!: HTMLFormElement;
  const input = (name: Name): HTMLInputElement | null => form.querySelector(`[name=${name}]`);
  const value = (name: Name): string => input(name)?.value ?? '';
  const old = (): string => props.known ?? value('old');
  onMount(() => (input('old') ?? input('next'))?.focus());

  function check(): Problems {
    const problem = nextPasswordProblem(value('next'), old(), props.staffNo, props.demo);
    return {
      ...(old() === '' ? { old: t('account.problem.old') } : {}),
      ...(problem ? { next: passwordProblemText(problem) } : {}),
      ...(!problem && value('again') !== value('next') ? { again: t('account.problem.differs') } : {}),
    };
  }
  function tell(found: Problems): void {
    setProblems(found);
    const first = (['old', 'next', 'again'] as const).find((name) => found[name] !== undefined);
    if (first) input(first)?.focus();
  }
  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setError(null);
    tell(check());
    if (Object.keys(problems()).length > 0) return;
    const body = { old: old(), password: value('next') };
    const result = await presses.run('password', body, (key) => changeOwnPassword(body, key));
    if (result.kind === 'done') props.onDone();
    if (result.kind === 'refused') refuse(result.error);
  }
  function refuse(refused: unknown): void {
    props.onError?.(refused);
    const problem = errorDetails(refused)['problem'];
    // the old one is asked for again wherever it turned out to be wrong
    if (errorCode(refused) === 'auth.wrong' && props.known === undefined) return tell({ old: t('account.problem.wrong_old') });
    if (typeof problem === 'string') return tell({ next: passwordProblemText(problem as PasswordProblem) });
    setError(refused);
  }

  const password = (name: Name, autocomplete: 'current-password' | 'new-password') => (
    <Field label={t(`account.field.${name}`)} error={problems()[name]}>
      {(f) => (
        <input
          {...f}
          class="input"
          name={name}
          type={shown() ? 'text' : 'password'}
          autocomplete={autocomplete}
          maxlength="200"
          spellcheck={false}
          // what was wrong is judged again while it is mended
          onInput={() => problems()[name] !== undefined && setProblems(({ [name]: _mended, ...rest }) => rest)}
        />
      )}
    </Field>
  );
  return (
    <form ref={form} class={css['form']} onSubmit={(event) => void send(event)} novalidate>
      {/* so that a password manager knows whose it is */}
      <input class="sr" name="username" autocomplete="username" value={props.staffNo} tabindex="-1" aria-hidden="true" readonly />
      <Show when={props.known === undefined}>{password('old', 'current-password')}</Show>
      <Rules own />
      {password('next', 'new-password')}
      {password('again', 'new-password')}
      <label class={css['check']}>
        <input type="checkbox" checked={shown()} onChange={(event) => setShown(event.currentTarget.checked)} />
        {t('account.show')}
      </label>
      <Show when={error()}>
        <p class={css['error']} role="alert">
          {errorText(error())}
        </p>
      </Show>
      <div class={css['acts']}>
        <Button type="submit" variant="primary" busy={busy() !== null} busyText={t('account.busy')}>
          {t('account.submit')}
        </Button>
        {props.children}
      </div>
    </form>
  );
}
