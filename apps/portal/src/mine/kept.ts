import { newKey } from '@one-window/ui/api';

/** What is typed lasts as long as the tab: over a reload and a sign-in in between, not for whoever uses the device next. */
export type Kept = Readonly<Record<string, string>>;

const prefix = 'ow.mine.';

export function kept(name: string): Kept {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(prefix + name) ?? '{}');
    const entries = typeof found === 'object' && found !== null ? Object.entries(found) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {};
  }
}

export function keep(name: string, values: Kept): void {
  try {
    sessionStorage.setItem(prefix + name, JSON.stringify(values));
  } catch {
    // private browsing may refuse: then it lasts as long as the page
  }
}

export function forget(name: string): void {
  try {
    sessionStorage.removeItem(prefix + name);
  } catch {
    // nothing was kept either
  }
}

/** After signing out the tab knows nothing of the person any more. */
export function forgetAll(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // nothing was kept either
  }
}

/**
 * The key of an attempt: one and the same while the same is sent, over retries and reloads, so that a lost answer never makes
 * two of it. `forget` it when the attempt is over.
 */
export function attemptKey(name: string, body: unknown): string {
  const sent = JSON.stringify(body);
  const before = kept(name);
  if (before['sent'] === sent && before['key']) return before['key'];
  const key = newKey();
  keep(name, { sent, key });
  return key;
}
