import { createEffect, createResource, createSignal, For, Show, untrack } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Field } from '@one-window/ui/parts/Field';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { loadItem } from '../cases/api.ts';
import { useSession } from '../session.ts';
import { createPaused } from '../create-paused.ts';
import { settled } from '../settled.ts';
import { searchKnowledge, type CallView, type Found } from './api.ts';
import { quotesOf, type Quote } from './guide-quotes.ts';
import type { Typed } from './typed.ts';
import { fieldWord, t } from './words.ts';
import css from './call.module.css';

interface AnswerProps {
  readonly halls: CallView['halls'];
  readonly typed: Typed;
  readonly onType: (patch: Partial<Typed>) => void;
  readonly asked: boolean;
}

const askedFirst = 40;

/** 直接答复: found in the knowledge base or in a guide, quoted part by part, and kept as it was read out. */
export function AnswerPart(props: AnswerProps) {
  const quote = ({ text }: Quote): void => {
    const said = props.typed.answer.trim();
    props.onType({ answer: said === '' ? text : `${said}\n${text}` });
  };
  const choose = (found: Found): void => {
    props.onType({ source: { source: found.source, id: found.id, title: found.title } });
    if (found.answer !== null) quote({ label: '', text: found.answer });
  };
  return (
    <>
      <Search first={props.typed.source ? '' : props.typed.content} onChoose={choose} chosen={props.typed.source?.id} />
      <Show when={props.typed.source}>
        {(source) => (
          <section class={css['source']} aria-label={t('desk.hotline.source')}>
            <p class={css['chips']}>
              <Chip state="info">{t(`desk.hotline.from.${source().source}`)}</Chip>
              <b>{source().title}</b>
            </p>
            <Show when={source().source === 'guide' && source().id} keyed>
              {(id) => <Guide itemId={id} halls={props.halls} onQuote={quote} />}
            </Show>
          </section>
        )}
      </Show>
      <Show when={props.asked && props.typed.source === null}>
        <p class={css['refusal']} role="alert">
          {t('desk.hotline.source_missing')}
        </p>
      </Show>
      <Field
        label={fieldWord('answer')}
        error={props.asked && props.typed.answer.trim() === '' ? errorText('order.answer_missing') : undefined}
      >
        {(f) => (
          <textarea
            {...f}
            class="input"
            rows="4"
            maxlength="4000"
            value={props.typed.answer}
            onInput={(e) => props.onType({ answer: e.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}

/** What the caller said is asked first; it is short where somebody only asks something. */
function Search(props: { first: string; onChoose: (found: Found) => void; chosen: string | undefined }) {
  const session = useSession();
  const [typed, setTyped] = createSignal(untrack(() => props.first.trim().slice(0, askedFirst)));
  const asked = createPaused(typed);
  const [page, { refetch }] = createResource(() => asked() || false, searchKnowledge);
  createEffect(() => page.error !== undefined && session.note(page.error));
  return (
    <div class={css['knowledge']} role="search">
      <Field label={t('desk.hotline.ask')} help={t('desk.hotline.ask_help')}>
        {(f) => (
          <input
            {...f}
            class="input"
            type="search"
            autocomplete="off"
            maxlength="200"
            value={typed()}
            onInput={(e) => setTyped(e.currentTarget.value)}
          />
        )}
      </Field>
      <Show when={page.error !== undefined}>
        <ErrorState text={errorText(page.error)} onRetry={() => void refetch()} />
      </Show>
      <Show when={asked() !== '' && settled(page)}>
        {(answer) => (
          <ul class={css['found']} aria-label={t('desk.hotline.found')}>
            <For each={answer().found} fallback={<li class={css['note']}>{t('desk.hotline.found_none')}</li>}>
              {(found) => (
                <li>
                  <button type="button" class={css['line']} aria-pressed={props.chosen === found.id} onClick={() => props.onChoose(found)}>
                    <b>{found.title}</b>
                    <Show when={found.answer}>{(text) => <span>{text()}</span>}</Show>
                    <span class={css['note']}>
                      {t(`desk.hotline.from.${found.source}`)} · {found.unit}
                      <Show when={found.validUntil}>{(until) => <> · {t('desk.hotline.good_until', { date: until() })}</>}</Show>
                    </span>
                  </button>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
    </div>
  );
}

/** What the guide of an item says, each part for itself. */
function Guide(props: { itemId: string; halls: CallView['halls']; onQuote: (quote: Quote) => void }) {
  const session = useSession();
  const [item, { refetch }] = createResource(() => props.itemId, loadItem);
  createEffect(() => item.error !== undefined && session.note(item.error));
  return (
    <>
      <Show when={item.error !== undefined}>
        <ErrorState text={errorText(item.error)} onRetry={() => void refetch()} />
      </Show>
      <Show when={item.loading}>
        <Skeleton lines={3} />
      </Show>
      <Show when={settled(item)}>
        {(guide) => (
          <ul class={css['quotes']}>
            <For each={quotesOf(guide(), props.halls)}>
              {(quote) => (
                <li>
                  <p>
                    <b>{quote.label}</b> {quote.text}
                  </p>
                  <Button small onPress={() => props.onQuote(quote)} aria-label={t('desk.hotline.quote_what', { what: quote.label })}>
                    {t('desk.hotline.quote')}
                  </Button>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
    </>
  );
}
