import type { BrowserContext, Page } from '@playwright/test';

interface Heard {
  readonly heard: string[];
}

/**
 * A browser with a Mandarin voice and a loudspeaker, which test browsers have not: what is said is written down, and takes
 * as long as a short word. The board cannot tell the difference.
 */
export async function withVoice(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const heard: string[] = [];
    const voice = { lang: 'zh-CN', localService: true, name: 'test', default: true, voiceURI: 'test' };
    class Utterance {
      onstart: (() => void) | null = null;
      onend: (() => void) | null = null;
      onerror: (() => void) | null = null;
      voice: unknown = null;
      lang = '';
      rate = 1;
      constructor(readonly text: string) {}
    }
    const speech = Object.assign(new EventTarget(), {
      getVoices: () => [voice],
      cancel: () => undefined,
      speak(utterance: Utterance) {
        heard.push(utterance.text);
        setTimeout(() => {
          utterance.onstart?.();
          setTimeout(() => utterance.onend?.(), 20);
        }, 20);
      },
    });
    class Sound extends EventTarget {
      readonly state = 'running';
      readonly destination = {};
      get currentTime(): number {
        return performance.now() / 1000;
      }
      resume = (): Promise<void> => Promise.resolve();
      close = (): Promise<void> => Promise.resolve();
    }
    const quiet = (): undefined => undefined;
    class Tone {
      readonly gain = { setValueAtTime: quiet, linearRampToValueAtTime: quiet, exponentialRampToValueAtTime: quiet };
      connect = (next: unknown): unknown => next;
      start = quiet;
      stop = quiet;
    }
    const put = (name: string, value: unknown): unknown => Object.defineProperty(globalThis, name, { value, configurable: true });
    put('speechSynthesis', speech);
    put('SpeechSynthesisUtterance', Utterance);
    put('AudioContext', Sound);
    put('OscillatorNode', Tone);
    put('GainNode', Tone);
    put('heard', heard);
  });
}

/** Every sentence that the page has spoken, in order. */
export function heardOn(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as Heard).heard);
}
