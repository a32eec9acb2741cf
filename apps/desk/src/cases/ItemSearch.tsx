import { A } from '@solidjs/router';
import { createEffect, For, onMount, Show, untrack } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Field } from '@one-window/ui/parts/Field';
import { useSession } from '../session.ts';
import { settled } from '../settled.ts';
import type { FoundItem } from './api.ts';
import { createItemSearch } from './item-search.ts';
import { t } from './words.ts';
import css from './intake.module.css';

/** Which item: by name, everyday words or pinyin. What takes no cases now is listed and says so. */
export function ItemSearch(props: { hallId: string; initialQ: string; href: (itemId: string) => string }) {
  const session = useSession();
  const { typed, asked, found, again, type } = createItemSearch(
    () => props.hallId,
    untrack(() => props.initialQ),
  );
  createEffect(() => found.error !== undefined && session.note(found.error));
  let input!: HTMLInputElement;
  let list: HTMLUListElement | undefined;
  onMount(() => input.focus());
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const links = [input, ...(list?.querySelectorAll<HTMLElement>('a') ?? [])];
    const next = links[links.findIndex((el) => el === document.activeElement) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div class={css['find']} role="search" onKeyDown={move}>
      <Field label={t('desk.case.intake.which')} help={t('desk.case.intake.which_help')}>
        {(f) => (
          <input
            {...f}
            ref={input}
            class="input"
            type="search"
            autocomplete="off"
            maxlength="200"
            value={typed()}
            onInput={(event) => type(event.currentTarget.value)}
          />
        )}
      </Field>
      <Show when={found.error !== undefined}>
        <ErrorState text={errorText(found.error)} onRetry={again} />
      </Show>
      <Show when={asked() !== '' && settled(found)}>
        {(page) => (
          <Show
            when={page().items.length > 0}
            fallback={<Empty title={t('desk.case.intake.none', { q: asked() })} next={t('desk.case.intake.none_next')} />}
          >
            <ul ref={list} class={css['found']} aria-label={t('desk.case.intake.found')}>
              <For each={page().items}>
                {(item) => (
                  <li>
                    <A href={props.href(item.id)}>
                      <b>{item.name}</b>
                      <small>
                        {item.department}
                        <Show when={closed(item.state)}>{(state) => <> · {t(`desk.case.intake.state.${state()}`)}</>}</Show>
                      </small>
                    </A>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Show>
    </div>
  );
}

/** `incomplete` says nothing here: an entry of the directory may have a published guide all the same, which its own page tells. */
const closed = (state: FoundItem['state']): 'suspended' | 'cancelled' | null =>
  state === 'suspended' || state === 'cancelled' ? state : null;
