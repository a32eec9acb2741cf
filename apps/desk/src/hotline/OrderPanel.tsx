import { A } from '@solidjs/router';
import X from 'lucide-solid/icons/x';
import { createEffect, createSignal, For, Match, on, onMount, Show, Switch } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { newKey } from '../api.ts';
import { createNow } from '../cases/now.ts';
import { allowanceText, dueExplained, dueText, momentOf } from '../cases/words.ts';
import { Opening } from '../frame/Opening.tsx';
import { useSession } from '../session.ts';
import { loadOrder, readCaller, type OrderView } from './api.ts';
import { OrderKeys } from './OrderKeys.tsx';
import {
  happenedWord,
  fieldWord,
  groundWord,
  orderClockWord,
  orderDueWords,
  orderLook,
  orderStatusWord,
  readOut,
  t,
  categoryWord,
  findingWord,
  ratedWords,
  titleOf,
} from './words.ts';
import css from './order.module.css';

/** One work order beside the list: what was said on top, its limits and its history, the keys at the foot. */
export function OrderPanel(props: { orderId: string; onClose: () => void; onChanged: () => void }) {
  const session = useSession();
  const [order, setOrder] = createSignal<OrderView | undefined>();
  const [error, setError] = createSignal<unknown>(null);
  async function load(): Promise<void> {
    setError(null);
    try {
      setOrder(await loadOrder(props.orderId));
    } catch (refused) {
      setError(refused);
      session.note(refused);
    }
  }
  createEffect(
    on(
      () => props.orderId,
      () => void load(),
    ),
  );
  let panel!: HTMLElement;
  onMount(() => panel.focus({ preventScroll: true }));
  const changed = async (): Promise<void> => {
    await load();
    props.onChanged();
    panel.focus({ preventScroll: true });
  };
  return (
    <section ref={panel} class={css['panel']} tabindex="-1" aria-label={t('desk.order.open')}>
      <Head order={order()} failed={error() !== null} onClose={() => props.onClose()} />
      <Switch>
        <Match when={order()}>
          {(opened) => (
            <>
              <div class={css['scroll']} tabindex="0" role="region" aria-label={t('desk.order.content')}>
                <Facts order={opened()} />
                <Limits order={opened()} />
                <Trace order={opened()} />
              </div>
              <OrderKeys order={opened()} onDone={changed} />
            </>
          )}
        </Match>
        <Match when={error() !== null}>
          <div class={css['scroll']}>
            <ErrorState text={errorText(error())} onRetry={() => void load()} />
          </div>
        </Match>
        <Match when={error() === null}>
          <div class={css['scroll']} aria-busy="true">
            <Skeleton lines={10} />
          </div>
        </Match>
      </Switch>
    </section>
  );
}

function Head(props: { order: OrderView | undefined; failed: boolean; onClose: () => void }) {
  const now = createNow();
  return (
    <header class={css['head']}>
      <Show when={props.order} fallback={<Opening failed={props.failed} />}>
        {(order) => (
          <div class={css['what']}>
            <h3 class={css['no']}>{readOut(order().orderNo)}</h3>
            <p class={css['chips']}>
              <OrderChip status={order().status} />
              <Show when={orderDueWords(order(), now())}>{(due) => <Chip state={due().look}>{due().text}</Chip>}</Show>
              <Show when={order().secret}>
                <Chip state="outline">{t('desk.order.secret')}</Chip>
              </Show>
              <Show when={order().escalated && order().endedAt === null}>
                <Chip state="red">{t('desk.order.escalated')}</Chip>
              </Show>
              <Show when={order().autoSigned}>
                <Chip state="yellow">{t('desk.order.auto_signed')}</Chip>
              </Show>
            </p>
          </div>
        )}
      </Show>
      <Button small variant="quiet" aria-label={t('desk.order.close')} title={t('desk.order.close')} onPress={() => props.onClose()}>
        <X class="i" aria-hidden="true" />
      </Button>
    </header>
  );
}

/** Where an order stands: shape, word, fill. */
export function OrderChip(props: { status: OrderView['status'] }) {
  const look = () => orderLook[props.status];
  const shape = () => look().shape;
  return (
    <Chip state={look().look} {...(shape() ? { shape: shape()! } : {})}>
      {orderStatusWord(props.status)}
    </Chip>
  );
}

function Facts(props: { order: OrderView }) {
  const links = () =>
    [
      { word: t('desk.order.merged_into'), orders: props.order.mergedInto ? [props.order.mergedInto] : [] },
      { word: t('desk.order.joined'), orders: props.order.joined },
      { word: t('desk.order.similar'), orders: props.order.similar },
    ].filter(({ orders }) => orders.length > 0);
  const said = (field: string): string => props.order.steps[0]?.texts.find((text) => text.field === field)?.text ?? '';
  return (
    <section class={css['part']}>
      <h4>{titleOf(props.order)}</h4>
      <Show when={said('content')}>{(content) => <p class={css['said']}>{content()}</p>}</Show>
      <dl class={css['facts']}>
        <For each={['wish', 'address', 'about', 'answer', 'direction'].filter(said)}>
          {(field) => (
            <>
              <dt>{fieldWord(field)}</dt>
              <dd>{said(field)}</dd>
            </>
          )}
        </For>
        <Show when={props.order.rating}>
          {(rating) => (
            <>
              <dt>{t('desk.order.rated')}</dt>
              <dd>{ratedWords(rating())}</dd>
            </>
          )}
        </Show>
        <Show when={props.order.finding}>
          {(finding) => (
            <>
              <dt>{t('desk.order.found')}</dt>
              <dd>{findingWord(finding())}</dd>
            </>
          )}
        </Show>
        <Show when={props.order.ground}>
          {(ground) => (
            <>
              <dt>{t('desk.order.declined')}</dt>
              <dd>{groundWord(ground())}</dd>
            </>
          )}
        </Show>
        <Show when={props.order.answered}>
          {(by) => (
            <>
              <dt>{t('desk.order.answered_by')}</dt>
              <dd>{t(`desk.order.source.${by().source}`, { n: by().version })}</dd>
            </>
          )}
        </Show>
        <Show when={props.order.reviewOn}>
          {(day) => (
            <>
              <dt>{t('desk.order.review_on')}</dt>
              <dd class={css['links']}>{day()}</dd>
            </>
          )}
        </Show>
        <For each={links()}>
          {({ word, orders }) => (
            <>
              <dt>{word}</dt>
              <dd class={css['links']}>
                <For each={orders}>
                  {(one) => (
                    <A class="link" href={`/orders/all/${one.id}`}>
                      {readOut(one.orderNo)}
                    </A>
                  )}
                </For>
              </dd>
            </>
          )}
        </For>
        <Show when={!props.order.answered && !props.order.ground}>
          <dt>{t('desk.order.unit')}</dt>
          <dd>{props.order.unit?.name ?? t('desk.order.no_unit')}</dd>
        </Show>
        <Show when={props.order.suggested}>
          {(unit) => (
            <>
              <dt>{t('desk.order.suggested')}</dt>
              <dd>{t('desk.order.suggested_why', { unit: unit().name, category: categoryWord(props.order.category) })}</dd>
            </>
          )}
        </Show>
        <Show when={props.order.proposed}>
          {(unit) => (
            <>
              <dt>{t('desk.order.proposed')}</dt>
              <dd>{unit().name}</dd>
            </>
          )}
        </Show>
        <dt>{t('desk.order.caller')}</dt>
        <dd>
          <Caller order={props.order} />
        </dd>
        <dt>{t('desk.order.logged')}</dt>
        <dd>{momentOf(props.order.loggedAt, props.order.timeZone)}</dd>
      </dl>
    </section>
  );
}

/** Masked; whoever has to answer opens it, and that is written down. */
function Caller(props: { order: OrderView }) {
  const session = useSession();
  const [clear, setClear] = createSignal<{ name: string | null; phone: string | null } | null>(null);
  const [refusal, setRefusal] = createSignal<unknown>(null);
  const shown = () => clear() ?? props.order.caller;
  const open = (): void =>
    void readCaller(props.order.id, newKey()).then(setClear, (error: unknown) => {
      session.note(error);
      setRefusal(error);
    });
  return (
    <Show when={shown()} fallback={t('desk.order.hidden')}>
      {(person) => (
        <>
          {[person().name, person().phone].filter((part) => part !== null).join(' · ') || t('desk.order.nameless')}
          <Show when={clear() === null && props.order.endedAt === null && (person().name ?? person().phone)}>
            <Button small variant="quiet" onPress={open}>
              {t('desk.order.reveal')}
            </Button>
          </Show>
          <Show when={refusal() !== null}>
            <p class={css['refusal']} role="alert">
              {errorText(refusal())}
            </p>
          </Show>
        </>
      )}
    </Show>
  );
}

function Limits(props: { order: OrderView }) {
  return (
    <section class={css['part']}>
      <h4>{t('desk.order.limits')}</h4>
      <Show when={props.order.clocks.length > 0} fallback={<p class={css['note']}>{t('desk.order.no_limits')}</p>}>
        <ul class={css['clocks']}>
          <For each={props.order.clocks}>
            {(clock) => (
              <li>
                <p class={css['clock']}>
                  <b>{orderClockWord(clock.clock)}</b>
                  <span class={css['note']}>{allowanceText(clock)}</span>
                  <Chip state={clock.passed ? 'red' : clock.endedAt ? 'done' : clock.state === 'stopped' ? 'held' : 'ok'}>
                    {t(clock.passed ? 'desk.order.late' : clock.endedAt ? 'desk.order.kept' : 'desk.order.running')}
                  </Chip>
                </p>
                <Show when={clock.at}>{(at) => <p class={css['note']}>{dueText(at(), props.order.timeZone)}</p>}</Show>
                <details>
                  <summary>{t('desk.order.why')}</summary>
                  <ul class={css['lines']}>
                    <For each={dueExplained(clock.lines, props.order.timeZone)}>{(line) => <li>{line}</li>}</For>
                  </ul>
                </details>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function Trace(props: { order: OrderView }) {
  return (
    <section class={css['part']}>
      <h4>{t('desk.order.trace')}</h4>
      <ol class={css['trace']}>
        <For each={props.order.steps.toReversed()}>
          {(step) => (
            <li>
              <b>{happenedWord(step.type)}</b>
              <p>
                <span>{step.by ?? t('desk.order.by_system')}</span>
                <time dateTime={step.at}>{momentOf(step.at, props.order.timeZone)}</time>
              </p>
              <For each={step.version === 1 ? [] : step.texts}>
                {(text) => <p class={css['quote']}>{t('desk.order.quote', { field: fieldWord(text.field), text: text.text })}</p>}
              </For>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}
