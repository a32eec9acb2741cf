import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipNames, clipOf, lackingIn, languagesOf, spokenOrders, voiceOrder, voices, voiceWords } from './voice.ts';
import { joinPack, splitPack } from './voice-pack.ts';

test('a recording is known by its name: folder or prefix, word, figure or letter; every other name is none', () => {
  expect(['zh/零.wav', 'zh-零.mp3', '张三的录音/zh_0.WAV', 'zh\\号窗口.wav'].map(clipOf)).toEqual(['zh/零', 'zh/零', 'zh/零', 'zh/号窗口']);
  expect(['en/a.mp3', 'en-zero.wav', 'EN-0.wav', 'en-9.wav', 'zh-9.wav'].map(clipOf)).toEqual([
    'en/A',
    'en/zero',
    'en/zero',
    'en/nine',
    'zh/九',
  ]);
  for (const name of [
    '零.wav',
    'zh-零.ogg',
    'zh-十二.wav',
    'en-零.wav',
    'fr-a.wav',
    'zh-.wav',
    'xzh-零.wav',
    '../../etc/passwd',
    'zh-零.wav.exe',
  ])
    expect(clipOf(name), name).toBeNull();
  for (const name of clipNames) expect(clipOf(`${name}.wav`)).toBe(name);
});

test('a pack gives back the recordings that went in, whatever their order; the same recordings are the same bytes', () => {
  const clips = fc.array(fc.tuple(fc.constantFrom(...clipNames), fc.uint8Array({ minLength: 1, maxLength: 40 })), { maxLength: 12 });
  fc.assert(
    fc.property(clips, (list) => {
      const map = new Map(list);
      const pack = joinPack(map);
      expect(new Map(splitPack(pack))).toEqual(map);
      expect(joinPack(new Map([...map].reverse()))).toEqual(pack);
    }),
  );
});

test('what is cut, longer, of an unknown name or twice the same is no pack', () => {
  const pack = joinPack(new Map([['zh/零', new Uint8Array([1, 2, 3])]]));
  const withIndex = (index: string): Uint8Array => {
    const text = [...index.replaceAll('零', '\\u96f6').replaceAll('十', '\\u5341').replaceAll('二', '\\u4e8c')].map((sign) =>
      sign.charCodeAt(0),
    );
    return new Uint8Array([0, 0, 0, text.length, ...text, 1, 2, 3]);
  };
  for (const bad of [
    new Uint8Array(),
    pack.slice(0, -1),
    new Uint8Array([...pack, 0]),
    new Uint8Array([255, 255, 255, 255, ...pack]),
    withIndex('[["zh/十二",3]]'),
    withIndex('[["zh/零",1],["zh/零",2]]'),
    withIndex('[["zh/零",-3]]'),
    withIndex('[["zh/零",4]]'),
    withIndex('{"zh/零":3}'),
    withIndex('[['),
  ])
    expect(splitPack(bad)).toBeNull();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => (splitPack(noise)?.size ?? 0) <= clipNames.length));
});

test('what a pack lacks is told word by word, and every voice has one that speaks in its place', () => {
  expect(lackingIn(new Set(clipNames), 'zh')).toEqual([]);
  expect(lackingIn(new Set(clipNames.filter((name) => name !== 'zh/幺')), 'zh')).toEqual(['幺']);
  expect(lackingIn(new Set(), 'en')).toEqual(voiceWords.en);
  for (const voice of voices) {
    expect(voiceOrder[voice][0]).toBe(voice);
    expect(voiceOrder[voice].length).toBeGreaterThan(1);
  }
  expect(spokenOrders.map(languagesOf)).toEqual([['zh'], ['zh', 'en'], ['en', 'zh'], ['en']]);
});
