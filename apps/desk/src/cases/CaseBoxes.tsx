import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { count } from '@one-window/ui/format';
import { lastPlace } from '../place.ts';
import { holds } from '../roles.ts';
import { useMe } from '../session.ts';
import { boxes, type Box, type CasesPage } from './api.ts';
import { t } from './words.ts';
import place from '../frame/sections.module.css';
import css from './cases.module.css';

/** The places of the area of cases: boxes by what is to be done, and what came out of them. */
export function CaseBoxes(props: { here: Box | 'licences'; counts: CasesPage['counts'] | null; tail: string }) {
  const me = useMe();
  const hall = () => me().halls.find(({ id }) => id === lastPlace()?.hallId)?.id ?? me().halls[0]?.id;
  const n = (box: Box): number | null => {
    const found = props.counts;
    if (!found) return null;
    return box === 'all' ? found.intake + found.review + found.delivery : found[box];
  };
  return (
    <nav class={place['nav']} aria-label={t('desk.case.title')}>
      <h1>{t('desk.case.title')}</h1>
      <For each={boxes}>
        {(box) => (
          <A class={place['link']} href={`/cases/${box}${props.tail}`} aria-current={props.here === box ? 'page' : undefined}>
            {t(`desk.case.box.${box}`)}
            <Show when={n(box) !== null}>
              <span class={css['count']}>{count(n(box) ?? 0)}</span>
            </Show>
          </A>
        )}
      </For>
      <A class={place['link']} href="/licences" aria-current={props.here === 'licences' ? 'page' : undefined}>
        {t('desk.case.licences')}
      </A>
      <p class={css['overdue']} data-late={(props.counts?.overdue ?? 0) > 0 ? '' : undefined} role="status">
        <Show when={props.counts}>
          {(found) => (found().overdue > 0 ? t('desk.case.overdue', { n: count(found().overdue) }) : t('desk.case.overdue_none'))}
        </Show>
      </p>
      <Show when={holds(me().staff.roles, 'case.intake') && hall()}>
        {(id) => (
          <A class={css['begin']} href={`/intake/${id()}`}>
            {t('desk.case.begin')}
          </A>
        )}
      </Show>
    </nav>
  );
}
