import { useNavigate } from '@solidjs/router';
import { createSignal, For, onMount, Show, untrack } from 'solid-js';
import { idProblem, normaliseIdNo } from '@one-window/domain/identity';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { isUnanswered, newKey } from '../api.ts';
import { createInterrupted } from '../interrupted.ts';
import { useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';
import { draftCase, type ItemGuide, type NewCase as Draft } from './api.ts';
import { idText, t, today } from './words.ts';
import css from './intake.module.css';

interface ApplicantProps {
  readonly item: ItemGuide;
  readonly hallId: string;
  readonly ticketId: string | null;
  readonly answers: Readonly<Record<string, string>>;
  /** A question is still open. */
  readonly open: boolean;
  readonly door?: CaseDoor | undefined;
}
const names = ['name', 'idNo', 'phone'] as const;
type Name = (typeof names)[number];

/** How a case is begun elsewhere than at a window: the caller's number is known, and one stays where one is. */
export interface CaseDoor {
  readonly begin: (draft: Draft, key: string) => Promise<{ readonly id: string }>;
  readonly begun: (caseId: string) => void;
}
type Typed = Readonly<Record<Name, string>>;
type Problems = Readonly<Partial<Record<Name, string>>>;
const longest: Readonly<Record<Name, number>> = { name: 100, idNo: 24, phone: 20 };

/** Whose case it is. The number is judged while it is typed; the press begins the case and opens it. */
export function Applicant(props: ApplicantProps) {
  const draft = createDraft(props);
  let form!: HTMLFormElement;
  onMount(() => form.querySelector<HTMLElement>('input')?.focus({ preventScroll: true }));
  function send(event: SubmitEvent): void {
    event.preventDefault();
    if (!draft.send()) form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }
  return (
    <form ref={form} class={css['applicant']} onSubmit={send} novalidate aria-label={t('desk.case.intake.who')}>
      <h3>{t('desk.case.intake.who')}</h3>
      <For each={names.filter((name) => props.door === undefined || name !== 'phone')}>
        {(name) => (
          <Line name={name} value={draft.typed()[name]} problem={draft.told()[name]} onType={(value) => draft.type(name, value)} />
        )}
      </For>
      <Show when={draft.refusal() !== null}>
        <p class={css['refusal']} role="alert">
          {errorText(draft.refusal())}
        </p>
      </Show>
      <Show when={draft.asked() && props.open}>
        <p class={css['refusal']} role="alert">
          {t('desk.case.intake.situation_open')}
        </p>
      </Show>
      <span>
        <Button type="submit" variant="primary" busy={draft.busy()} busyText={t('desk.case.intake.going')}>
          {t('desk.case.intake.go')}
        </Button>
      </span>
    </form>
  );
}

/** Room is kept for what is told while one types, so that nothing below moves. */
function Line(props: { name: Name; value: string; problem: string | undefined; onType: (value: string) => void }) {
  const help = (): string => {
    if (props.name !== 'idNo' || props.value === '') return t(`desk.case.help.${props.name}`);
    return idText(props.value) ?? t('desk.case.id.fits');
  };
  return (
    <Field label={t(`desk.case.field.${props.name}`)} error={props.problem} help={help()}>
      {(f) => (
        <input
          {...f}
          class="input"
          name={props.name}
          autocomplete="off"
          spellcheck={false}
          maxlength={longest[props.name]}
          value={props.value}
          onInput={(event) => props.onType(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function problemsOf({ name, idNo, phone }: Typed): Problems {
  return {
    ...(name.trim() === '' ? { name: t('desk.case.problem.name') } : {}),
    ...(idProblem(idNo, today()) ? { idNo: idText(idNo) ?? t('desk.case.problem.id') } : {}),
    ...(/^\D*(\d\D*){7,13}$|^\s*$/.test(phone) ? {} : { phone: t('desk.case.problem.phone') }),
  };
}

function createDraft(props: ApplicantProps) {
  const session = useSession();
  const navigate = useNavigate();
  const interrupted = createInterrupted<Typed>(untrack(() => `${props.hallId} ${props.item.id}`));
  const [typed, setTyped] = createSignal<Typed>(interrupted.before ?? { name: '', idNo: '', phone: '' });
  const [asked, setAsked] = createSignal(false);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [refusal, setRefusal] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  /** All of it once it was sent; before that only a number that is long enough to be wrong. */
  const told = (): Problems => {
    const found = problemsOf(typed());
    if (asked()) return found;
    return found.idNo !== undefined && normaliseIdNo(typed().idNo).length >= 18 ? { idNo: found.idNo } : {};
  };
  async function begin(): Promise<void> {
    const { name, idNo, phone } = typed();
    const body: Draft = {
      hallId: props.hallId,
      itemId: props.item.id,
      ticketId: props.ticketId,
      applicant: { name: name.trim(), idNo: normaliseIdNo(idNo), phone: phone.trim() || null },
      answers: props.answers,
    };
    const { door } = props;
    const result = await presses.run('draft', body, (key) => (door ? door.begin(body, key) : draftCase(body, key)));
    if (result.kind === 'done') {
      if (door) door.begun(result.value.id);
      else navigate(`/cases/intake/${result.value.id}`);
    }
    if (result.kind !== 'refused') return;
    session.note(result.error);
    setRefusal(result.error);
  }
  /** False where something is still missing. */
  function send(): boolean {
    setAsked(true);
    setRefusal(null);
    if (props.open || Object.keys(problemsOf(typed())).length > 0) return false;
    void begin();
    return true;
  }
  const type = (name: Name, value: string): void => interrupted.keep(setTyped((before) => ({ ...before, [name]: value })));
  return { typed, type, told, asked, refusal, busy: () => busy() !== null, send };
}
