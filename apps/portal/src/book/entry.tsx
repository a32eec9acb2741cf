import { createAsync } from '@solidjs/router';
import { Show, type JSX } from 'solid-js';
import { Part } from '../home/layout.tsx';
import { bookableHalls, type BookableHall } from './data.ts';
import { t } from './words.ts';
import form from '../mine/form.module.css';

/** The way to a booking, where there is something to be booked; without an answer the page is as it was. */
export function BookEntry(props: { to: string; takes: (hall: BookableHall) => boolean }): JSX.Element {
  return (
    <Part fallback={<></>}>
      <Link {...props} />
    </Part>
  );
}

function Link(props: { to: string; takes: (hall: BookableHall) => boolean }): JSX.Element {
  const halls = createAsync(() => bookableHalls());
  return (
    <Show when={halls()?.some((hall) => props.takes(hall))}>
      <a class={form['row']} href={props.to}>
        {t('book.title')}
      </a>
    </Show>
  );
}
