import { useNavigate, useParams } from '@solidjs/router';
import { createEffect, lazy, on, onCleanup, onMount, Show, Suspense } from 'solid-js';
import type { HallStaffView } from '@one-window/domain/views';
import { showToast } from '@one-window/ui/parts/Toast';
import { Frame } from '../frame/Frame.tsx';
import { LiveStates } from '../frame/LiveStates.tsx';
import { createHelpDesk } from '../help/press.ts';
import { t } from '../i18n.ts';
import { createStaffLive, type StaffLive } from '../live.ts';
import { rememberPlace } from '../place.ts';
import { useMe, useSession } from '../session.ts';
import { Bright } from './Bright.tsx';
import { Calm } from './Calm.tsx';
import { createDesk, DeskProvider, useDesk, type Done } from './desk.ts';
import { KeyBar } from './KeyBar.tsx';
import { makeKeyListener } from './keys.ts';
import { Queue } from './Queue.tsx';
import css from './window.module.css';

// asked after the window stands: its first load has no use for them
const Questions = lazy(() => import('./Questions.tsx'));

/** One window of the hall: queue, the ticket at hand, keys. */
export default function WindowScreen() {
  const params = useParams<{ hallId: string; windowId: string }>();
  const live = createStaffLive(() => params.hallId);
  createEffect(() => rememberPlace({ hallId: params.hallId, windowId: params.windowId }));
  return (
    <LiveStates live={live} here="window">
      {(view) => <Screen live={live} view={view} windowId={params.windowId} hallId={params.hallId} />}
    </LiveStates>
  );
}

function Screen(props: { live: StaffLive; view: () => HallStaffView; windowId: string; hallId: string }) {
  const session = useSession();
  const me = useMe();
  const navigate = useNavigate();
  const desk = createDesk({
    live: () => props.live,
    view: () => props.view(),
    windowId: () => props.windowId,
    staffId: () => me().staff.id,
    onDone: (done) => tell(done, () => desk.pressCommand('undo')),
    onError: (error) => session.note(error),
  });
  const help = createHelpDesk(
    () => props.hallId,
    () => props.live,
  );
  onMount(() => {
    const stop = makeKeyListener(
      document,
      (key) => (key === 'help' ? desk.ask('help') : desk.pressCommand(key)),
      () => desk.question() !== null,
    );
    onCleanup(stop);
  });
  return (
    <DeskProvider value={desk}>
      <Frame here="window" keys={<KeyBar live={props.live} />} title={title(desk)}>
        <div class={css['stage']}>
          <Queue help={help} />
          <Work onChoose={() => navigate(`/windows/${props.hallId}`)} />
        </div>
      </Frame>
      <Suspense>
        <Questions />
      </Suspense>
    </DeskProvider>
  );
}

function Work(props: { onChoose: () => void }) {
  const desk = useDesk();
  const what = () => `${desk.current()?.id} ${desk.current()?.state} ${desk.window()?.paused} ${desk.window()?.staffId}`;
  // the focus goes to what comes next in the work, unless somebody is typing or answering
  createEffect(
    on(what, () => {
      const busy = document.activeElement instanceof HTMLInputElement || desk.question() !== null;
      if (!busy) document.querySelector<HTMLElement>('[data-next]')?.focus({ preventScroll: true });
    }),
  );
  return (
    <Show when={desk.current()} fallback={<Calm onChoose={props.onChoose} />}>
      {(ticket) => <Bright ticket={ticket()} />}
    </Show>
  );
}

function title(desk: ReturnType<typeof useDesk>): string {
  const window = desk.window();
  return [desk.current()?.number, window?.label].filter(Boolean).join(' · ');
}

/** A toast is for taking a press back; what was not done stays in the window in words. */
function tell(done: Done, undo: () => void): void {
  const number = done.ticket?.number ?? '';
  if (!done.undo) return;
  const verb = done.name === 'finish' || done.name === 'miss' || done.name === 'hold' ? done.name : 'finish';
  showToast({ text: t(`desk.toast.${verb}`, { number }), action: t('desk.undo'), onAction: undo });
}
