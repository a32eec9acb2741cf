import { createAsync, revalidate } from '@solidjs/router';
import { createMemo, For, onCleanup, Show, type JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { PublicSeries } from '@one-window/domain/views';
import { clock } from '@one-window/ui/clock';
import { noneLine, stretches } from '@one-window/ui/opening';
import { Mark } from '@one-window/ui/parts/Mark';
import { BookEntry } from '../book/entry.tsx';
import { hallsNow, type HallNow } from './data.ts';
import { Page, Part } from './layout.tsx';
import { english, named, said, t, waitWords } from './words.ts';
import css from './halls.module.css';
import layout from './layout.module.css';

/** Waits on this page are never older than this. */
const renewMs = 20_000;

/** The public halls, read again every twenty seconds while somebody looks. */
export function createHalls(): () => readonly HallNow[] | undefined {
  const halls = createAsync(() => hallsNow());
  const timer = setInterval(() => {
    if (!document.hidden) void revalidate('halls');
  }, renewMs);
  onCleanup(() => clearInterval(timer));
  return () => halls.latest;
}

/** Where to take a number, how long it takes, and since when this is known. */
export default function Halls(): JSX.Element {
  const halls = createHalls();
  return (
    <Page title={t('portal.halls.title')} back>
      <p class={layout.lead}>{t('portal.halls.how')}</p>
      <Part>
        <HallList halls={halls()} level={2} detailed />
      </Part>
    </Page>
  );
}

export function HallList(props: { halls: readonly HallNow[] | undefined; level: 2 | 3; detailed?: boolean; item?: boolean }): JSX.Element {
  return (
    <Show when={props.halls}>
      {(halls) => (
        <For each={halls()} fallback={<Empty head={t('portal.halls.none')} text={t('portal.halls.noneHint')} />}>
          {(hall) => (
            <section class={css.hall}>
              <Dynamic component={props.level === 2 ? 'h2' : 'h3'} class={css.hallName}>
                <span lang={named(hall.name).lang}>{named(hall.name).text}</span>
                <small>{t('portal.halls.asOf', { time: clock(hall.asOf, hall.timeZone) })}</small>
              </Dynamic>
              <Opening hall={hall} />
              <ul>
                <For each={hall.series}>{(series) => <SeriesRow series={series} place={props.detailed === true} />}</For>
              </ul>
              <Show when={props.detailed && !props.item}>
                <BookEntry to={`/book?hall=${hall.id}`} takes={({ id }) => id === hall.id} />
              </Show>
            </section>
          )}
        </For>
      )}
    </Show>
  );
}

/** Today's hours; where no numbers are given, why not and when again. */
function Opening(props: { hall: HallNow }): JSX.Element {
  const hours = (): string => stretches(props.hall.opening.plan?.periods ?? []).join(english() ? ', ' : '、');
  const none = (): string => (props.hall.opening.none ? noneLine(props.hall.opening.none, { t: said, name: (n) => named(n).text }) : '');
  return (
    <Show when={hours() || none()}>
      <p class={css.hours}>
        <Show when={none()}>
          <b>{none()}</b>
        </Show>
        <Show when={hours()}>
          <span>{t('portal.halls.hours', { hours: hours() })}</span>
        </Show>
      </p>
    </Show>
  );
}

function SeriesRow(props: { series: PublicSeries; place: boolean }): JSX.Element {
  const name = createMemo(() => named(props.series.name));
  const waiting = (): string => {
    const n = props.series.waiting;
    return n === 0 ? t('portal.halls.nobody') : t(n === 1 ? 'portal.halls.waitingOne' : 'portal.halls.waiting', { n });
  };
  const windows = (): string => {
    const n = props.series.openWindows;
    return n === 0 ? t('portal.halls.closedWindows') : t(n === 1 ? 'portal.halls.windowsOne' : 'portal.halls.windows', { n });
  };
  return (
    <li class={css.series}>
      <b lang={name().lang}>{name().text}</b>
      <span class={css.wait}>
        <SeriesWait series={props.series} />
      </span>
      <small>
        {waiting()} · {windows()}
        <Show when={props.place && props.series.place}>
          {(place) => (
            <>
              {' · '}
              <span lang={named(place()).lang}>{named(place()).text}</span>
            </>
          )}
        </Show>
      </small>
    </li>
  );
}

/** A figure only where one is known: nothing is rounded up from nothing. */
function SeriesWait(props: { series: PublicSeries }): JSX.Element {
  const minutes = (): number | null => props.series.waitMinutes;
  return (
    <Show when={props.series.issuing} fallback={t('portal.halls.stopped')}>
      <Show when={minutes() !== null} fallback={t('portal.halls.unknown')}>
        <Show when={(minutes() ?? 0) > 0} fallback={t('portal.halls.noWait')}>
          <Figures words={t('portal.halls.wait', { wait: waitWords(minutes() ?? 0) })} />
        </Show>
      </Show>
    </Show>
  );
}

/** Figures stand out from their words. */
function Figures(props: { words: string }): JSX.Element {
  return <For each={props.words.split(/(\d+)/)}>{(part) => (/^\d/.test(part) ? <span class="num">{part}</span> : part)}</For>;
}

/** `page`: there is nothing else on the page, so these words are its heading. */
export function Empty(props: { head: string; text: string; page?: boolean }): JSX.Element {
  return (
    <div class={css.empty}>
      <span>
        <Mark />
      </span>
      <Dynamic component={props.page ? 'h1' : 'b'}>{props.head}</Dynamic>
      <p>{props.text}</p>
    </div>
  );
}
