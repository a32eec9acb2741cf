import { A, useNavigate, useParams } from '@solidjs/router';
import { createEffect, createSignal, For, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import type { HotlineCall, HotlineDeskView } from '@one-window/domain/views';
import { clock } from '@one-window/ui/format';
import { createLive, elapsed, type Live } from '@one-window/ui/live';
import { errorText } from '@one-window/ui/errors';
import { AgeBadge } from '@one-window/ui/parts/AgeBadge';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Empty } from '@one-window/ui/parts/Empty';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { newKey } from '../api.ts';
import { caseTimeZone } from '@one-window/ui/cases/due';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { Message } from '../frame/LiveStates.tsx';
import { t as desk } from '../i18n.ts';
import { holds } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { answerCall, dialDemo, sendReady, takeByHand } from './api.ts';
import { CallPanel } from './CallPanel.tsx';
import { Sections } from './Sections.tsx';
import { t } from './words.ts';
import place from '../frame/sections.module.css';
import css from './hotline.module.css';

/** The operator's telephone: what rings, who is spoken with, everything of that number. */
export default function CallsScreen() {
  const me = useMe();
  return (
    <Show
      when={holds(me().staff.roles, 'hotline.take')}
      fallback={
        <Frame here="hotline" title={t('desk.hotline.title')} keys={<PlainKeys />}>
          <Message title={desk('desk.denied.title')} body={desk('desk.denied.body')} />
        </Frame>
      }
    >
      <Calls />
    </Show>
  );
}

function Calls() {
  const me = useMe();
  const session = useSession();
  const params = useParams<{ callId?: string }>();
  const live = createLive('hotline.desk', () => me().staff.id);
  createEffect(() => session.note(live.error()));
  const mine = () => live.view()?.calls ?? [];
  return (
    <Frame here="hotline" title={t('desk.hotline.calls')} keys={<PlainKeys>{t('desk.hotline.masked')}</PlainKeys>}>
      <div class={place['stage']}>
        <Sections here="calls" calls={live.view()?.waiting ?? 0} />
        <main class={place['work']}>
          <header class={place['head']}>
            <h2>{t('desk.hotline.calls')}</h2>
            <Show when={live.view()}>{(view) => <Line view={view()} />}</Show>
            <AgeBadge live={live} />
          </header>
          <div class={css['body']} classList={{ [css['split'] ?? '']: params.callId !== undefined }}>
            <div class={css['list']}>
              <Switch
                fallback={
                  <div class={css['waiting']} aria-busy="true">
                    <Skeleton lines={5} />
                  </div>
                }
              >
                <Match when={live.view()}>{(view) => <Board live={live} view={view()} opened={params.callId} />}</Match>
                <Match when={live.error()}>
                  {(code) => (
                    <Empty title={desk('desk.load.failed')} next={errorText(code())}>
                      <Button onPress={() => void live.refresh()}>{desk('desk.load.retry')}</Button>
                    </Empty>
                  )}
                </Match>
              </Switch>
            </div>
            <Show when={params.callId} keyed>
              {(id) => <CallPanel callId={id} status={mine().find((call) => call.id === id)?.status ?? null} />}
            </Show>
          </div>
        </main>
      </div>
    </Frame>
  );
}

/** Is the exchange there, and does it ring here? */
function Line(props: { view: HotlineDeskView }) {
  const session = useSession();
  const up = () => props.view.line.state === 'up';
  const ready = (): void => void sendReady(!props.view.ready).catch(session.note);
  return (
    <>
      <Chip state={up() ? 'ok' : props.view.line.state === 'down' ? 'red' : 'outline'}>
        {t(`desk.hotline.line.${props.view.line.state}`)}
      </Chip>
      <Show when={up()}>
        <Button variant={props.view.ready ? 'plain' : 'primary'} onPress={ready}>
          {t(props.view.ready ? 'desk.hotline.pause' : 'desk.hotline.start')}
        </Button>
      </Show>
    </>
  );
}

function Board(props: { live: Live<'hotline.desk'>; view: HotlineDeskView; opened: string | undefined }) {
  const me = useMe();
  const actions = createActions(() => props.view);
  return (
    <>
      <Show when={props.view.line.state === 'down'}>
        <p class={css['down']} role="alert">
          {t('desk.hotline.down', { time: clock(props.view.line.since, caseTimeZone) })}
        </p>
      </Show>
      <Show when={actions.refusal() !== null}>
        <p class={css['refusal']} role="alert">
          {errorText(actions.refusal())}
        </p>
      </Show>
      <ul class={css['calls']} aria-label={t('desk.hotline.calls')}>
        <For
          each={props.view.calls}
          fallback={
            <li>
              <Empty
                title={t(props.view.ready || props.view.line.state !== 'up' ? 'desk.hotline.quiet' : 'desk.hotline.not_ready')}
                next={props.view.waiting > 0 ? t('desk.hotline.waiting', { n: props.view.waiting }) : t('desk.hotline.quiet_next')}
              />
            </li>
          }
        >
          {(call) => (
            <li>
              <OneCall
                call={call}
                live={props.live}
                opened={props.opened === call.id}
                next={actions.next()?.id === call.id}
                onAnswer={() => void actions.answer(call.id)}
              />
            </li>
          )}
        </For>
      </ul>
      <ByHand onTake={actions.byHand} />
      <Show when={me().demo && props.view.line.state === 'up'}>
        <DemoPhone />
      </Show>
    </>
  );
}

interface OneCallProps {
  readonly call: HotlineCall;
  readonly live: Live<'hotline.desk'>;
  readonly opened: boolean;
  /** The one that F2 answers. */
  readonly next: boolean;
  readonly onAnswer: () => void;
}

function OneCall(props: OneCallProps) {
  const who = () => props.call.number ?? t('desk.hotline.withheld');
  const since = () => Math.floor(elapsed(props.call.answeredAt ?? props.call.cameAt, props.live) / 1000);
  const time = () => `${Math.floor(since() / 60)}:${String(since() % 60).padStart(2, '0')}`;
  return (
    <Show
      when={props.call.status === 'RINGING'}
      fallback={
        <A class={css['mine']} href={`/hotline/${props.call.id}`} aria-current={props.opened ? 'true' : undefined}>
          <b class={css['no']}>{who()}</b>
          <Chip state={props.call.status === 'ANSWERED' ? 'serving' : 'held'}>
            {t(props.call.status === 'ANSWERED' ? 'desk.hotline.call.ANSWERED' : 'desk.hotline.call.ENDED')}
          </Chip>
          <Show when={props.call.status === 'ANSWERED'}>
            <span class={css['time']}>{time()}</span>
          </Show>
          <Show when={props.call.byHand}>
            <span class={css['date']}>{t('desk.hotline.by_hand')}</span>
          </Show>
        </A>
      }
    >
      <div class={css['ringing']}>
        {/* without the seconds: they would be read out each */}
        <span class={css['rings']} role="alert">
          <b class={css['no']}>{who()}</b> {t('desk.hotline.rings')}
        </span>
        <span class={css['time']}>{time()}</span>
        <Button variant="primary" hint={props.next ? 'F2' : undefined} onPress={() => props.onAnswer()}>
          {t('desk.hotline.answer')}
        </Button>
      </div>
    </Show>
  );
}

/** Answers the call that has rung longest; what was answered opens by itself when the exchange says so. */
function createActions(view: () => HotlineDeskView) {
  const session = useSession();
  const navigate = useNavigate();
  const [refusal, setRefusal] = createSignal<unknown>(null);
  let wanted: string | null = null;
  const refused = (error: unknown): void => {
    session.note(error);
    setRefusal(error);
  };
  async function answer(callId: string): Promise<void> {
    setRefusal(null);
    wanted = callId;
    await answerCall(callId).catch(refused);
  }
  createEffect(() => {
    // the state is asked first: only what was read is followed, and the row stays the same when it moves
    const taken = view().calls.find((call) => call.status === 'ANSWERED' && call.id === wanted);
    if (!taken) return;
    wanted = null;
    navigate(`/hotline/${taken.id}`);
  });
  async function byHand(number: string): Promise<boolean> {
    setRefusal(null);
    try {
      const { id } = await takeByHand(number, newKey());
      navigate(`/hotline/${id}`);
      return true;
    } catch (error) {
      refused(error);
      return false;
    }
  }
  const next = () => view().calls.find((call) => call.status === 'RINGING');
  const onKey = (event: KeyboardEvent): void => {
    const ringing = next();
    if (event.key !== 'F2' || !ringing) return;
    event.preventDefault();
    if (!event.repeat) void answer(ringing.id);
  };
  onMount(() => document.addEventListener('keydown', onKey));
  onCleanup(() => document.removeEventListener('keydown', onKey));
  return { refusal, answer, byHand, next };
}

/** 手工登记: the telephone system is away, or somebody calls by another way. */
function ByHand(props: { onTake: (number: string) => Promise<boolean> }) {
  const [number, setNumber] = createSignal('');
  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (await props.onTake(number())) setNumber('');
  }
  return (
    <form class={css['hand']} onSubmit={(event) => void send(event)} aria-label={t('desk.hotline.hand')}>
      <label>
        {t('desk.hotline.hand')}
        <input
          class="input"
          inputmode="tel"
          autocomplete="off"
          maxlength="40"
          value={number()}
          onInput={(e) => setNumber(e.currentTarget.value)}
        />
      </label>
      <Button type="submit">{t('desk.hotline.hand_go')}</Button>
    </form>
  );
}

/** In the demo nobody has a telephone: this one calls the hotline. */
function DemoPhone() {
  const session = useSession();
  const [number, setNumber] = createSignal('13812346207');
  function send(event: SubmitEvent): void {
    event.preventDefault();
    void dialDemo(number()).catch(session.note);
  }
  return (
    <form class={css['hand']} onSubmit={send} aria-label={t('desk.hotline.demo')}>
      <label>
        {t('desk.hotline.demo')}
        <input
          class="input"
          inputmode="tel"
          autocomplete="off"
          maxlength="40"
          value={number()}
          onInput={(e) => setNumber(e.currentTarget.value)}
        />
      </label>
      <Button type="submit">{t('desk.hotline.demo_go')}</Button>
    </form>
  );
}
