import { For, Show } from 'solid-js';
import type { CaseView } from './api.ts';
import { Part } from './Part.tsx';
import { paperWord, t } from './words.ts';
import css from './case.module.css';

/** What has a slip beside the sheet: what is handed over the counter at once. */
const onSlip: readonly string[] = ['receipt', 'submission_receipt'];

/** The papers of a case, to print or to open. Each that is opened is written down: a name stands there in clear. */
export function Papers(props: { file: CaseView }) {
  const address = (version: number, form: 'a4' | 'slip'): string => `/api/cases/${props.file.id}/papers/${version}?form=${form}`;
  return (
    <Part title={t('desk.case.papers')}>
      <Show when={props.file.papers.length > 0} fallback={<p class={css['note']}>{t('desk.case.papers_none')}</p>}>
        <ul class={css['papers']}>
          <For each={props.file.papers}>
            {({ version, kind }) => (
              <li>
                <a class="link" href={address(version, 'a4')} target="_blank">
                  {paperWord(kind)}
                </a>
                <Show when={onSlip.includes(kind)}>
                  <a class="link" href={address(version, 'slip')} target="_blank">
                    {t('desk.case.papers_slip')}
                  </a>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Part>
  );
}
