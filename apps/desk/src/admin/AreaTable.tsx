import { createResource, createSignal, For, Show } from 'solid-js';
import { textOf } from '@one-window/domain/config';
import { errorText } from '@one-window/ui/errors';
import { findAreas } from './config-api.ts';
import { useConfig } from './config.ts';
import { t } from './i18n.ts';
import css from './admin.module.css';

/** Areas are imported: found and shown. */
export function AreaTable() {
  const config = useConfig();
  const [text, setText] = createSignal('');
  const [found] = createResource(
    () => text().trim() || null,
    async (q) => (await findAreas(q)).rows,
  );
  const rows = () => (text().trim() === '' ? (config.config()?.areas ?? []) : found.error === undefined ? (found.latest ?? []) : []);
  return (
    <main class={css['work']}>
      <header class={css['head']}>
        <h2>{t('admin.entity.areas')}</h2>
        <p>{t('admin.lead.areas')}</p>
        <input
          class="input"
          type="search"
          aria-label={t('admin.areas.search')}
          placeholder={t('admin.areas.search')}
          onInput={(e) => setText(e.currentTarget.value)}
        />
      </header>
      <div class={css['scroll']} tabindex="0" role="region" aria-label={t('admin.entity.areas')}>
        <Show when={found.error !== undefined}>
          <p class={css['error']} role="alert">
            {errorText(found.error)}
          </p>
        </Show>
        <Show when={rows().length > 0} fallback={<p class={css['more']}>{t('admin.areas.none')}</p>}>
          <table class={css['plain']}>
            <thead>
              <tr>
                <th scope="col">{t('admin.field.name')}</th>
                <th scope="col">{t('admin.field.code')}</th>
                <th scope="col" class={css['r']}>
                  {t('admin.field.level')}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>
                {(row) => (
                  <tr>
                    <th scope="row">{textOf(row['name'])}</th>
                    <td class="num">{textOf(row['code'])}</td>
                    <td class={`num ${css['r']}`}>{row['level'] as number}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Show>
      </div>
    </main>
  );
}
