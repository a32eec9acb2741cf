// Measures every clip of the voice pack and refuses what a hall would hear as a fault: silence, a word louder or softer than
// its neighbours, a cut beginning or end, distortion. Run by make.sh; alone: `node apps/hall/voice/check.mjs` (needs ffmpeg).
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const RATE = 48_000;
const limits = {
  /** LUFS of a word said over and over: the design's speech lies between −14 and −20, and no two words are further apart than 2 dB. */
  loudness: [-18, -16],
  /** dBFS: above this it may distort. */
  peak: -0.5,
  /** dBFS within 4 ms of the cuts: a word that begins or ends above this was cut off. */
  cut: -30,
  /** Seconds. */
  length: [0.15, 1.3],
};

const decibels = (samples) => 20 * Math.log10(samples.reduce((most, v) => Math.max(most, Math.abs(v)), 1e-6));

function ffmpeg(args, input) {
  const run = spawnSync('ffmpeg', ['-hide_banner', '-nostats', ...args], { input, maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.error?.message ?? run.stderr.toString());
  return run;
}

/** LUFS, by ITU-R BS.1770 as ffmpeg measures it; the word is repeated for four seconds. */
function loudness(samples) {
  const times = Math.ceil((4 * RATE) / samples.length);
  const raw = ['-f', 'f32le', '-ar', String(RATE), '-ac', '1', '-i', '-'];
  const { stderr } = ffmpeg(
    [...raw, '-af', `aloop=loop=${times}:size=${samples.length},ebur128`, '-f', 'null', '-'],
    Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength),
  );
  return Number([...stderr.toString().matchAll(/I:\s+(-?[\d.]+) LUFS/g)].at(-1)?.[1]);
}

let faults = 0;
for (const language of ['zh', 'en']) {
  const at = (kind) => new URL(`../public/voice/${language}.${kind}`, import.meta.url);
  const { stdout } = ffmpeg(['-i', at('mp3').pathname, '-f', 'f32le', '-ac', '1', '-ar', String(RATE), '-']);
  const sound = new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength - (stdout.byteLength % 4)));
  const measured = Object.entries(JSON.parse(readFileSync(at('json'), 'utf8'))).map(([word, [start, length]]) => {
    const clip = sound.slice(Math.round(start * RATE), Math.round((start + length) * RATE));
    const edge = Math.round(0.004 * RATE);
    const found = {
      loudness: loudness(clip),
      peak: decibels(clip),
      begins: decibels(clip.slice(0, edge)),
      ends: decibels(clip.slice(-edge)),
    };
    const wrong = [
      !(found.loudness >= limits.loudness[0] && found.loudness <= limits.loudness[1]) && `${found.loudness} LUFS`,
      found.peak > limits.peak && `peak ${found.peak.toFixed(1)} dB`,
      found.begins > limits.cut && `begins at ${found.begins.toFixed(1)} dB`,
      found.ends > limits.cut && `ends at ${found.ends.toFixed(1)} dB`,
      (length < limits.length[0] || length > limits.length[1]) && `${length} s`,
    ].filter(Boolean);
    if (wrong.length > 0) process.stderr.write(`${language} ${word}: ${wrong.join(', ')}\n`);
    faults += wrong.length;
    return found;
  });
  const range = (of) => `${Math.min(...measured.map(of)).toFixed(1)} … ${Math.max(...measured.map(of)).toFixed(1)}`;
  const cut = Math.max(...measured.flatMap((m) => [m.begins, m.ends])).toFixed(1);
  const summary = `${range((m) => m.loudness)} LUFS, peaks ${range((m) => m.peak)} dB, at the cuts ≤ ${cut} dB`;
  process.stdout.write(`${language}: ${measured.length} clips, ${summary}\n`);
}
process.exit(faults > 0 ? 1 : 0);
