import { For, onMount, Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Field } from '@one-window/ui/parts/Field';
import { createItemSearch } from '../cases/item-search.ts';
import { settled } from '../settled.ts';
import { t } from './matters-words.ts';
import css from './options.module.css';

const most = 6;

/** Another matter that somebody mentions at the window: found by name, added by one press. */
export function AddMatter(props: { hallId: string; onChoose: (itemId: string) => void }) {
  const { asked, found, type } = createItemSearch(() => props.hallId);
  let input: HTMLInputElement | undefined;
  onMount(() => input?.focus());
  return (
    <div role="search" class={css['asking']}>
      <Field label={t('desk.matters.which')}>
        {(f) => (
          <input
            {...f}
            ref={(el) => (input = el)}
            class="input"
            type="search"
            autocomplete="off"
            maxlength="200"
            onInput={(event) => type(event.currentTarget.value)}
          />
        )}
      </Field>
      <Show when={found.error !== undefined}>
        <p role="alert">{errorText(found.error)}</p>
      </Show>
      <Show when={asked() !== '' && settled(found)}>
        {(page) => (
          <ul class={css['options']}>
            <For each={page().items.slice(0, most)} fallback={<li>{t('desk.matters.none', { q: asked() })}</li>}>
              {(item) => (
                <li>
                  <button type="button" class={css['option']} onClick={() => props.onChoose(item.id)}>
                    <span>{item.name}</span>
                    <small>{item.department}</small>
                  </button>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
    </div>
  );
}
