import { A, useNavigate, useSearchParams } from '@solidjs/router';
import { createEffect, createResource, createSignal, For, Match, on, Show, Switch, untrack } from 'solid-js';
import type { CallStatus } from '@one-window/domain/calls';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { newKey } from '../api.ts';
import { loadItem } from '../cases/api.ts';
import { Clocks } from '../cases/Clocks.tsx';
import { ItemSearch } from '../cases/ItemSearch.tsx';
import { NewCase } from '../cases/NewCase.tsx';
import { createNow } from '../cases/now.ts';
import { StatusChip } from '../cases/StatusChip.tsx';
import { dueWords, eventWord, momentOf } from '../cases/words.ts';
import { useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { draftForCaller, endCall, loadCall, loadCallersCase, putAway, type CallersCase, type CallView } from './api.ts';
import { CallersAmend } from './CallersAmend.tsx';
import { OrderChip } from './OrderPanel.tsx';
import { RequestForm } from './RequestForm.tsx';
import { orderDueWords, readOut, t, titleOf } from './words.ts';
import css from './call.module.css';

/** A call and everything of its number in one glance; beside it the request that is typed. */
export function CallPanel(props: { callId: string; status: CallStatus | null }) {
  const session = useSession();
  const [call, setCall] = createSignal<CallView | undefined>();
  const [error, setError] = createSignal<unknown>(null);
  async function load(): Promise<void> {
    setError(null);
    try {
      setCall(await loadCall(props.callId));
    } catch (refused) {
      setError(refused);
      session.note(refused);
    }
  }
  // the line says that the other side hung up: the keys change, what is typed stays
  createEffect(
    on(
      () => props.status,
      () => void load(),
    ),
  );
  return (
    <section class={css['panel']} aria-label={t('desk.hotline.call')}>
      <Switch>
        <Match when={call()}>
          {(opened) => (
            <>
              <Head call={opened()} onChanged={load} />
              <div class={css['two']}>
                <Glance call={opened()} />
                <Beside call={opened()} onChanged={load} />
              </div>
            </>
          )}
        </Match>
        <Match when={error() !== null}>
          <ErrorState text={errorText(error())} onRetry={() => void load()} />
        </Match>
        <Match when={error() === null}>
          <div class={css['waiting']} aria-busy="true">
            <Skeleton lines={10} />
          </div>
        </Match>
      </Switch>
    </section>
  );
}

function Head(props: { call: CallView; onChanged: () => Promise<void> }) {
  const session = useSession();
  const navigate = useNavigate();
  const [refusal, setRefusal] = createSignal<unknown>(null);
  const refused = (error: unknown): void => {
    session.note(error);
    setRefusal(error);
  };
  const over = () => props.call.status !== 'ANSWERED';
  const end = (): void => void endCall(props.call.id, newKey()).then(props.onChanged, refused);
  const away = (): void => void putAway(props.call.id, newKey()).then(() => navigate('/hotline'), refused);
  return (
    <header class={css['head']}>
      <h3>{props.call.number ?? t('desk.hotline.withheld')}</h3>
      <Chip state={over() ? 'held' : 'serving'}>{t(over() ? 'desk.hotline.call.ENDED' : 'desk.hotline.call.ANSWERED')}</Chip>
      <Show when={props.call.number}>
        <span class={css['note']}>{t('desk.hotline.earlier', { n: props.call.earlierCalls })}</span>
      </Show>
      <Show when={refusal() !== null}>
        <p class={css['refusal']} role="alert">
          {errorText(refusal())}
        </p>
      </Show>
      <Show when={over()} fallback={<Button onPress={end}>{t('desk.hotline.hang_up')}</Button>}>
        <Button variant="primary" onPress={away} title={t('desk.hotline.put_away_note')}>
          {t('desk.hotline.put_away')}
        </Button>
      </Show>
    </header>
  );
}

function Glance(props: { call: CallView }) {
  const now = createNow();
  const [search] = useSearchParams<{ case?: string }>();
  return (
    <div class={css['glance']} tabindex="0" role="region" aria-label={t('desk.hotline.glance')}>
      <section>
        <h4>{t('desk.hotline.cases')}</h4>
        <ul>
          <For
            each={props.call.cases}
            fallback={<li class={css['note']}>{t(props.call.number ? 'desk.hotline.no_cases' : 'desk.hotline.no_number')}</li>}
          >
            {(one) => (
              <li>
                {/* in a call every address has one path, and the router's own link would call each the current page */}
                <a
                  class={css['line']}
                  href={`/hotline/${props.call.id}?case=${one.id}`}
                  aria-current={search.case === one.id ? 'true' : undefined}
                >
                  <b>{one.item.name}</b>
                  <span class={css['chips']}>
                    <StatusChip status={one.status} />
                    <Show when={dueWords(one, now())}>{(due) => <Chip state={due().look}>{due().text}</Chip>}</Show>
                  </span>
                  <span class={css['note']}>{[one.applicant.name, one.unit.name].filter(Boolean).join(' · ')}</span>
                  <span class={css['note']}>{one.caseNo ?? one.ref}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
        <a class={`link ${css['begin']}`} href={`/hotline/${props.call.id}?case=new`}>
          {t('desk.hotline.begin_case')}
        </a>
      </section>
      <section>
        <h4>{t('desk.hotline.orders')}</h4>
        <ul>
          <For
            each={props.call.orders}
            fallback={<li class={css['note']}>{t(props.call.number ? 'desk.hotline.no_orders' : 'desk.hotline.no_number')}</li>}
          >
            {(one) => (
              <li>
                <A class={css['line']} href={`/orders/all/${one.id}`}>
                  <b>{titleOf(one)}</b>
                  <span class={css['chips']}>
                    <OrderChip status={one.status} />
                    <Show when={orderDueWords(one, now())}>{(due) => <Chip state={due().look}>{due().text}</Chip>}</Show>
                  </span>
                  <span class={css['note']}>{[readOut(one.orderNo), one.unit?.name ?? t('desk.order.no_unit')].join(' · ')}</span>
                </A>
              </li>
            )}
          </For>
        </ul>
      </section>
    </div>
  );
}

/** The request; or, without leaving the call, a case of the caller, or a new one. The typed request waits behind it. */
function Beside(props: { call: CallView; onChanged: () => Promise<void> }) {
  const [search] = useSearchParams<{ case?: string; item?: string }>();
  return (
    <div class={css['beside']}>
      <div hidden={search.case !== undefined}>
        <RequestForm call={props.call} onLogged={props.onChanged} />
      </div>
      <Show when={search.case}>
        <a class="link" href={`/hotline/${props.call.id}`}>
          {t('desk.hotline.back_to_request')}
        </a>
      </Show>
      <Show when={search.case === 'new'}>
        <CallersDraft call={props.call} itemId={search.item} onChanged={props.onChanged} />
      </Show>
      <Show when={search.case !== 'new' && search.case} keyed>
        {(id) => <OneCase callId={props.call.id} caseId={id} onChanged={props.onChanged} />}
      </Show>
    </div>
  );
}

/** “Where is my case?”, answered: where it stands, who has it, by when and why. */
function OneCase(props: { callId: string; caseId: string; onChanged: () => Promise<void> }) {
  const session = useSession();
  const [file, { refetch }] = createResource(
    () => ({ callId: props.callId, caseId: props.caseId }),
    ({ callId, caseId }) => loadCallersCase(callId, caseId),
  );
  createEffect(() => file.error !== undefined && session.note(file.error));
  const changed = (): void => {
    void refetch();
    void props.onChanged();
  };
  return (
    <Switch fallback={<Skeleton lines={6} />}>
      <Match when={file.error !== undefined}>
        <ErrorState text={errorText(file.error)} onRetry={() => void refetch()} />
      </Match>
      <Match when={settled(file)}>{(one) => <CaseAnswer callId={props.callId} file={one()} onChanged={changed} />}</Match>
    </Switch>
  );
}

function CaseAnswer(props: { callId: string; file: CallersCase; onChanged: () => void }) {
  return (
    <section class={css['case']} aria-label={props.file.item.name}>
      <h3>{props.file.item.name}</h3>
      <p class={css['chips']}>
        <StatusChip status={props.file.status} />
        <span class={css['note']}>{t('desk.hotline.now_with', { unit: props.file.unit.name })}</span>
        <span class={css['note']}>{readOut(props.file.caseNo ?? props.file.ref)}</span>
      </p>
      <Clocks file={props.file} />
      <CallersAmend callId={props.callId} file={props.file} onChanged={props.onChanged} />
      <h4>{t('desk.order.trace')}</h4>
      <ol class={css['trace']}>
        <For each={props.file.steps.toReversed()}>
          {(step) => (
            <li>
              <b>{eventWord(step.type)}</b> <time dateTime={step.at}>{momentOf(step.at, props.file.timeZone)}</time>
            </li>
          )}
        </For>
      </ol>
      <p class={css['note']}>{t('desk.hotline.read_noted')}</p>
    </section>
  );
}

/** The caller's case, begun by telephone: the same draft as by any other door, with the same questions. */
function CallersDraft(props: { call: CallView; itemId: string | undefined; onChanged: () => Promise<void> }) {
  const session = useSession();
  const navigate = useNavigate();
  const [hall, setHall] = createSignal(untrack(() => props.call.halls[0]?.id ?? ''));
  const [item, { refetch }] = createResource(() => props.itemId, loadItem);
  createEffect(() => item.error !== undefined && session.note(item.error));
  const here = (id: string): string => `/hotline/${props.call.id}?case=${id}`;
  const door = {
    begin: (draft: Parameters<typeof draftForCaller>[1], key: string) => {
      const { hallId, itemId, answers, applicant } = draft;
      const { name, idNo } = applicant;
      return draftForCaller(props.call.id, { hallId, itemId, applicant: { name, idNo }, ...(answers ? { answers } : {}) }, key);
    },
    begun: (caseId: string): void => {
      void props.onChanged();
      navigate(here(caseId));
    },
  };
  return (
    <section class={css['case']}>
      <h3>{t('desk.hotline.begin_case')}</h3>
      <label class={css['hall']}>
        {t('desk.hotline.hall')}
        <select class="input" onChange={(e) => setHall(e.currentTarget.value)}>
          <For each={props.call.halls}>
            {(one) => (
              <option value={one.id} selected={one.id === hall()}>
                {one.name}
              </option>
            )}
          </For>
        </select>
      </label>
      <Show when={props.itemId} fallback={<ItemSearch hallId={hall()} initialQ="" href={(id) => `${here('new')}&item=${id}`} />}>
        <Switch fallback={<Skeleton lines={6} />}>
          <Match when={item.error !== undefined}>
            <ErrorState text={errorText(item.error)} onRetry={() => void refetch()} />
          </Match>
          <Match when={settled(item)}>
            {(guide) => (
              <NewCase
                item={guide()}
                hallId={hall()}
                ticketId={null}
                door={door}
                other={
                  <a class="link" href={here('new')}>
                    {t('desk.hotline.other_item')}
                  </a>
                }
              />
            )}
          </Match>
        </Switch>
      </Show>
    </section>
  );
}
