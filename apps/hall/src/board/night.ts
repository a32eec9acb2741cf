/** Hall time, in minutes of the day. Boards are dimmed and do not flash from evening to morning, while the hall is not open. */
const NIGHT = { from: 20 * 60, to: 6 * 60 + 30 };
/** Once a night, when nobody waits, the page is loaded afresh: new versions arrive, and nothing grows for months. */
const RELOAD = { from: 3 * 60 + 30, to: 4 * 60 + 30 };
const SETTLED_MS = 2 * 3_600_000;

export function isNight(minute: number, open: boolean): boolean {
  if (open) return false;
  return minute >= NIGHT.from || minute < NIGHT.to;
}

/** Time for the nightly reload: in its hour, on a screen that has been up long enough not to reload twice in it. */
export function mayReload(minute: number, upMs: number): boolean {
  return minute >= RELOAD.from && minute < RELOAD.to && upMs > SETTLED_MS;
}

/** Where the stage stands now: it wanders by 2 px on a small square, so that no edge burns in. It starts at rest. */
export function drift(upMs: number): { x: number; y: number } {
  const step = Math.floor(upMs / 180_000) % 4;
  return { x: step === 1 || step === 2 ? 2 : 0, y: step >= 2 ? 2 : 0 };
}
