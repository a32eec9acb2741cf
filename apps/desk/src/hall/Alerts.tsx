import { createMemo, For, Show } from 'solid-js';
import { clock } from '@one-window/domain/config';
import { nameOf, stopwatch } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { StateShape } from '@one-window/ui/parts/StateShape';
import { HelpCall } from '../help/HelpCall.tsx';
import { t } from './words.ts';
import { useHall } from './context.ts';
import { alerts, type Alert, type SeriesRow } from './overview.ts';
import { problemText } from './Screens.tsx';
import css from './hall.module.css';

/** What wants a look: who waits for a person before a machine, then the worst first. Empty is the good state and says so. */
export function Alerts() {
  const hall = useHall();
  const calls = () => hall.view().help;
  const all = createMemo(() => alerts(hall.view(), hall.now()));
  return (
    <section class={css['card']} aria-live="polite">
      <h2 class={css['h']}>
        {t('desk.hall.alerts')} <span>{all().length + calls().length}</span>
      </h2>
      <Show when={all().length + calls().length > 0} fallback={<p class={css['none']}>{t('desk.hall.alerts_none')}</p>}>
        <ul class={css['calls']}>
          <Show when={hall.help}>
            {(help) => <For each={calls()}>{(call) => <HelpCall call={call} now={hall.now()} desk={help()} alarm />}</For>}
          </Show>
        </ul>
        <ul class={css['list']}>
          <For each={all()}>
            {(alert) => (
              <li classList={{ [css['worst'] ?? '']: isWorst(alert) }}>
                <StateShape state={isWorst(alert) ? 'red' : 'warn'} />
                <span>
                  {text(alert).title}
                  <small>{text(alert).detail}</small>
                </span>
                <Show when={alert.kind === 'slow_window' ? alert.row.ticket : null}>
                  {(ticket) => (
                    <Button
                      variant="quiet"
                      small
                      onPress={() => hall.manage?.ask({ action: 'mark_inaccurate', ticketId: ticket().id, number: ticket().number })}
                    >
                      {t('desk.hall.inaccurate')}
                    </Button>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

const worst: readonly Alert['kind'][] = ['no_window', 'slow_series', 'unshown'];
const isWorst = (alert: Alert): boolean => worst.includes(alert.kind);

/** Which closed windows could serve a queue: the manager need not look for them. */
const toOpen = ({ flex }: SeriesRow): string => (flex.length > 0 ? t('desk.hall.alert.flex', { windows: flex }) : '');

function text(alert: Alert): { title: string; detail: string } {
  switch (alert.kind) {
    case 'no_window':
      return {
        title: t('desk.hall.alert.no_window', { series: nameOf(alert.row.series.name) }),
        detail: [t('desk.hall.alert.no_window_more', { n: alert.row.series.waiting }), toOpen(alert.row)]
          .filter(Boolean)
          .join(t('desk.hall.alert.and')),
      };
    case 'slow_series':
      return {
        title: t('desk.hall.alert.slow_series', { series: nameOf(alert.row.series.name), n: alert.row.longestMinutes ?? 0 }),
        detail: t('desk.hall.alert.slow_series_more', { n: alert.row.series.waiting, target: alert.row.targets.targetMinutes }),
      };
    case 'crowded':
      return {
        title: t('desk.hall.alert.crowded', { series: nameOf(alert.row.series.name), n: alert.row.series.waiting }),
        detail: [t('desk.hall.alert.crowded_more', { n: alert.row.series.openWindows }), toOpen(alert.row)]
          .filter(Boolean)
          .join(t('desk.hall.alert.and')),
      };
    case 'unstaffed':
      return {
        title: t('desk.hall.alert.unstaffed', { windows: alert.windows }),
        detail: t('desk.hall.alert.unstaffed_more', { time: clock(alert.until) }),
      };
    case 'unshown':
      return { title: t('desk.hall.alert.unshown', { number: alert.ticket.number }), detail: t('desk.hall.alert.unshown_more') };
    case 'slow_window':
      if (alert.row.state === 'called')
        return {
          title: t('desk.hall.alert.unmoved', {
            label: alert.row.window.label,
            number: alert.row.ticket?.number ?? '',
            time: stopwatch((alert.row.seconds ?? 0) * 1000),
          }),
          detail: t('desk.hall.alert.unmoved_more'),
        };
      return {
        title: t('desk.hall.alert.slow_window', { label: alert.row.window.label, time: stopwatch((alert.row.seconds ?? 0) * 1000) }),
        detail: t('desk.hall.alert.slow_window_more', { item: alert.row.ticket?.itemName ?? alert.row.ticket?.number ?? '' }),
      };
    case 'held_due':
      return { title: t('desk.hall.alert.held_due', { number: alert.ticket.number }), detail: alert.ticket.itemName ?? '' };
    case 'screen':
      return { title: alert.screen.name, detail: problemText(alert.problem) };
  }
}
