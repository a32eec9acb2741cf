import { useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { errorCode } from '../api.ts';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { Message } from '../frame/LiveStates.tsx';
import { t as desk } from '../i18n.ts';
import { createPages, type Pages } from '../log/pages.ts';
import { holds } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { boxes, loadCases, type Box, type CaseRow, type CasesPage } from './api.ts';
import { CaseBoxes } from './CaseBoxes.tsx';
import { CaseList } from './CaseList.tsx';
import { CasePanel } from './CasePanel.tsx';
import { Hints } from './Hints.tsx';
import { clockOf, nowInstant, t } from './words.ts';
import place from '../frame/sections.module.css';
import css from './cases.module.css';

/** The area of cases, for whoever may see any: to others the service answers that it is not theirs. */
export default function CasesScreen() {
  const me = useMe();
  return (
    <Show when={holds(me().staff.roles, 'case.view')} fallback={<Denied />}>
      <Cases />
    </Show>
  );
}

function Denied() {
  return (
    <Frame here="cases" title={t('desk.case.title')} keys={<PlainKeys />}>
      <Message title={desk('desk.denied.title')} body={desk('desk.denied.body')} />
    </Frame>
  );
}

/** Cases in reach: boxes by what is to be done, the list by due order, one case beside it. */
function Cases() {
  const navigate = useNavigate();
  const list = createList();
  const { box, q, pages, opened, tail } = list;
  const step = (by: -1 | 1): void => {
    const rows = pages.rows() ?? [];
    const next = rows[rows.findIndex(({ id }) => id === opened()) + by];
    if (opened() && next) navigate(list.href(next.id));
  };
  return (
    <Frame here="cases" title={t('desk.case.title')} keys={<PlainKeys>{opened() ? <Hints numbered /> : t('desk.case.masked')}</PlainKeys>}>
      <div class={place['stage']}>
        <CaseBoxes here={box()} counts={list.counts()} tail={tail()} />
        <Show when={pages.error() === null || pages.rows() !== null} fallback={<Failed error={pages.error()} onRetry={pages.reload} />}>
          <main class={place['work']}>
            <Head box={box()} q={q()} asOf={list.asOf()} pages={pages} onAsk={list.ask} />
            <div class={css['body']} classList={{ [css['split'] ?? '']: opened() !== undefined }}>
              <div class={css['list']}>
                <Listed pages={pages} box={box()} q={q()} selected={opened()} href={list.href} />
              </div>
              <Show when={opened()} keyed>
                {(id) => (
                  <CasePanel caseId={id} onClose={() => navigate(`/cases/${box()}${tail()}`)} onChanged={pages.reload} onStep={step} />
                )}
              </Show>
            </div>
          </main>
        </Show>
      </div>
    </Frame>
  );
}

/** What is asked for, and what came. Box, search and opened case stand in the address. */
function createList() {
  const session = useSession();
  const me = useMe();
  const params = useParams<{ box?: string; caseId?: string }>();
  const [search, setSearch] = useSearchParams<{ q?: string }>();
  const [counts, setCounts] = createSignal<CasesPage['counts'] | null>(null);
  const [asOf, setAsOf] = createSignal<string | null>(null);
  const box = (): Box => boxes.find((name) => name === params.box) ?? firstBox(me().staff.roles);
  const q = (): string | undefined => search.q?.trim() || undefined;
  const pages: Pages<CaseRow> = createPages(
    () => ({ box: box(), q: q() }),
    async (asked, after) => {
      const page = await loadCases(asked.box, asked.q, after);
      setCounts(page.counts);
      setAsOf(nowInstant());
      return { rows: shareRows(page.cases, pages.rows()), next: page.next };
    },
    session.note,
  );
  const tail = (): string => (q() ? `?q=${encodeURIComponent(q()!)}` : '');
  const href = (id: string): string => `/cases/${box()}/${id}${tail()}`;
  const ask = (asked: string): void => setSearch({ q: asked || null });
  return { box, q, pages, counts, asOf, tail, href, ask, opened: () => params.caseId };
}

/** Rows that did not change keep their element, and with it focus, hover and a pointer that is down. */
function shareRows(rows: readonly CaseRow[], before: readonly CaseRow[] | null): CaseRow[] {
  const old = new Map(before?.map((row) => [row.id, row]));
  return rows.map((row) => {
    const known = old.get(row.id);
    return known && JSON.stringify(known) === JSON.stringify(row) ? known : row;
  });
}

/** Where somebody's own work lies. */
function firstBox(roles: readonly string[]): Box {
  if (holds(roles, 'case.intake')) return 'intake';
  if (holds(roles, 'case.review')) return 'review';
  return holds(roles, 'case.deliver') ? 'delivery' : 'all';
}

function Head(props: { box: Box; q: string | undefined; asOf: string | null; pages: Pages<CaseRow>; onAsk: (q: string) => void }) {
  function ask(event: SubmitEvent): void {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement).get('q');
    props.onAsk(typeof said === 'string' ? said.trim() : '');
  }
  return (
    <header class={place['head']}>
      <h2>{t(`desk.case.box.${props.box}`)}</h2>
      <p>{t(`desk.case.lead.${props.box}`)}</p>
      <form class={css['search']} role="search" onSubmit={ask}>
        <input
          class="input"
          type="search"
          name="q"
          value={props.q ?? ''}
          maxlength="64"
          autocomplete="off"
          aria-label={t('desk.case.search')}
          placeholder={t('desk.case.search')}
        />
        <Button type="submit">{t('desk.case.find')}</Button>
        <Button
          busy={props.pages.busy() === 'first' && props.pages.rows() !== null}
          busyText={t('desk.case.refreshing')}
          onPress={props.pages.reload}
          title={props.asOf ? t('desk.case.as_of', { time: clockOf(props.asOf) }) : undefined}
        >
          {t('desk.case.refresh')}
        </Button>
      </form>
    </header>
  );
}

function Listed(props: {
  pages: Pages<CaseRow>;
  box: Box;
  q: string | undefined;
  selected: string | undefined;
  href: (id: string) => string;
}) {
  return (
    <Switch
      fallback={
        <div class={css['waiting']} aria-busy="true">
          <Skeleton lines={9} />
        </div>
      }
    >
      <Match when={props.pages.rows()}>
        {(rows) => <CaseList rows={rows()} pages={props.pages} box={props.box} q={props.q} selected={props.selected} href={props.href} />}
      </Match>
    </Switch>
  );
}

function Failed(props: { error: unknown; onRetry: () => void }) {
  const denied = () => errorCode(props.error) === 'auth.forbidden';
  return (
    <Message
      title={denied() ? desk('desk.denied.title') : desk('desk.load.failed')}
      body={denied() ? desk('desk.denied.body') : errorText(props.error)}
    >
      <Show when={!denied()}>
        <Button variant="primary" onPress={props.onRetry}>
          {desk('desk.load.retry')}
        </Button>
      </Show>
    </Message>
  );
}
