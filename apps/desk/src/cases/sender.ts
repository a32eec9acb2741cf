import { createSignal } from 'solid-js';
import { newKey } from '../api.ts';
import { sendPress, type Press } from './api.ts';
import type { Action } from './forms.ts';

type Sent = { readonly kind: 'done' } | { readonly kind: 'ignored' } | { readonly kind: 'refused'; readonly error: unknown };

/**
 * Sends the presses of a case, one at a time. The same form sent again carries the same key, so that it is the same press
 * whatever became of its answer; what was changed in between, or stands on another version, is another press.
 */
export function createSender(caseId: () => string) {
  const [busy, setBusy] = createSignal<Action | null>(null);
  let last: { text: string; key: string } | null = null;
  async function send(action: Action, json: { version: number; press: Press }): Promise<Sent> {
    if (busy() !== null) return { kind: 'ignored' };
    const text = JSON.stringify(json);
    if (last?.text !== text) last = { text, key: newKey() };
    setBusy(action);
    try {
      await sendPress(caseId(), json, last.key);
      return { kind: 'done' };
    } catch (error) {
      return { kind: 'refused', error };
    } finally {
      setBusy(null);
    }
  }
  return { send, busy };
}
