import { createAsync, useSearchParams } from '@solidjs/router';
import { createEffect, createSignal, For, on, onCleanup, Show, type JSX } from 'solid-js';
import { itemsFor, type ItemEntry } from './data.ts';
import { SearchBox } from './first.tsx';
import { Empty } from './halls.tsx';
import { Page, Part } from './layout.tsx';
import { t } from './words.ts';
import css from './search.module.css';

const pauseMs = 250;

/** Finds items while one types; the address keeps the words, so that "back" comes back here. */
export default function SearchPage(): JSX.Element {
  const [params, setParams] = useSearchParams<{ q?: string }>();
  const [q, setQ] = createSignal((params.q ?? '').trim());
  createEffect(
    on(
      () => params.q,
      (value) => setQ((value ?? '').trim()),
      { defer: true },
    ),
  );

  let timer: ReturnType<typeof setTimeout> | undefined;
  const typed = (value: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => setParams({ q: value.trim() || undefined }, { replace: true }), pauseMs);
  };
  onCleanup(() => clearTimeout(timer));

  return (
    <Page title={t('portal.search.title')} back>
      <SearchBox value={q()} onInput={typed} focus={q() === ''} />
      <Part>
        <Results q={q()} />
      </Part>
    </Page>
  );
}

function Results(props: { q: string }): JSX.Element {
  const items = createAsync(async () => (props.q ? itemsFor(props.q) : null));
  return (
    <div role="region" aria-live="polite" aria-label={t('portal.search.title')}>
      <Show when={props.q} fallback={<Empty head={t('portal.search.start')} text={t('portal.search.startHint')} />}>
        <Show when={items.latest}>{(list) => <List items={list()} q={props.q} />}</Show>
      </Show>
    </div>
  );
}

/** The search answers with so many at most; then a word more is better than a second page. */
const most = 20;

function List(props: { items: readonly ItemEntry[]; q: string }): JSX.Element {
  const count = (): string => {
    const n = props.items.length;
    return n >= most ? t('portal.search.many', { n }) : t(n === 1 ? 'portal.search.foundOne' : 'portal.search.found', { n });
  };
  return (
    <Show
      when={props.items.length > 0}
      fallback={<Empty head={t('portal.search.none', { q: props.q })} text={t('portal.search.noneHint')} />}
    >
      <p class={css.count}>{count()}</p>
      <ul class={css.items}>
        <For each={props.items}>
          {(item) => (
            <li>
              <a href={`/items/${item.id}`}>
                <b lang="zh-CN">{item.name}</b>
                <small lang="zh-CN">{item.department}</small>
                <Show when={item.seriesId}>
                  <span class={css.here}>{t('portal.search.here')}</span>
                </Show>
              </a>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
