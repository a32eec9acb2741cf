import { A, useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { For, Match, Show, Switch } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { Hints } from '../cases/Hints.tsx';
import { CaseBoxes } from '../cases/CaseBoxes.tsx';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { Message } from '../frame/LiveStates.tsx';
import { t as desk } from '../i18n.ts';
import { createPages, type Pages } from '../log/pages.ts';
import { holds } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { loadLicences, type LicenceRow } from './api.ts';
import { LicencePanel } from './LicencePanel.tsx';
import { howMany, statusLook, statusWord, t, untilWord } from './words.ts';
import cases from '../cases/cases.module.css';
import place from '../frame/sections.module.css';
import css from './licences.module.css';

/** What came out of cases and counts on its own: for whoever may see the cases. */
export default function LicencesScreen() {
  const me = useMe();
  return (
    <Show when={holds(me().staff.roles, 'case.view')} fallback={<Denied />}>
      <Licences />
    </Show>
  );
}

function Denied() {
  return (
    <Frame here="cases" title={t('desk.licence.title')} keys={<PlainKeys />}>
      <Message title={desk('desk.denied.title')} body={desk('desk.denied.body')} />
    </Frame>
  );
}

/** The newest first, by number or name; one beside the list. Search and opened licence stand in the address. */
function Licences() {
  const session = useSession();
  const navigate = useNavigate();
  const params = useParams<{ licenceId?: string }>();
  const [search, setSearch] = useSearchParams<{ q?: string }>();
  const q = (): string | undefined => search.q?.trim() || undefined;
  const tail = (): string => (q() ? `?q=${encodeURIComponent(q()!)}` : '');
  const pages: Pages<LicenceRow> = createPages(
    () => ({ q: q() }),
    async (asked, after) => {
      const page = await loadLicences(asked.q, after);
      return { rows: page.licences, next: page.next };
    },
    session.note,
  );
  const step = (by: -1 | 1): void => {
    const rows = pages.rows() ?? [];
    const next = rows[rows.findIndex(({ id }) => id === params.licenceId) + by];
    if (next) navigate(`/licences/${next.id}${tail()}`);
  };
  return (
    <Frame
      here="cases"
      title={t('desk.licence.title')}
      keys={<PlainKeys>{params.licenceId ? <Hints numbered={false} /> : t('desk.licence.masked')}</PlainKeys>}
    >
      <div class={place['stage']}>
        <CaseBoxes here="licences" counts={null} tail="" />
        <main class={place['work']}>
          <Head q={q()} onAsk={(asked) => setSearch({ q: asked || null })} />
          <div class={cases['body']} classList={{ [cases['split'] ?? '']: params.licenceId !== undefined }}>
            <div class={cases['list']}>
              <Listed pages={pages} q={q()} selected={params.licenceId} href={(id) => `/licences/${id}${tail()}`} />
            </div>
            <Show when={params.licenceId} keyed>
              {(id) => (
                <LicencePanel licenceId={id} onClose={() => navigate(`/licences${tail()}`)} onChanged={pages.reload} onStep={step} />
              )}
            </Show>
          </div>
        </main>
      </div>
    </Frame>
  );
}

function Head(props: { q: string | undefined; onAsk: (q: string) => void }) {
  function ask(event: SubmitEvent): void {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement).get('q');
    props.onAsk(typeof said === 'string' ? said.trim() : '');
  }
  return (
    <header class={place['head']}>
      <h2>{t('desk.licence.title')}</h2>
      <p>{t('desk.licence.lead')}</p>
      <form class={cases['search']} role="search" onSubmit={ask}>
        <input
          class="input"
          type="search"
          name="q"
          value={props.q ?? ''}
          maxlength="64"
          autocomplete="off"
          aria-label={t('desk.licence.search')}
          placeholder={t('desk.licence.search')}
        />
        <Button type="submit">{t('desk.licence.find')}</Button>
      </form>
    </header>
  );
}

function Listed(props: { pages: Pages<LicenceRow>; q: string | undefined; selected: string | undefined; href: (id: string) => string }) {
  return (
    <Switch
      fallback={
        <div class={cases['waiting']} aria-busy="true">
          <Skeleton lines={9} />
        </div>
      }
    >
      <Match when={props.pages.rows()}>
        {(rows) => (
          <Show when={rows().length > 0} fallback={<Nothing q={props.q} />}>
            <ul>
              <For each={rows()}>{(row) => <Row row={row} here={props.selected === row.id} href={props.href(row.id)} />}</For>
            </ul>
            <Rest pages={props.pages} n={rows().length} />
          </Show>
        )}
      </Match>
      <Match when={props.pages.error() !== null}>
        <div class={cases['waiting']}>
          <ErrorState text={errorText(props.pages.error())} onRetry={props.pages.reload} />
        </div>
      </Match>
    </Switch>
  );
}

function Row(props: { row: LicenceRow; here: boolean; href: string }) {
  return (
    <li>
      <A class={`${cases['row'] ?? ''} ${css['row'] ?? ''}`} href={props.href} aria-current={props.here ? 'true' : undefined}>
        <span class={cases['item']}>
          <b>{props.row.name}</b>
          <span>
            <span class={cases['no']}>{props.row.number}</span>
            <span class="masked">{props.row.holder}</span>
          </span>
        </span>
        <span>
          <Chip state={statusLook[props.row.status]}>{statusWord(props.row.status)}</Chip>
        </span>
        <span class={cases['unit']}>{props.row.department}</span>
        <span class={css['until']}>{untilWord(props.row.validTo)}</span>
      </A>
    </li>
  );
}

function Nothing(props: { q: string | undefined }) {
  return (
    <Show when={props.q} fallback={<Empty title={t('desk.licence.empty')} next={t('desk.licence.empty_next')} />}>
      {(q) => <Empty title={t('desk.licence.not_found', { q: q() })} next={t('desk.licence.not_found_next')} />}
    </Show>
  );
}

function Rest(props: { pages: Pages<LicenceRow>; n: number }) {
  return (
    <div class={cases['rest']}>
      <Show when={props.pages.error() !== null}>
        <ErrorState text={errorText(props.pages.error())} onRetry={props.pages.reload} />
      </Show>
      <Show when={props.pages.next() !== null} fallback={<p>{howMany(props.n)}</p>}>
        <Button busy={props.pages.busy() === 'more'} busyText={t('desk.licence.sending')} onPress={props.pages.more}>
          {t('desk.licence.more')}
        </Button>
      </Show>
    </div>
  );
}
