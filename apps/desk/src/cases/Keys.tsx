import { createMemo, For, onCleanup, onMount, Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import type { CaseKey } from './api.ts';
import { isTyping } from './typing.ts';
import type { Action } from './forms.ts';
import { PressForm } from './PressForm.tsx';
import { createPressing, type KeysProps } from './pressing.ts';
import { actionWord, t } from './words.ts';
import css from './press.module.css';

/** What can be done with a case now: what may be pressed is a button, the rest says why not. One form is open at a time. */
export function Keys(props: KeysProps) {
  const keys = createPressing(props);
  // files have their keys beside the material
  const keysOf = () => props.file.actions.filter(({ action }) => !action.endsWith('_file'));
  const allowed = createMemo(() => keysOf().filter(({ refusal }) => refusal === null));
  const refused = createMemo(() => keysOf().filter(({ refusal }) => refusal !== null));
  onMount(() => onCleanup(digits(() => (keys.open() === null ? allowed() : []), keys.press)));
  return (
    <footer class={css['foot']} aria-label={t('desk.case.keys')}>
      <Show
        when={keys.open()}
        keyed
        fallback={
          <>
            <Told done={keys.done()} refusal={keys.refusal()} />
            <Buttons allowed={allowed()} refused={refused()} busy={keys.busy()} onPress={keys.press} />
          </>
        }
      >
        {(action) => (
          <PressForm
            action={action}
            file={props.file}
            initial={keys.valuesOf(action)}
            busy={keys.busy() === action}
            refusal={keys.refusal()}
            onTyped={(values) => keys.keep(action, values)}
            onSend={(values) => void keys.send(action, values)}
            onClose={keys.close}
          />
        )}
      </Show>
    </footer>
  );
}

function Told(props: { done: string | null; refusal: string | null }) {
  return (
    <>
      <Show when={props.refusal}>
        <p class={css['refusal']} role="alert">
          {props.refusal}
        </p>
      </Show>
      <p class={css['done']} role="status">
        {props.done}
      </p>
    </>
  );
}

function Buttons(props: {
  allowed: readonly CaseKey[];
  refused: readonly CaseKey[];
  busy: Action | null;
  onPress: (key: CaseKey) => void;
}) {
  return (
    <Show when={props.allowed.length + props.refused.length > 0} fallback={<p class={css['note']}>{t('desk.case.no_keys')}</p>}>
      <div class={css['keys']}>
        <For each={props.allowed}>
          {(key, i) => (
            <Button
              variant={i() === 0 ? 'primary' : 'plain'}
              hint={i() < 9 ? String(i() + 1) : undefined}
              busy={props.busy === key.action}
              busyText={t('desk.case.sending')}
              onPress={() => props.onPress(key)}
            >
              {actionWord(key.action)}
            </Button>
          )}
        </For>
      </div>
      <Show when={props.refused.length > 0}>
        <ul class={css['refused']} aria-label={t('desk.case.not_now')}>
          <For each={props.refused}>
            {(key) => (
              <li>
                <b>{actionWord(key.action)}</b> {errorText(key.refusal)}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Show>
  );
}

/** `1` to `9` press the keys in their order, unless somebody is typing. */
function digits(keys: () => readonly CaseKey[], press: (key: CaseKey) => void): () => void {
  const listener = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    const key = /^[1-9]$/.test(event.key) ? keys()[Number(event.key) - 1] : undefined;
    if (!key || document.querySelector('[role=dialog]')) return;
    event.preventDefault();
    press(key);
  };
  document.addEventListener('keydown', listener);
  return () => document.removeEventListener('keydown', listener);
}
