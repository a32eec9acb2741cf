import { describe, expect, test } from 'vitest';
import { inspect } from './inspect.ts';
import { chunk, jpeg, packed, pdf, png } from './samples.ts';

const code = (bytes: Buffer): Promise<string> =>
  inspect(bytes).then(
    ({ kind }) => kind,
    (error: { code: string }) => error.code,
  );
const zip = Buffer.from('PK\x03\x04\x14\0\0\0\x08\0', 'latin1');

test.each([
  ['a photo', jpeg(), 'jpeg'],
  ['a scan', png(), 'png'],
  ['a document', pdf(), 'pdf'],
  ['a document whose objects are packed', pdf(packed('1 0 << /Type /Page >>')), 'pdf'],
  ['nothing', Buffer.alloc(0), 'file.empty'],
  ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'file.type'],
  ['a page of the web', Buffer.from('<!doctype html><script>alert(1)</script>'), 'file.type'],
  ['a packed folder', zip, 'file.type'],
  ['a program', Buffer.from('MZ\x90\0'), 'file.type'],
  ['a moving picture', Buffer.from('GIF89a/*\0'), 'file.type'],
  ['a document behind a page of the web', Buffer.concat([Buffer.from('<script></script>'), pdf()]), 'file.type'],
  ['a photo that was cut off', jpeg().subarray(0, -6), 'file.damaged'],
  ['a photo that ends in its head', jpeg().subarray(0, 60), 'file.damaged'],
  ['three bytes of a photo', jpeg().subarray(0, 3), 'file.damaged'],
  ['a photo without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 'file.damaged'],
  ['a scan that was cut off', png().subarray(0, -8), 'file.damaged'],
  ['a scan with a byte turned', Buffer.concat([png().subarray(0, -20), Buffer.from([1]), png().subarray(-19)]), 'file.damaged'],
  ['a scan of 60,000 by 60,000', png({ width: 60_000, height: 60_000 }), 'file.too_many_pixels'],
  ['a photo of 65,000 by 65,000', jpeg({ width: 65_000, height: 65_000 }), 'file.too_many_pixels'],
  ['a photo of no height', jpeg({ height: 0 }), 'file.damaged'],
  ['a document that was cut off', pdf().subarray(0, -30), 'file.damaged'],
  ['a document with a folder behind it', Buffer.concat([pdf(), zip]), 'file.damaged'],
  ['a document with a password', pdf('<< /Encrypt 9 0 R >>'), 'file.locked'],
  ['a document with a script', pdf('<< /S /JavaScript /JS (app.alert\\(1\\)) >>'), 'file.active_content'],
  ['a document with a script under a false name', pdf('<< /S /J#61v#61Script >>'), 'file.active_content'],
  ['a document that does something when opened', pdf('<< /OpenAction 5 0 R >>'), 'file.active_content'],
  ['a document that starts a program', pdf('<< /S /Launch /F (cmd.exe) >>'), 'file.active_content'],
  ['a document with a file inside', pdf('<< /Type /EmbeddedFile >>'), 'file.active_content'],
  ['a document with a packed script', pdf(packed('1 0 << /S /JavaScript >>')), 'file.active_content'],
  [
    'one that packs the name of the packing',
    pdf(packed('1 0 << /S /Launch >>', '/Type /Obj#53tm /Filter /FlateDecode')),
    'file.active_content',
  ],
  [
    'one that packs in a way nobody looks into',
    pdf(packed('x', '/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]')),
    'file.active_content',
  ],
  ['a bomb in a document', pdf(packed(Buffer.alloc(40 * 1024 * 1024))), 'file.damaged'],
])('%s: %#', async (_, bytes, expected) => {
  expect(await code(bytes)).toBe(expected);
});

describe('what is kept of a picture', () => {
  test('has no place, time, comment or thumbnail in it, and stands as it was taken', async () => {
    const { bytes } = await inspect(jpeg());
    const text = bytes.toString('latin1');
    expect(text).not.toMatch(/GPS|home/);
    // orientation 6, and that is all there is in the segment
    expect(text.slice(2, 38)).toBe('\xff\xe1\0"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0');
    expect((await inspect(bytes)).bytes).toEqual(bytes);
    expect((await inspect(png())).bytes.includes('Author')).toBe(false);
  });

  test('ends where the picture ends: what hangs behind it does not get in', async () => {
    for (const picture of [jpeg(), png()]) {
      const { bytes } = await inspect(Buffer.concat([picture, zip, Buffer.from('<script>alert(1)</script>')]));
      expect(bytes).toEqual((await inspect(picture)).bytes);
    }
  });

  test('holds no chunk that only another program knows', async () => {
    const at = png().indexOf('IDAT') - 4;
    const [head, rest] = [png().subarray(0, at), png().subarray(at)];
    expect((await inspect(Buffer.concat([head, chunk('eXIf', Buffer.from('GPS')), rest]))).bytes.includes('GPS')).toBe(false);
    expect(await code(Buffer.concat([head, chunk('EVIL', Buffer.alloc(3)), rest]))).toBe('file.damaged');
  });
});
