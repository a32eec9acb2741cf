import { languagesOf, voiceOrder, type HallVoice, type Voice, type VoiceLanguage } from '@one-window/domain/voice';
import type { ScreenSound } from '@one-window/domain/views';
import { browserVoice, sayByBrowser } from './browser-voice.ts';
import { builtinClips, ownClips, sayClips, type Clips } from './pack.ts';
import { utterances, type Spoken, type Utterance } from './wording.ts';

export interface Player {
  /** From now on the next call is said so. Resolves when what it needs is there or cannot be had. */
  use(voice: HallVoice): Promise<void>;
  /** Says a call once in each language; rejects where no voice can. */
  say(call: Spoken): Promise<void>;
  stop(): void;
}

interface PlayerDeps {
  readonly audio: AudioContext;
  readonly ownPack: (digest: string) => Promise<ArrayBuffer>;
  /** Which voice speaks now: the one that is set, or who speaks in its place. */
  readonly onSpeaks: (sound: ScreenSound) => void;
}

const sounds: Readonly<Record<Voice, ScreenSound>> = { browser: 'on', builtin: 'pack', own: 'own' };

/**
 * Says calls by the voice that a hall has set. What fails darkens nothing: the next voice says the sentence, and what failed
 * is tried again with the next call.
 */
export function createPlayer({ audio, ownPack, onSpeaks }: PlayerDeps, first: HallVoice): Player {
  let voice = first;
  /** The browser lists a voice that stays silent. */
  let mute = false;
  let builtinReady = false;
  let own: { readonly digest: string; readonly clips: Clips | null; readonly loading: Promise<void> | null } | null = null;
  const builtins = new Map<VoiceLanguage, Promise<Clips>>();

  const tell = (): void => {
    const [language = 'zh'] = languagesOf(voice.languages);
    const can: Readonly<Record<Voice, boolean>> = {
      browser: !mute && browserVoice(language) !== null,
      builtin: builtinReady,
      own: [...(own?.clips?.keys() ?? [])].some((name) => name.startsWith(language)),
    };
    const who = voiceOrder[voice.speaks].find((one) => can[one]);
    onSpeaks(who ? sounds[who] : 'off');
  };

  /** Fetched when first needed, then kept; a failed fetch is tried again with the next call. */
  function builtin(language: VoiceLanguage): Promise<Clips> {
    const known = builtins.get(language);
    if (known) return known;
    const loading = builtinClips(audio, language);
    builtins.set(language, loading);
    const settle = (ready: boolean): void => {
      if (!ready) builtins.delete(language);
      builtinReady = ready;
      tell();
    };
    loading.then(
      () => settle(true),
      () => settle(false),
    );
    return loading;
  }

  function loadOwn(digest: string): void {
    const settle = (clips: Clips | null): void => {
      // another pack was set meanwhile
      if (own?.digest !== digest) return;
      own = { digest, clips, loading: null };
      tell();
    };
    const loading = ownPack(digest)
      .then((file) => ownClips(audio, file))
      .then(settle, () => settle(null));
    own = { digest, clips: null, loading };
  }

  async function use(next: HallVoice): Promise<void> {
    voice = next;
    const digest = next.speaks === 'own' ? next.pack : null;
    if (digest === null) own = null;
    else if (own?.digest !== digest) loadOwn(digest);
    // who may have to speak in another's place is there before it is needed
    const needed = languagesOf(next.languages).filter((language) => next.speaks !== 'browser' || mute || !browserVoice(language));
    const loads = needed.map(builtin);
    tell();
    await Promise.allSettled([own?.loading, ...loads]);
  }

  /** How each voice says a sentence; false = it cannot. */
  const by: Readonly<Record<Voice, (utterance: Utterance) => Promise<boolean>>> = {
    async browser(utterance) {
      const found = mute ? null : browserVoice(utterance.language);
      if (!found) return false;
      try {
        await sayByBrowser(utterance, found, voice.speed / 100);
        return true;
      } catch {
        mute = true;
        tell();
        return false;
      }
    },
    async builtin(utterance) {
      await sayClips(audio, utterance, await builtin(utterance.language), voice.speed / 100);
      return true;
    },
    async own(utterance) {
      // nobody waits for it, nor for one that failed: it is fetched beside
      if (!own?.clips) {
        if (own && !own.loading) loadOwn(own.digest);
        return false;
      }
      const { clips } = own;
      const lacks = utterance.words.some((word) => word !== ',' && !clips.has(`${utterance.language}/${word}`));
      const all = lacks ? new Map([...(await builtin(utterance.language)), ...clips]) : clips;
      await sayClips(audio, utterance, all, voice.speed / 100);
      return true;
    },
  };

  async function sentence(utterance: Utterance): Promise<void> {
    for (const one of voiceOrder[voice.speaks]) if (await by[one](utterance).catch(() => false)) return;
    throw new Error('no voice can say it');
  }

  const changed = (): void => {
    mute = false;
    void use(voice);
  };
  const synthesis = 'speechSynthesis' in globalThis ? speechSynthesis : null;
  // browsers find their voices some time after the page began
  synthesis?.addEventListener('voiceschanged', changed);
  void use(first);
  return {
    use,
    async say(call) {
      for (const utterance of utterances(call, { languages: languagesOf(voice.languages), yao: voice.yao })) await sentence(utterance);
    },
    stop: () => synthesis?.removeEventListener('voiceschanged', changed),
  };
}
