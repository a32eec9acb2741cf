import { createMemo, For, Match, Show, Switch } from 'solid-js';
import { fieldsOf, type AnyRow, type ConfigEntity, type ConfigField, type ConfigValue, clock } from '@one-window/domain/config';
import { policyFields, policyValue } from '@one-window/domain/config-policy';
import { defaultPolicy, type QueuePolicy } from '@one-window/domain/tickets';
import { turnRules, type TurnRule } from '@one-window/domain/turns';
import { Field } from '@one-window/ui/parts/Field';
import { AreaField } from './AreaField.tsx';
import { useConfig } from './config.ts';
import { has, t } from './i18n.ts';
import { VoicePack } from './VoicePack.tsx';
import { choiceWord, minutesOf, nameOfRow, numberOf } from './values.ts';
import css from './form.module.css';
import shared from './admin.module.css';

interface FieldInputProps {
  readonly entity: ConfigEntity;
  readonly name: string;
  readonly row: AnyRow;
  readonly isNew: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: ConfigValue) => void;
}

/** One field of any entity, by its kind. */
export function FieldInput(props: FieldInputProps) {
  const config = useConfig();
  const field = (): ConfigField => fieldsOf(props.entity)[props.name] as ConfigField;
  const value = () => props.row[props.name] ?? null;
  const label = () => t(`admin.field.${props.name as 'name'}`);
  const help = (): string | undefined => {
    const key = `admin.help.${props.name}`;
    return has(key) ? t(key) : undefined;
  };
  const fixed = () => field().fixed === true && !props.isNew;
  const fixedName = (): string => {
    const to = refTo();
    const f = field();
    if (f.kind === 'choice') return choiceWord(f.words ?? 'option', written());
    return to ? nameOfRow(to, config.rows(to).find((r) => r.row.id === value())?.row ?? null) : '';
  };
  const refTo = () => {
    const f = field();
    return f.kind === 'ref' && f.to !== 'areas' ? f.to : null;
  };
  const refsOf = (to: ConfigEntity): { id: string; name: string }[] => {
    const f = field();
    const rows = config.rows(to).map((r) => r.row);
    const near = f.kind === 'ref' && f.sameHall ? rows.filter((row) => row['hallId'] === props.row['hallId']) : rows;
    return near.map((row) => ({ id: row.id, name: nameOfRow(to, row) }));
  };
  const written = (): string => {
    const now = value();
    if (now === null) return '';
    if (typeof now === 'number') return field().kind === 'minutes' ? clock(now) : String(now);
    return typeof now === 'string' ? now : '';
  };
  const read = (text: string): ConfigValue => {
    const kind = field().kind;
    if (kind === 'number') return numberOf(text);
    if (kind === 'minutes') return minutesOf(text) ?? (text.trim() === '' ? null : text);
    return text === '' ? null : text;
  };
  return (
    <Switch
      fallback={
        <Field label={label()} help={help()} error={props.error}>
          {(f) => (
            <input
              {...f}
              class="input"
              value={written()}
              readonly={fixed()}
              maxlength="500"
              onChange={(e) => props.onChange(read(e.currentTarget.value))}
            />
          )}
        </Field>
      }
    >
      <Match when={fixed() && refTo()}>
        <Field label={label()}>{(f) => <input {...f} class="input" readonly value={fixedName()} />}</Field>
      </Match>
      <Match when={isPack(field())}>
        <VoicePack
          row={props.row}
          label={label()}
          error={props.error}
          onChange={props.onChange}
          onSent={() => config.edit(props.entity, props.row.id, 'speaks', 'own')}
        />
      </Match>
      <Match when={field().kind === 'flag'}>
        <label class={css['check']}>
          <input type="checkbox" checked={value() === true} onChange={(e) => props.onChange(e.currentTarget.checked)} /> {label()}
        </label>
      </Match>
      <Match when={field().kind === 'policy'}>
        <PolicyField label={label()} value={(value() ?? {}) as Readonly<Partial<QueuePolicy>>} onChange={props.onChange} />
      </Match>
      <Match when={field().kind === 'refs'}>
        <RefsField {...props} label={label()} />
      </Match>
      <Match when={field().kind === 'ref' && refTo() === null}>
        <AreaField
          label={label()}
          value={typeof value() === 'string' ? (value() as string) : null}
          fixed={fixed()}
          error={props.error}
          onChange={props.onChange}
        />
      </Match>
      <Match when={field().kind === 'choice' || refTo()}>
        <Field label={label()} help={help()} error={props.error}>
          {(f) => (
            <select {...f} class="input" value={written()} onChange={(e) => props.onChange(e.currentTarget.value || null)}>
              <option value="">{t('admin.choice.none')}</option>
              <For each={refTo() ? refsOf(refTo()!) : choices(field())}>
                {(choice) => (
                  <option value={choice.id} selected={choice.id === written()}>
                    {choice.name}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
      </Match>
    </Switch>
  );
}

const isPack = (field: ConfigField): boolean => field.kind === 'text' && field.form === 'voice_pack';

function choices(field: ConfigField): { id: string; name: string }[] {
  return field.kind === 'choice' ? field.choices.map((id) => ({ id, name: choiceWord(field.words ?? 'option', id) })) : [];
}

/** Many of another entity, ticked; only those of the same hall where the definition says so. */
function RefsField(props: FieldInputProps & { label: string }) {
  const config = useConfig();
  const field = () => fieldsOf(props.entity)[props.name];
  const to = (): ConfigEntity => {
    const f = field();
    return f?.kind === 'refs' ? f.to : 'series';
  };
  const rows = createMemo(() => {
    const f = field();
    const sameHall = f?.kind === 'refs' && f.sameHall === true;
    return config
      .rows(to())
      .map((r) => r.row)
      .filter((row) => !sameHall || row['hallId'] === props.row['hallId']);
  });
  const chosen = (): readonly string[] => (Array.isArray(props.row[props.name]) ? (props.row[props.name] as readonly string[]) : []);
  const toggle = (id: string, on: boolean): void =>
    props.onChange(on ? [...chosen(), id].sort() : chosen().filter((other) => other !== id));
  return (
    <fieldset class={css['group']}>
      <legend>{props.label}</legend>
      <div class={css['checks']} aria-invalid={props.error ? 'true' : undefined}>
        <For each={rows()} fallback={<span class="dim sm">{t('admin.empty', { what: t(`admin.entity.${to()}`) })}</span>}>
          {(row) => (
            <label class={css['check']}>
              <input type="checkbox" checked={chosen().includes(row.id)} onChange={(e) => toggle(row.id, e.currentTarget.checked)} />{' '}
              {nameOfRow(to(), row)}
            </label>
          )}
        </For>
      </div>
      <Show when={props.error}>
        <p class={shared['error']}>{props.error}</p>
      </Show>
    </fieldset>
  );
}

/** How the next one is found; the rule can be read out to whoever asks. */
function RuleChoice(props: { value: TurnRule | undefined; onChange: (value: TurnRule | null) => void }) {
  return (
    <>
      <select
        class="input"
        aria-labelledby="rule-rule"
        onChange={(e) => props.onChange((e.currentTarget.value || null) as TurnRule | null)}
      >
        <option value="">{t('admin.policy.usual', { rule: t(`admin.rule.${defaultPolicy.rule}`) })}</option>
        <For each={turnRules}>
          {(rule) => (
            <option value={rule} selected={props.value === rule}>
              {t(`admin.rule.${rule}`)}
            </option>
          )}
        </For>
      </select>
      <small>{t(`admin.rule.${props.value ?? defaultPolicy.rule}.hint`)}</small>
    </>
  );
}

/** Only rules that differ from the usual are kept; an emptied one is usual again. */
function PolicyField(props: { label: string; value: Readonly<Partial<QueuePolicy>>; onChange: (value: ConfigValue) => void }) {
  const rules = Object.keys(policyFields) as (keyof QueuePolicy)[];
  const set = (rule: keyof QueuePolicy, value: ConfigValue): void => {
    const { [rule]: _old, ...rest } = props.value;
    props.onChange(policyValue(rule, value) === 'wrong_type' ? rest : { ...rest, [rule]: value });
  };
  return (
    <fieldset class={css['group']}>
      <legend>{props.label}</legend>
      <div class={css['rules']}>
        <For each={rules}>
          {(rule) => (
            <>
              <span id={`rule-${rule}`}>{t(`admin.policy.${rule}`)}</span>
              <Show
                when={rule !== 'rule' && rule}
                fallback={<RuleChoice value={props.value.rule} onChange={(value) => set('rule', value)} />}
              >
                {(figure) => (
                  <>
                    <input
                      class="input"
                      type="number"
                      aria-labelledby={`rule-${rule}`}
                      min={policyFields[figure()].min}
                      max={policyFields[figure()].max}
                      placeholder={String(defaultPolicy[figure()])}
                      value={props.value[figure()] ?? ''}
                      onChange={(e) => set(rule, numberOf(e.currentTarget.value))}
                    />
                    <small>{t('admin.policy.default', { n: defaultPolicy[figure()] })}</small>
                  </>
                )}
              </Show>
            </>
          )}
        </For>
      </div>
    </fieldset>
  );
}
