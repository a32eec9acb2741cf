import { For, Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Chip } from '@one-window/ui/parts/Chip';
import { StateShape } from '@one-window/ui/parts/StateShape';
import { list } from '../i18n.ts';
import type { CaseMaterial, CaseStep, CaseView } from './api.ts';
import { Clocks } from './Clocks.tsx';
import { progressOf, stages } from './due.ts';
import { Materials } from './Materials.tsx';
import { Papers } from './Papers.tsx';
import { Part } from './Part.tsx';
import { Reveal } from './Reveal.tsx';
import {
  actionWord,
  authorityText,
  decisionWord,
  eventWord,
  takenWord,
  flagWord,
  keptWord,
  momentOf,
  roleWord,
  stepWord,
  stopWord,
  t,
  visitPlace,
  visitWord,
  yuan,
} from './words.ts';
import css from './case.module.css';

/** Everything that is known of a case, in the order in which it is asked for. */
export function CaseFile(props: { file: CaseView; onChanged: () => Promise<void> }) {
  return (
    <>
      <Stages file={props.file} />
      <div class={css['two']}>
        <div class={css['column']}>
          <Facts file={props.file} />
          <Branches branches={props.file.branches} />
          <Materials file={props.file} onChanged={props.onChanged} />
        </div>
        <div class={css['column']}>
          <Clocks file={props.file} />
          <Papers file={props.file} />
          <Trace steps={props.file.steps} timeZone={props.file.timeZone} materials={props.file.materials} />
          <Visits visits={props.file.visits} timeZone={props.file.timeZone} />
          <Refusals refusals={props.file.refusals} timeZone={props.file.timeZone} />
        </div>
      </div>
    </>
  );
}

function Stages(props: { file: CaseView }) {
  const progress = () => progressOf(props.file.status, props.file.steps);
  return (
    <ol class={css['stages']} aria-label={t('desk.case.stages')}>
      <For each={stages}>
        {(stage, i) => (
          <li aria-current={progress().here === i() ? 'step' : undefined} data-done={i() < progress().done ? '' : undefined}>
            <StateShape state={i() < progress().done ? 'DONE' : progress().here === i() ? 'SERVING' : 'WAITING'} />
            {t(`desk.case.stage.${stage}`)}
            <Show when={i() < progress().done}>
              <span class="sr">{t('desk.case.stage_done')}</span>
            </Show>
          </li>
        )}
      </For>
    </ol>
  );
}

function Facts(props: { file: CaseView }) {
  const file = () => props.file;
  const flags = () => (['deficit', 'extended', 'supplementInReview', 'supervised'] as const).filter((flag) => file().flags[flag]);
  const now = () => list([file().unit.name, file().handler ?? '', file().step ? stepWord(file().step!) : '']);
  const applicant = () => list([file().applicant.name ?? t('desk.case.nobody'), file().applicant.idNo ?? '', file().applicant.phone ?? '']);
  return (
    <Part title={t('desk.case.facts')} more={t(`desk.case.channel.${file().channel}`)}>
      <Show when={file().archived}>
        {(it) => (
          <p class={css['note']}>
            <b>{t('case.archived', { on: momentOf(it().at, file().timeZone) })}</b> {keptWord(it())}
          </p>
        )}
      </Show>
      <Show when={flags().length > 0}>
        <p class={css['chips']}>
          <For each={flags()}>{(flag) => <Chip state="warn">{flagWord(flag)}</Chip>}</For>
        </p>
      </Show>
      <dl class={css['facts']}>
        <Fact name={t('desk.case.fact.now')} value={now()} />
        <Fact name={t('desk.case.fact.stopped')} value={file().stopKind && stopWord(file().stopKind!)} />
        <Fact name={t('desk.case.fact.decision')} value={file().decision && decisionWord(file().decision!)} />
        <Fact name={t('desk.case.fact.applicant')} value={applicant()} />
        <Fact name={t('desk.case.fact.department')} value={file().department.name} />
        <Fact name={t('desk.case.fact.hall')} value={file().hall.name} />
        <Fact name={t('desk.case.fact.result')} value={file().result?.name ?? t('desk.case.no_result')} />
        <Fact name={t('desk.case.fact.fee')} value={list([fee(file().feeFen), file().paidFen === null ? '' : t('desk.case.fee_paid')])} />
        <For each={file().authorities}>{(one) => <Fact name={t('case.authorities')} value={authorityText(one)} />}</For>
        <For each={file().answers}>{(said) => <Fact name={said.question} value={said.answer} />}</For>
      </dl>
      <Reveal file={file()} />
      <Show when={file().item.sample}>
        <p class={css['note']}>{t('desk.case.sample')}</p>
      </Show>
    </Part>
  );
}

function fee(fen: number | null): string {
  if (fen === null) return t('desk.case.fee_open');
  return fen === 0 ? t('desk.case.fee_none') : t('desk.case.fee', { yuan: yuan(fen) });
}

function Fact(props: { name: string; value: string | null }) {
  return (
    <Show when={props.value}>
      {(value) => (
        <>
          <dt>{props.name}</dt>
          <dd>{value()}</dd>
        </>
      )}
    </Show>
  );
}

const branchLook = { open: 'outline', signed: 'serving', agreed: 'done', objected: 'warn' } as const;

/** 并联审批: who else has to answer before anybody decides. */
function Branches(props: { branches: CaseView['branches'] }) {
  return (
    <Show when={props.branches.length > 0}>
      <Part title={t('case.branches')}>
        <ul class={css['materials']}>
          <For each={props.branches}>
            {(branch) => (
              <li>
                <span>{branch.department}</span>
                <Chip state={branchLook[branch.state]}>{t(`case.branch.${branch.state}`)}</Chip>
              </li>
            )}
          </For>
        </ul>
      </Part>
    </Show>
  );
}

function Trace(props: { steps: readonly CaseStep[]; timeZone: string; materials: readonly CaseMaterial[] }) {
  const nameOf = (code: string): string => props.materials.find((m) => m.code === code)?.name ?? code;
  return (
    <Part title={t('desk.case.trace')}>
      <ol class={css['trace']}>
        <For each={props.steps}>
          {(step) => (
            <li>
              <StateShape state="DONE" />
              <b>{eventWord(step.type)}</b>
              <p>
                <span>{list([roleWord(step.role), step.by ?? ''])}</span>
                <time>{momentOf(step.at, props.timeZone)}</time>
              </p>
              <Show when={step.effectiveAt && step.effectiveAt !== step.at ? step.effectiveAt : null}>
                {(at) => <p>{t('desk.case.effective', { at: momentOf(at(), props.timeZone) })}</p>}
              </Show>
              <Show when={step.defects.length > 0}>
                <p class={css['said']}>{t('desk.case.defects', { list: list(step.defects.map(nameOf)) })}</p>
              </Show>
              <Show when={step.signed}>{(signed) => <p class={css['said']}>{takenWord(signed())}</p>}</Show>
              <For each={step.texts}>{(said) => <p class={css['said']}>{said.text}</p>}</For>
            </li>
          )}
        </For>
      </ol>
    </Part>
  );
}

/** Whenever somebody came for it: to apply, with what was missing, to collect. */
function Visits(props: { visits: CaseView['visits']; timeZone: string }) {
  return (
    <Show when={props.visits.length > 0}>
      <Part title={t('case.visits')}>
        <ol class={css['trace']}>
          <For each={props.visits}>
            {(visit) => (
              <li>
                <StateShape state={visit.state} />
                <b>{visitWord(visit)}</b>
                <p>
                  <span>{visitPlace(visit)}</span>
                  <time>{momentOf(visit.at, props.timeZone)}</time>
                </p>
              </li>
            )}
          </For>
        </ol>
      </Part>
    </Show>
  );
}

/** Who tried what and was refused: sent to whoever supervises the case, and empty for everybody else. */
function Refusals(props: { refusals: CaseView['refusals']; timeZone: string }) {
  return (
    <Show when={props.refusals.length > 0}>
      <Part title={t('desk.case.refusals')}>
        <ol class={css['trace']}>
          <For each={props.refusals}>
            {(one) => (
              <li data-refused="">
                <StateShape state="CANCELLED" />
                <b>{actionWord(one.action)}</b>
                <p>
                  <span>
                    {list([one.by ?? roleWord('applicant'), one.times > 1 ? t('desk.case.refusals.times', { n: one.times }) : ''])}
                  </span>
                  <time>{momentOf(one.at, props.timeZone)}</time>
                </p>
                <p class={css['said']}>{errorText(one.code)}</p>
              </li>
            )}
          </For>
        </ol>
      </Part>
    </Show>
  );
}
