import { inflateSync } from 'node:zlib';

// For tests: what a reader gets who selects the text of one of our papers.

/** The words of a PDF as they were written, run by run, by the tables that its fonts carry for this. */
export function textOf(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  const fonts = new Map<string, string[]>();
  for (const { body } of objects.values())
    for (const [, name, id] of /\/Font <<([\s\S]*?)>>/.exec(body)?.[1]?.matchAll(/\/(F\d+) (\d+) 0 R/g) ?? []) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(id))!.body)![1];
      fonts.set(name!, signsOf(objects.get(Number(table))!.data));
    }
  return [...objects.values()].flatMap(({ data }) =>
    [...data.matchAll(/\/(F\d+) [\d.]+ Tf\n(?:[\d.]+ Tc\n)?\[([^\]]*)\] TJ/g)].map(([, font, shown]) =>
      [...shown!.matchAll(/<([0-9a-f]*)>/g)]
        .map(([, hex]) => hex!.replace(/.{4}/g, (glyph) => fonts.get(font!)![parseInt(glyph, 16)] ?? '\ufffd'))
        .join(''),
    ),
  );
}

interface PdfObject {
  readonly body: string;
  readonly data: string;
}

function objectsOf(pdf: Buffer): Map<number, PdfObject> {
  const text = pdf.toString('latin1');
  return new Map(
    [...text.matchAll(/(\d+) 0 obj\n([\s\S]*?)endobj/g)].map((found) => {
      const body = found[2]!;
      const at = body.indexOf('stream\n');
      const start = found.index + found[0].indexOf(body) + at + 'stream\n'.length;
      const data = at >= 0 && body.includes('/FlateDecode') ? inflateSync(pdf.subarray(start)).toString('latin1') : '';
      return [Number(found[1]), { body: at >= 0 ? body.slice(0, at) : body, data }] as const;
    }),
  );
}

/** Which sign each glyph of a font is, in the order of its glyphs. */
function signsOf(table: string): string[] {
  return [...table.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g)].flatMap(([, list]) =>
    [...list!.matchAll(/<([0-9a-f ]*)>/g)].map(([, codes]) => String.fromCharCode(...codes!.split(' ').map((code) => parseInt(code, 16)))),
  );
}
