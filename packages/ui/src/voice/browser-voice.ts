import type { Utterance } from './wording.ts';

const tags = { zh: /^(cmn.*|zh([-_](CN|SG|TW|Hans.*))?)$/i, en: /^en/i } as const;
/** A voice that has not begun by then is no voice: some browsers list voices and stay silent. */
const START_MS = 2_500;
const LONGEST_MS = 20_000;

/** The browser's voice for a language, if it has one on the device (a voice over the network fails when it is needed). */
export function browserVoice(language: Utterance['language']): SpeechSynthesisVoice | null {
  if (!('speechSynthesis' in globalThis)) return null;
  const voices = speechSynthesis.getVoices().filter((voice) => tags[language].test(voice.lang));
  return voices.find((voice) => voice.localService) ?? null;
}

/** Says it with the browser's voice; rejects when nothing is heard. */
export function sayByBrowser(utterance: Utterance, voice: SpeechSynthesisVoice, pace: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const speech = new SpeechSynthesisUtterance(utterance.text);
    speech.voice = voice;
    speech.lang = voice.lang;
    // a hall is loud and many are old: a little slower than a phone speaks
    speech.rate = 0.9 * pace;
    const fail = (): void => {
      speechSynthesis.cancel();
      reject(new Error('the voice is silent'));
    };
    let timer = setTimeout(fail, START_MS);
    speech.onstart = () => {
      clearTimeout(timer);
      timer = setTimeout(fail, LONGEST_MS);
    };
    speech.onend = () => {
      clearTimeout(timer);
      resolve();
    };
    speech.onerror = () => {
      clearTimeout(timer);
      fail();
    };
    speechSynthesis.speak(speech);
  });
}
