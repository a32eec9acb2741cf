import { createSignal, onCleanup, untrack, type Accessor } from 'solid-js';
import type { HallPublicView, PublicCall } from '@one-window/domain/views';
import { hear, nextToSay, nothingHeard, type Announcements } from './announcements.ts';
import { browserVoice, sayByBrowser } from './browser-voice.ts';
import { chime } from './chime.ts';
import { VoicePack } from './pack.ts';
import { utterances, type Utterance, type WordingOptions } from './wording.ts';

/** `blocked`: the browser wants a touch before it lets a page sound. */
export type Sound = 'on' | 'pack' | 'off' | 'blocked';

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

/** Says each new call once per screen, one after the other: chime, speech, speech again. */
export function createSpeaker(options: WordingOptions): Speaker {
  const audio = new AudioContext();
  const pack = new VoicePack(audio);
  const [running, setRunning] = createSignal(audio.state === 'running');
  const [voice, setVoice] = createSignal(browserVoice('zh'));
  const [packReady, setPackReady] = createSignal<boolean | null>(null);
  const [spoken, setSpoken] = createSignal(0);
  let heard: Announcements = nothingHeard;
  let speaking = false;

  const loadPack = (): void =>
    void pack.load('zh').then(
      () => setPackReady(true),
      () => setPackReady(false),
    );
  const sound = (): Sound => {
    if (!running()) return 'blocked';
    if (voice()) return 'on';
    return packReady() ? 'pack' : 'off';
  };
  onCleanup(keepAwake(audio, setRunning));
  onCleanup(watchVoices(() => setVoice(browserVoice('zh'))));
  if (untrack(voice) === null) loadPack();

  async function say(utterance: Utterance): Promise<void> {
    const own = utterance.language === 'zh' ? voice() : browserVoice(utterance.language);
    if (own) {
      try {
        return await sayByBrowser(utterance, own);
      } catch {
        // a voice that is listed and silent: the pack speaks from now on
        setVoice(null);
      }
    }
    await pack.say(utterance).then(() => setPackReady(true));
  }

  async function announce(call: PublicCall, times: 1 | 2): Promise<void> {
    await chime(audio);
    await pause(AFTER_CHIME_MS);
    for (let round = 1; round <= times; round += 1) {
      if (round > 1) await pause(BETWEEN_MS);
      for (const utterance of utterances(call, options)) await say(utterance);
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
      await announce(next.call, next.times).catch(() => setPackReady(false));
      await pause(AFTER_CALL_MS);
    }
    speaking = false;
  }

  return {
    sound,
    spoken,
    hear(view) {
      if (heard.day !== null && heard.day !== view.businessDate) setSpoken(0);
      heard = hear(heard, view);
      const { fresh } = heard;
      if (view.hall.silent) heard = { ...heard, waiting: [] };
      void speakAll();
      return fresh;
    },
  };
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

/** Browsers find their voices some time after the page began. */
function watchVoices(update: () => void): () => void {
  if (!('speechSynthesis' in globalThis)) return () => {};
  speechSynthesis.addEventListener('voiceschanged', update);
  return () => speechSynthesis.removeEventListener('voiceschanged', update);
}
