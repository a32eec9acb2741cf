import { createAsync } from '@solidjs/router';
import { createSignal, For, Show, untrack, type JSX } from 'solid-js';
import { normaliseIdNo, normaliseName } from '@one-window/domain/identity';
import { situationOf, type SituationAnswers, type SituationGuide } from '@one-window/domain/item-guide';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import type { HallNow } from '../home/data.ts';
import { Fact } from '../home/fact.tsx';
import { named } from '../home/words.ts';
import { me, type MyCase } from './data.ts';
import type { createDoing } from './doing.ts';
import { idTrouble, idTyping } from './id-no.ts';
import { keep, kept } from './kept.ts';
import { Needed } from './needed.tsx';
import { Problem } from './problem.tsx';
import { t } from './words.ts';
import css from './form.module.css';
import guide from '../home/guide.module.css';

/** What was filled in. No applicant: whoever stands there already stays. */
export interface Filled {
  readonly hallId: string;
  readonly applicant: { readonly name: string; readonly idNo: string } | undefined;
  readonly answers: SituationAnswers;
}

interface FormProps {
  /** Under which name it is kept in this tab while it is typed. */
  readonly store: string;
  readonly name: string;
  readonly guide: Pick<SituationGuide, 'questions' | 'materials' | 'fees'>;
  readonly halls: readonly HallNow[];
  readonly hallId: string;
  readonly answers: SituationAnswers;
  readonly onAnswer: (question: string, answer: string) => void;
  /** Masked, of a draft: neither name nor number ever comes back in clear, so both stay or both are typed anew. */
  readonly known?: MyCase['applicant'];
  /** Where to come back to after a sign-in. */
  readonly here: string;
  readonly doing: ReturnType<typeof createDoing>;
  readonly onNext: (filled: Filled) => void;
}

/** The one form of a draft, whether it is begun or changed. */
export function DraftForm(props: FormProps): JSX.Element {
  const who = createAsync(() => me());
  const store = untrack(() => props.store);
  const before = kept(store);
  const [typed, setTyped] = createSignal({
    name: before['name'] ?? '',
    idNo: before['idNo'] ?? '',
    // the first choice only; another is made by hand
    hallId: untrack(() => firstHall(props.halls, before['hallId'] ?? props.hallId)),
    anew: before['anew'] ?? '',
  });
  const [tried, setTried] = createSignal(false);
  const put = (part: Partial<ReturnType<typeof typed>>): void => {
    setTyped({ ...typed(), ...part });
    keep(store, typed());
  };
  const asksWho = (): boolean => props.known === undefined || typed().anew !== '';
  const openQuestions = (): number => props.guide.questions.filter(({ id }) => props.answers[id] === undefined).length;
  const missing = (): number => {
    const person = asksWho() ? [normaliseName(typed().name) === '', idTrouble(typed().idNo) !== undefined] : [];
    return openQuestions() + [typed().hallId === '', ...person].filter(Boolean).length;
  };
  let form: HTMLFormElement | undefined;
  const next = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missing() > 0) return queueMicrotask(() => firstOpen(form)?.focus());
    const { hallId, name, idNo } = typed();
    const applicant = asksWho() ? { name: normaliseName(name), idNo: normaliseIdNo(idNo) } : undefined;
    props.onNext({ hallId, applicant, answers: props.answers });
  };
  return (
    <form ref={(el) => (form = el)} class={css['form']} onSubmit={next} novalidate>
      <p class={css['step']}>{t('mine.apply.steps', { n: 1 })}</p>
      <h1 class={css['head']} lang="zh-CN">
        {props.name}
      </h1>
      <SignedIn phone={who.latest?.phone} to={props.here} />
      <For each={props.guide.questions}>
        {(question) => (
          <Choice
            name={question.id}
            legend={question.text}
            lang="zh-CN"
            options={question.options.map(({ id, text }) => ({ id, text, lang: 'zh-CN' as const }))}
            value={props.answers[question.id] ?? ''}
            open={tried() && props.answers[question.id] === undefined}
            onChange={(answer) => props.onAnswer(question.id, answer)}
          />
        )}
      </For>
      <HallChoice halls={props.halls} value={typed().hallId} tried={tried()} onChange={(hallId) => put({ hallId })} />
      <Show
        when={asksWho() || !props.known ? undefined : props.known}
        fallback={
          <Who typed={typed()} tried={tried()} onType={put} onKeep={props.known && (() => put({ anew: '', name: '', idNo: '' }))} />
        }
      >
        {(known) => <Known applicant={known()} onAnew={() => put({ anew: 'yes' })} />}
      </Show>
      <Needed materials={situationOf(props.guide, props.answers).materials} />
      <div class={css['acts']}>
        <Problem text={props.doing.problem()} />
        <p class={css['left']} role="status">
          {tried() && missing() > 0 ? t('mine.apply.left', { n: missing() }) : ''}
        </p>
        <Button type="submit" variant="primary" block busy={props.doing.busy()} busyText={t('mine.apply.nexting')}>
          {t('mine.apply.next')}
        </Button>
      </div>
    </form>
  );
}

/** The one that was chosen before, or the only one there is. */
function firstHall(halls: readonly HallNow[], before: string): string {
  const known = halls.find((hall) => hall.id === before) ?? (halls.length === 1 ? halls[0] : undefined);
  return known?.id ?? '';
}

/** Whoever stands in the draft, as the system shows it. */
function Known(props: { applicant: MyCase['applicant']; onAnew: () => void }): JSX.Element {
  return (
    <section class={css['window']}>
      <h2>{t('mine.apply.who')}</h2>
      <dl class={`${guide['facts']} ${css['facts']}`}>
        <Fact name={t('mine.apply.name')} value={props.applicant.name} data />
        <Fact name={t('mine.apply.idNo')} value={props.applicant.idNo} number />
      </dl>
      <Button onPress={() => props.onAnew()}>{t('mine.change.anew')}</Button>
    </section>
  );
}

export function Who(props: {
  typed: { readonly name: string; readonly idNo: string };
  tried: boolean;
  onType: (part: { readonly name: string } | { readonly idNo: string }) => void;
  onKeep: (() => void) | undefined;
}): JSX.Element {
  const [left, setLeft] = createSignal(false);
  return (
    <fieldset class={css['window']}>
      <legend>{t('mine.apply.who')}</legend>
      <Field
        label={t('mine.apply.name')}
        help={t('mine.apply.nameHelp')}
        error={props.tried && normaliseName(props.typed.name) === '' ? t('mine.apply.nameBad') : undefined}
      >
        {(f) => (
          <input
            {...f}
            class="input"
            autocomplete="name"
            maxlength="100"
            value={props.typed.name}
            onInput={(event) => props.onType({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        label={t('mine.apply.idNo')}
        help={idTyping(props.typed.idNo)}
        error={props.tried || left() ? idTrouble(props.typed.idNo, !props.tried) : idTrouble(props.typed.idNo, true, true)}
      >
        {(f) => (
          <input
            {...f}
            class={`input ${css['figures']}`}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxlength="30"
            value={props.typed.idNo}
            onInput={(event) => props.onType({ idNo: event.currentTarget.value })}
            onBlur={() => setLeft(true)}
          />
        )}
      </Field>
      <Show when={props.onKeep}>{(keepThem) => <Button onPress={() => keepThem()()}>{t('mine.change.keep')}</Button>}</Show>
    </fieldset>
  );
}

/** The first field that is marked, or the first choice without one. */
function firstOpen(form: HTMLFormElement | undefined): HTMLElement | null | undefined {
  return form?.querySelector<HTMLElement>('fieldset[data-open] input, [aria-invalid="true"]');
}

function SignedIn(props: { phone: string | undefined; to: string }): JSX.Element {
  return (
    <Show
      when={props.phone}
      fallback={
        <div class={css['who']}>
          <p>{t('mine.apply.signedOut')}</p>
          <a class={css['row']} href={`/sign-in?to=${encodeURIComponent(props.to)}`}>
            {t('mine.apply.signIn')}
          </a>
        </div>
      }
    >
      {(phone) => (
        <div class={css['who']}>
          <p>{t('mine.apply.signedIn', { phone: phone() })}</p>
        </div>
      )}
    </Show>
  );
}

function HallChoice(props: { halls: readonly HallNow[]; value: string; tried: boolean; onChange: (id: string) => void }): JSX.Element {
  const only = (): HallNow | undefined => (props.halls.length === 1 ? props.halls[0] : undefined);
  return (
    <Show when={props.halls.length > 0} fallback={<Problem text={t('mine.apply.hallNone')} />}>
      <Show
        when={only()}
        fallback={
          <Choice
            name="hall"
            legend={t('mine.apply.hall')}
            options={props.halls.map((hall) => ({ id: hall.id, ...named(hall.name) }))}
            value={props.value}
            open={props.tried && props.value === ''}
            onChange={(id) => props.onChange(id)}
          />
        }
      >
        {(hall) => <p class={css['lead']}>{t('mine.apply.hallOne', { hall: named(hall().name).text })}</p>}
      </Show>
    </Show>
  );
}

interface Option {
  readonly id: string;
  readonly text: string;
  readonly lang: 'zh-CN' | undefined;
}

export function Choice(props: {
  name: string;
  legend: string;
  lang?: 'zh-CN';
  options: readonly Option[];
  value: string;
  open: boolean;
  onChange: (id: string) => void;
}): JSX.Element {
  return (
    <fieldset class={css['window']} data-open={props.open ? '' : undefined}>
      <legend lang={props.lang}>{props.legend}</legend>
      <div class={css['options']}>
        <For each={props.options}>
          {(option) => (
            <label class={css['tick']}>
              <input type="radio" name={props.name} checked={props.value === option.id} onChange={() => props.onChange(option.id)} />
              <span lang={option.lang}>{option.text}</span>
            </label>
          )}
        </For>
      </div>
      <Problem text={props.open ? t('mine.apply.choose') : undefined} />
    </fieldset>
  );
}
