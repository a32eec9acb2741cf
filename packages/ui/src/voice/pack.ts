import type { VoiceLanguage } from '@one-window/domain/voice';
import { splitPack } from '@one-window/domain/voice-pack';
import { until } from './until.ts';
import type { Utterance } from './wording.ts';

/** A word in a sound: where it begins and how long it is, in seconds. */
export interface Clip {
  readonly sound: AudioBuffer;
  readonly start: number;
  readonly length: number;
}
/** Words by their name in a pack, `zh/零`. */
export type Clips = ReadonlyMap<string, Clip>;

/** Between two words, and for a comma. Speech joined from words is slower than a voice, not jerky. */
const JOIN_S = 0.02;
const COMMA_S = 0.22;

/** The pre-rendered voice that every board carries: one sound a language with all words in a row. */
export async function builtinClips(audio: AudioContext, language: VoiceLanguage): Promise<Clips> {
  const [words, sound] = await Promise.all([
    ok(`/voice/${language}.json`).then((r) => r.json() as Promise<Record<string, [number, number]>>),
    ok(`/voice/${language}.mp3`).then((r) => r.arrayBuffer()),
  ]);
  const decoded = await audio.decodeAudioData(sound);
  return new Map(Object.entries(words).map(([word, [start, length]]) => [`${language}/${word}`, { sound: decoded, start, length }]));
}

/** A hall's own recordings. One that this browser cannot decode is left out, as if it had never been recorded. */
export async function ownClips(audio: AudioContext, file: ArrayBuffer): Promise<Clips> {
  const clips = new Map<string, Clip>();
  for (const [name, bytes] of splitPack(new Uint8Array(file)) ?? []) {
    // a copy: decoding takes its bytes away
    const sound = await audio.decodeAudioData(bytes.slice().buffer).catch(() => null);
    if (sound) clips.set(name, heard(sound));
  }
  if (clips.size === 0) throw new Error('nothing in these recordings can be heard');
  return clips;
}

/** −40 dBFS: below it lies the silence before and after a word, which would make speech halting. */
const QUIET = 0.01;
const MARGIN_S = 0.02;

function heard(sound: AudioBuffer): Clip {
  const channels = Array.from({ length: sound.numberOfChannels }, (_, i) => sound.getChannelData(i));
  const loud = (at: number): boolean => channels.some((channel) => Math.abs(channel[at] ?? 0) > QUIET);
  let [first, last] = [0, sound.length - 1];
  while (first < last && !loud(first)) first += 1;
  while (last > first && !loud(last)) last -= 1;
  const start = Math.max(0, first / sound.sampleRate - MARGIN_S);
  return { sound, start, length: Math.min(sound.duration, last / sound.sampleRate + MARGIN_S) - start };
}

/** Says it word by word at a pace (1 = as recorded); resolves when it is said. */
export async function sayClips(audio: AudioContext, { language, words }: Utterance, clips: Clips, pace: number): Promise<void> {
  let at = audio.currentTime + 0.03;
  for (const word of words) {
    const clip = clips.get(`${language}/${word}`);
    if (clip) {
      const source = new AudioBufferSourceNode(audio, { buffer: clip.sound, playbackRate: pace });
      source.connect(audio.destination);
      source.start(at, clip.start, clip.length);
    }
    at += (clip ? clip.length + JOIN_S : COMMA_S) / pace;
  }
  await until(audio, at);
}

async function ok(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}
