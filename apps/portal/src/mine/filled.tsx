import { For, Show, type JSX } from 'solid-js';
import { Fact } from '../home/fact.tsx';
import type { MyCase } from './data.ts';
import { t, yuan } from './words.ts';
import css from './form.module.css';
import guide from '../home/guide.module.css';

/** What a case was begun with, as the system has it. */
export function Filled(props: { view: MyCase }): JSX.Element {
  const fee = (): string | null => {
    const { feeFen, paidFen } = props.view;
    if (paidFen !== null) return t('mine.check.feePaid', { yuan: yuan(paidFen) });
    if (feeFen === null) return null;
    return feeFen === 0 ? t('mine.check.feeNone') : t('mine.check.feeYuan', { yuan: yuan(feeFen) });
  };
  return (
    <section class={css['window']}>
      <Show when={props.view.item.sample}>
        <p class={css['fine']}>{t('mine.check.sample')}</p>
      </Show>
      <dl class={`${guide['facts']} ${css['facts']}`}>
        <Fact name={t('mine.check.item')} value={props.view.item.name} data />
        <For each={props.view.answers}>{({ question, answer }) => <Fact name={question} value={answer} data />}</For>
        <Fact name={t('mine.check.hall')} value={props.view.hall.name} data />
        <Fact name={t('mine.check.name')} value={props.view.applicant.name} data />
        <Fact name={t('mine.check.idNo')} value={props.view.applicant.idNo} number />
        <Fact name={t('mine.check.phone')} value={props.view.applicant.phone} number />
        <Fact name={t('mine.check.fee')} value={fee()} />
        <Fact name={t('mine.check.result')} value={props.view.result?.name ?? null} data />
      </dl>
    </section>
  );
}
