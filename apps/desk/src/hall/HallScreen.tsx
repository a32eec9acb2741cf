import { A, useNavigate, useParams } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import { count } from '@one-window/ui/format';
import { AgeBadge } from '@one-window/ui/parts/AgeBadge';
import { Button } from '@one-window/ui/parts/Button';
import { Empty } from '@one-window/ui/parts/Empty';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { LiveStates } from '../frame/LiveStates.tsx';
import { StaleBand } from '../frame/StaleBand.tsx';
import { createHelpDesk } from '../help/press.ts';
import { t } from './words.ts';
import { createStaffLive, type StaffLive } from '../live.ts';
import { HallPicker } from '../windows/HallPicker.tsx';
import { Alerts } from './Alerts.tsx';
import { Ask } from './Ask.tsx';
import { HallProvider, useHall } from './context.ts';
import { Day } from './Day.tsx';
import { createManage } from './manage.ts';
import { Held, Missed, People } from './People.tsx';
import { Screens } from './Screens.tsx';
import { SeriesTable } from './SeriesTable.tsx';
import { WindowGrid } from './WindowGrid.tsx';
import css from './hall.module.css';

/** The manager's overview: who is where, who waits, what the screens show, and what wants a look. */
export default function HallScreen() {
  const params = useParams<{ hallId: string }>();
  const live = createStaffLive(() => params.hallId);
  const now = createMemo(() => live.serverNow());
  const manage = createManage(() => params.hallId, live);
  const help = createHelpDesk(
    () => params.hallId,
    () => live,
  );
  return (
    <LiveStates live={live} here="hall">
      {(view) => (
        <HallProvider value={{ view, now, manage, help }}>
          <Frame here="hall" title={t('desk.hall.title')} keys={<PlainKeys>{<AgeBadge live={live} />}</PlainKeys>}>
            <Overview hallId={params.hallId} live={live} />
          </Frame>
          <Ask />
        </HallProvider>
      )}
    </LiveStates>
  );
}

function Overview(props: { hallId: string; live: StaffLive }) {
  const hall = useHall();
  const navigate = useNavigate();
  const open = () => hall.view().counts.WAITING + hall.view().counts.CALLED + hall.view().counts.HELD;
  return (
    <main class={css['stage']}>
      <header class={css['top']}>
        <h1>{t('desk.hall.title')}</h1>
        <Show when={props.live.stale()} fallback={<Figures />}>
          <StaleBand live={props.live} next={t('desk.stale_wait')} />
        </Show>
        <span class={css['tools']}>
          <HallPicker hallId={props.hallId} onPick={(id) => navigate(`/hall/${id}`)} />
          <A class={css['link']} href={`/hall/${props.hallId}/bookings`}>
            {t('desk.bookings.title')}
          </A>
          <A class={css['link']} href={`/hall/${props.hallId}/report`}>
            {t('desk.hall.report')}
          </A>
          <A class={css['link']} href={`/hall/${props.hallId}/replay`}>
            {t('desk.replay.title')}
          </A>
          <Button variant="danger" onPress={() => hall.manage?.ask({ action: 'clear', number: '', count: open() })}>
            {t('desk.hall.clear')}
          </Button>
        </span>
      </header>
      <Show
        when={hall.view().hallDayId !== null}
        fallback={<Empty title={t('desk.hall.closed_day')} next={t('desk.hall.closed_day_next')} />}
      >
        <div class={css['grid']}>
          <div class={css['left']}>
            <WindowGrid />
            <SeriesTable />
            <People />
          </div>
          <aside class={css['side']}>
            <Day />
            <Alerts />
            <Held />
            <Missed />
            <Screens />
          </aside>
        </div>
      </Show>
    </main>
  );
}

function Figures() {
  const hall = useHall();
  const longest = createMemo(() => Math.floor((hall.view().longestWaitSeconds ?? 0) / 60));
  const figures = () => [
    { n: hall.view().counts.WAITING, word: t('desk.hall.waiting'), bad: false },
    { n: hall.view().counts.CALLED + hall.view().counts.SERVING, word: t('desk.hall.serving'), bad: false },
    { n: hall.view().counts.DONE, word: t('desk.hall.done'), bad: false },
    { n: longest(), word: t('desk.hall.longest'), bad: longest() > 30 },
    { n: hall.view().counts.MISSED, word: t('desk.hall.missed'), bad: false },
  ];
  return (
    <For each={figures()}>
      {(figure) => (
        <span class={css['kpi']} classList={{ [css['bad'] ?? '']: figure.bad }}>
          <span class="num">{count(figure.n)}</span>
          {figure.word}
        </span>
      )}
    </For>
  );
}
