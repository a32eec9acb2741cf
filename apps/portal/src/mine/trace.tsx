import { For, Show, type JSX } from 'solid-js';
import { moment } from '@one-window/ui/format';
import { StateShape } from '@one-window/ui/parts/StateShape';
import type { MyCase } from './data.ts';
import { eventWord, roleWord, takenWord, visitPlace, visitsWord, visitWord } from './office.ts';
import { t, zone } from './words.ts';
import css from './case.module.css';
import form from './form.module.css';

type Step = MyCase['steps'][number];

/** What happened, the newest on top: what, when, who in which role, and what was said to the citizen. */
export function Trace(props: { view: MyCase }): JSX.Element {
  const steps = (): Step[] => props.view.steps.toReversed();
  const names = (step: Step): string =>
    step.defects.map((code) => props.view.materials.find((m) => m.code === code)?.name ?? code).join('、');
  return (
    <section class={form['window']}>
      <h2>{t('mine.case.trace')}</h2>
      <ol class={css['trace']}>
        <For each={steps()}>
          {(step, i) => (
            <li data-newest={i() === 0 ? '' : undefined}>
              <StateShape state={i() === 0 ? 'SERVING' : 'DONE'} />
              <b>{eventWord(step.type)}</b>
              <small>
                {step.role === 'applicant' ? t('mine.case.you') : roleWord(step.role)} · {moment(step.at, new Date().toISOString(), zone)}
              </small>
              <Show when={step.signed}>{(signed) => <p>{takenWord(signed())}</p>}</Show>
              <For each={step.texts}>{({ text }) => <p lang="zh-CN">{text}</p>}</For>
              <Show when={step.defects.length > 0}>
                <p lang="zh-CN">{names(step)}</p>
              </Show>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}

/** Whenever one was in the hall for it: by which number, where, what for. */
export function Visits(props: { view: MyCase }): JSX.Element {
  return (
    <Show when={props.view.visits.length > 0}>
      <section class={form['window']}>
        <h2>{visitsWord()}</h2>
        <ol class={css['trace']}>
          <For each={props.view.visits}>
            {(visit) => (
              <li>
                <StateShape state={visit.state} />
                <b>{visitWord(visit)}</b>
                <small>
                  <span lang="zh-CN">{visitPlace(visit)}</span> · {moment(visit.at, new Date().toISOString(), zone)}
                </small>
              </li>
            )}
          </For>
        </ol>
      </section>
    </Show>
  );
}
