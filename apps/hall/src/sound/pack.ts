import { until } from './chime.ts';
import type { Utterance } from './wording.ts';

type Language = Utterance['language'];

/** One sound with all words in a row, and where each lies: [start, length] in seconds. */
interface Pack {
  readonly sound: AudioBuffer;
  readonly words: Readonly<Record<string, readonly [number, number]>>;
}

/** Between two words, and for a comma. Speech joined from words is slower than a voice, not jerky. */
const JOIN_S = 0.02;
const COMMA_S = 0.22;

/** The pre-rendered voice: fetched when first needed, then kept. A failed fetch is tried again with the next call. */
export class VoicePack {
  private readonly packs = new Map<Language, Promise<Pack>>();

  constructor(private readonly audio: AudioContext) {}

  load(language: Language): Promise<Pack> {
    const known = this.packs.get(language);
    if (known) return known;
    const loading = fetchPack(this.audio, language);
    loading.catch(() => this.packs.delete(language));
    this.packs.set(language, loading);
    return loading;
  }

  /** Says it word by word; resolves when it is said. */
  async say(utterance: Utterance): Promise<void> {
    const { sound, words } = await this.load(utterance.language);
    let at = this.audio.currentTime + 0.03;
    for (const word of utterance.words) {
      const clip = words[word];
      if (clip) {
        const source = new AudioBufferSourceNode(this.audio, { buffer: sound });
        source.connect(this.audio.destination);
        source.start(at, clip[0], clip[1]);
      }
      at += clip ? clip[1] + JOIN_S : COMMA_S;
    }
    await until(this.audio, at);
  }
}

async function fetchPack(audio: AudioContext, language: Language): Promise<Pack> {
  const [words, sound] = await Promise.all([
    ok(`/voice/${language}.json`).then((r) => r.json()),
    ok(`/voice/${language}.mp3`).then((r) => r.arrayBuffer()),
  ]);
  return { words, sound: await audio.decodeAudioData(sound) };
}

async function ok(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}
