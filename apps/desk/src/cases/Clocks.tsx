import { For, Show } from 'solid-js';
import { Chip, type ChipLook } from '@one-window/ui/parts/Chip';
import type { CaseClock, CaseView } from './api.ts';
import { createNow } from './now.ts';
import { Part } from './Part.tsx';
import { allowanceText, clockWord, dueExplained, dueText, dueWords, t } from './words.ts';
import css from './case.module.css';

/** Each limit with its date, and why it is that one. */
export function Clocks(props: { file: Pick<CaseView, 'clocks' | 'status' | 'dueAt' | 'timeZone'> }) {
  const now = createNow();
  const due = () => (props.file.dueAt === null ? null : dueWords(props.file, now()));
  return (
    <Part title={t('desk.case.clocks')}>
      <Show when={due()}>
        {(said) => (
          <p class={css['hero']} data-look={said().look}>
            <b>{said().text}</b>
            <span>{dueText(props.file.dueAt ?? '', props.file.timeZone)}</span>
          </p>
        )}
      </Show>
      <Show when={props.file.clocks.length > 0} fallback={<p class={css['note']}>{t('desk.case.clocks_none')}</p>}>
        <ul class={css['clocks']}>
          <For each={props.file.clocks}>{(clock) => <Clock clock={clock} timeZone={props.file.timeZone} />}</For>
        </ul>
      </Show>
    </Part>
  );
}

function look({ state, passed }: CaseClock): { look: ChipLook; word: 'late' | 'kept' | 'stopped' | 'running' } {
  if (passed) return { look: 'red', word: 'late' };
  if (state === 'ended') return { look: 'done', word: 'kept' };
  return state === 'stopped' ? { look: 'held', word: 'stopped' } : { look: 'ok', word: 'running' };
}

function Clock(props: { clock: CaseClock; timeZone: string }) {
  const said = () => look(props.clock);
  return (
    <li>
      <p class={css['clock']}>
        <b>{clockWord(props.clock.clock)}</b>
        <span class={css['note']}>{allowanceText(props.clock)}</span>
        <Chip state={said().look}>{t(`desk.case.clock.${said().word}`)}</Chip>
      </p>
      <Show when={props.clock.at}>
        {(at) => (
          <p class={css['date']}>
            {dueText(at(), props.timeZone)}
            <Show when={props.clock.provisional}> · {t('desk.case.provisional')}</Show>
          </p>
        )}
      </Show>
      <details>
        <summary>{t('desk.case.why')}</summary>
        <ul class={css['lines']}>
          <For each={dueExplained(props.clock.lines, props.timeZone)}>{(line) => <li>{line}</li>}</For>
        </ul>
      </details>
    </li>
  );
}
