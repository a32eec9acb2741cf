import { For, Show, type JSX } from 'solid-js';
import { dueDay } from '@one-window/ui/format';
import type { CaseClock } from './due.ts';
import { stripOf, type StripDay } from './strip-days.ts';
import { t } from './words.ts';
import css from './case.module.css';

/** A limit day by day: which were used, which did not count, which one it ends on. */
export function Strip(props: { clock: CaseClock }): JSX.Element {
  const days = (): StripDay[] | null => stripOf(props.clock, new Date().toISOString());
  return <Show when={days()}>{(shown) => <Days days={shown()} />}</Show>;
}

function Days(props: { days: readonly StripDay[] }): JSX.Element {
  const count = (kind: StripDay['kind']): number => props.days.filter((day) => day.kind === kind).length;
  const words = (): string[] => [
    t('mine.strip.used', { n: count('used') }),
    ...(count('paused') > 0 ? [t('mine.strip.paused', { n: count('paused') })] : []),
    ...(count('off') > 0 ? [t('mine.strip.off')] : []),
  ];
  const whole = (): string => t('mine.strip.days', { from: dueDay(props.days[0]?.date ?? ''), to: dueDay(props.days.at(-1)?.date ?? '') });
  return (
    <>
      <div class={css['strip']} role="img" aria-label={[whole(), ...words()].join(' · ')}>
        <For each={props.days}>
          {(day) => (
            <i data-day={day.kind} data-today={day.today ? '' : undefined}>
              {Number(day.date.slice(8))}
            </i>
          )}
        </For>
      </div>
      <p class={css['key']} aria-hidden="true">
        <For each={words()}>{(word) => <span>{word}</span>}</For>
      </p>
    </>
  );
}
