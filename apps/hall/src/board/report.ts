import type { HallApi } from '@one-window/api/client';
import { call } from '../api.ts';

export type ScreenReport = HallApi['POST /api/screen']['json'];
type Answer = HallApi['POST /api/screen']['answer'];

/** Reports are gathered so long; one goes out in any case now and then, so that the manager sees which screens live and a board hears what it is to show. */
const GATHER_MS = 500;
const ALIVE_MS = 10_000;

/** Tells what this screen shows and spoke: best effort, the newest only, never two at once; and hands on what is answered. */
export function makeReporter(
  onAnswer?: (answer: Answer) => void,
  free?: () => boolean,
): { report: (next: ScreenReport) => void; stop: () => void } {
  let asked: string | undefined;
  let wanted = '';
  let sent = '';
  let sentAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = async (): Promise<void> => {
    const text = wanted;
    if (text === sent && performance.now() - sentAt < ALIVE_MS) return later(ALIVE_MS);
    try {
      const answer = await call('POST /api/screen', { json: JSON.parse(text) as ScreenReport });
      // loaded anew once for each time that somebody asks, when nobody is at it
      const now = String(answer.reloadAt);
      if ((asked ??= now) !== now && free?.() !== false) location.reload();
      onAnswer?.(answer);
      sent = text;
    } catch {
      // the next report says it all again
    }
    sentAt = performance.now();
    later(wanted === sent ? ALIVE_MS : GATHER_MS * 4);
  };
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), ms);
  };
  return {
    report(next) {
      const text = JSON.stringify(next);
      if (text !== wanted) later(GATHER_MS);
      wanted = text;
    },
    stop: () => clearTimeout(timer),
  };
}
