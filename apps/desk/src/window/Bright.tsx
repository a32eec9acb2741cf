import { A } from '@solidjs/router';
import { createMemo, For, lazy, Show, Suspense } from 'solid-js';
import { boardsFor, hasShown } from '@one-window/domain/boards';
import type { StaffTicket } from '@one-window/domain/views';
import { clock, minutesSince, nameOf, stopwatch } from '@one-window/ui/format';
import { StateChip } from '@one-window/ui/parts/StateChip';
import { StateShape } from '@one-window/ui/parts/StateShape';
import { secondsSince } from '../format.ts';
import { StaleBand } from '../frame/StaleBand.tsx';
import { t } from '../i18n.ts';
import { holds } from '../roles.ts';
import { useMe } from '../session.ts';
import { CommandButton } from './CommandButton.tsx';
import { useDesk } from './desk.ts';
import { Person } from './Person.tsx';
import { RefusalLine } from './RefusalLine.tsx';
import { withKeys } from './withKeys.tsx';
import { matterOf } from './model.ts';
import css from './bright.module.css';
import shared from './window.module.css';

// with the words of cases, which a window that waits has no use for
const Matters = lazy(() => import('./Matters.tsx'));

/** The called or served ticket: number, person, how far it is, and what the next key does. */
export function Bright(props: { ticket: StaffTicket }) {
  const desk = useDesk();
  return (
    <main
      class={shared['work']}
      classList={{ [css['called'] ?? '']: props.ticket.state === 'CALLED' }}
      data-old={desk.stale() ? '' : undefined}
    >
      <StaleBand live={desk} next={`${t('desk.stale_wait')} ${t('desk.stale_next')}`} />
      <Head ticket={props.ticket} />
      <div class={css['body']}>
        <Steps ticket={props.ticket} />
        <div class={css['matters']}>
          <Suspense>
            <Matters ticket={props.ticket} />
          </Suspense>
        </div>
        <div class={css['two']}>
          <Person ticket={props.ticket} />
          <Facts ticket={props.ticket} />
        </div>
      </div>
      <Foot ticket={props.ticket} />
    </main>
  );
}

function Head(props: { ticket: StaffTicket }) {
  const desk = useDesk();
  const since = () => (props.ticket.state === 'SERVING' ? props.ticket.startedAt : props.ticket.calledAt) ?? desk.now();
  return (
    <div class={css['head']}>
      <span class={`num ${css['hero']}`}>{props.ticket.number}</span>
      <div>
        <div class={css['state']}>
          <StateChip state={props.ticket.state} />
          <Show when={props.ticket.priority}>
            {(reason) => <span>{t('desk.why.priority', { reason: t(`desk.priority.${reason()}`) })}</span>}
          </Show>
        </div>
        <h1 title={nameOf(matterOf(desk.view(), props.ticket))}>{nameOf(matterOf(desk.view(), props.ticket))}</h1>
      </div>
      <div class={css['timer']} role="timer">
        <span class="num">{stopwatch(secondsSince(since(), desk.now()) * 1000)}</span>
        {props.ticket.state === 'SERVING' ? t('desk.timer.serving') : t('desk.timer.called')}
      </div>
    </div>
  );
}

function Steps(props: { ticket: StaffTicket }) {
  const desk = useDesk();
  const steps = () => [
    { word: t('desk.step.taken'), at: props.ticket.takenAt, here: false },
    { word: t('desk.step.called'), at: props.ticket.calledAt, here: props.ticket.state === 'CALLED' },
    { word: t('desk.step.started'), at: props.ticket.startedAt, here: props.ticket.state === 'SERVING' },
    { word: t('desk.step.finished'), at: null, here: false },
  ];
  return (
    <ol class={css['steps']} aria-label={t('desk.steps')}>
      <For each={steps()}>
        {(step) => (
          <li aria-current={step.here ? 'step' : undefined}>
            <Show when={step.at !== null && !step.here}>
              <StateShape state="DONE" />
            </Show>
            {step.word}
            <Show when={step.at}>{(at) => <span class="num">{clock(at(), desk.view().hall.timeZone)}</span>}</Show>
          </li>
        )}
      </For>
    </ol>
  );
}

function Facts(props: { ticket: StaffTicket }) {
  const desk = useDesk();
  const series = () => desk.view().series.find((s) => s.id === props.ticket.seriesId);
  const recallsLeft = () => Math.max(0, desk.view().policy.recallMax - (props.ticket.calls - 1));
  return (
    <dl class={css['facts']}>
      <dt>{t('desk.fact.series')}</dt>
      <dd>
        <Show when={series()}>
          {(s) => (
            <>
              <span class="num">{s().prefix}</span> {nameOf(s().name)}
            </>
          )}
        </Show>
      </dd>
      <dt>{t('desk.fact.waited')}</dt>
      <dd>
        <span class="num">{minutesSince(props.ticket.takenAt, props.ticket.calledAt ?? desk.now())}</span> {t('desk.queue.minutes')}
      </dd>
      <dt>{t('desk.fact.calls')}</dt>
      <dd>
        <span class="num">{props.ticket.calls}</span> {t('desk.calls.times')}{' '}
        <Show when={props.ticket.state === 'CALLED'}>
          <span class={css['dim']}>{recallsLeft() > 0 ? t('desk.calls.left', { n: recallsLeft() }) : t('desk.calls.none_left')}</span>
        </Show>
      </dd>
      <dt>{t('desk.fact.priority')}</dt>
      <dd>{props.ticket.priority === null ? t('desk.fact.no_priority') : t(`desk.priority.${props.ticket.priority}`)}</dd>
      <Show when={props.ticket.state === 'SERVING' && props.ticket.items.length === 0}>
        <BeginCase ticket={props.ticket} />
      </Show>
      <Show when={props.ticket.state === 'CALLED' && props.ticket.callSeq !== null}>
        <dt>{t('desk.fact.screens')}</dt>
        <dd>
          <Announced ticket={props.ticket} callSeq={props.ticket.callSeq ?? 0} />
        </dd>
      </Show>
    </dl>
  );
}

/** From the ticket in hand to a case for whoever came with it. */
function BeginCase(props: { ticket: StaffTicket }) {
  const desk = useDesk();
  const me = useMe();
  const href = (): string => {
    const { id, number } = props.ticket;
    return `/intake/${desk.view().hall.id}?${new URLSearchParams({ ticketId: id, number }).toString()}`;
  };
  return (
    <Show when={holds(me().staff.roles, 'case.intake')}>
      <dt>{t('desk.fact.case')}</dt>
      <dd>
        <A class={`link ${css['begin']}`} href={href()}>
          {t('desk.fact.begin_case')}
        </A>
      </dd>
    </Show>
  );
}

/** Did the hall see and hear it? What the boards themselves reported. */
function Announced(props: { ticket: StaffTicket; callSeq: number }) {
  const desk = useDesk();
  const boards = createMemo(() => boardsFor(desk.view(), props.ticket.windowId));
  const shown = () => boards().filter((s) => hasShown(desk.view(), s, props.callSeq));
  const behind = () => boards().filter((s) => !hasShown(desk.view(), s, props.callSeq));
  return (
    <Show when={boards().length > 0} fallback={<span class={css['warn']}>{t('desk.fact.screens_none')}</span>}>
      {t('desk.fact.screens_shown', { shown: shown().length, spoken: shown().filter((s) => s.spokenSeq >= props.callSeq).length })}
      <Show when={behind().length > 0}>
        <br />
        <span class={css['warn']}>{t('desk.fact.screens_behind', { names: behind().map((s) => s.name) })}</span>
      </Show>
    </Show>
  );
}

function Foot(props: { ticket: StaffTicket }) {
  const desk = useDesk();
  const serving = () => props.ticket.state === 'SERVING';
  return (
    <div class={css['foot']}>
      <RefusalLine fallback={<Hint ticket={props.ticket} />} />
      <div class={shared['press']}>
        <Show
          when={serving()}
          fallback={
            <>
              <CommandButton command="start" primary />
              <CommandButton command="hold" />
              <CommandButton command="transfer" />
              <CommandButton command="recall" />
              <CommandButton command="miss" />
            </>
          }
        >
          <CommandButton command="next" primary />
          <CommandButton command="hold" />
          <CommandButton command="transfer" />
          <CommandButton command="finish" />
        </Show>
        <Show when={desk.keys().undo.allowed}>
          <span class={css['end']}>
            <CommandButton command="undo" quiet />
          </span>
        </Show>
      </div>
    </div>
  );
}

/** What the next key does, in one sentence with the keys drawn as keys. */
function Hint(props: { ticket: StaffTicket }) {
  const desk = useDesk();
  const seconds = (): number => {
    const recall = desk.keys().recall;
    return recall.allowed || recall.reason.code !== 'ticket.recall_too_soon' ? 0 : Number(recall.reason.details['seconds']);
  };
  const sentence = (): string => {
    if (props.ticket.state === 'SERVING') return t(desk.keys().next.allowed ? 'desk.hint.serving' : 'desk.hint.serving_empty');
    if (desk.keys().miss.allowed) return t('desk.hint.called_last', { minutes: desk.view().policy.rejoinMinutes });
    if (seconds() > 0) return t('desk.hint.called_wait', { seconds: seconds() });
    return t('desk.hint.called');
  };
  return <p class={css['hint']}>{withKeys(sentence())}</p>;
}
