import { For, Show, type JSX } from 'solid-js';
import type { PublicSeries } from '@one-window/domain/views';
import { estimateOf } from '../estimate.ts';
import { pageCount, pageOf, turnedPage } from '../pages.ts';
import { nameOf } from '@one-window/ui/format';
import { fit } from '../fit.ts';
import { english, t } from './t.ts';

interface WaitsProps {
  readonly series: readonly PublicSeries[];
  readonly now: number;
  readonly stale: boolean;
  readonly both: boolean;
}

const PAGE_MS = 10_000;
/** A name's box in two columns and in one: long names get the whole width, and pages of four instead of eight. */
const NARROW = { width: 188, height: 108, max: 44, min: 30 };
const WIDE = { width: 720, height: 108, max: 44, min: 26 };

/** How many wait for what, and about how long. */
export function Waits(props: WaitsProps): JSX.Element {
  const wide = (): boolean => props.series.some((series) => !fit(nameOf(series.name), box(NARROW, props.both)).fits);
  const size = (): number => (wide() ? 4 : 8);
  const pages = (): number => pageCount(props.series.length, size());
  const page = (): number => turnedPage(props.now, PAGE_MS, pages());
  const head = (): 'board.waitsStale' | 'board.waits' => (props.stale ? 'board.waitsStale' : 'board.waits');
  return (
    <section>
      <h2>
        {t(head())}
        <Show when={props.both && !props.stale}>
          <span lang="en">{english(head())}</span>
        </Show>
        <Show when={pages() > 1}>
          <span class="pages num">
            {page() + 1}/{pages()}
          </span>
        </Show>
      </h2>
      <ul class="waits" classList={{ wide: wide() }}>
        <For each={pageOf(props.series, size(), page())} fallback={<li class="none">{t('board.noSeries')}</li>}>
          {(series) => <Row series={series} box={box(wide() ? WIDE : NARROW, props.both)} both={props.both} />}
        </For>
      </ul>
    </section>
  );
}

/** With English under it a name has half the height. */
function box(full: typeof NARROW, both: boolean): typeof NARROW {
  return both ? { ...full, height: full.height / 2 } : full;
}

function Row(props: { series: PublicSeries; box: typeof NARROW; both: boolean }): JSX.Element {
  const size = (): number => fit(nameOf(props.series.name), props.box).size;
  const second = (): string | null => (props.both ? props.series.name.en : null);
  return (
    <li>
      <span class="series" classList={{ long: props.series.prefix.length > 1 }}>
        {props.series.prefix}
      </span>
      <span class="name" style={{ 'font-size': `${size()}px` }}>
        {nameOf(props.series.name)}
        <Show when={second()}>
          {(name) => (
            <span class="second" lang="en" style={{ 'font-size': `${fit(name(), { ...props.box, height: 52, max: 32, min: 24 }).size}px` }}>
              {name()}
            </span>
          )}
        </Show>
      </span>
      <span class="fig">
        <span class="n num">{props.series.waiting}</span>
        <Estimate series={props.series} />
      </span>
    </li>
  );
}

function Estimate(props: { series: PublicSeries }): JSX.Element {
  const estimate = () => estimateOf(props.series);
  const minutes = (): number | null => {
    const known = estimate();
    return 'minutes' in known ? known.minutes : null;
  };
  const word = (): string => {
    const known = estimate();
    return 'word' in known ? t(`board.${known.word}`) : '';
  };
  return (
    <span class="est">
      <Show when={minutes()} fallback={word()}>
        {(n) => (
          <>
            {t('board.about')}
            <span class="num">{n()}</span>
            {t('board.minutes')}
          </>
        )}
      </Show>
    </span>
  );
}
