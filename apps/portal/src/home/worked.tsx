import { useLocation } from '@solidjs/router';
import Check from 'lucide-solid/icons/check';
import Square from 'lucide-solid/icons/square';
import { For, Show, type JSX } from 'solid-js';
import type { Allowance } from '@one-window/domain/clock';
import { situationOf, type GuideMaterial, type SituationQuestion } from '@one-window/domain/item-guide';
import type { ItemGuide } from './data.ts';
import { Fact } from './fact.tsx';
import { t } from './words.ts';
import css from './worked.module.css';
import guide from './guide.module.css';

type Version = NonNullable<ItemGuide['version']>;

/** What a published version tells: situation, time, visits, fee, result, and what to bring. The answers stand in the address, so that it can be sent on. */
export function Worked(props: { version: Version }): JSX.Element {
  const location = useLocation();
  const answers = (): Record<string, string> =>
    Object.fromEntries(
      props.version.questions.flatMap(({ id }) => {
        const answer = new URLSearchParams(location.search).get(id);
        return answer === null ? [] : [[id, answer]];
      }),
    );
  const situation = () => situationOf(props.version, answers());
  const brought = () => situation().materials.filter((material) => material.from === 'self');
  const known = () => situation().materials.filter((material) => material.from !== 'self');
  return (
    <>
      <Show when={props.version.sample}>
        <p class={css['sample']}>
          <b>{t('portal.guide.sample')}</b> {t('portal.guide.sampleText')}
        </p>
      </Show>
      <For each={props.version.questions}>{(question) => <Question question={question} answer={answers()[question.id]} />}</For>
      <dl class={guide['facts']}>
        <Fact name={t('portal.guide.time')} value={timeWords(props.version)} />
        <Fact name={t('portal.guide.visits')} value={visitWords(props.version.visits)} />
        <Fact name={t('portal.guide.fee')} value={feeWords(situation().feeFen)} />
        <Fact name={t('portal.guide.result')} value={props.version.result?.name ?? null} data />
        <Fact name={t('portal.guide.scope')} value={props.version.scope ? t(`portal.guide.scope.${props.version.scope}`) : null} />
        <Fact name={t('portal.guide.assists')} value={listWords([...(props.version.assists ?? [])])} data />
        <Fact
          name={t('portal.guide.procedures')}
          value={listWords(props.version.procedures.map((what) => t(`portal.guide.procedure.${what}`)))}
        />
      </dl>
      <section class={css['list']}>
        <h2>{t('portal.guide.bring')}</h2>
        <ul>
          <For each={brought()}>{(material) => <Material material={material} />}</For>
        </ul>
        <Show when={situation().open} fallback={<Show when={brought().length === 0}>{<p>{t('portal.guide.bringNothing')}</p>}</Show>}>
          <p>{t('portal.guide.situationFirst')}</p>
        </Show>
        <Show when={known().length > 0}>
          <h3>{t('portal.guide.notBring')}</h3>
          <ul>
            <For each={known()}>{(material) => <Material material={material} />}</For>
          </ul>
        </Show>
      </section>
    </>
  );
}

function Question(props: { question: SituationQuestion; answer: string | undefined }): JSX.Element {
  const location = useLocation();
  const chosen = (id: string): string => {
    const query = new URLSearchParams(location.search);
    query.set(props.question.id, id);
    return `${location.pathname}?${query.toString()}`;
  };
  return (
    <section class={css['question']} aria-label={t('portal.guide.situation')}>
      <h2 lang="zh-CN">{props.question.text}</h2>
      <ul>
        <For each={props.question.options}>
          {(option) => (
            <li>
              <a lang="zh-CN" href={chosen(option.id)} noScroll replace aria-current={props.answer === option.id ? 'true' : undefined}>
                {option.text}
              </a>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

function Material(props: { material: GuideMaterial }): JSX.Element {
  const note = (): string => {
    const { from, need } = props.material;
    const notes = [from === 'self' ? '' : t(`portal.guide.from.${from}`), need === 'deferrable' ? t('portal.guide.later') : ''];
    return listWords(notes.filter(Boolean)) ?? '';
  };
  return (
    <li>
      <Show when={props.material.from === 'self'} fallback={<Check aria-hidden="true" />}>
        <Square aria-hidden="true" />
      </Show>
      <span lang="zh-CN">{props.material.name}</span>
      <Show when={note()}>
        <small>{note()}</small>
      </Show>
    </li>
  );
}

const span = ({ amount, unit }: Allowance): string =>
  t(amount === 1 ? `portal.guide.unit.${unit}One` : `portal.guide.unit.${unit}`, { n: amount });

export function timeWords({ caseKind, legal, promise }: Version): string {
  if (caseKind === 'INSTANT') return t('portal.guide.timeNow');
  const time = promise ? span(promise) : t('portal.guide.timeOnPromise');
  return legal ? t('portal.guide.timeLegal', { time, legal: span(legal) }) : time;
}

function visitWords({ least, most }: Version['visits']): string {
  if (most === 0) return t('portal.guide.visitsNone');
  return t(least === 0 ? 'portal.guide.visitsUpTo' : 'portal.guide.visitsExactly', { n: most });
}

function feeWords(fen: number | null): string {
  if (fen === null) return t('portal.guide.feeDepends');
  return fen === 0 ? t('portal.guide.feeNone') : t('portal.guide.feeYuan', { yuan: fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2) });
}

const listWords = (words: readonly string[]): string | null => (words.length > 0 ? words.join(t('portal.listSeparator')) : null);
