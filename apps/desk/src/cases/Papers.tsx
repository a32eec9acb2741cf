import { For, Show } from 'solid-js';
import { Chip } from '@one-window/ui/parts/Chip';
import type { CaseView } from './api.ts';
import { Part } from './Part.tsx';
import { heldWord, paperWord, t } from './words.ts';
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
            {(paper) => (
              <li>
                <Show when={!paper.waits} fallback={<Unsigned paper={paper} />}>
                  <a class="link" href={address(paper.version, 'a4')} target="_blank">
                    {paperWord(paper.kind)}
                  </a>
                  <Show when={onSlip.includes(paper.kind)}>
                    <a class="link" href={address(paper.version, 'slip')} target="_blank">
                      {t('desk.case.papers_slip')}
                    </a>
                  </Show>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Part>
  );
}

/** A decision without its signature is no paper yet: it has no address, and says what it waits for. */
function Unsigned(props: { paper: CaseView['papers'][number] }) {
  return (
    <>
      <span>{paperWord(props.paper.kind)}</span>
      <Show when={props.paper.held} fallback={<Chip state="waiting">{t('desk.case.papers_waits')}</Chip>}>
        {(why) => <Chip state="warn">{heldWord(why())}</Chip>}
      </Show>
    </>
  );
}
