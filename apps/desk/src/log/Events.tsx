import { useLocation, useNavigate, useSearchParams } from '@solidjs/router';
import { createMemo, createSignal, Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Empty } from '@one-window/ui/parts/Empty';
import { Table, type Column } from '@one-window/ui/parts/Table';
import { useSession } from '../session.ts';
import { exportEvents, loadEvents, type Labels, type LogRow, type Places } from './api.ts';
import { EventPanel } from './EventPanel.tsx';
import { EventFilters } from './Filters.tsx';
import { createPages } from './pages.ts';
import { eventQuery } from './query.ts';
import { Rest } from './Rest.tsx';
import { actorText, secondOf, subjectText, t, typeWord } from './words.ts';
import place from '../frame/sections.module.css';
import css from './log.module.css';

type Row = LogRow & { readonly labels: Labels };
const idOf = (row: Pick<LogRow, 'stream' | 'version'>): string => `${row.stream}/${row.version}`;

/** What happened, searched and paged; one event opened beside the list. Search and opened event both stand in the address. */
export function Events(props: { places: Places; stream: string | undefined; version: number | null }) {
  const session = useSession();
  const navigate = useNavigate();
  const location = useLocation();
  const [search, setSearch] = useSearchParams();
  const query = createMemo(() => eventQuery(search));
  const pages = createPages(
    query,
    async (asked, before) => {
      const { events, labels, next } = await loadEvents(asked, before);
      return { rows: events.map((row): Row => ({ ...row, labels })), next };
    },
    session.note,
  );
  const opened = () => (props.stream && props.version ? { stream: props.stream, version: props.version } : null);
  const open = (at: { stream: string; version: number } | null): void =>
    navigate(`/log/events${at ? `/${at.stream}/${at.version}` : ''}${location.search}`);
  const columns = (): Column<Row>[] => [
    {
      id: 'at',
      title: t('log.column.at'),
      cell: (row) => <span class={css['time']}>{secondOf(row.recordedAt, props.places.timeZone)}</span>,
    },
    { id: 'type', title: t('log.column.type'), cell: (row) => <b>{typeWord(row.type)}</b> },
    { id: 'about', title: t('log.column.about'), cell: (row) => subjectText(row, row.labels) },
    { id: 'by', title: t('log.column.by'), cell: (row) => actorText(row, row.labels) },
  ];
  return (
    <main class={place['work']}>
      <header class={place['head']}>
        <h2>{t('log.section.events')}</h2>
        <p>{t('log.lead.events')}</p>
        <Export query={query()} />
      </header>
      <div class={css['body']} classList={{ [css['split'] ?? '']: opened() !== null }}>
        <div class={css['list']}>
          <EventFilters
            query={query()}
            places={props.places}
            busy={pages.busy() === 'first'}
            onAsk={(said) => setSearch({ ...nothing, ...eventQuery(said) })}
          />
          <Show when={pages.rows()}>
            {(rows) => (
              <Table
                label={t('log.section.events')}
                columns={columns()}
                rows={rows()}
                rowId={idOf}
                selected={opened() && idOf(opened()!)}
                onOpen={open}
                empty={<Empty title={t('log.empty')} next={t('log.empty_next')} />}
              />
            )}
          </Show>
          <Rest pages={pages} />
        </div>
        <Show when={opened()} keyed>
          {(at) => (
            <EventPanel at={at} timeZone={props.places.timeZone} onOpen={open} onAbout={(id) => setSearch({ ...nothing, about: id })} />
          )}
        </Show>
      </div>
    </main>
  );
}

/** Conditions that a new search does not name are gone from the address. */
const nothing = { kind: null, type: null, hall: null, about: null, by: null, from: null, to: null, looks: null };

function Export(props: { query: ReturnType<typeof eventQuery> }) {
  const session = useSession();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  async function run(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setError(null);
    try {
      save(await exportEvents(props.query));
    } catch (refused) {
      setError(refused);
      session.note(refused);
    }
    setBusy(false);
  }
  return (
    <>
      <Show when={error() !== null}>
        <span class={css['wrong']} role="alert">
          {errorText(error())}
        </span>
      </Show>
      <Button title={t('log.export_title')} busy={busy()} busyText={t('log.exporting')} onPress={() => void run()}>
        {t('log.export')}
      </Button>
    </>
  );
}

function save(table: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(table);
  link.download = `${t('log.title')}-${new Date().toISOString().slice(0, 10)}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
