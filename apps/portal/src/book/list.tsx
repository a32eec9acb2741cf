import { createAsync } from '@solidjs/router';
import { For, Show, type JSX } from 'solid-js';
import { named } from '../home/words.ts';
import { myBookings, type MyBooking } from './data.ts';
import { slotWords, t } from './words.ts';
import css from '../mine/my.module.css';
import form from '../mine/form.module.css';

/** Of what is over only so many are shown: the newest. */
const past = 3;

/** Own bookings: those to come, and the last ones that were. */
export function MyBookings(): JSX.Element {
  const bookings = createAsync(() => myBookings());
  const shown = (): MyBooking[] => {
    const all = bookings.latest ?? [];
    return [...all.filter(({ state }) => state === 'BOOKED'), ...all.filter(({ state }) => state !== 'BOOKED').slice(0, past)];
  };
  return (
    <>
      <Show when={shown().length > 0}>
        <h2 class={css['after']}>{t('book.list')}</h2>
        <ul class={css['list']}>
          <For each={shown()}>{(one) => <Row one={one} />}</For>
        </ul>
      </Show>
      <a class={`${form['row']} ${css['after']}`} href="/book">
        {t('book.new')}
      </a>
    </>
  );
}

function Row(props: { one: MyBooking }): JSX.Element {
  const when = () => slotWords(props.one.startsAt, props.one.hall.timeZone);
  return (
    <li>
      <a href={`/bookings/${props.one.id}`}>
        <b>
          {when().date} <span class="num">{when().time}</span>
        </b>
        <span class={css['state']} data-asked={props.one.state === 'BOOKED' ? '' : undefined}>
          {t(`book.state.${props.one.state}`)}
        </span>
        <small lang={named(props.one.hall.name).lang}>
          {t('book.at', { hall: named(props.one.hall.name).text, series: named(props.one.series.name).text })}
        </small>
      </a>
    </li>
  );
}
