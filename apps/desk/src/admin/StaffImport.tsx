import { createMemo, createSignal, For, on, Show } from 'solid-js';
import { roles, type Role } from '@one-window/domain/permissions';
import { Button } from '@one-window/ui/parts/Button';
import * as deskWords from '@one-window/ui/i18n/desk';
import * as adminWords from '@one-window/ui/i18n/admin';
import { textOf } from '@one-window/domain/config';
import { newKey } from '../api.ts';
import { holds, isRole } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { useConfig } from './config.ts';
import { t } from './i18n.ts';
import { importStaff } from './staff-api.ts';
import { columns, readStaffTable, tableOf, type Column, type ImportContext, type ImportRow } from './staff-import.ts';
import { rowProblemText } from './StaffForm.tsx';
import css from './panel.module.css';
import shared from './admin.module.css';
import { Problem } from './Problem.tsx';

const SHOWN = 200;

/** A table of staff: read here, each row judged before anything is sent, then all of them are made or none. */
export function StaffImport(props: { taken: ReadonlySet<string>; onDone: () => void }) {
  const me = useMe();
  const config = useConfig();
  const session = useSession();
  const [text, setText] = createSignal('');
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal(false);
  const context = (): ImportContext => ({
    headings,
    roleOf,
    halls: config
      .rows('halls')
      .map(({ row }) => ({ id: row.id, names: [textOf(row['name']), textOf(row['nameEn'])].filter((name) => name !== '') })),
    taken: props.taken,
    demo: me().demo,
  });
  const result = createMemo(() => (text().trim() === '' ? null : readStaffTable(text(), context())));
  const rows = (): readonly ImportRow[] => {
    const now = result();
    return now && 'rows' in now ? now.rows : [];
  };
  const missing = (): readonly Column[] => {
    const now = result();
    return now && 'missing' in now ? now.missing : [];
  };
  const bad = () => rows().filter((row) => row.problems.length > 0).length;
  // one key for one table: a press whose answer was lost is not done twice
  const key = createMemo(on(text, newKey));

  async function run(): Promise<void> {
    if (bad() > 0 || busy()) return;
    setBusy(true);
    setError(null);
    // a role is given only by who may give roles; without that the accounts come without
    const withRoles = holds(me().staff.roles, 'role.assign');
    try {
      await importStaff(tableOf(rows(), withRoles), key());
      props.onDone();
    } catch (refused) {
      session.note(refused);
      setError(refused);
    } finally {
      setBusy(false);
    }
  }

  async function choose(file: File | undefined): Promise<void> {
    if (file) setText(decode(await file.arrayBuffer()));
  }

  return (
    <>
      <div class={shared['scroll']} tabindex="0" role="region" aria-label={t('admin.import.title')}>
        <div class={css['panel']}>
          <p>{t('admin.import.lead', { columns: columns.map((c) => heading(c)) })}</p>
          <label>
            <span class="sr">{t('admin.import.choose')}</span>
            <input
              class={css['file']}
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              onChange={(e) => void choose(e.currentTarget.files?.[0])}
            />
          </label>
          <textarea
            class={`input ${css['paste']}`}
            aria-label={t('admin.import.paste')}
            placeholder={t('admin.import.paste')}
            value={text()}
            onInput={(e) => setText(e.currentTarget.value)}
          />
          <Show when={missing().length > 0}>
            <p class={shared['error']} role="alert">
              {t('admin.import.header', { columns: missing().map((c) => heading(c)) })}
            </p>
          </Show>
        </div>
        <Show when={rows().length > 0}>
          <table class={shared['plain']}>
            <thead>
              <tr>
                <th scope="col" class={shared['r']}>
                  {t('admin.import.row')}
                </th>
                <For each={columns.filter((c) => c !== 'password')}>{(c) => <th scope="col">{heading(c)}</th>}</For>
                <th scope="col">{t('admin.import.verdict')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={rows().slice(0, SHOWN)}>
                {(row) => (
                  <tr classList={{ [css['bad'] ?? '']: row.problems.length > 0 }}>
                    <th scope="row" class={`num ${shared['r']}`}>
                      {row.line}
                    </th>
                    <For each={columns.filter((c) => c !== 'password')}>{(c) => <td>{row.cells[c]}</td>}</For>
                    <td class={row.problems.length > 0 ? shared['problem'] : undefined}>{verdict(row)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Show>
      </div>
      <footer class={shared['foot']}>
        <Show when={rows().length > 0}>
          <p class={shared['strong']}>{t('admin.import.sum', { n: rows().length, bad: bad() })}</p>
          <Problem of={error()} />
          <span class={shared['end']}>
            <Button
              variant="primary"
              busy={busy()}
              busyText={t('admin.import.going')}
              reason={bad() > 0 ? t('admin.import.blocked', { n: bad() }) : undefined}
              onPress={() => void run()}
            >
              {bad() > 0 ? t('admin.import.blocked', { n: bad() }) : t('admin.import.go', { n: rows().length })}
            </Button>
          </span>
        </Show>
      </footer>
    </>
  );
}

const verdict = (row: ImportRow): string =>
  row.problems.length === 0 ? t('admin.import.ok') : row.problems.map(rowProblemText).join('；');

const headingKeys = {
  staffNo: 'admin.staff.staffNo',
  name: 'admin.staff.name',
  role: 'admin.staff.role',
  hall: 'admin.staff.hall',
  password: 'admin.staff.password',
} as const;
const heading = (column: Column): string => t(headingKeys[column]);
const headings = Object.fromEntries(
  columns.map((c) => [c, [adminWords.zh[headingKeys[c]], adminWords.en[headingKeys[c]], c].map((word) => word.toLowerCase())]),
) as unknown as ImportContext['headings'];

function roleOf(word: string): Role | null {
  if (isRole(word)) return word;
  return (
    roles.find((role) =>
      [deskWords.zh[`desk.role.${role}`], deskWords.en[`desk.role.${role}`]].some((known) => known.toLowerCase() === word.toLowerCase()),
    ) ?? null
  );
}

/** Spreadsheets in China still write GB 18030; UTF-8 is tried first and refuses what it is not. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
