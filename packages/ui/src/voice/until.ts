/** Resolves at a time of the audio clock. */
export function until(audio: AudioContext, at: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, (at - audio.currentTime) * 1000)));
}
