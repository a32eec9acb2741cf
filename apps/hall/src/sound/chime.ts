import { until } from '@one-window/ui/voice/until';

/** Two soft sine tones, falling: [Hz, ms]. */
const tones = [
  [784, 180],
  [659, 320],
] as const;
const ATTACK_S = 0.008;
/** About −14 LUFS for a sine. */
const LEVEL = 0.28;

/** Plays the chime; resolves when it has rung out. */
export function chime(audio: AudioContext): Promise<void> {
  let at = audio.currentTime + 0.02;
  for (const [hertz, ms] of tones) {
    tone(audio, hertz, at, ms / 1000);
    at += ms / 1000;
  }
  return until(audio, at);
}

function tone(audio: AudioContext, hertz: number, at: number, seconds: number): void {
  const source = new OscillatorNode(audio, { type: 'sine', frequency: hertz });
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LEVEL, at + ATTACK_S);
  gain.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  source.connect(gain).connect(audio.destination);
  source.start(at);
  source.stop(at + seconds);
}
