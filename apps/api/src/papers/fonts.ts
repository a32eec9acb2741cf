import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { create, type Font } from 'fontkit';

const require = createRequire(import.meta.url);

/** 宋体 for statutory papers; its plane 2 has 217 characters of names. */
const files = {
  text: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  strong: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  /** 1,400 rare characters more, 𠮷 among them. Opened only where one is asked for. */
  rare: '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff',
} as const;
export type Face = 'text' | 'strong';
type FileName = keyof typeof files;

const opened = new Map<FileName, Font>();

/** Parsed once in the life of a worker: it takes longer than drawing a page. */
export function fontOf(name: FileName): Font {
  let font = opened.get(name);
  if (!font) {
    const bytes = readFileSync(require.resolve(files[name]));
    font = create(name === 'rare' ? unpackedWoff(bytes) : bytes) as Font;
    opened.set(name, font);
  }
  return font;
}

export interface Run {
  readonly font: FileName;
  readonly text: string;
}

/**
 * The text in parts that one font can draw. What no font has is written as its code in brackets and told to the caller: a
 * paper never shows an empty place or a box where somebody's name should be.
 */
export function runsOf(text: string, face: Face, undrawn: Set<string>): Run[] {
  const runs: Run[] = [];
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    const font = fontOf(face).hasGlyphForCodePoint(code) ? face : fontOf('rare').hasGlyphForCodePoint(code) ? 'rare' : null;
    if (font === null) undrawn.add(sign);
    const part: Run = font === null ? { font: face, text: `〔U+${code.toString(16).toUpperCase()}〕` } : { font, text: sign };
    const last = runs.at(-1);
    if (last?.font === part.font) runs[runs.length - 1] = { font: last.font, text: last.text + part.text };
    else runs.push(part);
  }
  return runs;
}

export function widthOf(runs: readonly Run[], size: number): number {
  let width = 0;
  for (const { font, text } of runs) {
    const { unitsPerEm } = fontOf(font);
    for (const sign of text) width += (fontOf(font).glyphForCodePoint(sign.codePointAt(0)!).advanceWidth * size) / unitsPerEm;
  }
  return width;
}

/** WOFF is the same tables, each deflated: read that way every glyph would unpack the whole table again, 8 s a page. */
function unpackedWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + count * 16);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const parts: Buffer[] = [head];
  let offset = head.length;
  for (let i = 0; i < count; i += 1) {
    const at = 44 + i * 20;
    const [from, packed, length] = [4, 8, 12].map((n) => woff.readUInt32BE(at + n)) as [number, number, number];
    const raw = woff.subarray(from, from + packed);
    const table = packed < length ? inflateSync(raw) : raw;
    woff.copy(head, 12 + i * 16, at, at + 4);
    woff.copy(head, 16 + i * 16, at + 16, at + 20);
    head.writeUInt32BE(offset, 20 + i * 16);
    head.writeUInt32BE(length, 24 + i * 16);
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    parts.push(table, padding);
    offset += length + padding.length;
  }
  return Buffer.concat(parts);
}
