import { createSignal, onCleanup, type Accessor } from 'solid-js';
import type { HallApi } from '@one-window/api/client';
import { ApiError } from '@one-window/ui/api';
import type { Lang } from '@one-window/ui/theme';
import { call } from './api.ts';

export type Device = HallApi['GET /api/device']['answer'];
export type DeviceKind = Device['kind'];

const AGAIN_MS = 3_000;

/** Where a device of this kind lives. */
export const pageOf = { board: '/board.html', kiosk: '/kiosk.html', pad: '/pad.html' } as const satisfies Record<DeviceKind, string>;

/** To the pairing page, with what was set in the address (theme, language). */
export function toPairing(reason: 'revoked' | null = null): void {
  const params = new URLSearchParams(location.search);
  if (reason) params.set('reason', reason);
  const query = params.toString();
  location.replace(query ? `/?${query}` : '/');
}

/**
 * The language that the address sets, else the hall's own. The browser's is that of whoever set the machine up, and says
 * nothing about who stands before it.
 */
export function addressLang(): Lang {
  return new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh-CN';
}

/** Who this screen is: asked until answered. An unpaired one goes to the pairing page, one of another kind to its own. */
export function createDevice(kind: DeviceKind): { device: Accessor<Device | null>; failed: Accessor<boolean> } {
  const [device, setDevice] = createSignal<Device | null>(null);
  const [failed, setFailed] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async (): Promise<void> => {
    try {
      const found = await call('GET /api/device');
      if (found.kind === kind) setDevice(found);
      else toPairing();
    } catch (error) {
      if (error instanceof ApiError && error.ended) return toPairing();
      setFailed(true);
      timer = setTimeout(() => void ask(), AGAIN_MS);
    }
  };
  void ask();
  onCleanup(() => clearTimeout(timer));
  return { device, failed };
}
