/** Where this device worked last: after a crash or a new sign-in it leads back there. Ids only, nothing personal. */
export interface Place {
  readonly hallId: string;
  readonly windowId: string | null;
}

const KEY = 'ow.place';

export function rememberPlace(place: Place): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // a device that keeps nothing simply starts at the list of windows
  }
}

export function lastPlace(): Place | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isPlace(found) ? found : null;
  } catch {
    return null;
  }
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null || !('hallId' in value) || !('windowId' in value)) return false;
  return typeof value.hallId === 'string' && (value.windowId === null || typeof value.windowId === 'string');
}
