import { createResource, createSignal, For, Show } from 'solid-js';
import { rowOf, textOf, type ConfigValue } from '@one-window/domain/config';
import { Field } from '@one-window/ui/parts/Field';
import { findAreas } from './config-api.ts';
import { useConfig } from './config.ts';
import { t } from './i18n.ts';
import { settled } from '../settled.ts';
import css from './form.module.css';

/** One of tens of thousands of areas: found by name or code, never scrolled for. */
export function AreaField(props: {
  label: string;
  value: string | null;
  fixed: boolean;
  error: string | undefined;
  onChange: (value: ConfigValue) => void;
}) {
  const config = useConfig();
  const [text, setText] = createSignal('');
  const [found] = createResource(() => text().trim() || null, findAreas);
  const [picked, setPicked] = createSignal<string | null>(null);
  const current = (): string => {
    const all = config.config();
    const row = all && props.value ? rowOf(all, 'areas', props.value) : null;
    return row ? textOf(row['name']) : (picked() ?? t('admin.value.none'));
  };
  return (
    <Field
      label={props.label}
      source={current()}
      error={props.error}
      help={settled(found)?.length === 0 ? t('admin.areas.none') : undefined}
    >
      {(f) => (
        <>
          <input
            {...f}
            class="input"
            type="search"
            readonly={props.fixed}
            placeholder={t('admin.areas.search')}
            value={text()}
            onInput={(e) => setText(e.currentTarget.value)}
          />
          <Show when={text() !== '' && (settled(found)?.length ?? 0) > 0}>
            <ul class={css['checks']}>
              <For each={settled(found)}>
                {(row) => (
                  <li>
                    <button
                      type="button"
                      class={css['check']}
                      onClick={() => {
                        setPicked(textOf(row['name']));
                        setText('');
                        props.onChange(row.id);
                      }}
                    >
                      {textOf(row['name'])} <span class="num dim">{textOf(row['code'])}</span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </>
      )}
    </Field>
  );
}
