import { Show } from 'solid-js';
import { count } from '@one-window/ui/format';
import { Chip } from '@one-window/ui/parts/Chip';
import { Empty } from '@one-window/ui/parts/Empty';
import { Table, type Column } from '@one-window/ui/parts/Table';
import { useSession } from '../session.ts';
import { loadSeals, type Seal } from './api.ts';
import { createPages } from './pages.ts';
import { Rest } from './Rest.tsx';
import { damageWord, secondOf, shortId, t } from './words.ts';
import place from '../frame/sections.module.css';
import css from './log.module.css';

const looks = { fits: 'ok', not_ours: 'red', not_following: 'red', broken: 'red', file_only: 'outline' } as const satisfies Record<
  Seal['verdict'],
  string
>;

/** The daily seals, each checked as it is shown: made with our key, following the one before, and its heads still in the log. */
export function Seals(props: { timeZone: string }) {
  const session = useSession();
  const pages = createPages(
    () => null,
    async (_all, before) => {
      const { seals, next } = await loadSeals(before);
      return { rows: seals, next };
    },
    session.note,
  );
  const columns = (): Column<Seal>[] => [
    { id: 'day', title: t('log.column.day'), cell: (seal) => <span class="num">{seal.day}</span> },
    {
      id: 'verdict',
      title: t('log.column.verdict'),
      cell: (seal) => (
        <span class={css['verdict']}>
          <Chip state={looks[seal.verdict]}>{t(`log.verdict.${seal.verdict}`)}</Chip>
          <Show when={seal.finding}>
            {(finding) => (
              <span class={css['wrong']}>
                {damageWord(finding().damage)} {shortId(finding().stream)} / {finding().version}
              </span>
            )}
          </Show>
        </span>
      ),
    },
    { id: 'heads', title: t('log.column.heads'), number: true, cell: (seal) => t('log.seals.heads', { n: count(seal.heads) }) },
    { id: 'at', title: t('log.column.at'), cell: (seal) => <span class={css['time']}>{secondOf(seal.createdAt, props.timeZone)}</span> },
    {
      id: 'root',
      title: t('log.column.root'),
      cell: (seal) => (
        <span class={css['mono']} title={seal.root}>
          {seal.root.slice(0, 12)}
        </span>
      ),
    },
  ];
  return (
    <main class={place['work']}>
      <header class={place['head']}>
        <h2>{t('log.section.seals')}</h2>
        <p>{t('log.lead.seals')}</p>
      </header>
      <div class={css['list']}>
        <Show when={pages.rows()}>
          {(rows) => (
            <Table
              label={t('log.section.seals')}
              columns={columns()}
              rows={rows()}
              rowId={(seal) => seal.day}
              empty={<Empty title={t('log.seals.empty')} next={t('log.seals.empty_next')} />}
            />
          )}
        </Show>
        <Rest pages={pages} />
        <p class={css['only']}>{t('log.seals.files')}</p>
      </div>
    </main>
  );
}
