import { createUniqueId, For, Show } from 'solid-js';
import { AgeBadge } from '@one-window/ui/parts/AgeBadge';
import { Kbd } from '@one-window/ui/parts/Kbd';
import type { StaffLive } from '../live.ts';
import { reasonText, t } from '../i18n.ts';
import { commandWord } from './CommandButton.tsx';
import { useDesk } from './desk.ts';
import { barCommands, commandKeys, type Command } from './model.ts';
import css from './keybar.module.css';

/** All keys of the window in fixed places: what the machine allows is lit, the rest says on hover and focus what is missing. */
export function KeyBar(props: { live: StaffLive }) {
  const desk = useDesk();
  return (
    <footer class={css['keys']}>
      <div class={css['bar']} role="toolbar" aria-label={t('desk.keys.label')}>
        <For each={barCommands}>{(command) => <Key command={command} />}</For>
      </div>
      <span class={css['end']}>
        <button type="button" class={css['key']} onClick={() => desk.ask('help')}>
          <Kbd>?</Kbd> <span class={css['fold']}>{t('desk.key.help')}</span>
        </button>
        <AgeBadge live={props.live} />
      </span>
    </footer>
  );
}

function Key(props: { command: Command }) {
  const desk = useDesk();
  const id = createUniqueId();
  const reason = (): string | null => {
    const state = desk.keys()[props.command];
    return state.allowed ? null : reasonText(state.reason);
  };
  return (
    <span class={css['slot']} classList={{ [css['fold'] ?? '']: props.command === 'undo' && reason() !== null }}>
      <button
        type="button"
        class={css['key']}
        classList={{ [css['main'] ?? '']: props.command === 'next' }}
        aria-disabled={reason() !== null}
        aria-describedby={reason() === null ? undefined : id}
        aria-keyshortcuts={commandKeys[props.command].replace(' ', '+').replace('Ctrl', 'Control')}
        aria-busy={desk.busy() === props.command}
        onClick={() => desk.pressCommand(props.command)}
      >
        <Kbd>{commandKeys[props.command]}</Kbd>
        <span>{commandWord(props.command, desk)}</span>
      </button>
      <Show when={reason()}>
        <span id={id} role="tooltip" class={css['tip']}>
          {reason()}
        </span>
      </Show>
    </span>
  );
}
