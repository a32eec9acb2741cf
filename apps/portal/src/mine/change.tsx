import { createAsync, useNavigate, useParams } from '@solidjs/router';
import { createSignal, Show, untrack, type JSX } from 'solid-js';
import type { SituationAnswers } from '@one-window/domain/item-guide';
import { hallsNow, itemGuide, type HallNow } from '../home/data.ts';
import { Page } from '../home/layout.tsx';
import { takingHalls } from './apply.tsx';
import { Already } from './check.tsx';
import { press, type MyCase, type Press } from './data.ts';
import { createDoing } from './doing.ts';
import { DraftForm, type Filled } from './form.tsx';
import { forget } from './kept.ts';
import { OwnCase } from './signed.tsx';
import { t } from './words.ts';
import css from './form.module.css';

/** The first step again, with what the draft has: the same case, by whichever door it was begun. */
export default function Change(): JSX.Element {
  const params = useParams<{ id: string }>();
  return (
    <Page title={t('mine.change.title')} back bare>
      <OwnCase id={params.id} to={`/my/${params.id}/change`}>
        {(view) => (
          <Show when={view().form} fallback={<Already view={view()} />}>
            <Draft view={view()} />
          </Show>
        )}
      </OwnCase>
    </Page>
  );
}

function Draft(props: { view: MyCase }): JSX.Element {
  const item = createAsync(() => itemGuide(props.view.item.id));
  const halls = createAsync(() => hallsNow());
  const first = untrack(() => props.view.version);
  const offered = (all: readonly HallNow[]): readonly HallNow[] => {
    const taking = takingHalls(item(), all);
    const own = all.filter(({ id }) => id === props.view.hall.id);
    return taking.some(({ id }) => id === props.view.hall.id) ? taking : [...own, ...taking];
  };
  return (
    <Show when={item() !== undefined && halls()}>
      {(all) => (
        <>
          <Show when={props.view.version !== first}>
            <p class={css['old']} role="status">
              {t('mine.change.moved')}
            </p>
          </Show>
          {/* what another door changed is not written over by what stood here before it: the form begins anew with it */}
          <Show when={props.view.version} keyed>
            {(_version) => <Form view={untrack(() => props.view)} halls={offered(all())} />}
          </Show>
        </>
      )}
    </Show>
  );
}

function Form(props: { view: MyCase; halls: readonly HallNow[] }): JSX.Element {
  const navigate = useNavigate();
  const doing = createDoing();
  // the case as it was when the form was filled
  const view = untrack(() => props.view);
  const store = `change.${view.id}`;
  const [answers, setAnswers] = createSignal<SituationAnswers>(view.form?.answers ?? {});
  const change = (filled: Filled): void => {
    const { applicant, hallId } = filled;
    const what: Press = {
      action: 'amend',
      ...(applicant ? { applicant } : {}),
      ...(hallId === view.hall.id ? {} : { hallId }),
      ...(same(filled.answers, view.form?.answers ?? {}) ? {} : { answers: filled.answers }),
    };
    void doing.run(async () => {
      if (Object.keys(what).length > 1) await press(view, what);
      forget(store);
      navigate(`/my/${view.id}/check`);
    });
  };
  return (
    <Show when={view.form}>
      {(form) => (
        <DraftForm
          store={store}
          name={view.item.name}
          guide={form()}
          halls={props.halls}
          hallId={view.hall.id}
          answers={answers()}
          onAnswer={(question, answer) => setAnswers({ ...answers(), [question]: answer })}
          known={view.applicant}
          here={`/my/${view.id}/change`}
          doing={doing}
          onNext={change}
        />
      )}
    </Show>
  );
}

const same = (one: SituationAnswers, other: SituationAnswers): boolean =>
  Object.keys({ ...one, ...other }).every((question) => one[question] === other[question]);
