import { createMemo, For } from 'solid-js';
import type { PublicSeries } from '@one-window/domain/views';
import { nameOf } from '@one-window/ui/format';
import { Chip } from '@one-window/ui/parts/Chip';
import { lang } from '@one-window/ui/theme';
import { t } from './words.ts';
import { useHall } from './context.ts';
import { seriesRows, type SeriesRow } from './overview.ts';
import css from './hall.module.css';

const chips = { ok: 'ok', slow: 'warn', no_window: 'red', stopped: 'outline' } as const satisfies Record<SeriesRow['state'], string>;

/** Per queue: how many wait, how long, what a newcomer may expect, who serves it. */
export function SeriesTable() {
  const hall = useHall();
  const rows = createMemo(() => seriesRows(hall.view(), hall.now()));
  return (
    <section class={css['card']}>
      <h2 class={css['h']}>{t('desk.hall.series')}</h2>
      <table class={css['series']}>
        <thead>
          <tr>
            <th scope="col">{t('desk.hall.col.series')}</th>
            <th scope="col" class={css['r']}>
              {t('desk.hall.col.waiting')}
            </th>
            <th scope="col" class={css['r']}>
              {t('desk.hall.col.longest')}
            </th>
            <th scope="col">{t('desk.hall.col.estimate')}</th>
            <th scope="col">{t('desk.hall.col.windows')}</th>
            <th scope="col">{t('desk.hall.col.state')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {(row) => (
              <tr>
                <th scope="row" class={css['what']} title={nameOf(row.series.name)}>
                  <span class={`num ${css['k']}`}>{row.series.prefix}</span>
                  {nameOf(row.series.name)}
                </th>
                <td class={`num ${css['r']}`}>{row.series.waiting}</td>
                <td class={`num ${css['r']}`} title={t('desk.hall.target', { n: row.targets.targetMinutes })}>
                  {row.longestMinutes ?? '–'}
                  <small class={css['dim']}> / {row.targets.targetMinutes}</small>
                </td>
                <td>{estimate(row.series)}</td>
                <td class={`${css['dim']} ${css['labels']}`} title={labels(row.windows)}>
                  {labels(row.windows) || '–'}
                </td>
                <td>
                  <Chip state={chips[row.state]}>{t(`desk.hall.state.${row.state}`)}</Chip>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}

function estimate(series: PublicSeries): string {
  if (series.waitMinutes === null) return t('desk.hall.no_estimate');
  return series.waitMinutes === 0 ? t('desk.hall.no_wait') : t('desk.hall.estimate', { n: series.waitMinutes });
}

const labels = (windows: readonly string[]): string => windows.join(lang() === 'en' ? ', ' : '、');
