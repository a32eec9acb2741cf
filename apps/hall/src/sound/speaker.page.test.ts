import { createRoot } from 'solid-js';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { HallVoice } from '@one-window/domain/voice';
import { joinPack } from '@one-window/domain/voice-pack';
import { busyHall } from '../fixtures.ts';
import { createSpeaker, type Speaker } from './speaker.ts';

/** What the browser did, in order: the browser's own parts are played here, the speaker is the real one. */
let log: string[];
let speaking: number;
let overlap: boolean;
let voiceWorks: boolean;
let dispose = (): void => {};

class Audio extends EventTarget {
  static start: AudioContextState = 'running';
  state = Audio.start;
  destination = {};
  get currentTime(): number {
    return performance.now() / 1000;
  }
  resume = (): Promise<void> => Promise.resolve();
  close = (): Promise<void> => Promise.resolve();
  decodeAudioData = (bytes: ArrayBuffer): Promise<object> =>
    bytes.byteLength === 1 ? Promise.reject(new Error('no sound')) : Promise.resolve(sound(bytes.byteLength));
}
/** Half a second at 10 Hz, loud from the first sample to the last; told apart by its size. */
const sound = (size: number): object => ({
  size,
  numberOfChannels: 1,
  length: 5,
  sampleRate: 10,
  duration: 0.5,
  getChannelData: () => [1, 1, 1, 1, 1],
});
class Part {
  gain = { setValueAtTime: () => {}, linearRampToValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} };
  connect = (next: unknown): unknown => next;
  start = (): void => {};
  stop = (): void => {};
}
class Tone extends Part {
  constructor(_audio: unknown, options: { frequency?: number }) {
    super();
    if (options.frequency === 784) log.push('chime');
  }
}
class Clip extends Part {
  constructor(_audio: unknown, { buffer, playbackRate }: { buffer: { size: number }; playbackRate: number }) {
    super();
    this.start = () => void log.push(buffer.size === 7 ? `own clip at ${playbackRate}` : 'clip');
  }
}
class Utterance {
  onstart = (): void => {};
  onend = (): void => {};
  onerror = (): void => {};
  constructor(readonly text: string) {}
}
const synthesis = Object.assign(new EventTarget(), {
  getVoices: () => [{ lang: 'zh-CN', localService: true }],
  cancel: () => {},
  speak(utterance: Utterance) {
    if (!voiceWorks) return;
    overlap ||= speaking > 0;
    speaking += 1;
    log.push(utterance.text);
    utterance.onstart();
    setTimeout(() => {
      speaking -= 1;
      utterance.onend();
    }, 3_000);
  },
});

beforeEach(() => {
  [log, speaking, overlap, voiceWorks] = [[], 0, false, true];
  Audio.start = 'running';
  vi.useFakeTimers();
  vi.stubGlobal('AudioContext', Audio);
  vi.stubGlobal('OscillatorNode', Tone);
  vi.stubGlobal('GainNode', Part);
  vi.stubGlobal('AudioBufferSourceNode', Clip);
  vi.stubGlobal('SpeechSynthesisUtterance', Utterance);
  vi.stubGlobal('speechSynthesis', synthesis);
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"请":[0,0.5]}')));
});
afterEach(() => {
  dispose();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Before the clock stands still: it comes as a file of its own. */
beforeAll(async () => {
  await import('@one-window/ui/voice/player');
});

const usual: HallVoice = { speaks: 'browser', languages: 'zh', speed: 100, yao: false, pack: null };

function speaker(): Speaker {
  return createRoot((end) => {
    dispose = end;
    const made = createSpeaker(usual);
    made.hear({ ...busyHall, calls: [] });
    return made;
  });
}
const twoCalls = {
  ...busyHall,
  calls: busyHall.calls.slice(0, 2).map((call) => ({ ...call, calls: 1, state: 'CALLED' as const, calledAt: busyHall.asOf })),
};

test('two calls at once are said one after the other, each with its chime and twice, and are told as spoken', async () => {
  const made = speaker();
  await vi.advanceTimersByTimeAsync(0);
  expect(made.sound()).toBe('on');
  expect(made.hear(twoCalls).map((call) => call.number)).toEqual(['B0031', 'A0086']);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(made.spoken()).toBe(85);
  await vi.advanceTimersByTimeAsync(20_000);
  const [b, a] = ['请 B 零零三一号，到九号窗口。', '请 A 零零八六号，到五号窗口。'];
  expect(log).toEqual(['chime', b, b, 'chime', a, a]);
  expect(overlap).toBe(false);
  expect(made.spoken()).toBe(86);
});

test('in a silent hall nothing sounds, and what was called there is not said when it gets its voice back', async () => {
  const made = speaker();
  expect(made.hear({ ...twoCalls, hall: { ...twoCalls.hall, silent: true } })).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(10_000);
  made.hear(twoCalls);
  await vi.advanceTimersByTimeAsync(30_000);
  expect([log, made.spoken()]).toEqual([[], 0]);
});

test('the same view again says nothing again', async () => {
  const made = speaker();
  made.hear(twoCalls);
  made.hear({ ...twoCalls, asOf: `${twoCalls.asOf.slice(0, -1)}9Z` });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(log.filter((entry) => entry === 'chime')).toHaveLength(2);
});

test('a browser that waits for a touch is told as blocked, and what it missed is not said late', async () => {
  Audio.start = 'suspended';
  const made = speaker();
  expect(made.sound()).toBe('blocked');
  made.hear(twoCalls);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(log).toEqual([]);
  expect(made.spoken()).toBe(0);
});

test('a voice that is listed and stays silent is replaced by the voice pack', async () => {
  voiceWorks = false;
  const made = speaker();
  made.hear(twoCalls);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(log).toContain('clip');
  expect(made.sound()).toBe('pack');
  expect(made.spoken()).toBe(86);
});

test('without voice and without pack the screen says that it is mute', async () => {
  voiceWorks = false;
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 404 })));
  const made = speaker();
  made.hear(twoCalls);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(made.sound()).toBe('off');
  expect(made.spoken()).toBe(0);
});

const digest = 'd'.repeat(64);
const own = { ...usual, speaks: 'own', speed: 80, pack: digest } as const;
/** Seven bytes are a sound of the hall's own, one byte is none that a browser could decode. */
const recorded = (words: string, bytes = 7) => joinPack(new Map([...words].map((word) => [`zh/${word}`, new Uint8Array(bytes)])));
const serve = (pack: Uint8Array<ArrayBuffer> | null): void =>
  void vi.stubGlobal('fetch', (url: string) => {
    if (!url.startsWith('/api/')) return Promise.resolve(new Response('{"请":[0,0.5],"到":[0.5,0.5]}'));
    expect(url).toBe(`/api/voice-packs/${digest}`);
    return Promise.resolve(pack ? new Response(pack) : new Response(null, { status: 503 }));
  });
const oneCall = { ...twoCalls, calls: twoCalls.calls.slice(0, 1) };

test('a hall that sets its own recordings is heard in them without a reload, at its pace; what they lack the built-in voice says', async () => {
  serve(recorded('请零八六'));
  const made = speaker();
  made.hear({ ...busyHall, calls: [], voice: own });
  await vi.advanceTimersByTimeAsync(0);
  expect(made.sound()).toBe('own');
  made.hear({ ...oneCall, voice: own });
  await vi.advanceTimersByTimeAsync(30_000);
  // 请 零零八六 of its own, 到 built in, twice; nothing else is in either pack
  const once = [...Array.from({ length: 5 }, () => 'own clip at 0.8'), 'clip'];
  expect(log).toEqual(['chime', ...once, ...once]);
  expect(made.spoken()).toBe(86);
});

test.each([
  ['is not to be had', null],
  ['is no pack', new Uint8Array([1, 2, 3])],
  ['holds nothing that this browser can decode', recorded('请零八六', 1)],
])('a pack that %s leaves no hall without a voice: the built-in one speaks, and the screen says so', async (_what, pack) => {
  serve(pack);
  const made = speaker();
  made.hear({ ...busyHall, calls: [], voice: own });
  await vi.advanceTimersByTimeAsync(0);
  expect(made.sound()).toBe('pack');
  made.hear({ ...oneCall, voice: own });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(log).toEqual(['chime', 'clip', 'clip', 'clip', 'clip']);
  expect([made.sound(), made.spoken()]).toEqual(['pack', 86]);
  // it comes back by itself with a later call
  serve(recorded('请零八六'));
  made.hear({ ...oneCall, voice: own, calls: oneCall.calls.map((call) => ({ ...call, callSeq: 87, calls: 2 })) });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(made.sound()).toBe('own');
});
