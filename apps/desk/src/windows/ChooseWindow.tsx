import { useNavigate, useParams } from '@solidjs/router';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { deliversOnly } from '@one-window/domain/skills';
import type { HallStaffView, StaffWindow } from '@one-window/domain/views';
import { errorText } from '@one-window/ui/errors';
import { clock, nameOf } from '@one-window/ui/format';
import { AgeBadge } from '@one-window/ui/parts/AgeBadge';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { Empty } from '@one-window/ui/parts/Empty';
import { WindowTile } from '@one-window/ui/parts/WindowTile';
import { isUnanswered, newKey, sendWindowSession } from '../api.ts';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { LiveStates } from '../frame/LiveStates.tsx';
import { StaleBand } from '../frame/StaleBand.tsx';
import { list, t } from '../i18n.ts';
import { createStaffLive, type StaffLive } from '../live.ts';
import { holds } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { currentTicket } from '../window/model.ts';
import { makePresses } from '../window/press.ts';
import { HallPicker } from './HallPicker.tsx';
import { t as word } from './words.ts';
import css from './windows.module.css';

/** All windows of a hall and who sits there. One press opens one; one with somebody in it asks first. */
export default function ChooseWindow() {
  const params = useParams<{ hallId: string }>();
  const live = createStaffLive(() => params.hallId);
  return (
    <LiveStates live={live} here="window">
      {(view) => (
        <Frame here="window" title={word('desk.windows.title')} keys={<PlainKeys>{<AgeBadge live={live} />}</PlainKeys>}>
          <Windows view={view()} live={live} hallId={params.hallId} />
        </Frame>
      )}
    </LiveStates>
  );
}

function Windows(props: { view: HallStaffView; live: StaffLive; hallId: string }) {
  const me = useMe();
  const session = useSession();
  const navigate = useNavigate();
  const [busy, setBusy] = createSignal<string | null>(null);
  const [asked, setAsked] = createSignal<StaffWindow | null>(null);
  const [refusal, setRefusal] = createSignal<{ windowId: string; text: string } | null>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });

  async function open(window: StaffWindow, takeOver: boolean): Promise<void> {
    setRefusal(null);
    const body = { action: 'open', ...(takeOver ? { takeOver } : {}) } as const;
    const result = await presses.run(window.id, body, (key) => sendWindowSession(window.id, body, key));
    setAsked(null);
    if (result.kind === 'done') return navigate(`/window/${props.hallId}/${window.id}`);
    if (result.kind === 'refused') {
      session.note(result.error);
      setRefusal({ windowId: window.id, text: errorText(result.error) });
    }
  }
  function choose(window: StaffWindow): void {
    if (window.staffId === me().staff.id) return navigate(`/window/${props.hallId}/${window.id}`);
    const left = unfinished(window);
    if (left) return void setRefusal({ windowId: window.id, text: left });
    if (window.staffId === null) return void open(window, false);
    setAsked(window);
  }
  /** Who changes windows leaves nobody behind: the open call is finished first. */
  const unfinished = (to: StaffWindow): string | null => {
    const own = props.view.windows.find((w) => w.staffId === me().staff.id && w.id !== to.id);
    const number = own && call(own);
    return number ? word('desk.windows.finish_first', { number, label: own.label }) : null;
  };
  const call = (window: StaffWindow) => currentTicket(props.view, window.id)?.number;
  /** Those where one may sit: who only hands over sees the delivery windows. */
  const any = () => holds(me().staff.roles, 'window.operate');
  const windows = createMemo(() => {
    const results = (id: string): boolean => props.view.series.some((s) => s.id === id && s.results);
    return props.view.windows.filter((w) => any() || w.staffId === me().staff.id || deliversOnly(w.seriesIds, results));
  });
  const empty = () => (any() || props.view.windows.length === 0 ? 'empty' : 'no_delivery');

  return (
    <main class={css['page']}>
      <div class={css['top']}>
        <div>
          <h1>{word('desk.windows.title')}</h1>
          <Show when={props.live.stale()} fallback={<p class={css['lead']}>{word('desk.windows.lead')}</p>}>
            <StaleBand live={props.live} next={t('desk.stale_wait')} />
          </Show>
        </div>
        <span class={css['halls']}>
          <HallPicker hallId={props.hallId} onPick={(id) => navigate(`/windows/${id}`)} />
        </span>
      </div>
      <Show
        when={windows().length > 0}
        fallback={<Empty title={word(`desk.windows.${empty()}`)} next={word(`desk.windows.${empty()}_next`)} />}
      >
        <ul class={css['list']}>
          <For each={windows()}>
            {(window) => (
              <Row
                view={props.view}
                window={window}
                mine={window.staffId === me().staff.id}
                busy={busy() === window.id}
                refusal={refusal()?.windowId === window.id ? (refusal()?.text ?? null) : null}
                onChoose={() => choose(window)}
              />
            )}
          </For>
        </ul>
      </Show>
      <Dialog
        open={asked() !== null}
        title={word('desk.take_over.title', { label: asked()?.label ?? '' })}
        body={takeOverBody(asked(), asked() ? call(asked()!) : undefined)}
        onClose={() => setAsked(null)}
        actions={
          <>
            <Button autofocus onPress={() => setAsked(null)}>
              {word('desk.take_over.no')}
            </Button>
            <Button
              variant="danger"
              busy={busy() !== null}
              busyText={word('desk.take_over.busy')}
              onPress={() => void (asked() && open(asked()!, true))}
            >
              {word('desk.take_over.yes')}
            </Button>
          </>
        }
      />
    </main>
  );
}

function takeOverBody(window: StaffWindow | null, number: string | undefined): string {
  const name = window?.staffName ?? '';
  return number ? word('desk.take_over.body_call', { name, number }) : word('desk.take_over.body', { name });
}

function Row(props: {
  view: HallStaffView;
  window: StaffWindow;
  mine: boolean;
  busy: boolean;
  refusal: string | null;
  onChoose: () => void;
}) {
  const series = () => props.view.series.filter((s) => props.window.seriesIds.includes(s.id));
  const waiting = () => series().reduce((sum, s) => sum + s.waiting, 0);
  const call = () => currentTicket(props.view, props.window.id);
  const who = (): string => {
    if (props.mine) return word('desk.windows.you');
    return props.window.staffName === null ? word('desk.windows.free') : word('desk.windows.here', { name: props.window.staffName });
  };
  const more = (): string => {
    const parts: string[] = [];
    if (props.window.paused) parts.push(word('desk.windows.paused', { reason: t(`desk.pause.${props.window.paused}`) }));
    const open = call();
    if (open) parts.push(word('desk.windows.open_call', { number: open.number }));
    else if (props.window.openedAt)
      parts.push(word('desk.windows.since', { time: clock(props.window.openedAt, props.view.hall.timeZone) }));
    return list(parts);
  };
  const verb = () => (props.mine ? 'return' : props.window.staffId === null ? 'open' : 'take_over');
  return (
    <li class={css['row']} classList={{ [css['mine'] ?? '']: props.mine }}>
      <span class={css['tile']}>
        <WindowTile label={props.window.label} />
      </span>
      <span>
        <b>{nameOf(props.window.name)}</b>
        <small>{list(series().map((s) => nameOf(s.name)))}</small>
      </span>
      <span>
        {who()}
        <small>{more()}</small>
      </span>
      <span class={css['count']}>
        <span class="num">{waiting()}</span> {t('desk.queue.waiting')}
      </span>
      <span class={css['go']}>
        <Button
          variant={props.mine ? 'primary' : 'plain'}
          busy={props.busy}
          busyText={t('desk.windows.opening')}
          onPress={() => props.onChoose()}
        >
          {word(`desk.windows.${verb()}`)}
        </Button>
      </span>
      <Show when={props.refusal}>
        <p class={css['refusal']} role="alert">
          {props.refusal}
        </p>
      </Show>
    </li>
  );
}
