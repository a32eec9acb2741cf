import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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
  decodeAudioData = (): Promise<object> => Promise.resolve({});
}
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
  override start = (): void => void log.push('clip');
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

function speaker(): Speaker {
  return createRoot((end) => {
    dispose = end;
    const made = createSpeaker({ english: false, yao: false });
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
