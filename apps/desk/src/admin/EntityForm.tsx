import { createMemo, For, onMount, Show } from 'solid-js';
import { fieldsOf, type ConfigEntity } from '@one-window/domain/config';
import { Button } from '@one-window/ui/parts/Button';
import { useConfig } from './config.ts';
import type { DraftRow } from './drafts.ts';
import { FieldInput } from './FieldInput.tsx';
import { problemText, t } from './i18n.ts';
import css from './form.module.css';
import shared from './admin.module.css';

/** The form of one thing. Each value goes to the drafts as it is typed; nothing is sent before the preview. */
export function EntityForm(props: { entity: ConfigEntity; row: DraftRow; onClose: () => void }) {
  const config = useConfig();
  let form: HTMLElement | undefined;
  onMount(() => form?.querySelector<HTMLElement>('input, select')?.focus());
  const id = () => props.row.row.id;
  const problems = createMemo(() => [...config.problems(), ...(config.preview()?.problems ?? [])].filter((p) => p.id === id()));
  const whole = () => problems().find((p) => p.field === null);
  const wordOf = (field: string): string | undefined => {
    const found = problems().find((p) => p.field === field && (p.code !== 'required' || config.asked()));
    return found && problemText(found);
  };
  const gone = () => props.row.mark === 'removed';
  const names = () => Object.keys(fieldsOf(props.entity));
  return (
    <section
      ref={form}
      class={css['form']}
      aria-label={t(props.row.mark === 'new' ? 'admin.new' : 'admin.edit', { what: t(`admin.entity.${props.entity}`) })}
    >
      <h3>{t(props.row.mark === 'new' ? 'admin.new' : 'admin.edit', { what: t(`admin.entity.${props.entity}`) })}</h3>
      <div class={css['fields']}>
        <Show when={whole()}>
          {(problem) => (
            <p class={shared['error']} role="alert">
              {problemText(problem())}
            </p>
          )}
        </Show>
        <For each={names()}>
          {(name) => (
            <FieldInput
              entity={props.entity}
              name={name}
              row={props.row.row}
              isNew={props.row.mark === 'new'}
              error={wordOf(name)}
              onChange={(value) => config.edit(props.entity, id(), name, value)}
            />
          )}
        </For>
      </div>
      <div class={css['acts']}>
        <Button onPress={() => props.onClose()}>{t('admin.form.done')}</Button>
        <Show when={props.row.mark !== 'same'}>
          <Button
            variant="quiet"
            onPress={() => {
              config.forget(id());
              if (props.row.mark === 'new') props.onClose();
            }}
          >
            {gone() ? t('admin.form.keep') : t('admin.form.close')}
          </Button>
        </Show>
        <Show when={!gone() && props.entity !== 'realm' && props.row.mark !== 'new'}>
          <span class={css['end']}>
            <Button variant="danger" onPress={() => config.remove(props.entity, id())}>
              {t('admin.form.remove')}
            </Button>
          </span>
        </Show>
      </div>
    </section>
  );
}
