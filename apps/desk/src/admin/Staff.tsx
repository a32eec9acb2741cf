import { createMemo, createResource, createSignal, For, Match, Show, Switch } from 'solid-js';
import { count } from '@one-window/ui/format';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { roleWord } from '../i18n.ts';
import { holds } from '../roles.ts';
import { useMe } from '../session.ts';
import { settled } from '../settled.ts';
import { useConfig } from './config.ts';
import { t } from './i18n.ts';
import { PersonPanel } from './person/PersonPanel.tsx';
import { placeText } from './person/place.ts';
import { loadStaff, type StaffList, type StaffRow } from './staff-api.ts';
import { StaffForm } from './StaffForm.tsx';
import { StaffImport } from './StaffImport.tsx';
import place from '../frame/sections.module.css';
import css from './admin.module.css';

const SHOWN = 200;

/** Who may sign in, where, to do what; one by one or from a table. `open` stands in the address where the screen has one. */
export function Staff(props: { open?: string | undefined; onOpen?: (id: string | null) => void }) {
  const me = useMe();
  const [list, { refetch }] = createResource(loadStaff);
  const [mode, setMode] = createSignal<'list' | 'add' | 'import'>('list');
  const [own, setOwn] = createSignal<string | null>(null);
  const [search, setSearch] = createSignal('');
  const all = (): StaffList => settled(list) ?? { staff: [], areas: [] };
  const taken = () => new Set(all().staff.map((row) => row.staffNo.toLowerCase()));
  const manage = () => holds(me().staff.roles, 'staff.manage');
  const found = createMemo(() => {
    const text = search().trim().toLowerCase();
    return all().staff.filter((row) => text === '' || row.staffNo.toLowerCase().includes(text) || row.name.toLowerCase().includes(text));
  });
  const openId = () => (props.onOpen ? props.open : own());
  const opened = () => all().staff.find((row) => row.id === openId()) ?? null;
  const open = (id: string | null): void => void (props.onOpen ? props.onOpen(id) : setOwn(id));
  const done = (): void => {
    setMode('list');
    void refetch();
  };
  return (
    <main class={place['work']}>
      <header class={place['head']}>
        <h2>{mode() === 'import' ? t('admin.import.title') : t('admin.section.staff')}</h2>
        <p>{mode() === 'import' ? '' : t('admin.lead.staff')}</p>
        <Show
          when={mode() === 'import'}
          fallback={
            <>
              <Show when={all().staff.length > 8}>
                <input
                  class="input"
                  type="search"
                  aria-label={t('admin.search')}
                  placeholder={t('admin.search')}
                  value={search()}
                  onInput={(e) => setSearch(e.currentTarget.value)}
                />
              </Show>
              <Show when={manage()}>
                <Button onPress={() => setMode('import')}>{t('admin.staff.import')}</Button>
                <Button variant={mode() === 'add' || opened() ? 'plain' : 'primary'} onPress={() => setMode('add')}>
                  {t('admin.staff.add')}
                </Button>
              </Show>
            </>
          }
        >
          <Button onPress={done}>{t('admin.import.back')}</Button>
        </Show>
      </header>
      <Switch>
        <Match when={mode() === 'import'}>
          <StaffImport taken={taken()} onDone={done} />
        </Match>
        <Match when={mode() !== 'import'}>
          <div class={css['body']} classList={{ [css['split'] ?? '']: opened() !== null }}>
            <div class={css['scroll']} tabindex="0" role="region" aria-label={t('admin.section.staff')}>
              <Show when={mode() === 'add'}>
                <StaffForm taken={taken()} onDone={done} onCancel={() => setMode('list')} />
              </Show>
              <Show when={list.error !== undefined}>
                <ErrorState text={errorText(list.error)} onRetry={() => void refetch()} />
              </Show>
              <Show when={list.loading && all().staff.length === 0}>
                <Skeleton lines={8} />
              </Show>
              <Show when={all().staff.length > 0} fallback={<Nobody when={!list.loading && list.error === undefined} />}>
                <Table rows={found().slice(0, SHOWN)} list={all()} open={opened()?.id ?? null} onOpen={open} />
                <Show when={found().length === 0}>
                  <p class={css['more']}>{t('admin.no_match', { text: search() })}</p>
                </Show>
                <Show when={found().length > SHOWN}>
                  <p class={css['more']}>{t('admin.more', { n: count(found().length - SHOWN) })}</p>
                </Show>
              </Show>
            </div>
            {/* another person is another panel: nothing half-typed goes over to a colleague */}
            <Show when={opened()?.id} keyed>
              {(id) => (
                <Show when={all().staff.find((row) => row.id === id)}>
                  {(row) => <PersonPanel row={row()} list={all()} onChanged={() => void refetch()} onClose={() => open(null)} />}
                </Show>
              )}
            </Show>
          </div>
        </Match>
      </Switch>
      <span />
    </main>
  );
}

function Nobody(props: { when: boolean }) {
  return (
    <Show when={props.when}>
      <Empty title={t('admin.staff.empty')} next={t('admin.staff.empty_next')} />
    </Show>
  );
}

function Table(props: { rows: readonly StaffRow[]; list: StaffList; open: string | null; onOpen: (id: string) => void }) {
  const config = useConfig();
  const ids = createMemo(() => props.rows.map(({ id }) => id));
  const byId = createMemo(() => new Map(props.rows.map((row) => [row.id, row])));
  const held = (row: StaffRow): string =>
    row.assignments
      .filter((a) => a.validTo === null || a.validTo > new Date().toISOString())
      .map((a) => `${roleWord(a.roleId)} ${placeText(a, config, props.list.areas)}`)
      .join('；');
  const state = (row: StaffRow): 'suspended' | 'new_password' | 'active' =>
    !row.active ? 'suspended' : row.oneTimePassword ? 'new_password' : 'active';
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('admin.staff.staffNo')}</th>
          <th scope="col">{t('admin.staff.name')}</th>
          {/* beside an open colleague there is no room for what the others do */}
          <Show when={props.open === null}>
            <th scope="col">{t('admin.staff.roles')}</th>
          </Show>
          <th scope="col">{t('admin.staff.state')}</th>
        </tr>
      </thead>
      <tbody>
        {/* by who they are: a list that is read again keeps its lines, its place and the press that is under way */}
        <For each={ids()}>
          {(id) => (
            <Show when={byId().get(id)}>
              {(row) => (
                <tr aria-selected={props.open === id} onClick={() => props.onOpen(id)}>
                  <th scope="row">
                    <button type="button" class={`num ${css['open']}`} onClick={() => props.onOpen(id)}>
                      {row().staffNo}
                    </button>
                  </th>
                  <td title={row().name}>{row().name}</td>
                  <Show when={props.open === null}>
                    <td title={held(row())}>{held(row())}</td>
                  </Show>
                  <td>
                    <Chip state={looks[state(row())]}>{t(`admin.staff.${state(row())}`)}</Chip>
                  </td>
                </tr>
              )}
            </Show>
          )}
        </For>
      </tbody>
    </table>
  );
}

const looks = { active: 'ok', new_password: 'warn', suspended: 'outline' } as const;
