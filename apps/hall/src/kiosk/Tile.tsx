import { Show, type JSX } from 'solid-js';
import type { PublicSeries } from '@one-window/domain/views';
import { SeriesTile } from '@one-window/ui/parts/SeriesTile';
import { mode } from '@one-window/ui/theme';
import { nameOf } from '@one-window/ui/format';
import { estimateOf } from '../estimate.ts';
import { fit } from '../fit.ts';
import { t } from './t.ts';

interface TileProps {
  readonly series: PublicSeries;
  /** A line of its own. */
  readonly single: boolean;
  readonly onTake: () => void;
}

/** Its numbers are gone, and a place can be booked: it opens to the next ones. */
export const bookInstead = (series: PublicSeries): boolean => series.full !== null && series.bookable;

/** One counter: letter, name, what it is for, and the wait. One that gives no numbers says so and stays where it is. */
export function Tile(props: TileProps): JSX.Element {
  const elder = (): boolean => mode() === 'elder';
  const size = (): number => {
    const width = props.single ? (elder() ? 560 : 660) : 184;
    return fit(nameOf(props.series.name), { width, height: elder() ? 160 : 118, max: elder() ? 64 : 42, min: 28, lineHeight: 1.2 }).size;
  };
  const hint = (): string => (bookInstead(props.series) ? t('kiosk.canBook') : usual());
  const usual = (): string =>
    props.series.hint && fit(nameOf(props.series.name), { width: props.single ? 600 : 184, height: 50, max: 42, min: 30 }).fits
      ? nameOf(props.series.hint)
      : '';
  const dead = (): boolean => !props.series.issuing && !bookInstead(props.series);
  return (
    <button type="button" class="tile" aria-disabled={dead()} onClick={() => !dead() && props.onTake()}>
      <span class="letter" classList={{ long: props.series.prefix.length > 1 }}>
        <SeriesTile prefix={props.series.prefix} />
      </span>
      <span class="what">
        <b style={{ 'font-size': `${size()}px` }}>{nameOf(props.series.name)}</b>
        <Show when={hint()}>
          <small>{hint()}</small>
        </Show>
      </span>
      <Wait series={props.series} />
    </button>
  );
}

/** The wait in minutes; where it cannot be said, how many wait and why. */
export function Wait(props: { series: PublicSeries }): JSX.Element {
  const shown = (): { figure: number | string | null; word: string } => {
    const { full } = props.series;
    if (full) return { figure: full.next, word: t(full.next ? 'kiosk.fullUntil' : 'kiosk.full') };
    const known = estimateOf(props.series);
    if ('minutes' in known) return { figure: known.minutes, word: t('kiosk.minutes') };
    if (known.word === 'noWait') return { figure: 0, word: t('kiosk.noWait') };
    if (known.word === 'noEstimate') return { figure: props.series.waiting, word: t('kiosk.waiting') };
    return { figure: null, word: t(`kiosk.${known.word}`) };
  };
  return (
    <span class="wait">
      <Show when={shown().figure !== null}>
        <span class="num">{shown().figure}</span>
      </Show>
      <span>{shown().word}</span>
    </span>
  );
}
