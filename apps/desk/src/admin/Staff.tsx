import { createResource, createSignal, For, Match, Show, Switch } from 'solid-js';
import { textOf } from '@one-window/domain/config';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { isUnanswered, newKey } from '../api.ts';
import { roleWord } from '../i18n.ts';
import { holds } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';
import { useConfig } from './config.ts';
import { t } from './i18n.ts';
import { loadStaff, pressStaff, type StaffPress, type StaffRow } from './staff-api.ts';
import { StaffForm } from './StaffForm.tsx';
import { StaffImport } from './StaffImport.tsx';
import { settled } from '../settled.ts';
import css from './admin.module.css';

/** Who may sign in, where, to do what; one by one or from a table. */
export function Staff() {
  const me = useMe();
  const [staff, { refetch }] = createResource(loadStaff);
  const [mode, setMode] = createSignal<'list' | 'add' | 'import'>('list');
  const rows = () => settled(staff) ?? [];
  const taken = () => new Set(rows().map((row) => row.staffNo.toLowerCase()));
  const manage = () => holds(me().staff.roles, 'staff.manage');
  const done = (): void => {
    setMode('list');
    void refetch();
  };
  return (
    <main class={css['work']}>
      <header class={css['head']}>
        <h2>{mode() === 'import' ? t('admin.import.title') : t('admin.section.staff')}</h2>
        <p>{mode() === 'import' ? '' : t('admin.lead.staff')}</p>
        <Show
          when={mode() === 'import'}
          fallback={
            <Show when={manage()}>
              <Button onPress={() => setMode('import')}>{t('admin.staff.import')}</Button>
              <Button variant={mode() === 'add' ? 'plain' : 'primary'} onPress={() => setMode('add')}>
                {t('admin.staff.add')}
              </Button>
            </Show>
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
          <div class={css['scroll']} tabindex="0" role="region" aria-label={t('admin.section.staff')}>
            <Show when={mode() === 'add'}>
              <StaffForm taken={taken()} onDone={done} onCancel={() => setMode('list')} />
            </Show>
            <Show when={staff.error !== undefined}>
              <ErrorState text={errorText(staff.error)} onRetry={() => void refetch()} />
            </Show>
            <Show
              when={rows().length > 0}
              fallback={
                <Show when={!staff.loading && staff.error === undefined}>
                  {<Empty title={t('admin.staff.empty')} next={t('admin.staff.empty_next')} />}
                </Show>
              }
            >
              <Table rows={rows()} onChanged={() => void refetch()} />
            </Show>
          </div>
        </Match>
      </Switch>
      <span />
    </main>
  );
}

function Table(props: { rows: readonly StaffRow[]; onChanged: () => void }) {
  const config = useConfig();
  const me = useMe();
  const session = useSession();
  const [asked, setAsked] = createSignal<{ row: StaffRow; press: StaffPress } | null>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  async function go(what: { row: StaffRow; press: StaffPress }): Promise<void> {
    setError(null);
    const result = await presses.run(what.press, what.row.id, (key) => pressStaff(what.row.id, what.press, key));
    if (result.kind === 'refused') {
      setError(result.error);
      return session.note(result.error);
    }
    setAsked(null);
    props.onChanged();
  }
  const hallName = (id: string | null): string =>
    id === null ? '' : textOf(config.rows('halls').find((h) => h.row.id === id)?.row['name']);
  const held = (row: StaffRow): string =>
    row.assignments
      .filter((a) => a.validTo === null)
      .map((a) => [roleWord(a.roleId), hallName(a.hallId)].filter((part) => part !== '').join(' '))
      .join('；');
  const may = (action: 'staff.manage' | 'session.end'): boolean => holds(me().staff.roles, action);
  const ask = (row: StaffRow, press: StaffPress): void => void setAsked({ row, press });
  return (
    <>
      <table class={css['plain']}>
        <thead>
          <tr>
            <th scope="col">{t('admin.staff.staffNo')}</th>
            <th scope="col">{t('admin.staff.name')}</th>
            <th scope="col">{t('admin.staff.roles')}</th>
            <th scope="col">{t('admin.staff.state')}</th>
            <th scope="col">
              <span class="sr">{t('admin.staff.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <th scope="row" class="num">
                  {row.staffNo}
                </th>
                <td>{row.name}</td>
                <td title={held(row)}>{held(row)}</td>
                <td>
                  <Chip state={row.active ? 'ok' : 'outline'}>{t(row.active ? 'admin.staff.active' : 'admin.staff.suspended')}</Chip>
                </td>
                <td class={css['r']}>
                  <Show when={may('session.end')}>
                    <Button small variant="quiet" onPress={() => ask(row, 'end-sessions')}>
                      {t('admin.staff.end_sessions')}
                    </Button>
                    <Show when={row.secondFactor}>
                      <Button small variant="quiet" onPress={() => ask(row, 'remove-second-factor')}>
                        {t('admin.staff.remove_second_factor')}
                      </Button>
                    </Show>
                  </Show>
                  <Show when={may('staff.manage') && row.id !== me().staff.id}>
                    <Button small variant="quiet" onPress={() => ask(row, row.active ? 'suspend' : 'restore')}>
                      {t(row.active ? 'admin.staff.suspend' : 'admin.staff.restore')}
                    </Button>
                  </Show>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={asked()}>
        {(what) => (
          <Dialog
            open
            title={t(`admin.staff.ask.${what().press}.title`, { name: what().row.name })}
            body={t(`admin.staff.ask.${what().press}.body`, { name: what().row.name })}
            onClose={() => setAsked(null)}
            actions={
              <>
                <Button onPress={() => setAsked(null)}>{t('admin.staff.no')}</Button>
                <Button variant={what().press === 'restore' ? 'primary' : 'danger'} busy={busy() !== null} onPress={() => void go(what())}>
                  {verb(what().press)}
                </Button>
              </>
            }
          >
            <Show when={error()}>
              <p class={css['error']} role="alert">
                {errorText(error())}
              </p>
            </Show>
          </Dialog>
        )}
      </Show>
    </>
  );
}

function verb(press: StaffPress): string {
  if (press === 'end-sessions') return t('admin.staff.end_sessions');
  if (press === 'remove-second-factor') return t('admin.staff.remove_second_factor');
  return t(press === 'suspend' ? 'admin.staff.suspend' : 'admin.staff.restore');
}
