import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { count } from '@one-window/ui/format';
import { holds } from '../roles.ts';
import { useMe } from '../session.ts';
import { orderBoxes, type OrderBox, type OrdersPage } from './api.ts';
import { t } from './words.ts';
import place from '../frame/sections.module.css';
import css from './hotline.module.css';

/** The hotline's places: the telephone for operators, then orders by what is to be done. */
export function Sections(props: {
  here: OrderBox | 'calls' | 'knowledge' | 'rules';
  counts?: OrdersPage['counts'] | null;
  calls?: number;
}) {
  const me = useMe();
  const n = (box: OrderBox): number | null => (props.counts && box !== 'all' ? props.counts[box] : null);
  const takes = () => holds(me().staff.roles, 'hotline.take');
  return (
    <nav class={place['nav']} aria-label={t('desk.hotline.title')}>
      <h1>{t('desk.hotline.title')}</h1>
      <Show when={takes()}>
        <A class={place['link']} href="/hotline" aria-current={props.here === 'calls' ? 'page' : undefined}>
          {t('desk.hotline.calls')}
          <Show when={(props.calls ?? 0) > 0}>
            <span class={css['count']}>{count(props.calls ?? 0)}</span>
          </Show>
        </A>
      </Show>
      <For each={orderBoxes}>
        {(box) => (
          <A class={place['link']} href={`/orders/${box}`} aria-current={props.here === box ? 'page' : undefined}>
            {t(`desk.order.box.${box}`)}
            <Show when={n(box) !== null}>
              <span class={css['count']}>{count(n(box) ?? 0)}</span>
            </Show>
          </A>
        )}
      </For>
      <A class={place['link']} href="/knowledge" aria-current={props.here === 'knowledge' ? 'page' : undefined}>
        {t('desk.knowledge.title')}
      </A>
      <A class={place['link']} href="/rules" aria-current={props.here === 'rules' ? 'page' : undefined}>
        {t('desk.rules.title')}
      </A>
      <Show when={props.counts}>
        {(found) => (
          <p class={css['overdue']} data-late={found().overdue > 0 ? '' : undefined} role="status">
            {found().overdue > 0 ? t('desk.order.overdue', { n: count(found().overdue) }) : t('desk.order.overdue_none')}
          </p>
        )}
      </Show>
    </nav>
  );
}
