import { A, useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { createEffect, createResource, For, Match, Show, Switch, type JSX } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { count } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { Message } from '../frame/LiveStates.tsx';
import { t as desk } from '../i18n.ts';
import { holds } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { loadEntries, type Entry } from './api.ts';
import { EntryPanel } from './EntryPanel.tsx';
import { Sections } from './Sections.tsx';
import { hotlineRights, t } from './words.ts';
import place from '../frame/sections.module.css';
import css from './hotline.module.css';

/** 知识库: the short answers that operators read out, each with its department and the day until which it counts. */
export default function KnowledgeScreen() {
  const me = useMe();
  const may = () => hotlineRights.some((right) => holds(me().staff.roles, right));
  return (
    <Show
      when={may()}
      fallback={
        <Frame here="hotline" title={t('desk.knowledge.title')} keys={<PlainKeys />}>
          <Message title={desk('desk.denied.title')} body={desk('desk.denied.body')} />
        </Frame>
      }
    >
      <Knowledge />
    </Show>
  );
}

function Knowledge() {
  const me = useMe();
  const session = useSession();
  const navigate = useNavigate();
  const params = useParams<{ entryId?: string }>();
  const [search, setSearch] = useSearchParams<{ q?: string }>();
  const q = (): string | undefined => search.q?.trim() || undefined;
  const [page, { refetch }] = createResource(
    () => ({ q: q() }),
    (asked) => loadEntries(asked.q),
  );
  createEffect(() => page.error !== undefined && session.note(page.error));
  const entries = (): readonly Entry[] => settled(page)?.entries ?? [];
  const writes = () => ['hotline.dispatch', 'hotline.handle'].some((right) => holds(me().staff.roles, right as 'hotline.handle'));
  const done = async (id: string): Promise<void> => {
    await refetch();
    navigate(`/knowledge/${id}`);
  };
  return (
    <Frame here="hotline" title={t('desk.knowledge.title')} keys={<PlainKeys>{t('desk.knowledge.note')}</PlainKeys>}>
      <div class={place['stage']}>
        <Sections here="knowledge" />
        <main class={place['work']}>
          <header class={place['head']}>
            <h2>{t('desk.knowledge.title')}</h2>
            <p>{t('desk.knowledge.lead')}</p>
            <Ask q={q()} onAsk={(asked) => setSearch({ q: asked || null })}>
              <Show when={writes()}>
                <Button variant="primary" onPress={() => navigate('/knowledge/new')}>
                  {t('desk.knowledge.new')}
                </Button>
              </Show>
            </Ask>
          </header>
          <div class={css['body']} classList={{ [css['split'] ?? '']: params.entryId !== undefined }}>
            <div class={css['list']}>
              <Switch
                fallback={
                  <div class={css['waiting']} aria-busy="true">
                    <Skeleton lines={9} />
                  </div>
                }
              >
                <Match when={page.error !== undefined}>
                  <ErrorState text={errorText(page.error)} onRetry={() => void refetch()} />
                </Match>
                <Match when={settled(page)}>
                  <Listed entries={entries()} q={q()} selected={params.entryId} />
                </Match>
              </Switch>
            </div>
            <Show when={params.entryId === 'new' || entries().find(({ id }) => id === params.entryId)} keyed>
              {(entry) => <EntryPanel entry={entry === true ? null : entry} onClose={() => navigate('/knowledge')} onDone={done} />}
            </Show>
          </div>
        </main>
      </div>
    </Frame>
  );
}

function Ask(props: { q: string | undefined; onAsk: (q: string) => void; children: JSX.Element }) {
  function ask(event: SubmitEvent): void {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement).get('q');
    props.onAsk(typeof said === 'string' ? said.trim() : '');
  }
  return (
    <form class={css['search']} role="search" onSubmit={ask}>
      <input
        class="input"
        type="search"
        name="q"
        value={props.q ?? ''}
        maxlength="200"
        autocomplete="off"
        aria-label={t('desk.hotline.ask')}
        placeholder={t('desk.hotline.ask')}
      />
      <Button type="submit">{t('desk.order.find')}</Button>
      {props.children}
    </form>
  );
}

function Listed(props: { entries: readonly Entry[]; q: string | undefined; selected: string | undefined }) {
  return (
    <Show
      when={props.entries.length > 0}
      fallback={
        <Empty
          title={props.q ? t('desk.order.not_found', { q: props.q }) : t('desk.knowledge.empty')}
          next={t('desk.knowledge.empty_next')}
        />
      }
    >
      <ul aria-label={t('desk.knowledge.title')}>
        <For each={props.entries}>
          {(entry) => (
            <li>
              <A class={css['row']} href={`/knowledge/${entry.id}`} aria-current={props.selected === entry.id ? 'true' : undefined}>
                <span class={css['item']}>
                  <b>{entry.title}</b>
                </span>
                <span>
                  <EntryChip entry={entry} />
                </span>
                <span class={css['unit']}>{entry.unit.name}</span>
                <span class={css['date']}>{t('desk.hotline.good_until', { date: entry.validUntil })}</span>
              </A>
            </li>
          )}
        </For>
      </ul>
      <p class={css['rest']}>{t('desk.knowledge.end', { n: count(props.entries.length) })}</p>
    </Show>
  );
}

function EntryChip(props: { entry: Entry }) {
  const state = () => (props.entry.withdrawn ? 'withdrawn' : props.entry.expired ? 'expired' : 'good');
  const looks = { withdrawn: 'outline', expired: 'red', good: 'ok' } as const;
  return <Chip state={looks[state()]}>{t(`desk.knowledge.${state()}`)}</Chip>;
}
