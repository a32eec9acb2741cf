import { createEffect, createMemo, createSignal, onCleanup, untrack, type JSX } from 'solid-js';
import { boardView, type BoardRow } from '@one-window/domain/boards';
import { localTime } from '@one-window/domain/time';
import type { HallPublicView } from '@one-window/domain/views';
import type { HallVoice } from '@one-window/domain/voice';
import { createLive, type LiveState } from '@one-window/ui/live';
import { createDevice, toPairing } from '../device.ts';
import { createSpeaker } from '../sound/speaker.ts';
import { Stage } from '../stage.tsx';
import { litMs, takeTurns, type Turn } from './band.ts';
import { Board, windowOf, type Link } from './Board.tsx';
import { drift, isNight, mayReload } from './night.ts';
import { makeReporter } from './report.ts';

interface BoardScreenProps {
  readonly both: boolean;
  /** Of a hall that has set none. */
  readonly voice: HallVoice;
  /** Development pictures only: so many of the newest calls are lit from the start. */
  readonly litInPicture: number | null;
}

const links: Readonly<Record<LiveState, Link>> = {
  loading: 'connecting',
  live: 'live',
  stale: 'stale',
  error: 'unreachable',
  denied: 'unreachable',
};
const TICK_MS = 500;

/** The board with everything that moves it: the live view, one clock, the voice, and the report of what was shown. */
export function BoardScreen(props: BoardScreenProps): JSX.Element {
  const { device, failed } = createDevice('board');
  const speaker = createSpeaker(untrack(() => props.voice));
  const [turns, setTurns] = createSignal<readonly Turn[]>([]);
  const [local, tick] = createTick();

  const [told, setTold] = createSignal<BoardRow | null>(null, { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  /** What this board is for: as it was when it began, until a report's answer says otherwise. */
  const row = (): BoardRow | null => told() ?? device();

  const onView = (whole: HallPublicView, before: HallPublicView | null): void => {
    const own = untrack(row);
    const view = own ? boardView(own, whole) : whole;
    const fresh = before === null && props.litInPicture ? view.calls.slice(0, props.litInPicture).reverse() : speaker.hear(view);
    // a call lights the band at once, not with the next tick
    const at = tick();
    setTurns((now) => takeTurns(now, fresh, view.calls, at, litMs(view)));
  };
  const live = createLive('hall.public', () => device()?.hallId ?? null, { onView });
  const view = createMemo((): HallPublicView | null => {
    const [own, whole] = [row(), live.view()];
    return own && whole && boardView(own, whole);
  });

  createEffect(() => {
    if (live.state() === 'denied') toPairing('revoked');
  });

  const reporter = makeReporter(({ board }) => setTold(board));
  onCleanup(reporter.stop);
  createEffect(() => {
    const shown = view();
    if (!shown) return;
    const sound = speaker.sound();
    const shownSeq = shown.calls.reduce((max, call) => Math.max(max, call.callSeq), 0);
    reporter.report({ shownSeq, spokenSeq: speaker.spoken(), sound: sound === 'blocked' ? 'off' : sound });
  });

  const link = (): Link => (device() === null ? (failed() ? 'unreachable' : 'connecting') : links[live.state()]);
  const minute = (): number => localTime(live.serverNow(), live.view()?.hall.timeZone ?? 'Asia/Shanghai').minute;
  createEffect(() => {
    // only while the server answers: a page that is thrown away while it is gone would not come back
    if (link() === 'live' && mayReload(minute(), local())) location.reload();
  });
  const shift = () => drift(local());

  return (
    <Stage width={1920} height={1080} stripHeight={windowOf(row(), view()) ? 360 : undefined} x={shift().x} y={shift().y}>
      <Board
        row={row()}
        view={view()}
        link={link()}
        asOf={live.asOf()}
        now={Date.parse(live.serverNow())}
        turns={turns()}
        local={local()}
        sound={speaker.sound()}
        both={props.both}
        demo={device()?.demo ?? false}
        night={live.view() !== null && isNight(minute(), live.view()?.opening.plan !== null && live.view()?.opening.none === null)}
      />
    </Stage>
  );
}

/** The page's one clock: milliseconds since it began, twice a second. Everything that turns or ends is told from it. */
function createTick(): readonly [now: () => number, tick: () => number] {
  const [now, setNow] = createSignal(performance.now());
  const tick = (): number => setNow(performance.now());
  const timer = setInterval(tick, TICK_MS);
  onCleanup(() => clearInterval(timer));
  return [now, tick];
}
