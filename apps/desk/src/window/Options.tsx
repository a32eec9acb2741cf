import { createUniqueId, Index, onCleanup, onMount, Show } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { Kbd } from '@one-window/ui/parts/Kbd';
import css from './options.module.css';

export interface Option<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly note?: string;
}

/** A question answered by one digit: what hold, transfer, pause and reveal ask. Esc does nothing. */
export function Options<Id extends string>(props: {
  open: boolean;
  title: string;
  body: string;
  options: readonly Option<Id>[];
  cancel: string;
  columns?: 2;
  /** Something would be lost: the focus stands on going back. */
  safe?: boolean;
  onChoose: (id: Id) => void;
  onCancel: () => void;
}) {
  const choose = (id: Id): void => props.onChoose(id);
  return (
    <Dialog
      open={props.open}
      title={props.title}
      body={props.body}
      onClose={() => props.onCancel()}
      actions={
        <Button autofocus={props.safe} onPress={() => props.onCancel()}>
          {props.cancel}
        </Button>
      }
    >
      <List options={props.options} columns={props.columns} safe={props.safe} onChoose={choose} />
    </Dialog>
  );
}

function List<Id extends string>(props: {
  options: readonly Option<Id>[];
  columns: 2 | undefined;
  safe: boolean | undefined;
  onChoose: (id: Id) => void;
}) {
  const name = createUniqueId();
  let list: HTMLUListElement | undefined;
  onMount(() => {
    if (!props.safe) list?.querySelector('button')?.focus();
    const digit = (event: KeyboardEvent): void => {
      const option = /^[1-9]$/.test(event.key) && !event.repeat ? props.options[Number(event.key) - 1] : undefined;
      if (option) {
        event.preventDefault();
        props.onChoose(option.id);
      }
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event);
    };
    document.addEventListener('keydown', digit);
    onCleanup(() => document.removeEventListener('keydown', digit));
  });
  function step(event: KeyboardEvent): void {
    const all = [...(list?.querySelectorAll('button') ?? [])];
    const here = all.findIndex((b) => b === document.activeElement);
    event.preventDefault();
    all[(here + (event.key === 'ArrowDown' ? 1 : -1) + all.length) % all.length]?.focus();
  }
  return (
    <ul ref={list} class={css['options']} classList={{ [css['grid2'] ?? '']: props.columns === 2 }} id={name}>
      {/* by place: the note of an option changes with each view, its button and the focus on it stay */}
      <Index each={props.options}>
        {(option, i) => (
          <li>
            <button type="button" class={css['option']} onClick={() => props.onChoose(option().id)}>
              <span>{option().label}</span>
              <Show when={option().note}>
                <small>{option().note}</small>
              </Show>
              <Show when={i < 9} fallback={<span />}>
                <Kbd>{i + 1}</Kbd>
              </Show>
            </button>
          </li>
        )}
      </Index>
    </ul>
  );
}
