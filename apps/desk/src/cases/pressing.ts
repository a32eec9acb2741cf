import { createSignal, untrack } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { errorCode } from '../api.ts';
import { createInterrupted } from '../interrupted.ts';
import { useSession } from '../session.ts';
import type { CaseKey, CaseView } from './api.ts';
import { atOnce, firstValues, pressOf, type Action, type Values } from './forms.ts';
import { createSender } from './sender.ts';
import { actionWord, t } from './words.ts';

export interface KeysProps {
  readonly file: CaseView;
  /** It is done: the case is read again, and so is the list. */
  readonly onDone: () => Promise<void>;
  /** Somebody else was first: the case is read again, what was typed stays. */
  readonly onReload: () => Promise<void>;
}

/** Which form is open, what was typed into which, what became of the last press. */
export function createPressing(props: KeysProps) {
  const session = useSession();
  const interrupted = createInterrupted<{ action: Action; values: Values }>(untrack(() => props.file.id));
  const [open, setOpen] = createSignal<Action | null>(interrupted.before?.action ?? null);
  const [done, setDone] = createSignal<string | null>(null);
  const [refusal, setRefusal] = createSignal<string | null>(null);
  const sender = createSender(() => props.file.id);
  // a form that is closed without sending keeps what was typed as long as the case is open
  const typed = new Map<Action, Values>();
  if (interrupted.before) typed.set(interrupted.before.action, interrupted.before.values);

  async function send(action: Action, values: Values): Promise<void> {
    setDone(null);
    setRefusal(null);
    const result = await sender.send(action, { version: props.file.version, press: pressOf(action, values, props.file) });
    if (result.kind === 'ignored') return;
    if (result.kind === 'done') {
      typed.delete(action);
      interrupted.keep(null);
      setOpen(null);
      setDone(t('desk.case.done', { what: actionWord(action) }));
      return props.onDone();
    }
    session.note(result.error);
    if (errorCode(result.error) === 'case.stale') await props.onReload();
    setRefusal(errorText(result.error));
  }
  const valuesOf = (action: Action): Values => typed.get(action) ?? firstValues(action, props.file);
  function press({ action }: CaseKey): void {
    setDone(null);
    setRefusal(null);
    if (atOnce(action)) void send(action, valuesOf(action));
    else setOpen(action);
  }
  const close = (): void => {
    interrupted.keep(null);
    setOpen(null);
    setRefusal(null);
  };
  const keep = (action: Action, values: Values): void => {
    typed.set(action, values);
    interrupted.keep({ action, values });
  };
  return { open, done, refusal, busy: sender.busy, valuesOf, keep, press, send, close };
}
