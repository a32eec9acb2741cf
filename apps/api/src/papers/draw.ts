import PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import { signatureField, type Strokes } from '@one-window/domain/signatures';
import { compose, settled, titles, type Part, type Sheet, type Value } from './compose.ts';
import type { PaperFacts } from './facts.ts';
import { fontOf, runsOf, widthOf, type Face, type Run } from './fonts.ts';

export const forms = ['a4', 'slip'] as const;
export type PaperForm = (typeof forms)[number];

export interface Drawn {
  readonly bytes: Buffer;
  /** Characters that no font of ours has: they stand on the paper as their codes. */
  readonly undrawn: readonly string[];
}

const mm = 72 / 25.4;
type Pdf = InstanceType<typeof PDFDocument>;

/** A pen that knows where it is on the page, and what it could not draw. */
interface Pen {
  readonly pdf: Pdf;
  readonly left: number;
  readonly width: number;
  readonly undrawn: Set<string>;
  y: number;
  /** Makes room for so much; a page that is full is followed by another. */
  readonly room: (height: number) => void;
}

const lineOf = (size: number): number => size * 1.9;

/** The same facts give the same bytes: no clock, no chance, and the dates in the file are those of the event. */
export async function drawPaper(facts: PaperFacts, form: PaperForm): Promise<Drawn> {
  return form === 'a4' ? drawA4(facts) : drawSlip(facts);
}

function openPdf(facts: PaperFacts, size: [number, number] | 'A4'): { pdf: Pdf; done: Promise<Buffer> } {
  const at = new Date(facts.at);
  const info = {
    Title: titles[facts.kind],
    Author: facts.organ,
    Creator: 'One Window',
    Producer: 'One Window',
    CreationDate: at,
    ModDate: at,
  };
  const font = fontOf('text') as never;
  const pdf = new PDFDocument({ size, margin: 0, font, info, bufferPages: true, autoFirstPage: true, lang: 'zh-CN', displayTitle: true });
  for (const name of ['text', 'strong'] as const) pdf.registerFont(name, fontOf(name) as never);
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
  return { pdf, done };
}

function put(pen: Pen, runs: readonly Run[], x: number, y: number, size: number, spaced = 0): void {
  let at = x;
  for (const run of runs) {
    // registered only where it is needed: a font that is named is written into the file
    if (run.font === 'rare') pen.pdf.registerFont('rare', fontOf('rare') as never);
    const baseline = y + size * 0.88;
    pen.pdf
      .font(run.font)
      .fontSize(size)
      .text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic', characterSpacing: spaced } as never);
    at += widthOf([run], size) + [...run.text].length * spaced;
  }
}

const closing = /^[，。；：、！？）》」』】〕”’%·]$/;
const opening = /[（《「『【〔“‘]$/;

/** Chinese may break anywhere but before a closing sign and after an opening one; a number or a word stays whole. */
function linesOf(pen: Pen, text: string, face: Face, size: number, width: number, indent = 0): Run[][] {
  const words = text.match(/[\w@./:+-]+|\s+|./gsu) ?? [];
  const lines: string[] = [];
  let line = '';
  const fits = (candidate: string): boolean =>
    widthOf(runsOf(candidate, face, pen.undrawn), size) <= width - (lines.length === 0 ? indent : 0);
  for (const word of words) {
    if (word === '\n') {
      lines.push(line);
      line = '';
    } else if (line === '' || fits(line + word) || closing.test(word)) line += word;
    else {
      const last = [...line].at(-1) ?? '';
      const carried = opening.test(line) ? last : '';
      lines.push(line.slice(0, line.length - carried.length));
      line = carried + word.trimStart();
    }
  }
  return [...lines, line].map((one) => runsOf(one, face, pen.undrawn));
}

interface Said {
  readonly face?: Face;
  readonly size?: number;
  readonly align?: 'left' | 'center' | 'right';
  readonly indent?: number;
  readonly spaced?: number;
  readonly line?: number;
}

function say(
  pen: Pen,
  text: string,
  { face = 'text', size = 12, align = 'left', indent = 0, spaced = 0, line = lineOf(size) }: Said = {},
): void {
  for (const [i, runs] of linesOf(pen, text, face, size, pen.width, indent).entries()) {
    pen.room(line);
    const signs = runs.reduce((n, run) => n + [...run.text].length, 0);
    const spare = pen.width - widthOf(runs, size) - signs * spaced;
    const x = pen.left + (align === 'center' ? spare / 2 : align === 'right' ? spare : i === 0 ? indent : 0);
    put(pen, runs, x, pen.y + (line - size) / 2, size, spaced);
    pen.y += line;
  }
}

const qrSize = 25 * mm;

function qr(pen: Pen, link: string, x: number, y: number, size: number): void {
  const { data, size: cells } = encode(link, { ecc: 'M', border: 0 });
  const cell = size / cells;
  for (const [row, line] of data.entries())
    for (const [column, dark] of line.entries()) if (dark) pen.pdf.rect(x + column * cell, y + row * cell, cell, cell);
  pen.pdf.fill('#000');
}

function drawPart(pen: Pen, part: Part): void {
  switch (part.kind) {
    case 'text':
      return say(pen, part.text, { indent: 24 });
    case 'box': {
      const height = 44;
      pen.room(height + 16);
      pen.pdf
        .lineWidth(0.8)
        .rect(pen.left, pen.y + 8, pen.width, height)
        .stroke('#000');
      put(pen, runsOf(part.name, 'text', pen.undrawn), pen.left + 14, pen.y + 8 + (height - 12) / 2, 12);
      const value = runsOf(part.value, 'strong', pen.undrawn);
      put(pen, value, pen.left + pen.width - 14 - widthOf(value, 15), pen.y + 8 + (height - 15) / 2, 15);
      pen.y += height + 16;
      return;
    }
    case 'table':
      return table(pen, part.head, part.rows, part.widths);
    case 'fields':
      return table(pen, null, part.rows, [0.28, 0.72]);
  }
}

/** How wide a signature is drawn; its line is as thick as a pen's. */
const signatureWidth = 62 * mm;
const signatureHeight = (signatureWidth * signatureField.height) / signatureField.width;

function table(pen: Pen, head: readonly string[] | null, rows: readonly (readonly Value[])[], widths: readonly number[]): void {
  pen.y += 8;
  const size = 11;
  const line = size * 1.5;
  const row = (cells: readonly Value[], face: Face): void => {
    const drawn = cells.some((cell) => typeof cell !== 'string') ? signatureHeight : 0;
    const laid = cells.map((cell, i) =>
      linesOf(
        pen,
        typeof cell === 'string' ? cell : cell.beside,
        face,
        size,
        widths[i]! * pen.width - 14 - (drawn && i ? signatureWidth : 0),
      ),
    );
    const height = Math.max(drawn, Math.max(...laid.map((lines) => lines.length)) * line) + 10;
    pen.room(height);
    let x = pen.left;
    for (const [i, lines] of laid.entries()) {
      const width = widths[i]! * pen.width;
      pen.pdf.lineWidth(0.6).rect(x, pen.y, width, height).stroke('#000');
      const cell = cells[i]!;
      const from = typeof cell === 'string' ? 7 : 7 + signatureWidth;
      if (typeof cell !== 'string') handwriting(pen, cell.strokes, x + 5, pen.y + 5);
      for (const [n, runs] of lines.entries()) put(pen, runs, x + from, pen.y + 5 + n * line + (line - size) / 2, size);
      x += width;
    }
    pen.y += height;
  };
  if (head) row(head, 'strong');
  for (const cells of rows) row(cells, 'text');
  pen.y += 10;
}

/** Strokes as they were drawn, as lines: the same points, the same bytes. A point alone is a dot. */
function handwriting(pen: Pen, strokes: Strokes, left: number, top: number): void {
  const scale = signatureWidth / signatureField.width;
  const at = (stroke: readonly number[], i: number): [number, number] => [left + stroke[i]! * scale, top + stroke[i + 1]! * scale];
  pen.pdf.lineWidth(1.1).lineCap('round').lineJoin('round');
  for (const stroke of strokes) {
    const [x, y] = at(stroke, 0);
    pen.pdf.moveTo(x, y);
    if (stroke.length === 2) pen.pdf.lineTo(x + 0.01, y);
    for (let i = 2; i < stroke.length; i += 2) pen.pdf.lineTo(...at(stroke, i));
  }
  pen.pdf.stroke('#000').lineCap('butt').lineJoin('miter');
}

const a4 = { width: 210 * mm, height: 297 * mm, side: 25 * mm, top: 20 * mm, bottom: 20 * mm };

async function drawA4(facts: PaperFacts): Promise<Drawn> {
  const sheet = compose(facts);
  const { pdf, done } = openPdf(facts, 'A4');
  const undrawn = new Set<string>();
  const pen: Pen = {
    pdf,
    left: a4.side,
    width: a4.width - 2 * a4.side,
    undrawn,
    y: a4.top,
    room(height) {
      if (pen.y + height <= a4.height - a4.bottom) return;
      pdf.addPage();
      pen.y = a4.top;
      heading(pen, sheet);
    },
  };
  heading(pen, sheet);
  pen.y += 18;
  say(pen, sheet.title, { face: 'strong', size: 20, align: 'center', spaced: 6 });
  pen.y += 6;
  if (sheet.addressee && facts.kind !== 'proof_of_service') say(pen, `${sheet.addressee}：`);
  for (const part of sheet.parts) drawPart(pen, part);
  ending(pen, sheet, undrawn);
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    pen.y = a4.height - a4.bottom + 4;
    put(pen, runsOf(sheet.foot, 'text', undrawn), pen.left, pen.y, 9);
    const pages = runsOf(`第 ${page + 1} 页，共 ${count} 页`, 'text', undrawn);
    put(pen, pages, pen.left + pen.width - widthOf(pages, 9), pen.y, 9);
  }
  pdf.end();
  return { bytes: await done, undrawn: [...undrawn] };
}

function heading(pen: Pen, { hall, number }: Sheet): void {
  const size = 10;
  put(pen, runsOf(hall, 'strong', pen.undrawn), pen.left, pen.y, size);
  const no = runsOf(`编号 ${number}`, 'text', pen.undrawn);
  put(pen, no, pen.left + pen.width - widthOf(no, size), pen.y, size);
  pen.y += 16;
  pen.pdf
    .lineWidth(0.8)
    .moveTo(pen.left, pen.y)
    .lineTo(pen.left + pen.width, pen.y)
    .stroke('#000');
  pen.y += 12;
}

/** The code at the left, at the right who signs, and where the seal is set: over name and date. */
function ending(pen: Pen, sheet: Sheet, undrawn: ReadonlySet<string>): void {
  const seal = 40 * mm;
  if (undrawn.size > 0) say(pen, `注：字库没有的字以编码代替（${undrawn.size} 个），以身份证件所载为准。`, { size: 10 });
  pen.room(seal + 20);
  pen.y += 12;
  const top = pen.y;
  qr(pen, sheet.link, pen.left, top + 8, qrSize);
  for (const [i, line] of sheet.beside.entries())
    put(pen, runsOf(line, 'text', pen.undrawn), pen.left + qrSize + 12, top + 12 + i * 15, 10);
  const [centre, middle] = [pen.left + pen.width - seal / 2 - 10, top + seal / 2];
  pen.pdf
    .lineWidth(0.6)
    .dash(3, { space: 3 })
    .circle(centre, middle, seal / 2)
    .stroke('#888')
    .undash();
  put(pen, runsOf('盖章处', 'text', pen.undrawn), centre - 13.5, top + seal - 22, 9);
  for (const [i, line] of [sheet.organ, sheet.date].entries()) {
    const runs = runsOf(line, 'text', pen.undrawn);
    const width = widthOf(runs, 12);
    put(pen, runs, Math.min(centre - width / 2, pen.left + pen.width - width), middle - 18 + i * 22, 12);
  }
  pen.y = top + seal + 8;
}

const slip = { width: 80 * mm, side: 4 * mm };

/** For the printer at the window: 72 mm of print, black only, as long as it has to be. */
async function drawSlip(facts: PaperFacts): Promise<Drawn> {
  const measured = await onSlip(facts, 5_000);
  const { bytes, undrawn } = await onSlip(facts, measured.height);
  return { bytes, undrawn };
}

async function onSlip(facts: PaperFacts, height: number): Promise<Drawn & { readonly height: number }> {
  const sheet = compose(facts);
  const { pdf, done } = openPdf(facts, [slip.width, height]);
  const undrawn = new Set<string>();
  const pen: Pen = { pdf, left: slip.side, width: slip.width - 2 * slip.side, undrawn, y: 14, room: () => undefined };
  const small = { size: 9, line: 14 } as const;
  const rule = (): void => {
    pdf
      .lineWidth(1)
      .moveTo(pen.left, pen.y + 5)
      .lineTo(pen.left + pen.width, pen.y + 5)
      .stroke('#000');
    pen.y += 10;
  };
  say(pen, sheet.hall, { size: 10, line: 16, align: 'center' });
  say(pen, sheet.title, { face: 'strong', size: 20, line: 30, align: 'center' });
  say(pen, facts.item, { face: 'strong', size: 12, line: 18, align: 'center' });
  rule();
  say(pen, facts.applicant, small);
  say(pen, `${sheet.date} ${facts.time}`, small);
  say(pen, sheet.foot, small);
  if (facts.limit) say(pen, `最晚答复 ${dayShort(facts.limit.date)}`, { face: 'strong', size: 10, line: 17 });
  rule();
  for (const [i, material] of facts.materials.entries()) say(pen, `${i + 1}. ${material.name}：${settled(material)}`, small);
  rule();
  qr(pen, sheet.link, pen.left + (pen.width - qrSize) / 2, pen.y + 4, qrSize);
  pen.y += qrSize + 10;
  say(pen, `扫码验真 · 查询码 ${facts.ref}`, { ...small, align: 'center' });
  if (facts.sample) say(pen, '演示样例，不具有法律效力', { ...small, align: 'center' });
  const end = pen.y + 14;
  pdf.end();
  return { bytes: await done, undrawn: [...undrawn], height: end };
}

const dayShort = (date: string): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
