import { createAsync, Navigate, useLocation, useNavigate, useParams } from '@solidjs/router';
import { Show, untrack, type JSX } from 'solid-js';
import { ApiError } from '@one-window/ui/api';
import { call, hallsNow, itemGuide, type HallNow, type ItemGuide } from '../home/data.ts';
import { Empty } from '../home/halls.tsx';
import { Page } from '../home/layout.tsx';
import { myCase } from './data.ts';
import { createDoing } from './doing.ts';
import { DraftForm, type Filled } from './form.tsx';
import { attemptKey, forget, keep, kept } from './kept.ts';
import { isOnline } from './online.ts';
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
  const before = createAsync(() => begunBefore(params.id));
  return (
    <Page title={t('mine.apply.title')} back bare>
      <Show when={before()}>{(id) => <Navigate href={`/my/${id()}/change`} />}</Show>
      <Show when={item() !== undefined && before() === null}>
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

/** Going back from what was begun here leads to that draft, and begins no second one. `null` = there is none any more. */
async function begunBefore(itemId: string): Promise<string | null> {
  const begun = kept(`apply.${itemId}`)['begun'];
  if (begun === undefined) return null;
  const reading = await myCase(begun);
  if (reading === 'signed_out' || reading?.view.status === 'DRAFT') return begun;
  forget(`apply.${itemId}`);
  return null;
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
export function takingHalls(item: ItemGuide | null | undefined, all: readonly HallNow[]): readonly HallNow[] {
  const registered = all.filter((hall) => item?.places.some((place) => place.hallId === hall.id));
  return registered.length > 0 ? registered : all;
}

function Form(props: { itemId: string; name: string; version: Version; halls: readonly HallNow[] }): JSX.Element {
  const location = useLocation();
  const navigate = useNavigate();
  const doing = createDoing();
  // the form belongs to one item
  const store = untrack(() => `apply.${props.itemId}`);
  const here = (): string => `${location.pathname}${location.search}`;
  const answers = (): Record<string, string> => {
    const search = new URLSearchParams(location.search);
    return Object.fromEntries(
      props.version.questions.flatMap(({ id, options }) => {
        const answer = search.get(id);
        return answer !== null && options.some((option) => option.id === answer) ? [[id, answer]] : [];
      }),
    );
  };
  /** The answers stand in the address, as on the guide: both show the same situation. */
  const choose = (question: string, answer: string): void => {
    const query = new URLSearchParams(location.search);
    query.set(question, answer);
    navigate(`${location.pathname}?${query.toString()}`, { replace: true, scroll: false });
  };
  const begin = (json: Filled): void => {
    const { applicant } = json;
    if (!applicant) return;
    const { itemId } = props;
    const draft = { ...json, itemId, applicant };
    const key = attemptKey(`draft.${itemId}`, draft);
    const signedOut = (error: unknown): boolean => {
      if (!(error instanceof ApiError) || error.code !== 'auth.required') return false;
      navigate(`/sign-in?to=${encodeURIComponent(here())}`);
      return true;
    };
    void doing.run(async () => {
      const { id } = await call('POST /api/cases', { json: draft, key });
      // from now on it is the draft that remembers, and what was typed is in no tab any more
      keep(store, { begun: id });
      forget(`draft.${itemId}`);
      navigate(`/my/${id}/check`);
    }, signedOut);
  };
  return (
    <DraftForm
      store={store}
      name={props.name}
      guide={props.version}
      halls={props.halls}
      hallId=""
      answers={answers()}
      onAnswer={choose}
      here={here()}
      doing={doing}
      onNext={begin}
    />
  );
}
