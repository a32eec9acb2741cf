import { createEffect, createSignal, For, Match, on, onCleanup, onMount, Show, Switch, type JSX } from 'solid-js';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import SearchIcon from 'lucide-solid/icons/search';
import type { HallPublicView } from '@one-window/domain/views';
import { ApiError } from '@one-window/ui/api';
import { Button } from '@one-window/ui/parts/Button';
import { SeriesTile } from '@one-window/ui/parts/SeriesTile';
import { nameOf } from '@one-window/ui/format';
import type { KioskKey } from '@one-window/ui/i18n/kiosk';
import type { KioskVisitKey } from '@one-window/ui/i18n/kiosk-visit';
import { mode } from '@one-window/ui/theme';
import { call } from '../api.ts';
import { fit } from '../fit.ts';
import { pageCount, pageOf } from '../pages.ts';
import { Keyboard } from './Keyboard.tsx';
import type { Choice, ChosenItem, FoundItem } from './model.ts';
import { Pager } from './Pager.tsx';
import { t } from './t.ts';
import { bookInstead, Wait } from './Tile.tsx';

interface SearchProps {
  readonly hall: HallPublicView;
  readonly low: boolean;
  /** Another matter for the same number: only what the same queue takes. */
  readonly to: Choice | null;
  readonly onItem: (item: ChosenItem, seriesId: string) => void;
  /** Its queue's numbers are gone, and a place can be booked. */
  readonly onFull: (seriesId: string) => void;
  readonly onBack: () => void;
}

type Found = { readonly text: string; readonly items: readonly FoundItem[]; readonly failed: boolean } | null;

const TYPING_PAUSE_MS = 250;

/** Finding a service by its name or by pinyin. The field is a real one: a hall with an input method uses that. */
export function Search(props: SearchProps): JSX.Element {
  const [text, setText] = createSignal('');
  const [found, setFound] = createSignal<Found>(null);
  const [typing, setTyping] = createSignal(true);
  const [page, setPage] = createSignal(0);
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());
  createEffect(on(text, (wanted) => onCleanup(searchSoon(wanted.trim(), setFound)), { defer: true }));
  createEffect(on(found, () => setPage(0), { defer: true }));

  // while typing the first hits stand above the keys; then all of them take the room of the keyboard
  const large = (): boolean => mode() === 'elder';
  const rows = (): number => (typing() ? (props.low || large() ? 2 : 3) : props.low ? 5 : large() ? 6 : 7);
  const items = (): readonly FoundItem[] => found()?.items ?? [];
  const pages = (): number => (typing() ? 1 : pageCount(items().length, rows()));
  return (
    <>
      <div class="ask">
        <h1 tabindex="-1">{t(props.to ? 'kiosk.findMore' : 'kiosk.findTitle')}</h1>
      </div>
      <div class="reach search" classList={{ 'is-typing': typing() }}>
        <div class="field-row">
          <Show when={props.low && typing()} fallback={<SearchIcon class="i" aria-hidden="true" />}>
            <button type="button" class="back" aria-label={t('kiosk.back')} onClick={() => props.onBack()}>
              <ChevronLeft class="i" aria-hidden="true" />
            </button>
          </Show>
          <input
            aria-label={t('kiosk.findLabel')}
            ref={(el) => (field = el)}
            type="search"
            maxlength={40}
            autocomplete="off"
            placeholder={t('kiosk.findPlaceholder')}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
            onFocus={() => setTyping(true)}
          />
          <Show when={items().length > rows() || !typing()}>
            <button type="button" class="all" onClick={() => setTyping(!typing())}>
              {typing() ? t('kiosk.allFound', { n: items().length }) : t('kiosk.keys')}
            </button>
          </Show>
        </div>
        <div class="results" aria-live="polite">
          <Switch fallback={<p class="quiet">{text().trim() === '' ? t('kiosk.findFirst') : t('kiosk.searching')}</p>}>
            <Match when={text().trim() !== '' && found()?.failed}>
              <p class="wrong">{t('kiosk.error.unavailable')}</p>
              <p class="quiet">{t('kiosk.notFoundHint')}</p>
            </Match>
            <Match when={text().trim() !== '' && found() && items().length === 0}>
              <p class="wrong">{t('kiosk.notFound', { text: found()?.text ?? '' })}</p>
              <p class="quiet">{t('kiosk.notFoundHint')}</p>
            </Match>
            <Match when={text().trim() !== '' && items().length > 0}>
              <ul>
                <For each={pageOf(items(), rows(), page())}>{(item) => <Result {...props} item={item} />}</For>
              </ul>
            </Match>
          </Switch>
        </div>
        <Show when={!(props.low && typing())}>
          <div class="foot">
            <Button onPress={() => props.onBack()}>{t('kiosk.back')}</Button>
            <Pager page={page()} pages={pages()} onTurn={setPage} />
          </div>
        </Show>
        <Show when={typing()}>
          <Keyboard
            onSign={(sign) => setText((before) => (before + sign).slice(0, 40))}
            onErase={() => setText((before) => [...before].slice(0, -1).join(''))}
            onClear={() => setText('')}
          />
        </Show>
      </div>
    </>
  );
}

/** Asks when the typing pauses; an answer that comes after the next letter is thrown away. */
function searchSoon(text: string, setFound: (found: Found) => void): () => void {
  if (text === '') setFound(null);
  const abort = new AbortController();
  const run = async (): Promise<void> => {
    try {
      const { items } = await call('GET /api/items', { query: { q: text }, signal: abort.signal });
      if (!abort.signal.aborted) setFound({ text, items, failed: false });
    } catch (error) {
      if (!abort.signal.aborted) setFound({ text, items: [], failed: error instanceof ApiError && error.unanswered });
    }
  };
  const timer = text === '' ? undefined : setTimeout(() => void run(), TYPING_PAUSE_MS);
  return () => {
    clearTimeout(timer);
    abort.abort();
  };
}

/** Why a matter cannot be had with this number: no queue takes it, another one does, or it is chosen already. */
function refusal({ hall, to, item }: Pick<SearchProps, 'hall' | 'to'> & { item: FoundItem }): readonly (KioskKey | KioskVisitKey)[] | null {
  const series = hall.series.find((s) => s.id === item.seriesId);
  if (series?.full)
    return [
      series.full.next ? 'kiosk.error.series.full_for_now' : 'kiosk.full',
      bookInstead(series) ? 'kiosk.canBook' : 'kiosk.noSeriesForItemHint',
    ];
  if (!series?.issuing) return ['kiosk.noSeriesForItem', 'kiosk.noSeriesForItemHint'];
  if (to?.items.some(({ id }) => id === item.id)) return ['kiosk.chosenItem', 'kiosk.chosenItemHint'];
  return to && to.seriesId !== item.seriesId ? ['kiosk.otherQueue', 'kiosk.otherQueueHint'] : null;
}

function Result(props: Pick<SearchProps, 'hall' | 'to' | 'onItem' | 'onFull'> & { item: FoundItem }): JSX.Element {
  const refused = () => refusal(props);
  const own = () => props.hall.series.find((s) => s.id === props.item.seriesId);
  const full = () => (own() && bookInstead(own()!) ? own() : undefined);
  const series = () => (refused() ? undefined : own());
  const choose = (): void => {
    const found = series();
    if (found) props.onItem({ id: props.item.id, name: props.item.name }, found.id);
    else if (full()) props.onFull(full()!.id);
  };
  return (
    <li>
      <button type="button" class="result" aria-disabled={!series() && !full()} onClick={choose}>
        <span class="what">
          <b style={{ 'font-size': `${fit(props.item.name, { width: 540, height: 72, max: 36, min: 26 }).size}px` }}>{props.item.name}</b>
          <small
            style={{
              'font-size': `${fit(props.item.department, { width: 540, height: 54, max: mode() === 'elder' ? 34 : 25, min: 20, lineHeight: 1.25 }).size}px`,
            }}
          >
            {props.item.department}
          </small>
        </span>
        <Show
          when={series()}
          fallback={
            <span class="wait">
              <For each={refused()}>{(words) => <span>{t(words)}</span>}</For>
            </span>
          }
        >
          {(s) => (
            <>
              <span class="letter" title={nameOf(s().name)}>
                <SeriesTile prefix={s().prefix} />
              </span>
              <Wait series={s()} />
              <ChevronRight class="i" aria-hidden="true" />
            </>
          )}
        </Show>
      </button>
    </li>
  );
}
