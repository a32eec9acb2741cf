import { createSignal, onCleanup, type Accessor } from 'solid-js';
import { lineSplitter } from './lines.ts';

/** What of the browser's Web Serial is used; not every browser has it, and TypeScript's own library does not know it. */
export interface Port {
  readonly readable: ReadableStream<Uint8Array> | null;
  open(options: { baudRate: number }): Promise<void>;
  close(): Promise<void>;
}
export interface Serial {
  getPorts(): Promise<Port[]>;
  requestPort(): Promise<Port>;
  addEventListener(type: 'connect', listener: () => void): void;
  removeEventListener(type: 'connect', listener: () => void): void;
}

export const browserSerial = (): Serial | null => (navigator as { serial?: Serial }).serial ?? null;

/** `none`: nobody chose a port. `lost`: one was chosen and cannot be read now. `unable`: this browser has no such thing. */
export type ReaderState = 'unable' | 'none' | 'open' | 'lost';

export interface Reader {
  readonly state: Accessor<ReaderState>;
  /** Asks staff which port it is; the browser remembers it for good. False where none was chosen or it does not open. */
  choose(): Promise<boolean>;
}

/** What scanners are set to when they leave the factory. */
const baudRate = 9_600;
const AGAIN_MS = 5_000;

/** Reads lines from the port that staff chose once. Comes back by itself: when it is plugged in again, else every few seconds. */
export function createReader(serial: Serial | null, onLine: (line: string) => void): Reader {
  const [state, setState] = createSignal<ReaderState>(serial ? 'none' : 'unable');
  let stopped = false;
  let reading: ReadableStreamDefaultReader<Uint8Array> | null = null;
  let opening = false;

  const read = async (port: Port): Promise<void> => {
    const decoder = new TextDecoder();
    const lines = lineSplitter();
    reading = port.readable!.getReader();
    setState('open');
    try {
      for (;;) {
        const { value, done } = await reading.read();
        if (done || stopped) return;
        lines(decoder.decode(value, { stream: true })).forEach(onLine);
      }
    } finally {
      reading.releaseLock();
      reading = null;
      await port.close().catch(() => undefined);
    }
  };
  const open = async (): Promise<void> => {
    if (!serial || stopped || opening || reading) return;
    opening = true;
    try {
      const [port] = await serial.getPorts();
      if (!port) return void setState('none');
      await port.open({ baudRate });
      opening = false;
      await read(port);
      if (!stopped) setState('lost');
    } catch {
      // unplugged, or another program has it
      if (!stopped) setState('lost');
    } finally {
      opening = false;
    }
  };
  const again = (): void => void open();
  serial?.addEventListener('connect', again);
  const timer = setInterval(() => state() === 'lost' && again(), AGAIN_MS);
  again();
  onCleanup(() => {
    stopped = true;
    clearInterval(timer);
    serial?.removeEventListener('connect', again);
    void reading?.cancel().catch(() => undefined);
  });
  return {
    state,
    async choose() {
      try {
        await serial?.requestPort();
      } catch {
        // closed without a choice
        return false;
      }
      again();
      return true;
    },
  };
}
