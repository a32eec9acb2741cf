import { createMemo, createSignal, For, onMount, Show } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { errorText } from '@one-window/ui/errors';
import { FieldFor } from './FieldFor.tsx';
import { fieldsOf, problemsOf, type Action, type FieldName, type FieldSpec, type FormFile, type Problems, type Values } from './forms.ts';
import { actionWord, t, today, yuan } from './words.ts';
import css from './press.module.css';

interface FormProps {
  readonly action: Action;
  readonly file: FormFile;
  readonly initial: Values;
  readonly busy: boolean;
  readonly refusal: string | null;
  readonly onTyped: (values: Values) => void;
  readonly onSend: (values: Values) => void;
  readonly onClose: () => void;
}

/** What a key needs, and nothing more. It stays as it is while the case under it is read anew. */
export function PressForm(props: FormProps) {
  const [values, setValues] = createSignal<Values>(props.initial);
  const [problems, setProblems] = createSignal<Problems>({});
  // a field that stays a field keeps its control, and with it focus and caret
  const known = new Map<string, FieldSpec>();
  const fields = createMemo(() => fieldsOf(props.action, props.file, values()).map((field) => kept(known, field)));
  let form!: HTMLFormElement;
  const focusFirst = (...what: string[]): void =>
    what
      .map((one) => form.querySelector<HTMLElement>(one))
      .find((found) => found !== null)
      ?.focus();
  onMount(() => focusFirst('[data-open] input', 'input, select, textarea', 'button'));
  const change = (patch: Partial<Values>, name: FieldName): void => {
    setValues((now) => ({ ...now, ...patch }));
    setProblems(({ [name]: _mended, ...rest }) => rest);
    // a colleague's password stays in nothing but the field
    const { password: _secret, ...text } = values().text;
    props.onTyped({ ...values(), text });
  };
  function send(event: SubmitEvent): void {
    event.preventDefault();
    const found = problemsOf(fields(), values(), props.file, today(props.file.timeZone));
    setProblems(found);
    if (Object.keys(found).length === 0) props.onSend(values());
    else focusFirst('[data-wrong] [data-open] input', '[aria-invalid=true], [data-wrong] input');
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.ctrlKey) form.requestSubmit();
    else if (event.key === 'Escape') props.onClose();
    else return;
    event.preventDefault();
  };
  return (
    <form ref={form} class={css['form']} onSubmit={send} onKeyDown={onKey} novalidate aria-label={actionWord(props.action)}>
      <h4>{actionWord(props.action)}</h4>
      <div class={css['fields']}>
        <Show when={fields().length === 0}>
          <p>{t('desk.case.final')}</p>
        </Show>
        <Show when={props.action === 'take_fee' && props.file.feeFen}>
          {(fen) => <p class={css['amount']}>{t('desk.case.fee', { yuan: yuan(fen()) })}</p>}
        </Show>
        <For each={fields()}>
          {(field) => (
            <FieldFor field={field} action={props.action} file={props.file} values={values()} problems={problems()} onChange={change} />
          )}
        </For>
      </div>
      <Refused file={props.file} action={props.action} refusal={props.refusal} />
      <div class={css['keys']}>
        <Button type="submit" variant="primary" hint="Ctrl ↵" busy={props.busy} busyText={t('desk.case.sending')}>
          {actionWord(props.action)}
        </Button>
        <Button hint="Esc" onPress={() => props.onClose()}>
          {t('desk.case.not_yet')}
        </Button>
      </div>
    </form>
  );
}

function kept(known: Map<string, FieldSpec>, field: FieldSpec): FieldSpec {
  const name = JSON.stringify(field);
  if (!known.has(name)) known.set(name, field);
  return known.get(name)!;
}

/** What the service said, and what became of the key since: after a reload it may no longer be one. */
function Refused(props: { file: FormFile; action: Action; refusal: string | null }) {
  const gone = (): string | null => {
    const key = props.file.actions.find(({ action }) => action === props.action);
    if (key?.refusal === null) return null;
    return t('desk.case.cannot', { what: actionWord(props.action), why: errorText(key?.refusal ?? 'case.not_allowed') });
  };
  return (
    <>
      <Show when={props.refusal}>
        <p class={css['refusal']} role="alert">
          {props.refusal}
        </p>
      </Show>
      <Show when={gone()}>
        <p class={css['refusal']}>{gone()}</p>
      </Show>
    </>
  );
}
