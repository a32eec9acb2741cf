import { useSearchParams } from '@solidjs/router';
import { createMemo, Show } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Empty } from '@one-window/ui/parts/Empty';
import { Table, type Column } from '@one-window/ui/parts/Table';
import { t as desk } from '../i18n.ts';
import { useSession } from '../session.ts';
import { loadReads, type Labels, type PersonRead, type Places } from './api.ts';
import { ReadsFilters } from './Filters.tsx';
import { createPages } from './pages.ts';
import { readsQuery } from './query.ts';
import { Rest } from './Rest.tsx';
import { labelText, secondOf, shortId, t } from './words.ts';
import place from '../frame/sections.module.css';
import css from './log.module.css';

type Row = PersonRead & { readonly labels: Labels };
const nothing = { hall: null, by: null, purpose: null, person: null, from: null, to: null };

/** Who saw whose details, when and why. The person is the end of an id: whose it is says only the data itself, to who may open it. */
export function Reads(props: { places: Places }) {
  const session = useSession();
  const [search, setSearch] = useSearchParams();
  const query = createMemo(() => readsQuery(search));
  const pages = createPages(
    query,
    async (asked, before) => {
      const { reads, labels, next } = await loadReads(asked, before);
      return { rows: reads.map((row): Row => ({ ...row, labels })), next };
    },
    session.note,
  );
  const columns = (): Column<Row>[] => [
    { id: 'at', title: t('log.column.at'), cell: (row) => <span class={css['time']}>{secondOf(row.readAt, props.places.timeZone)}</span> },
    { id: 'by', title: t('log.filter.reader'), cell: (row) => <b class="num">{row.staffNo}</b> },
    { id: 'purpose', title: t('log.column.purpose'), cell: (row) => desk(`desk.reveal.${row.purpose}`) },
    { id: 'ticket', title: t('log.column.ticket'), cell: (row) => <span class="num">{row.ticket}</span> },
    { id: 'where', title: t('log.column.where'), cell: (row) => labelText(row.hallId, row.labels) },
    {
      id: 'person',
      title: t('log.column.person'),
      cell: (row) => (
        <span class={css['person']}>
          <span class={css['mono']}>{shortId(row.personId)}</span>
          <Show when={query().person === undefined}>
            <Button small variant="quiet" onPress={() => setSearch({ ...nothing, person: row.personId })}>
              {t('log.same_person')}
            </Button>
          </Show>
        </span>
      ),
    },
  ];
  return (
    <main class={place['work']}>
      <header class={place['head']}>
        <h2>{t('log.section.reads')}</h2>
        <p>{t('log.lead.reads')}</p>
      </header>
      <div class={css['list']}>
        <ReadsFilters
          query={query()}
          places={props.places}
          busy={pages.busy() === 'first'}
          onAsk={(said) => setSearch({ ...nothing, ...readsQuery(said) })}
        />
        <Show when={query().person}>
          {(id) => (
            <p class={css['only']}>
              {t('log.filter.person', { id: shortId(id()) })}
              <Button small onPress={() => setSearch({ person: null })}>
                {t('log.filter.every_person')}
              </Button>
            </p>
          )}
        </Show>
        <Show when={pages.rows()}>
          {(rows) => (
            <Table
              label={t('log.section.reads')}
              columns={columns()}
              rows={rows()}
              rowId={(row) => row.id}
              empty={<Empty title={t('log.reads.empty')} next={t('log.reads.empty_next')} />}
            />
          )}
        </Show>
        <Rest pages={pages} />
      </div>
    </main>
  );
}
