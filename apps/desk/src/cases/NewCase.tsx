import Check from 'lucide-solid/icons/check';
import Square from 'lucide-solid/icons/square';
import { createSignal, For, Show, type JSX } from 'solid-js';
import { situationOf, type Situation, type SituationQuestion } from '@one-window/domain/item-guide';
import { Chip } from '@one-window/ui/parts/Chip';
import { Empty } from '@one-window/ui/parts/Empty';
import type { ItemGuide } from './api.ts';
import { Applicant, type CaseDoor } from './Applicant.tsx';
import { materialNote } from './materials.ts';
import { t, yuan } from './words.ts';
import css from './intake.module.css';

type Version = NonNullable<ItemGuide['version']>;

/** The chosen item: situation, what is brought, whose it is. An item whose guide is not written cannot be begun. */
export function NewCase(props: { item: ItemGuide; hallId: string; ticketId: string | null; other: JSX.Element; door?: CaseDoor }) {
  return (
    <section class={css['new']}>
      <header class={css['item']}>
        <div>
          <h2>{props.item.name}</h2>
          <p>{props.item.department}</p>
        </div>
        <Show when={props.item.version}>{(version) => <Chip state="info">{t(`desk.case.intake.kind.${version().caseKind}`)}</Chip>}</Show>
        {props.other}
      </header>
      <Show
        when={props.item.version}
        fallback={<Empty title={t('desk.case.intake.unwritten')} next={t('desk.case.intake.unwritten_next')} />}
      >
        {(version) => (
          <Application item={props.item} version={version()} hallId={props.hallId} ticketId={props.ticketId} door={props.door} />
        )}
      </Show>
    </section>
  );
}

interface ApplicationProps {
  readonly item: ItemGuide;
  readonly version: Version;
  readonly hallId: string;
  readonly ticketId: string | null;
  readonly door: CaseDoor | undefined;
}

function Application(props: ApplicationProps) {
  const [answers, setAnswers] = createSignal<Readonly<Record<string, string>>>({});
  const situation = () => situationOf(props.version, answers());
  return (
    <>
      <Show when={props.version.sample}>
        <p class={css['note']}>{t('desk.case.sample')}</p>
      </Show>
      <For each={props.version.questions}>
        {(question) => (
          <Question
            question={question}
            answer={answers()[question.id]}
            onAnswer={(id) => setAnswers((before) => ({ ...before, [question.id]: id }))}
          />
        )}
      </For>
      <div class={css['two']}>
        <Bring situation={situation()} />
        <Applicant
          item={props.item}
          hallId={props.hallId}
          ticketId={props.ticketId}
          answers={answers()}
          open={situation().open !== null}
          door={props.door}
        />
      </div>
    </>
  );
}

function Question(props: { question: SituationQuestion; answer: string | undefined; onAnswer: (id: string) => void }) {
  return (
    <fieldset class={css['question']}>
      <legend>{props.question.text}</legend>
      <For each={props.question.options}>
        {(option) => (
          <label>
            <input
              type="radio"
              name={`situation-${props.question.id}`}
              checked={props.answer === option.id}
              onChange={() => props.onAnswer(option.id)}
            />
            {option.text}
          </label>
        )}
      </For>
    </fieldset>
  );
}

function Bring(props: { situation: Situation }) {
  const brought = () => props.situation.materials.filter(({ from }) => from === 'self');
  const known = () => props.situation.materials.filter(({ from }) => from !== 'self');
  const fee = (): string => {
    const fen = props.situation.feeFen;
    if (fen === null) return t('desk.case.fee_open');
    return fen === 0 ? t('desk.case.fee_none') : t('desk.case.fee', { yuan: yuan(fen) });
  };
  return (
    <section class={css['bring']}>
      <h3>{t('desk.case.intake.bring')}</h3>
      <ul>
        <For each={brought()} fallback={<li>{props.situation.open ? '' : t('desk.case.intake.bring_nothing')}</li>}>
          {(material) => (
            <li>
              <Square class="i" aria-hidden="true" />
              <span>
                {material.name} <small>{material.need === 'deferrable' ? t('desk.case.later') : ''}</small>
              </span>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.situation.open}>
        <p class={css['note']}>{t('desk.case.intake.situation_first')}</p>
      </Show>
      <Show when={known().length > 0}>
        <h3>{t('desk.case.intake.not_bring')}</h3>
        <ul>
          <For each={known()}>
            {(material) => (
              <li>
                <Check class="i" aria-hidden="true" />
                <span>
                  {material.name} <small>{materialNote(material)}</small>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <p class={css['note']}>{t('desk.case.intake.fee', { fee: fee() })}</p>
    </section>
  );
}
