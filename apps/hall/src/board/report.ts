import type { HallApi } from '@one-window/api/client';
import { call } from '../api.ts';

export type ScreenReport = HallApi['POST /api/screen']['json'];
type Answer = HallApi['POST /api/screen']['answer'];

/** Reports are gathered so long; one goes out in any case now and then, so that the manager sees which screens live and a board hears what it is to show. */
const GATHER_MS = 500;
const ALIVE_MS = 10_000;

/** Tells what this screen shows and spoke: best effort, the newest only, never two at once; and hands on what is answered. */
export function makeReporter(onAnswer: (answer: Answer) => void = () => {}): { report: (next: ScreenReport) => void; stop: () => void } {
  let wanted: ScreenReport | null = null;
  let sent = '';
  let sentAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = async (): Promise<void> => {
    timer = undefined;
    if (!wanted) return;
    const text = JSON.stringify(wanted);
    if (text === sent && performance.now() - sentAt < ALIVE_MS) return later(ALIVE_MS);
    try {
      onAnswer(await call('POST /api/screen', { json: wanted }));
      sent = text;
    } catch {
      // the next report says it all again
    }
    sentAt = performance.now();
    later(wanted && JSON.stringify(wanted) !== sent ? GATHER_MS * 4 : ALIVE_MS);
  };
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), ms);
  };
  return {
    report(next) {
      const news = JSON.stringify(next) !== JSON.stringify(wanted);
      wanted = next;
      if (news) later(GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
