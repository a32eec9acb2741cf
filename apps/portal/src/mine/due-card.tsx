import { For, Show, type JSX } from 'solid-js';
import type { CaseStatus } from '@one-window/domain/case-words';
import { Chip, type ChipLook } from '@one-window/ui/parts/Chip';
import type { MyCase } from './data.ts';
import { leadingClock, leftWords, type CaseClock } from './due.ts';
import { clockWord, dueLines } from './office.ts';
import { Strip } from './strip.tsx';
import { dueWords, t } from './words.ts';
import css from './case.module.css';

/** Until when, how long that is, and on demand why it is this day. */
export function Due(props: { view: MyCase }): JSX.Element {
  const leading = (): CaseClock | null => leadingClock(props.view);
  return (
    <Show
      when={leading()}
      fallback={
        <Show when={beforeIntake.includes(props.view.status)}>
          <p class="dim">{t('mine.case.noClock')}</p>
        </Show>
      }
    >
      {(clock) => (
        <div class={css['due']}>
          <dl>
            <dt>{clockWord(clock().clock)}</dt>
            <dd>
              <Show when={clock().at} fallback={t('mine.case.standsStill')}>
                {(at) => <span class={css['date']}>{dueWords(at())}</span>}
              </Show>
            </dd>
          </dl>
          <Show when={clock().at}>{(at) => <Chip state={lookOf(clock())}>{leftWords(at(), clock().passed)}</Chip>}</Show>
          <Strip clock={clock()} />
          <details>
            <summary class="explain">{t('mine.case.why')}</summary>
            <ul>
              <For each={dueLines(clock())}>{(line) => <li>{line}</li>}</For>
            </ul>
          </details>
        </div>
      )}
    </Show>
  );
}

/** Nothing runs here for an item that sets no limit for intake. */
const beforeIntake: readonly CaseStatus[] = ['SUBMITTED', 'RECEIVED'];
const soonMs = 2 * 86_400_000;

function lookOf({ at, passed }: CaseClock): ChipLook {
  if (passed) return 'red';
  return at !== null && Date.parse(at) - Date.now() < soonMs ? 'warn' : 'ok';
}
