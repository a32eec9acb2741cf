import { For, Show, type JSX } from 'solid-js';
import { priorityReasons, type PriorityReason } from '@one-window/domain/tickets';
import type { HallPublicView } from '@one-window/domain/views';
import { mode } from '@one-window/ui/theme';
import { Button } from '@one-window/ui/parts/Button';
import { nameOf } from '@one-window/ui/format';
import { fit } from '../fit.ts';
import { itemsText, type Choice } from './model.ts';
import { t } from './t.ts';

interface PriorityProps {
  readonly hall: HallPublicView;
  readonly choice: Choice;
  readonly onMore: () => void;
  readonly onTake: (reason: PriorityReason | null) => void;
  readonly onBack: () => void;
}

/** Is there a reason to be called first? Declining is as large as agreeing. */
export function Priority(props: PriorityProps): JSX.Element {
  const series = () => props.hall.series.find((s) => s.id === props.choice.seriesId);
  const what = (): string => [series() ? nameOf(series()!.name) : '', matters()].filter(Boolean).join('　');
  const matters = (): string => itemsText(names(), (first, n) => t('kiosk.matters', { first, n }));
  const names = (): string[] => props.choice.items.map(({ name }) => name);
  const more = (): boolean => props.choice.items.length > 0 && props.choice.items.length < props.hall.policy.itemsMax;
  const rule = (): string => {
    const { rule: by, priorityRate, ordinaryPerPriority: n } = props.hall.policy;
    if (by === 'arrival') return t('kiosk.priorityArrival');
    if (by === 'accumulating') return t('kiosk.priorityGathered', { times: priorityRate / 100 });
    return by === 'ratio' && n > 0 ? t('kiosk.priorityRule', { n }) : t('kiosk.priorityFirst');
  };
  const largest = (): number => (mode() === 'elder' ? 42 : 36);
  return (
    <>
      <div class="ask">
        <p class="step">{t('kiosk.step', { step: 2, steps: 2 })}</p>
        <h1 tabindex="-1">{t('kiosk.priorityTitle')}</h1>
        <p class="subject" style={{ 'font-size': `${fit(what(), { width: 940, height: 100, max: largest(), min: 26 }).size}px` }}>
          {what()}
        </p>
        <Show when={more()}>
          <button type="button" class="more" onClick={() => props.onMore()}>
            {t('kiosk.more')}
          </button>
        </Show>
        <p class="note">
          <span>{t('kiosk.priorityNote')}</span> <span>{rule()}</span>
        </p>
      </div>
      <div class="reach reasons">
        <ul>
          <For each={priorityReasons}>
            {(reason) => (
              <li>
                <button type="button" class="reason" onClick={() => props.onTake(reason)}>
                  {t(`kiosk.priority.${reason}`)}
                </button>
              </li>
            )}
          </For>
        </ul>
        <div class="end">
          <Button onPress={() => props.onBack()}>{t('kiosk.back')}</Button>
          <Button variant="primary" onPress={() => props.onTake(null)}>
            {t('kiosk.noPriority')}
          </Button>
        </div>
      </div>
    </>
  );
}

/** Between the press and the answer: nothing to press, so nothing is pressed twice. */
export function Taking(): JSX.Element {
  return (
    <section class="connecting" role="status" aria-busy="true">
      <h1 tabindex="-1">{t('kiosk.taking')}</h1>
      <p class="large">{t('kiosk.takingHint')}</p>
    </section>
  );
}
