import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { voiceWords, type VoiceLanguage } from '@one-window/domain/voice';
import { enNumber, utterances, zhNumber, type Spoken } from '@one-window/ui/voice/wording';

const quiet = { languages: ['zh'], yao: false } as const;
const both = { languages: ['zh', 'en'], yao: false } as const;

function clips(language: 'zh' | 'en'): Set<string> {
  const index = `${import.meta.dirname}/../../public/voice/${language}.json`;
  return new Set([',', ...Object.keys(JSON.parse(readFileSync(index, 'utf8')) as Record<string, unknown>)]);
}

test.each<[Spoken, string]>([
  [{ number: 'A0086', window: '5', calls: 1 }, '请 A 零零八六号，到五号窗口。'],
  [{ number: 'C0112', window: '12', calls: 2 }, '再请 C 零一一二号，到十二号窗口。'],
  [{ number: 'AB0007', window: '20', calls: 3 }, '再请 A B 零零零七号，到二十号窗口。'],
  [{ number: '0100', window: '105', calls: 1 }, '请 零一零零号，到一百零五号窗口。'],
  [{ number: 'D0001', window: 'B3', calls: 1 }, '请 D 零零零一号，到B 三号窗口。'],
])('a call of %o is said as it is in the halls', (call, sentence) => {
  expect(utterances(call, quiet)[0]?.text).toBe(sentence);
});

test('English follows Mandarin where it is on', () => {
  expect(utterances({ number: 'A0086', window: '5', calls: 1 }, both).map((u) => u.text)).toEqual([
    '请 A 零零八六号，到五号窗口。',
    'Number A, zero, zero, eight, six: window five.',
  ]);
  expect(utterances({ number: 'A0086', window: '21', calls: 2 }, both)[1]?.text).toBe(
    'Again, number A, zero, zero, eight, six: window twenty one.',
  );
});

test('a hall may have English first, or alone', () => {
  const said = (languages: readonly VoiceLanguage[]) =>
    utterances({ number: 'A0086', window: '5', calls: 1 }, { languages, yao: false }).map((u) => u.language);
  expect([said(['en', 'zh']), said(['en'])]).toEqual([['en', 'zh'], ['en']]);
});

test('幺 is said in ticket numbers only', () => {
  expect(utterances({ number: 'C0112', window: '11', calls: 1 }, { languages: ['zh'], yao: true })[0]?.text).toBe(
    '请 C 零幺幺二号，到十一号窗口。',
  );
});

const anyCall = fc.record({
  number: fc
    .tuple(fc.stringMatching(/^[A-Z]{0,2}$/), fc.integer({ min: 0, max: 9999 }))
    .map(([prefix, n]) => prefix + String(n).padStart(4, '0')),
  window: fc.oneof(fc.integer({ min: 1, max: 999 }).map(String), fc.stringMatching(/^[A-Z]?[0-9]{1,5}$/)),
  calls: fc.integer({ min: 1, max: 3 }),
});

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

test('the voice pack has a clip for every word of every call: all letters, digits, windows, recalls', () => {
  const numbers = [...letters.map((letter) => `${letter}0123`), 'AB4567', 'Z0089', '0123'];
  const windows = [...Array.from({ length: 999 }, (_, i) => String(i + 1)), ...letters.map((letter) => `${letter}10`), '007', '12345'];
  const calls: Spoken[] = [
    ...numbers.flatMap((number) => [1, 2, 3].map((n) => ({ number, window: '5', calls: n }))),
    ...windows.map((window) => ({ number: 'A0001', window, calls: 1 })),
  ];
  const said = { zh: new Set<string>(), en: new Set<string>() };
  for (const call of calls)
    for (const yao of [false, true])
      for (const u of utterances(call, { languages: ['zh', 'en'], yao })) for (const w of u.words) said[u.language].add(w);
  for (const language of ['zh', 'en'] as const) {
    const have = clips(language);
    expect([...said[language]].filter((word) => !have.has(word))).toEqual([]);
    // and nothing is carried to every screen that no call can say
    expect([...have].filter((word) => !said[language].has(word))).toEqual([]);
    // what a hall may record itself is the same list
    expect([...have].filter((word) => word !== ',').sort()).toEqual([...voiceWords[language]].sort());
  }
});

test.each(['zh', 'en'] as const)('the clips of %s lie in its sound, one after another, with silence between', (language) => {
  const at = (kind: string): Buffer => readFileSync(`${import.meta.dirname}/../../public/voice/${language}.${kind}`);
  const index = Object.entries(JSON.parse(at('json').toString()) as Record<string, [number, number]>);
  // constant 32 kbit/s: the file's size is its length
  const seconds = (at('mp3').length * 8) / 32_000;
  let end = 0;
  for (const [word, [start, length]] of index) {
    expect(start, word).toBeGreaterThanOrEqual(end);
    expect(length, word).toBeGreaterThan(0.15);
    end = start + length + 0.1;
  }
  expect(end).toBeLessThanOrEqual(seconds);
});

test('no call that a hall can make needs a word beyond those', () => {
  const have = { zh: clips('zh'), en: clips('en') };
  fc.assert(
    fc.property(anyCall, fc.boolean(), (call, yao) => {
      for (const u of utterances(call, { languages: ['zh', 'en'], yao }))
        expect(u.words.filter((word) => !have[u.language].has(word))).toEqual([]);
    }),
  );
});

test('every digit of a number is said, in order', () => {
  fc.assert(
    fc.property(anyCall, (call) => {
      const words = utterances(call, quiet)[0]?.words ?? [];
      const said = words
        .slice(1, words.indexOf('号'))
        .map((w) => ('零一二三四五六七八九'.includes(w) ? String('零一二三四五六七八九'.indexOf(w)) : w));
      expect(said.join('')).toBe(call.number);
    }),
  );
});

test('no two windows sound alike', () => {
  const numbers = Array.from({ length: 999 }, (_, i) => i + 1);
  expect(new Set(numbers.map((n) => zhNumber(n).join(''))).size).toBe(999);
  expect(new Set(numbers.map((n) => enNumber(n).join(' '))).size).toBe(999);
});
