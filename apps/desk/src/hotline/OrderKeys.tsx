import { createResource, createSignal, For, Match, onMount, Show, Switch, untrack } from 'solid-js';
import { ratingFindings } from '@one-window/domain/order-words';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { errorCode, isUnanswered, newKey } from '../api.ts';
import { useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { makePresses } from '../window/press.ts';
import { loadUnits, pressOrder, type OrderView, type Unit } from './api.ts';
import {
  endingOf,
  fieldsOf,
  firstValues,
  isBeside,
  missingOf,
  pressOf,
  type OrderAction,
  type OrderField,
  type OrderValues,
} from './order-forms.ts';
import { fieldWord, findingWord, orderActionWord, t } from './words.ts';
import css from './order.module.css';

interface KeysProps {
  readonly order: OrderView;
  readonly onDone: () => Promise<void>;
}

/** What can be done with an order now, by whoever looks at it; a key that needs words opens its form. */
export function OrderKeys(props: KeysProps) {
  const pressing = createPressing(props);
  const lit = () => {
    const can = props.order.actions.filter(({ refusal }) => refusal === null);
    return [...can.filter(({ action }) => !isBeside(action)), ...can.filter(({ action }) => isBeside(action))];
  };
  const dim = () => props.order.actions.filter(({ refusal }) => refusal !== null);
  return (
    <footer class={css['foot']} aria-label={t('desk.order.keys')} role="group">
      <Show
        when={pressing.open()}
        keyed
        fallback={
          <>
            <div class={css['keys']}>
              <For each={lit()} fallback={<p class={css['note']}>{t('desk.order.nothing')}</p>}>
                {({ action }, i) => (
                  <Button
                    variant={isBeside(action) ? 'quiet' : i() === 0 ? 'primary' : 'plain'}
                    busy={pressing.busy()}
                    onPress={() => pressing.press(action)}
                  >
                    {orderActionWord(action)}
                  </Button>
                )}
              </For>
            </div>
            <For each={dim()}>
              {({ action, refusal }) => (
                <p class={css['note']}>
                  {t('desk.order.cannot', { what: orderActionWord(action), why: errorText(refusal ?? 'order.not_allowed') })}
                </p>
              )}
            </For>
          </>
        }
      >
        {(action) => (
          <PressForm order={props.order} action={action} busy={pressing.busy()} onSend={pressing.send} onClose={pressing.close} />
        )}
      </Show>
      <p class={css['done']} role="status">
        {pressing.done()}
      </p>
      <Show when={pressing.refusal()}>
        <p class={css['refusal']} role="alert">
          {pressing.refusal()}
        </p>
      </Show>
    </footer>
  );
}

function createPressing(props: KeysProps) {
  const session = useSession();
  const [open, setOpen] = createSignal<OrderAction | null>(null);
  const [done, setDone] = createSignal('');
  const [refusal, setRefusal] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  async function send(action: OrderAction, values: OrderValues): Promise<void> {
    setRefusal(null);
    setDone('');
    const { id, version } = props.order;
    const body = { version, press: pressOf(action, fieldsOf(action, props.order), values) };
    const result = await presses.run(action, body, (key) => pressOrder(id, body, key));
    if (result.kind === 'ignored') return;
    if (result.kind === 'refused') {
      session.note(result.error);
      if (errorCode(result.error) === 'order.stale') await props.onDone();
      return void setRefusal(errorText(result.error));
    }
    setOpen(null);
    setDone(t('desk.order.done', { what: orderActionWord(action) }));
    await props.onDone();
  }
  function press(action: OrderAction): void {
    setRefusal(null);
    setDone('');
    if (fieldsOf(action, props.order).length === 0) void send(action, {});
    else setOpen(action);
  }
  return { open, done, refusal, busy: () => busy() !== null, press, send, close: () => setOpen(null) };
}

interface FormProps {
  readonly order: OrderView;
  readonly action: OrderAction;
  readonly busy: boolean;
  readonly onSend: (action: OrderAction, values: OrderValues) => Promise<void>;
  readonly onClose: () => void;
}

function PressForm(props: FormProps) {
  const [values, setValues] = createSignal<OrderValues>(untrack(() => firstValues(props.action, props.order)));
  const [asked, setAsked] = createSignal(false);
  const fields = () => fieldsOf(props.action, props.order);
  const [list] = createResource(
    () => fields().some(({ kind }) => kind === 'unit'),
    () => loadUnits(),
  );
  const units = (): readonly Unit[] => settled(list)?.units ?? [];
  const missing = () => missingOf(fields(), values());
  let form!: HTMLFormElement;
  onMount(() => form.querySelector<HTMLElement>('select, input, textarea')?.focus());
  function send(event: SubmitEvent): void {
    event.preventDefault();
    setAsked(true);
    if (missing().size === 0) void props.onSend(props.action, values());
    else form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && event.ctrlKey) form.requestSubmit();
    else if (event.key === 'Escape') props.onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <form ref={form} class={css['form']} onSubmit={send} onKeyDown={onKey} novalidate aria-label={orderActionWord(props.action)}>
      <h4>{orderActionWord(props.action)}</h4>
      <div class={css['fields']}>
        <For each={fields()}>
          {(field) => (
            <OneField
              field={field}
              value={values()[field.name] ?? ''}
              units={units()}
              similar={props.order.similar}
              error={asked() && missing().has(field.name) ? t('desk.order.missing') : undefined}
              onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
            />
          )}
        </For>
      </div>
      <Show when={endingOf(props.action)}>{(ends) => <p class={css['ends']}>{t(`desk.order.ends.${ends()}`)}</p>}</Show>
      <div class={css['keys']}>
        <Button type="submit" variant="primary" hint="Ctrl ↵" busy={props.busy} busyText={t('desk.order.sending')}>
          {orderActionWord(props.action)}
        </Button>
        <Button hint="Esc" onPress={() => props.onClose()}>
          {t('desk.order.not_yet')}
        </Button>
      </div>
    </form>
  );
}

interface OneFieldProps {
  readonly field: OrderField;
  readonly value: string;
  readonly units: readonly Unit[];
  readonly similar: OrderView['similar'];
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function OneField(props: OneFieldProps) {
  const choices = () => (props.field.kind === 'one' ? props.field.of : []);
  return (
    <Switch>
      <Match when={props.field.kind === 'yes'}>
        <label class={css['check']}>
          <input type="checkbox" checked={props.value === 'yes'} onChange={(e) => props.onChange(e.currentTarget.checked ? 'yes' : '')} />
          {fieldWord(props.field.name)}
        </label>
      </Match>
      <Match when={props.field.kind !== 'yes'}>
        <Field label={fieldWord(props.field.name)} error={props.error}>
          {(f) => (
            <Switch>
              <Match when={props.field.kind === 'unit'}>
                <select {...f} class="input" onChange={(e) => props.onChange(e.currentTarget.value)}>
                  <option value="">{t('desk.order.choose_unit')}</option>
                  <For each={props.units}>
                    {(unit) => (
                      <option value={unit.id} selected={unit.id === props.value}>
                        {unit.name}
                      </option>
                    )}
                  </For>
                </select>
              </Match>
              <Match when={props.field.kind === 'one'}>
                <select {...f} class="input" onChange={(e) => props.onChange(e.currentTarget.value)}>
                  <For each={choices()}>
                    {(one) => (
                      <option value={one} selected={one === props.value}>
                        {t(`desk.order.by.${one}`)}
                      </option>
                    )}
                  </For>
                </select>
              </Match>
              <Match when={props.field.kind === 'finding'}>
                <select {...f} class="input" onChange={(e) => props.onChange(e.currentTarget.value)}>
                  <For each={ratingFindings}>
                    {(one) => (
                      <option value={one} selected={one === props.value}>
                        {findingWord(one)}
                      </option>
                    )}
                  </For>
                </select>
              </Match>
              <Match when={props.field.kind === 'number'}>
                <input
                  {...f}
                  class="input"
                  inputmode="numeric"
                  maxlength="2"
                  value={props.value}
                  onInput={(e) => props.onChange(e.currentTarget.value)}
                />
              </Match>
              <Match when={props.field.kind === 'date'}>
                <input {...f} class="input" type="date" value={props.value} onInput={(e) => props.onChange(e.currentTarget.value)} />
              </Match>
              <Match when={props.field.kind === 'order'}>
                <input
                  {...f}
                  class="input"
                  inputmode="numeric"
                  maxlength="32"
                  autocomplete="off"
                  list="similar-orders"
                  value={props.value}
                  onInput={(e) => props.onChange(e.currentTarget.value)}
                />
                <datalist id="similar-orders">
                  <For each={props.similar}>{(one) => <option value={one.orderNo} />}</For>
                </datalist>
              </Match>
              <Match when={props.field.kind === 'words'}>
                <textarea
                  {...f}
                  class="input"
                  rows="2"
                  maxlength="4000"
                  value={props.value}
                  onInput={(e) => props.onChange(e.currentTarget.value)}
                />
              </Match>
            </Switch>
          )}
        </Field>
      </Match>
    </Switch>
  );
}
