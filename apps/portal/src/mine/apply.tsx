import { createAsync, useLocation, useNavigate, useParams } from '@solidjs/router';
import { createSignal, For, Show, untrack, type JSX } from 'solid-js';
import { normaliseIdNo, normaliseName } from '@one-window/domain/identity';
import { situationOf, type SituationQuestion } from '@one-window/domain/item-guide';
import { ApiError } from '@one-window/ui/api';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { call, hallsNow, itemGuide, type HallNow, type ItemGuide } from '../home/data.ts';
import { Empty } from '../home/halls.tsx';
import { Page } from '../home/layout.tsx';
import { named } from '../home/words.ts';
import { me } from './data.ts';
import { createDoing } from './doing.ts';
import { idTrouble, idTyping } from './id-no.ts';
import { attemptKey, keep, kept } from './kept.ts';
import { Needed } from './needed.tsx';
import { isOnline } from './online.ts';
import { Problem } from './problem.tsx';
import { t } from './words.ts';
import css from './form.module.css';

type Version = NonNullable<ItemGuide['version']>;

/** First step: what the hall has to know. Signing in may come before or after it. */
export default function Apply(): JSX.Element {
  const params = useParams<{ id: string }>();
  const item = createAsync(() => itemGuide(params.id));
  const halls = createAsync(() => hallsNow());
  const version = (): Version | undefined => {
    const found = item()?.version;
    return found && isOnline(found) ? found : undefined;
  };
  return (
    <Page title={t('mine.apply.title')} back bare>
      <Show when={item() !== undefined}>
        <Show when={version()} fallback={<NotOnline known={item() !== null} guide={`/items/${params.id}`} />}>
          {(found) => (
            <Show when={halls()}>
              {(all) => <Form itemId={params.id} name={item()?.name ?? ''} version={found()} halls={takingHalls(item(), all())} />}
            </Show>
          )}
        </Show>
      </Show>
    </Page>
  );
}

function NotOnline(props: { known: boolean; guide: string }): JSX.Element {
  return (
    <>
      <Empty head={t('mine.apply.notOnline')} text={t('mine.apply.notOnlineHint')} page />
      <Show when={props.known}>
        <a class={css['row']} href={props.guide}>
          {t('mine.apply.toGuide')}
        </a>
      </Show>
    </>
  );
}

/** The halls where the item is registered; all of them where nobody has registered one. */
function takingHalls(item: ItemGuide | null | undefined, all: readonly HallNow[]): readonly HallNow[] {
  const registered = all.filter((hall) => item?.places.some((place) => place.hallId === hall.id));
  return registered.length > 0 ? registered : all;
}

/** The one that was chosen before, or the only one there is. */
function firstHall(halls: readonly HallNow[], before: string | undefined): string {
  const known = halls.find((hall) => hall.id === before) ?? (halls.length === 1 ? halls[0] : undefined);
  return known?.id ?? '';
}

function Form(props: { itemId: string; name: string; version: Version; halls: readonly HallNow[] }): JSX.Element {
  const location = useLocation();
  const navigate = useNavigate();
  const who = createAsync(() => me());
  const doing = createDoing();
  // the form belongs to one item
  const store = untrack(() => `apply.${props.itemId}`);
  const before = kept(store);
  const [typed, setTyped] = createSignal({
    name: before['name'] ?? '',
    idNo: before['idNo'] ?? '',
    // the first choice only; another is made by hand
    hallId: untrack(() => firstHall(props.halls, before['hallId'])),
  });
  const [tried, setTried] = createSignal(false);
  const [left, setLeft] = createSignal(false);
  const put = (part: Partial<ReturnType<typeof typed>>): void => {
    setTyped({ ...typed(), ...part });
    keep(store, typed());
  };
  const answers = (): Record<string, string> => {
    const search = new URLSearchParams(location.search);
    return Object.fromEntries(
      props.version.questions.flatMap(({ id, options }) => {
        const answer = search.get(id);
        return answer !== null && options.some((option) => option.id === answer) ? [[id, answer]] : [];
      }),
    );
  };
  const situation = () => situationOf(props.version, answers());
  const openQuestions = (): number => props.version.questions.filter(({ id }) => answers()[id] === undefined).length;
  const missing = (): number =>
    openQuestions() +
    [typed().hallId === '', normaliseName(typed().name) === '', idTrouble(typed().idNo) !== undefined].filter(Boolean).length;

  let form: HTMLFormElement | undefined;
  const next = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missing() > 0) return queueMicrotask(() => firstOpen(form)?.focus());
    const here = `${location.pathname}${location.search}`;
    // "go back and change" comes back to the same situation
    keep(store, { ...typed(), search: location.search });
    const json = {
      hallId: typed().hallId,
      itemId: props.itemId,
      applicant: { name: normaliseName(typed().name), idNo: normaliseIdNo(typed().idNo) },
      answers: answers(),
    };
    const key = attemptKey(`draft.${props.itemId}`, json);
    const signedOut = (error: unknown): boolean => {
      if (!(error instanceof ApiError) || error.code !== 'auth.required') return false;
      navigate(`/sign-in?to=${encodeURIComponent(here)}`);
      return true;
    };
    void doing.run(async () => {
      const { id } = await call('POST /api/cases', { json, key });
      navigate(`/my/${id}/check`);
    }, signedOut);
  };

  return (
    <form ref={(el) => (form = el)} class={css['form']} onSubmit={next} novalidate>
      <p class={css['step']}>{t('mine.apply.steps', { n: 1 })}</p>
      <h1 class={css['head']} lang="zh-CN">
        {props.name}
      </h1>
      <SignedIn phone={who.latest?.phone} to={`${location.pathname}${location.search}`} />
      <For each={props.version.questions}>
        {(question) => <Question question={question} answer={answers()[question.id]} tried={tried()} />}
      </For>
      <HallChoice halls={props.halls} value={typed().hallId} tried={tried()} onChange={(hallId) => put({ hallId })} />
      <fieldset class={css['window']}>
        <legend>{t('mine.apply.who')}</legend>
        <Field
          label={t('mine.apply.name')}
          help={t('mine.apply.nameHelp')}
          error={tried() && normaliseName(typed().name) === '' ? t('mine.apply.nameBad') : undefined}
        >
          {(f) => (
            <input
              {...f}
              class="input"
              autocomplete="name"
              maxlength="100"
              value={typed().name}
              onInput={(event) => put({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field
          label={t('mine.apply.idNo')}
          help={idTyping(typed().idNo)}
          error={tried() || left() ? idTrouble(typed().idNo, !tried()) : idTrouble(typed().idNo, true, true)}
        >
          {(f) => (
            <input
              {...f}
              class={`input ${css['figures']}`}
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              maxlength="30"
              value={typed().idNo}
              onInput={(event) => put({ idNo: event.currentTarget.value })}
              onBlur={() => setLeft(true)}
            />
          )}
        </Field>
      </fieldset>
      <Needed materials={situation().materials} />
      <div class={css['acts']}>
        <Problem text={doing.problem()} />
        <p class={css['left']} role="status">
          {tried() && missing() > 0 ? t('mine.apply.left', { n: missing() }) : ''}
        </p>
        <Button type="submit" variant="primary" block busy={doing.busy()} busyText={t('mine.apply.nexting')}>
          {t('mine.apply.next')}
        </Button>
      </div>
    </form>
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

/** The answers stand in the address, as on the guide: both show the same situation. */
function Question(props: { question: SituationQuestion; answer: string | undefined; tried: boolean }): JSX.Element {
  const location = useLocation();
  const navigate = useNavigate();
  const choose = (id: string): void => {
    const query = new URLSearchParams(location.search);
    query.set(props.question.id, id);
    navigate(`${location.pathname}?${query.toString()}`, { replace: true, scroll: false });
  };
  const open = (): boolean => props.tried && props.answer === undefined;
  return (
    <Choice
      name={props.question.id}
      legend={props.question.text}
      lang="zh-CN"
      options={props.question.options.map(({ id, text }) => ({ id, text, lang: 'zh-CN' as const }))}
      value={props.answer ?? ''}
      open={open()}
      onChange={choose}
    />
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

function Choice(props: {
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
