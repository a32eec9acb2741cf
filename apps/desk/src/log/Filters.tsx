import { createSignal, For, type JSX } from 'solid-js';
import { allEventTypes, eventTypes, streamKinds, type StreamKind } from '@one-window/domain/log';
import { purposes } from '@one-window/domain/permissions';
import { nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { t as desk } from '../i18n.ts';
import type { Places } from './api.ts';
import { forForm, formQuery, type EventQuery, type Given, type ReadsQuery } from './query.ts';
import { kindWord, t, typeWord } from './words.ts';
import css from './log.module.css';

/** The conditions of a list. Enter in any of them searches; the address keeps what was asked. */
function Conditions(props: {
  times: Pick<EventQuery, 'from' | 'to'>;
  places: Places;
  busy: boolean;
  onAsk: (said: Given) => void;
  children: JSX.Element;
  more?: JSX.Element;
}) {
  const [problem, setProblem] = createSignal<ReturnType<typeof formQuery>['problem']>(null);
  let form!: HTMLFormElement;
  function send(event: SubmitEvent): void {
    event.preventDefault();
    const { said, problem: found } = formQuery(form, new Date().toISOString(), props.places.timeZone);
    setProblem(found);
    if (found) form.querySelector<HTMLInputElement>(`[name=${found.field}]`)?.focus();
    else props.onAsk(said);
  }
  const wrong = (field: 'from' | 'to'): string | undefined => {
    const found = problem();
    return found?.field === field ? t(`log.filter.wrong.${found.what}`) : undefined;
  };
  return (
    <form ref={form} class={css['filters']} onSubmit={send} role="search" novalidate>
      {props.children}
      <For each={['from', 'to'] as const}>
        {(name) => (
          <Field label={t(`log.filter.${name}`)} help={t(`log.filter.${name}_help`)} error={wrong(name)}>
            {(f) => (
              <input
                {...f}
                class="input"
                name={name}
                value={forForm(props.times[name], props.places.timeZone)}
                maxlength="20"
                autocomplete="off"
              />
            )}
          </Field>
        )}
      </For>
      <div class={css['acts']}>
        {props.more}
        <span class={css['end']}>
          <Button
            variant="quiet"
            onPress={() => {
              setProblem(null);
              form.reset();
              props.onAsk({});
            }}
          >
            {t('log.filter.clear')}
          </Button>
          <Button type="submit" variant="primary" busy={props.busy} busyText={t('log.filter.going')}>
            {t('log.filter.go')}
          </Button>
        </span>
      </div>
    </form>
  );
}

export function EventFilters(props: { query: EventQuery; places: Places; busy: boolean; onAsk: (said: Given) => void }) {
  const [kind, setKind] = createSignal<StreamKind | undefined>();
  const chosen = (): StreamKind | undefined => kind() ?? props.query.kind;
  const types = () => {
    const of = chosen();
    return of ? eventTypes[of] : allEventTypes;
  };
  return (
    <Conditions
      times={props.query}
      places={props.places}
      busy={props.busy}
      onAsk={(said) => {
        setKind(undefined);
        props.onAsk(said);
      }}
      more={
        <label class={css['check']}>
          <input type="checkbox" name="looks" value="yes" checked={props.query.looks === 'yes'} />
          {t('log.filter.looks')}
        </label>
      }
    >
      <Text name="about" value={props.query.about} />
      <Text name="by" value={props.query.by} />
      <Field label={t('log.filter.kind')}>
        {(f) => (
          <select {...f} class="input" name="kind" onChange={(e) => setKind(streamKinds.find((k) => k === e.currentTarget.value))}>
            <option value="">{t('log.filter.any')}</option>
            <For each={streamKinds}>
              {(name) => (
                <option value={name} selected={chosen() === name}>
                  {kindWord(name)}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <Field label={t('log.filter.type')}>
        {(f) => (
          <select {...f} class="input" name="type">
            <option value="">{t('log.filter.any')}</option>
            <For each={types()}>
              {(name) => (
                <option value={name} selected={props.query.type === name}>
                  {typeWord(name)}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <HallField value={props.query.hall} places={props.places} />
    </Conditions>
  );
}

export function ReadsFilters(props: { query: ReadsQuery; places: Places; busy: boolean; onAsk: (said: Given) => void }) {
  return (
    <Conditions times={props.query} places={props.places} busy={props.busy} onAsk={(said) => props.onAsk(said)}>
      <Text name="by" words="reader" value={props.query.by} />
      <Field label={t('log.filter.purpose')}>
        {(f) => (
          <select {...f} class="input" name="purpose">
            <option value="">{t('log.filter.any')}</option>
            <For each={purposes}>
              {(name) => (
                <option value={name} selected={props.query.purpose === name}>
                  {desk(`desk.reveal.${name}`)}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <HallField value={props.query.hall} places={props.places} />
    </Conditions>
  );
}

function Text(props: { name: 'about' | 'by'; words?: 'reader'; value: string | undefined }) {
  const words = () => props.words ?? props.name;
  return (
    <Field label={t(`log.filter.${words()}`)} help={t(`log.filter.${words()}_help`)}>
      {(f) => (
        <input {...f} class="input" name={props.name} value={props.value ?? ''} maxlength="64" autocomplete="off" spellcheck={false} />
      )}
    </Field>
  );
}

function HallField(props: { value: string | undefined; places: Places }) {
  return (
    <Field label={t('log.filter.hall')}>
      {(f) => (
        <select {...f} class="input" name="hall">
          <option value="">{t('log.filter.any')}</option>
          <For each={props.places.halls}>
            {(hall) => (
              <option value={hall.id} selected={props.value === hall.id}>
                {nameOf(hall.name)}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  );
}
