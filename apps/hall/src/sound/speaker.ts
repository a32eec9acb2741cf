import { createSignal, onCleanup, type Accessor } from 'solid-js';
import type { HallPublicView, PublicCall, ScreenSound } from '@one-window/domain/views';
import type { HallVoice } from '@one-window/domain/voice';
import type { Player } from '@one-window/ui/voice/player';
import { hear, nextToSay, nothingHeard, type Announcements } from './announcements.ts';
import { chime } from './chime.ts';

/** `blocked`: the browser wants a touch before it lets a page sound. */
export type Sound = ScreenSound | 'blocked';

export interface Speaker {
  readonly sound: Accessor<Sound>;
  /** Highest call that this screen has said. */
  readonly spoken: Accessor<number>;
  /** Takes in a view; gives the calls that are new on this screen. In a silent hall they are shown and not said. */
  hear(view: HallPublicView): readonly PublicCall[];
}

const AFTER_CHIME_MS = 250;
const BETWEEN_MS = 600;
const AFTER_CALL_MS = 900;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Says each new call once per screen, one after the other: chime, speech, speech again. `usual` is the voice of a hall that has set none. */
export function createSpeaker(usual: HallVoice): Speaker {
  const audio = new AudioContext();
  const [running, setRunning] = createSignal(audio.state === 'running');
  const [speaks, setSpeaks] = createSignal<ScreenSound>('on');
  const [spoken, setSpoken] = createSignal(0);
  let heard: Announcements = nothingHeard;
  let speaking = false;
  let voice = usual;
  let loading: Promise<Player> | null = null;

  /** The voices come after the picture: a board has no room for them in its first load. */
  const player = (): Promise<Player> =>
    (loading ??= import('@one-window/ui/voice/player').then(
      ({ createPlayer }) => createPlayer({ audio, ownPack, onSpeaks: setSpeaks }, voice),
      (error: unknown) => {
        loading = null;
        setSpeaks('off');
        throw error;
      },
    ));
  const withPlayer = (act: (player: Player) => void): void => void player().then(act, () => undefined);
  onCleanup(keepAwake(audio, setRunning));
  onCleanup(() => withPlayer((made) => made.stop()));
  withPlayer(() => undefined);

  async function announce(call: PublicCall, times: 1 | 2): Promise<void> {
    await chime(audio);
    await pause(AFTER_CHIME_MS);
    for (let round = 1; round <= times; round += 1) {
      if (round > 1) await pause(BETWEEN_MS);
      await (await player()).say(call);
    }
    setSpoken((before) => Math.max(before, call.callSeq));
  }

  async function speakAll(): Promise<void> {
    if (speaking) return;
    speaking = true;
    for (let next = nextToSay(heard); next; next = nextToSay(heard)) {
      heard = next.rest;
      // what cannot sound is not kept for later: the band shows it now
      if (!running()) continue;
      await announce(next.call, next.times).catch(() => undefined);
      await pause(AFTER_CALL_MS);
    }
    speaking = false;
  }

  return {
    sound: () => (running() ? speaks() : 'blocked'),
    spoken,
    hear(view) {
      if (heard.day !== null && heard.day !== view.businessDate) setSpoken(0);
      const set = view.voice ?? usual;
      if (JSON.stringify(set) !== JSON.stringify(voice)) {
        // taken out of the view's store, which goes on changing
        voice = { ...set };
        withPlayer((made) => void made.use(voice));
      }
      heard = hear(heard, view);
      const { fresh } = heard;
      if (view.hall.silent) heard = { ...heard, waiting: [] };
      void speakAll();
      return fresh;
    },
  };
}

/** A hung fetch is no pack: who speaks in its place does so until then. */
const FETCH_MS = 30_000;

async function ownPack(digest: string): Promise<ArrayBuffer> {
  const response = await fetch(`/api/voice-packs/${digest}`, { signal: AbortSignal.timeout(FETCH_MS) });
  if (!response.ok) throw new Error(`voice pack: ${response.status}`);
  return response.arrayBuffer();
}

/** A page may sound after a touch; a device may put its sound to sleep and is woken by the next one. */
function keepAwake(audio: AudioContext, tell: (running: boolean) => void): () => void {
  const update = (): void => tell(audio.state === 'running');
  const wake = (): void => void audio.resume().then(update, update);
  audio.addEventListener('statechange', update);
  for (const kind of ['pointerdown', 'keydown'] as const) addEventListener(kind, wake);
  wake();
  return () => {
    audio.removeEventListener('statechange', update);
    for (const kind of ['pointerdown', 'keydown'] as const) removeEventListener(kind, wake);
    void audio.close();
  };
}
