import { createUniqueId, For, Match, Show, Switch, type JSX } from 'solid-js';
import type { NonAcceptanceCode } from '@one-window/domain/case-events';
import type { ProcedureKind } from '@one-window/domain/item-version';
import { Field } from '@one-window/ui/parts/Field';
import {
  answered,
  offered,
  type Action,
  type ChoiceName,
  type FieldName,
  type FieldSpec,
  type FormFile,
  type Problem,
  type Problems,
  type Values,
} from './forms.ts';
import { materialNote } from './materials.ts';
import { Signature } from './Signature.tsx';
import { authorityText, codeWord, idText, procedureWord, t } from './words.ts';
import css from './press.module.css';

interface FieldProps {
  readonly field: FieldSpec;
  readonly action: Action;
  readonly file: FormFile;
  readonly values: Values;
  readonly problems: Problems;
  readonly onChange: (patch: Partial<Values>, name: FieldName) => void;
}

/** One field of a key's form. */
export function FieldFor(props: FieldProps) {
  const typed = (name: FieldName): string => props.values.text[name] ?? '';
  const type = (name: FieldName, value: string): void => props.onChange({ text: { ...props.values.text, [name]: value } }, name);
  const wrong = (): string | undefined => {
    const problem = props.problems[props.field.name];
    return problem && problemText(problem, props.field, typed('idNo'));
  };
  const is = <K extends FieldSpec['kind']>(kind: K) =>
    props.field.kind === kind ? (props.field as Extract<FieldSpec, { kind: K }>) : null;
  return (
    <Switch>
      <Match when={is('checks')}>
        <Checks {...props} wrong={wrong()} />
      </Match>
      <Match when={is('situation')}>
        <Situation {...props} wrong={wrong()} />
      </Match>
      <Match when={is('materials')}>{(field) => <Chosen {...props} missingOnly={field().missingOnly} wrong={wrong()} />}</Match>
      <Match when={is('choice')}>
        {(field) => (
          <Choice
            field={field()}
            file={props.file}
            value={typed(field().name)}
            wrong={wrong()}
            onPick={(value) => type(field().name, value)}
          />
        )}
      </Match>
      <Match when={is('signature')}>
        <Signature action={props.action} file={props.file} values={props.values} wrong={wrong()} onChange={props.onChange} />
      </Match>
      <Match when={is('text')}>
        {(field) => (
          <Field label={t(`desk.case.field.${field().name}`)} help={textHelp(field().name)} error={wrong()}>
            {(f) => (
              <textarea
                {...f}
                class="input"
                rows="3"
                maxlength="2000"
                value={typed(field().name)}
                onInput={(event) => type(field().name, event.currentTarget.value)}
              />
            )}
          </Field>
        )}
      </Match>
      <Match when={is('date')}>
        {(field) => (
          <Field label={t(`desk.case.field.${field().name}`)} error={wrong()}>
            {(f) => (
              <input
                {...f}
                class="input"
                type="date"
                value={typed(field().name)}
                onInput={(event) => type(field().name, event.currentTarget.value)}
              />
            )}
          </Field>
        )}
      </Match>
      <Match when={is('number') ?? is('card') ?? is('line')}>
        {(field) => <Line field={field()} value={typed(field().name)} wrong={wrong()} onType={(value) => type(field().name, value)} />}
      </Match>
      <Match when={is('colleague')}>
        {(field) => (
          <Colleague
            title={t(props.action === 'make_ready' ? 'desk.case.taken_by' : 'desk.case.beside')}
            help={field().optional ? t('desk.case.beside_help') : undefined}
            staffNo={typed('staffNo')}
            password={typed('password')}
            wrong={wrong()}
            onType={(name, value) => props.onChange({ text: { ...props.values.text, [name]: value } }, 'staffNo')}
          />
        )}
      </Match>
    </Switch>
  );
}

function problemText(problem: Problem, field: FieldSpec, idNo: string): string {
  if (problem === 'id') return idText(idNo) ?? t('desk.case.problem.empty');
  if (problem === 'number') return t('desk.case.problem.number', { max: field.kind === 'number' ? field.max : 999 });
  return t(`desk.case.problem.${problem}`);
}

/** Where words end up: what the citizen reads on a paper is written for the citizen. */
function textHelp(name: string): string | undefined {
  if (name === 'opinion') return t('desk.case.help.opinion');
  return name === 'reason' ? t('desk.case.help.reason') : undefined;
}

function Line(props: { field: FieldSpec; value: string; wrong: string | undefined; onType: (value: string) => void }) {
  const card = () => props.field.kind === 'card';
  const figures = () => props.field.kind === 'number';
  const name = () =>
    props.field.name as 'days' | 'amount' | 'sent' | 'counted' | 'idNo' | 'receiptNo' | 'name' | 'phone' | 'code' | 'staff';
  return (
    <Field label={t(`desk.case.field.${name()}`)} error={props.wrong} help={card() && props.value !== '' ? idText(props.value) : undefined}>
      {(f) => (
        <input
          {...f}
          class="input"
          classList={{ [css['short'] ?? '']: figures() }}
          inputmode={figures() ? 'numeric' : 'text'}
          autocomplete="off"
          maxlength={figures() ? 3 : card() ? 24 : 64}
          value={props.value}
          onInput={(event) => props.onType(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function Choice(props: {
  field: Extract<FieldSpec, { kind: 'choice' }>;
  file: FormFile;
  value: string;
  wrong: string | undefined;
  onPick: (value: string) => void;
}) {
  const word = (option: string): string =>
    props.field.name === 'kind' ? procedureWord(option as ProcedureKind) : choiceWord(props.field.name, option, props.file);
  return (
    <Field label={t(`desk.case.field.${props.field.name}`)} error={props.wrong}>
      {(f) => (
        <select {...f} class="input" onChange={(event) => props.onPick(event.currentTarget.value)}>
          <option value="" selected={props.value === ''} disabled>
            {t('desk.case.choose')}
          </option>
          <For each={props.field.options}>
            {(option) => (
              <option value={option} selected={props.value === option}>
                {word(option)}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  );
}

function choiceWord(name: Exclude<ChoiceName, 'kind'>, option: string, file: FormFile): string {
  switch (name) {
    case 'agrees':
      return t(`desk.case.agrees.${option as 'yes'}`);
    case 'why':
      return codeWord(option as NonAcceptanceCode);
    case 'way':
      return t(`desk.case.way.${option as 'counter'}`);
    case 'paper':
      return t(`desk.case.paper.${option as 'paper'}`);
    case 'by':
      return t(`desk.case.by.${option as 'code'}`);
    case 'scope':
      return t(`case.authority.${option as 'all'}`);
    case 'who':
      return t(`desk.case.who.${option as 'same'}`);
    case 'what':
      return t(`desk.case.correct.${option as 'press'}`);
    case 'authority':
      return authorityText(file.authorities.find(({ id }) => id === option));
  }
}

/** The questions of a draft, as they are answered now. */
function Situation(props: GroupProps) {
  const answers = () => answered(props.file, props.values);
  return (
    <For each={props.file.form?.questions}>
      {(question) => (
        <Field label={question.text} error={answers()[question.id] ? undefined : props.wrong}>
          {(f) => (
            <select
              {...f}
              class="input"
              onChange={(event) =>
                props.onChange({ answers: { ...props.values.answers, [question.id]: event.currentTarget.value } }, 'situation')
              }
            >
              <option value="" selected={!answers()[question.id]} disabled>
                {t('desk.case.choose')}
              </option>
              <For each={question.options}>
                {(option) => (
                  <option value={option.id} selected={answers()[question.id] === option.id}>
                    {option.text}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
      )}
    </For>
  );
}

interface GroupProps extends FieldProps {
  readonly wrong: string | undefined;
}

/** A group of ticks under its question; what is wrong with it belongs to it. */
function Group(props: { title: string; wrong: string | undefined; children: JSX.Element }) {
  const id = createUniqueId();
  return (
    <fieldset class={css['group']} data-wrong={props.wrong ? '' : undefined} aria-describedby={props.wrong ? id : undefined}>
      <legend>{props.title}</legend>
      {/* above the ticks: a long list would hide it */}
      <Show when={props.wrong}>
        <p id={id} class={css['refusal']} role="alert">
          {props.wrong}
        </p>
      </Show>
      {props.children}
    </fieldset>
  );
}

/** Each material is there or missing; nothing is left open. */
function Checks(props: GroupProps) {
  const name = createUniqueId();
  const set = (code: string, state: 'present' | 'missing'): void =>
    props.onChange({ checks: { ...props.values.checks, [code]: state } }, 'checks');
  return (
    <Group title={t('desk.case.ask.receive')} wrong={props.wrong}>
      <ul class={css['checks']}>
        <For each={props.file.materials} fallback={<li>{t('desk.case.materials_none')}</li>}>
          {(material, i) => (
            <li data-open={props.values.checks[material.code] ? undefined : ''}>
              <span id={`${name}-${i()}`}>
                {material.name}
                <small>{materialNote(material)}</small>
              </span>
              <span class={css['pair']} role="radiogroup" aria-labelledby={`${name}-${i()}`}>
                <For each={['present', 'missing'] as const}>
                  {(state) => (
                    <label class={css['check']}>
                      <input
                        type="radio"
                        name={`${name}-of-${i()}`}
                        checked={props.values.checks[material.code] === state}
                        onChange={() => set(material.code, state)}
                      />
                      {t(`desk.case.check.${state}`)}
                    </label>
                  )}
                </For>
              </span>
            </li>
          )}
        </For>
      </ul>
    </Group>
  );
}

/** Some of the materials: what is wrong with the application, or what came now. */
function Chosen(props: GroupProps & { missingOnly: boolean }) {
  const flip = (code: string, on: boolean): void =>
    props.onChange({ chosen: on ? [...props.values.chosen, code] : props.values.chosen.filter((one) => one !== code) }, 'chosen');
  return (
    <Group title={t(props.missingOnly ? 'desk.case.ask.came' : 'desk.case.ask.defects')} wrong={props.wrong}>
      <ul class={css['checks']}>
        <For each={offered(props.file, props.missingOnly)} fallback={<li>{t('desk.case.materials_none')}</li>}>
          {(material) => (
            <li>
              <label class={css['check']}>
                <input
                  type="checkbox"
                  checked={props.values.chosen.includes(material.code)}
                  onChange={(event) => flip(material.code, event.currentTarget.checked)}
                />
                <span>{material.name}</span>
              </label>
            </li>
          )}
        </For>
      </ul>
    </Group>
  );
}

/** Another person signs on the same screen. */
function Colleague(props: {
  title: string;
  help: string | undefined;
  staffNo: string;
  password: string;
  wrong: string | undefined;
  onType: (name: 'staffNo' | 'password', value: string) => void;
}) {
  return (
    <Group title={props.title} wrong={props.wrong}>
      <Show when={props.help}>
        <p class={css['note']}>{props.help}</p>
      </Show>
      <div class={css['beside']}>
        <Field label={t('desk.case.field.staffNo')}>
          {(f) => (
            <input
              {...f}
              class="input"
              autocomplete="off"
              maxlength="32"
              value={props.staffNo}
              onInput={(event) => props.onType('staffNo', event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t('desk.case.field.password')}>
          {(f) => (
            <input
              {...f}
              class="input"
              type="password"
              autocomplete="off"
              maxlength="128"
              value={props.password}
              onInput={(event) => props.onType('password', event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
    </Group>
  );
}
