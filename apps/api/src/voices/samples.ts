/** A recording for tests: a tone of so many seconds as a WAV of 8 kHz. */
export function toneWav(seconds: number, level = 0.5, hertz = 440): Uint8Array<ArrayBuffer> {
  const rate = 8_000;
  const samples = Math.round(seconds * rate);
  const view = new DataView(new ArrayBuffer(44 + samples * 2));
  const put = (at: number, text: string): void => [...text].forEach((sign, i) => view.setUint8(at + i, sign.charCodeAt(0)));
  put(0, 'RIFF');
  view.setUint32(4, 36 + samples * 2, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, 'data');
  view.setUint32(40, samples * 2, true);
  for (let i = 0; i < samples; i += 1)
    view.setInt16(44 + i * 2, Math.round(level * 32_767 * Math.sin((2 * Math.PI * hertz * i) / rate)), true);
  return new Uint8Array(view.buffer);
}
