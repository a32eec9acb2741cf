import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import { definitionOf, fieldsOf, textOf, type AnyRow, type ConfigEntity, type ConfigField } from '@one-window/domain/config';
import { count } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Empty } from '@one-window/ui/parts/Empty';
import { useConfig } from './config.ts';
import { EntityForm } from './EntityForm.tsx';
import { t } from './i18n.ts';
import { Pending } from './Preview.tsx';
import { nameOfRow, valueText } from './values.ts';
import type { DraftRow } from './drafts.ts';
import place from '../frame/sections.module.css';
import css from './admin.module.css';

const SHOWN = 200;
const marks = { new: 'info', changed: 'warn', removed: 'red' } as const;

/** One entity: its table, and the form of the row that is open. Drawn from the domain's definition alone. */
export function EntityEditor(props: { entity: ConfigEntity; hallId?: string | undefined }) {
  const config = useConfig();
  const [open, setOpen] = createSignal<string | null>(null);
  const [search, setSearch] = createSignal('');
  const [hall, setHall] = createSignal('');
  createEffect(
    on(
      () => props.entity,
      (entity) => {
        setSearch('');
        setOpen(definitionOf(entity).single ? (config.rows(entity)[0]?.row.id ?? null) : null);
      },
    ),
  );
  const byHall = () => 'hallId' in fieldsOf(props.entity);
  const halls = () => config.rows('halls').map((r) => r.row);
  const hallId = () => props.hallId ?? (hall() || (halls().length === 1 ? (halls()[0]?.id ?? '') : ''));
  const found = createMemo(() => {
    const text = search().trim().toLowerCase();
    return config.rows(props.entity).filter(({ row }) => {
      const inHall = !byHall() || hallId() === '' || row['hallId'] === hallId();
      return inHall && (text === '' || nameOfRow(props.entity, row).toLowerCase().includes(text));
    });
  });
  const shown = () => found().find((r) => r.row.id === open()) ?? null;
  const word = () => t(`admin.entity.${props.entity}`);
  const add = (): void => void setOpen(config.begin(props.entity, byHall() && hallId() !== '' ? { hallId: hallId() } : {}));
  return (
    <main class={place['work']}>
      <header class={place['head']}>
        <h2>{word()}</h2>
        <p>{t(`admin.lead.${props.entity}`)}</p>
        <Show when={byHall() && halls().length > 1 && props.hallId === undefined}>
          <select class="input" aria-label={t('admin.field.hallId')} value={hall()} onChange={(e) => setHall(e.currentTarget.value)}>
            <option value="">{t('admin.all_halls')}</option>
            <For each={halls()}>{(row) => <option value={row.id}>{nameOfRow('halls', row)}</option>}</For>
          </select>
        </Show>
        <Show when={config.rows(props.entity).length > 8}>
          <input
            class="input"
            type="search"
            aria-label={t('admin.search')}
            placeholder={t('admin.search')}
            value={search()}
            onInput={(e) => setSearch(e.currentTarget.value)}
          />
        </Show>
        <Show when={!definitionOf(props.entity).single}>
          <Button variant={shown() ? 'plain' : 'primary'} onPress={add}>
            {t('admin.add', { what: t(`admin.one.${props.entity}`) })}
          </Button>
        </Show>
      </header>
      <div class={css['body']} classList={{ [css['split'] ?? '']: shown() !== null }}>
        <div class={css['scroll']} tabindex="0" role="region" aria-label={word()}>
          <Show
            when={found().length > 0}
            fallback={
              search() === '' ? (
                <Empty title={t('admin.empty', { what: word() })} next={t('admin.empty_next')} />
              ) : (
                <p class={css['more']}>{t('admin.no_match', { text: search() })}</p>
              )
            }
          >
            <Rows entity={props.entity} rows={found().slice(0, SHOWN)} open={open()} onOpen={setOpen} />
            <Show when={found().length > SHOWN}>
              <p class={css['more']}>{t('admin.more', { n: count(found().length - SHOWN) })}</p>
            </Show>
          </Show>
        </div>
        <Show when={shown()} keyed={false}>
          {(row) => <EntityForm entity={props.entity} row={row()} onClose={() => setOpen(null)} />}
        </Show>
      </div>
      <Pending />
    </main>
  );
}

function Rows(props: { entity: ConfigEntity; rows: readonly DraftRow[]; open: string | null; onOpen: (id: string) => void }) {
  const config = useConfig();
  // what a thing is called comes first, where it stands last
  const columns = () => {
    const all = Object.entries(fieldsOf(props.entity)).filter(([, field]) => field.column);
    return [...all.filter(([name]) => name !== 'hallId'), ...all.filter(([name]) => name === 'hallId')];
  };
  const right = (field: ConfigField): boolean => field.kind === 'number' || field.kind === 'minutes';
  const cell = (row: AnyRow, name: string, field: ConfigField): string => {
    const all = config.config();
    return all ? valueText(row[name], field, all) : '';
  };
  const ids = () => props.rows.map((r) => r.row.id);
  const byId = createMemo(() => new Map(props.rows.map((r) => [r.row.id, r])));
  return (
    <table>
      <thead>
        <tr>
          <For each={columns()}>
            {([name, field]) => (
              <th scope="col" class={right(field) ? css['r'] : undefined}>
                {t(`admin.field.${name as 'name'}`)}
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={ids()}>
          {(id) => (
            <Show when={byId().get(id)}>
              {(item) => (
                <tr
                  aria-selected={props.open === id}
                  class={item().mark === 'removed' ? css['removed'] : undefined}
                  onClick={() => props.onOpen(id)}
                >
                  <For each={columns()}>
                    {([name, field], i) => (
                      <Show
                        when={i() === 0}
                        fallback={
                          <td class={right(field) ? `num ${css['r']}` : undefined} title={cell(item().row, name, field)}>
                            {cell(item().row, name, field)}
                          </td>
                        }
                      >
                        <th scope="row">
                          <button type="button" class={css['open']} onClick={() => props.onOpen(id)}>
                            {textOf(item().row['name']) === '' && name === 'name' ? '–' : cell(item().row, name, field)}
                          </button>{' '}
                          <Mark mark={item().mark} />
                        </th>
                      </Show>
                    )}
                  </For>
                </tr>
              )}
            </Show>
          )}
        </For>
      </tbody>
    </table>
  );
}

function Mark(props: { mark: DraftRow['mark'] }) {
  const known = () => (props.mark === 'same' ? null : props.mark);
  return <Show when={known()}>{(mark) => <Chip state={marks[mark()]}>{t(`admin.draft.${mark()}`)}</Chip>}</Show>;
}
