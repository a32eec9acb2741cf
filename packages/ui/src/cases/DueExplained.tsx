import { createMemo, For, Show } from 'solid-js';
import type { CaseClocks } from '@one-window/domain/case-clocks';
import type { ClockUnit, Due } from '@one-window/domain/clock';
import { localTime } from '@one-window/domain/time';
import { dueDay } from '../format.ts';
import { createI18n } from '../i18n.ts';
import * as cases from '../i18n/cases.ts';
import { Chip } from '../parts/Chip.tsx';
import { caseTimeZone, dueLines, endTime } from './due.ts';
import { allowanceText, clockWord } from './words.ts';
import css from './DueExplained.module.css';

const { t } = createI18n(cases);

interface DueExplainedProps {
  /** Which limit it is. */
  readonly clock: keyof CaseClocks;
  readonly due: Due;
  readonly timeZone?: string | undefined;
}

/** Until when, large; pressed, why it is that day, line by line. Native, so that it opens before any script has come. */
export function DueExplained(props: DueExplainedProps) {
  const zone = (): string => props.timeZone ?? caseTimeZone;
  const running = createMemo(() => (props.due.state === 'running' ? props.due : null));
  const stopped = createMemo(() => (props.due.state === 'stopped' ? props.due : null));
  const lines = createMemo(() => {
    const since = stopped()?.since;
    const said = dueLines(t, props.due.lines, zone());
    return since === undefined ? said : [...said, t('case.due.stopped_since', { date: dueDay(localTime(since, zone()).date) })];
  });
  return (
    <details class={css['due']}>
      <summary class={css['head']}>
        <span class={css['label']}>{clockWord(t, props.clock)}</span>
        <Show when={running()}>
          {(due) => (
            <span class={css['date']} data-provisional={due().provisional ? '' : undefined}>
              <time dateTime={due().at}>
                {dueDay(due().date)} <span class="num">{endTime(due().date, due().at, zone())}</span>
              </time>
              <Show when={due().provisional}>
                <Chip state="outline">{t('case.due.provisional')}</Chip>
              </Show>
            </span>
          )}
        </Show>
        <Show when={stopped()}>
          {(due) => (
            <span class={css['date']}>
              {t('case.due.stopped', { span: allowanceText(t, { amount: due().remaining, unit: unitOf(props.due) }) })}
            </span>
          )}
        </Show>
        <span class={css['why']}>{t('case.due.why')}</span>
      </summary>
      <ol class={css['lines']}>
        <For each={lines()}>{(line) => <li>{line}</li>}</For>
      </ol>
    </details>
  );
}

/** What is left is counted in the unit of the last count. */
function unitOf(due: Due): ClockUnit {
  return due.lines.findLast((line) => line.kind === 'allowance')?.unit ?? 'working_day';
}
