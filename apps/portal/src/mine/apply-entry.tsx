import { useLocation } from '@solidjs/router';
import { Show, type JSX } from 'solid-js';
import type { ItemGuide } from '../home/data.ts';
import { isOnline } from './online.ts';
import { t } from './words.ts';
import css from './form.module.css';

/** The way on from a guide: the form, with the situation that was chosen, or the hall where one has to come. */
export function ApplyEntry(props: { itemId: string; version: NonNullable<ItemGuide['version']> }): JSX.Element {
  const location = useLocation();
  const hint = (): string => {
    const { most } = props.version.visits;
    return most === 0 ? t('mine.guide.onlineHint') : t('mine.guide.onlineUpTo', { n: most });
  };
  return (
    <Show when={isOnline(props.version)} fallback={<Come visits={props.version.visits.least} />}>
      <a class={css['go']} href={`/apply/${props.itemId}${location.search}`}>
        <b>{t('mine.guide.online')}</b>
        <small>{hint()}</small>
      </a>
    </Show>
  );
}

function Come(props: { visits: number }): JSX.Element {
  return (
    <section class={css['window']}>
      <h2>{t('mine.guide.come', { n: props.visits })}</h2>
      <p class="dim">{t('mine.guide.comeHint')}</p>
      <a class={css['row']} href="/halls">
        {t('mine.guide.toHalls')}
      </a>
    </section>
  );
}
