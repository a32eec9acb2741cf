import { For, type JSX } from 'solid-js';
import type { CaseStatus } from '@one-window/domain/case-words';
import { StateShape, type Shape } from '@one-window/ui/parts/StateShape';
import type { MyCase } from './data.ts';
import { t } from './words.ts';
import css from './case.module.css';

const stages = ['submit', 'accept', 'review', 'decide', 'collect'] as const;
type Stage = (typeof stages)[number];
type How = 'Done' | 'Here' | 'Ended' | 'To';

/** On which of the five a status lies; `null` where it ended, wherever it had come to. */
const stageOf: Readonly<Record<CaseStatus, Stage | null>> = {
  DRAFT: 'submit',
  SUBMITTED: 'accept',
  RECEIVED: 'accept',
  SUPPLEMENT: 'accept',
  ACCEPTED: 'review',
  IN_REVIEW: 'review',
  STOPPED: 'review',
  DECIDED: 'collect',
  PRODUCING: 'collect',
  READY: 'collect',
  CONCLUDED: 'collect',
  NOT_ACCEPTED: null,
  RETURNED: null,
  WITHDRAWN: null,
  TERMINATED: null,
};

const acceptedBy = ['case.accepted', 'case.accepted_with_deficit', 'case.deemed_accepted'];

function standsAt(view: MyCase): { at: number; how: How } {
  const stage = stageOf[view.status];
  if (stage === null) {
    const began = view.steps.some(({ type }) => acceptedBy.includes(type)) ? 'review' : view.caseNo === null ? 'submit' : 'accept';
    return { at: stages.indexOf(began), how: 'Ended' };
  }
  if (view.status === 'CONCLUDED') return { at: stages.length, how: 'Done' };
  return { at: stages.indexOf(stage === 'review' && view.step === 'decide' ? 'decide' : stage), how: 'Here' };
}

const shapes: Readonly<Record<How, Shape>> = { Done: 'DONE', Here: 'SERVING', Ended: 'CANCELLED', To: 'WAITING' };

/** The way of a case in five words; where it stands is told by shape and word, not by colour alone. */
export function Stages(props: { view: MyCase }): JSX.Element {
  const howOf = (i: number): How => {
    const { at, how } = standsAt(props.view);
    return i < at ? 'Done' : i === at ? how : 'To';
  };
  return (
    <ol class={css['stages']} aria-label={t('mine.case.stages')}>
      <For each={stages}>
        {(stage, i) => (
          <li data-how={howOf(i())} aria-current={howOf(i()) === 'Here' ? 'step' : undefined}>
            <StateShape state={shapes[howOf(i())]} />
            <span>{t(`mine.case.stage.${stage}`)}</span>
            <span class="sr">{t(`mine.case.stage${howOf(i())}`)}</span>
          </li>
        )}
      </For>
    </ol>
  );
}
