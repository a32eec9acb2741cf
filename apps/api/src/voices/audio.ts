/** What is wrong with one recording; `type`: neither WAV nor MP3. */
export type ClipFault = 'type' | 'damaged' | 'silent';
export type Clip = { readonly seconds: number } | { readonly fault: ClipFault };

/**
 * How long a recording is, by its bytes alone and whatever it is called: PCM in a WAV, or MP3. Everything that is heard must
 * be in it: a file that is cut off, or that carries something behind its sound, is damaged.
 */
export function inspectClip(bytes: Uint8Array): Clip {
  const text = (at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WAVE') return wav(bytes, text);
  if (text(0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)) return mp3(bytes, text);
  return { fault: 'type' };
}

type Text = (at: number, length: number) => string;

/** Quieter than this from beginning to end (−40 dBFS), nobody in a hall hears it. */
const AUDIBLE = 0.01;

function wav(bytes: Uint8Array, text: Text): Clip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let format: { rate: number; channels: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const [name, size] = [text(at, 4), view.getUint32(at + 4, true)];
    const body = at + 8;
    if (size > bytes.length - body) return { fault: 'damaged' };
    if (name === 'fmt ' && size >= 16) {
      const kind = view.getUint16(body, true);
      // 0xfffe: extensible, with the real kind further on
      if ((kind === 0xfffe && size >= 26 ? view.getUint16(body + 24, true) : kind) !== 1) return { fault: 'type' };
      format = { channels: view.getUint16(body + 2, true), rate: view.getUint32(body + 4, true), bits: view.getUint16(body + 14, true) };
      const { channels, rate, bits } = format;
      if (channels < 1 || channels > 2 || rate < 8_000 || rate > 48_000 || (bits !== 16 && bits !== 24)) return { fault: 'type' };
    }
    if (name === 'data') {
      if (!format) return { fault: 'damaged' };
      const block = format.channels * (format.bits / 8);
      if (size === 0 || size % block !== 0) return { fault: 'damaged' };
      return isAudible(view, body, size, format.bits) ? { seconds: size / block / format.rate } : { fault: 'silent' };
    }
    at = body + size + (size % 2);
  }
  return { fault: 'damaged' };
}

/** The upper two bytes of a sample say enough. */
function isAudible(view: DataView, from: number, size: number, bits: number): boolean {
  const step = bits / 8;
  for (let at = from + step - 2; at + 2 <= from + size; at += step) if (Math.abs(view.getInt16(at, true)) > AUDIBLE * 32_768) return true;
  return false;
}

const RATES = [44_100, 48_000, 32_000] as const;
/** kbit/s of layer III, by the four bits of a frame: MPEG 1, and 2 with 2.5. */
const KBITS = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;

function mp3(bytes: Uint8Array, text: Text): Clip {
  let at = 0;
  if (text(0, 3) === 'ID3') {
    const size = [6, 7, 8, 9].reduce((sum, i) => sum * 128 + ((bytes[i] ?? 0) & 0x7f), 0);
    at = 10 + size;
  }
  const end = text(bytes.length - 128, 3) === 'TAG' ? bytes.length - 128 : bytes.length;
  let seconds = 0;
  while (at < end) {
    const frame = frameAt(bytes, at);
    if (!frame || at + frame.bytes > end) return { fault: seconds === 0 && at === 0 ? 'type' : 'damaged' };
    seconds += frame.seconds;
    at += frame.bytes;
  }
  return at === end && seconds > 0 ? { seconds } : { fault: 'damaged' };
}

function frameAt(bytes: Uint8Array, at: number): { bytes: number; seconds: number } | null {
  const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
  const version = (b >> 3) & 3;
  // 1 is no version; only layer III is MP3
  if (a !== 0xff || (b & 0xe0) !== 0xe0 || version === 1 || ((b >> 1) & 3) !== 1) return null;
  const first = version === 3;
  const kbits = KBITS[first ? 1 : 2][c >> 4];
  const rate = RATES[(c >> 2) & 3];
  if (!kbits || !rate) return null;
  const hertz = first ? rate : version === 2 ? rate / 2 : rate / 4;
  const samples = first ? 1_152 : 576;
  return { bytes: Math.floor((samples / 8) * ((kbits * 1_000) / hertz)) + ((c >> 1) & 1), seconds: samples / hertz };
}
