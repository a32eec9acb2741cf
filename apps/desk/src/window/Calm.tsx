import { createMemo, Match, Show, Switch, type JSX } from 'solid-js';
import { padAsksMs } from '@one-window/domain/ratings';
import { saidToday } from '@one-window/domain/boards';
import { msBetween } from '@one-window/domain/time';
import { count, minutesSince, nameOf } from '@one-window/ui/format';
import { Mark } from '@one-window/ui/parts/Mark';
import { Button } from '@one-window/ui/parts/Button';
import { StaleBand } from '../frame/StaleBand.tsx';
import { t } from '../i18n.ts';
import { CommandButton } from './CommandButton.tsx';
import { useDesk } from './desk.ts';
import { heldOf, matterOf, missedOf } from './model.ts';
import { RefusalLine } from './RefusalLine.tsx';
import { withKeys } from './withKeys.tsx';
import css from './calm.module.css';
import shared from './window.module.css';

/** The window with nothing in it: call the next, resume, open again, or hear who sits here now. */
export function Calm(props: { onChoose: () => void }) {
  const desk = useDesk();
  const mine = () => desk.window()?.staffId === desk.staffId();
  return (
    <main class={shared['work']} data-old={desk.stale() ? '' : undefined}>
      <StaleBand live={desk} next={`${t('desk.stale_wait')} ${t('desk.stale_next')}`} />
      <Switch fallback={<Ready />}>
        <Match when={!desk.window()}>
          <Plain title={t('desk.not_found.title')} body={t('desk.not_found.body')}>
            <Button variant="primary" data-next="" onPress={props.onChoose}>
              {t('desk.choose_window')}
            </Button>
          </Plain>
        </Match>
        <Match when={!mine() && desk.window()?.staffId}>
          <Plain title={t('desk.taken.title', { name: desk.window()?.staffName ?? '' })} body={t('desk.taken.body')} quiet>
            <Button variant="primary" data-next="" onPress={props.onChoose}>
              {t('desk.choose_window')}
            </Button>
          </Plain>
        </Match>
        <Match when={!mine()}>
          <Plain title={t('desk.closed.title')} body={t('desk.closed.body')}>
            <Button
              variant="primary"
              data-next=""
              busy={desk.busy() === 'open'}
              busyText={t('desk.windows.opening')}
              onPress={() => void desk.open()}
            >
              {t('desk.reopen')}
            </Button>
            <Button onPress={props.onChoose}>{t('desk.choose_window')}</Button>
          </Plain>
        </Match>
        <Match when={desk.window()?.paused}>
          {(reason) => (
            <Plain title={t('desk.paused.title')} body={t('desk.paused.body', { reason: t(`desk.pause.${reason()}`) })}>
              <CommandButton command="pause" primary />
            </Plain>
          )}
        </Match>
      </Switch>
    </main>
  );
}

function Plain(props: { title: string; body: string; quiet?: boolean; children: JSX.Element }) {
  return (
    <div class={css['calm']}>
      <span class={css['mark']}>
        <Mark />
      </span>
      <h1>{props.title}</h1>
      <p>{props.body}</p>
      {/* what went wrong before somebody else took over is theirs no more */}
      <Show when={!props.quiet}>
        <RefusalLine />
      </Show>
      <div class={`${shared['press']} ${css['acts']}`}>{props.children}</div>
    </div>
  );
}

/** That the pad asks, and nothing of what is answered there, nor whether. */
function PadAsks() {
  const desk = useDesk();
  const asked = createMemo(() => {
    const pad = desk.view().screens.find((s) => s.kind === 'pad' && s.windowId === desk.window()?.id && saidToday(desk.view(), s));
    return desk
      .view()
      .tickets.find(
        (one) =>
          one.state === 'DONE' && one.callSeq === pad?.shownSeq && one.endedAt !== null && msBetween(one.endedAt, desk.now()) < padAsksMs,
      );
  });
  return <Show when={asked()}>{(ticket) => <p role="status">{t('desk.calm.pad', { number: ticket().number })}</p>}</Show>;
}

function Ready() {
  const desk = useDesk();
  const next = () => desk.queue()[0];
  const held = createMemo(() => (desk.window() ? heldOf(desk.view(), desk.window()!).length : 0));
  const missed = createMemo(() => (desk.window() ? missedOf(desk.view(), desk.window()!).length : 0));
  return (
    <div class={css['calm']}>
      <Show
        when={next()}
        fallback={
          <>
            <span class={css['mark']}>
              <Mark />
            </span>
            <h1>{t('desk.calm.nobody')}</h1>
            <p>{withKeys(t('desk.calm.nobody_next', { key: '{next}' }))}</p>
          </>
        }
      >
        {(ticket) => (
          <>
            <h1 class={css['lead']}>{t('desk.calm.next')}</h1>
            <div class={css['upcoming']}>
              <span class="num">{ticket().number}</span>
              <b>{nameOf(matterOf(desk.view(), ticket()))}</b>
              <small>
                {t('desk.fact.waited')} {minutesSince(ticket().takenAt, desk.now())} {t('desk.queue.minutes')}
                <Show when={ticket().priority}>
                  {(reason) => (
                    <>
                      {' · '}
                      {t('desk.why.priority', { reason: t(`desk.priority.${reason()}`) })}
                    </>
                  )}
                </Show>
              </small>
            </div>
          </>
        )}
      </Show>
      <PadAsks />
      <RefusalLine />
      <span class={css['go']}>
        <CommandButton command="next" primary />
      </span>
      <div class={css['counts']}>
        <span>
          <span class="num">{count(desk.queue().length)}</span>
          {t('desk.calm.waiting')}
        </span>
        <span>
          <span class="num">{held()}</span>
          {t('desk.calm.held')}
        </span>
        <span>
          <span class="num">{missed()}</span>
          {t('desk.calm.missed')}
        </span>
      </div>
    </div>
  );
}
