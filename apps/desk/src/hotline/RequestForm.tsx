import { createSignal, For, Show, untrack } from 'solid-js';
import { orderCategories, orderTypes, type OrderCategory } from '@one-window/domain/order-words';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { Segmented } from '@one-window/ui/parts/Segmented';
import { isUnanswered, newKey } from '../api.ts';
import { useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';
import { logRequest, type CallView } from './api.ts';
import { createTyped, isSecret, requestOf, type Typed } from './typed.ts';
import { categoryWord, t, typeWord } from './words.ts';
import css from './call.module.css';

interface RequestProps {
  readonly call: CallView;
  readonly onLogged: () => Promise<void>;
}

/** A request as it is told; each keystroke is kept, and it is read back before it is logged. */
export function RequestForm(props: RequestProps) {
  const kept = untrack(() => createTyped(props.call.id, props.call.draft));
  const logging = createLogging(props, kept);
  let form!: HTMLFormElement;
  function send(event: SubmitEvent): void {
    event.preventDefault();
    if (!logging.send()) form.querySelector<HTMLElement>('[aria-invalid=true], [data-wrong] input')?.focus();
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !event.ctrlKey) return;
    event.preventDefault();
    form.requestSubmit();
  };
  return (
    <form ref={form} class={css['request']} onSubmit={send} onKeyDown={onKey} novalidate aria-label={t('desk.hotline.request')}>
      <header class={css['formhead']}>
        <h3>{t('desk.hotline.request')}</h3>
        <span class={css['saving']} data-saving={kept.saving()} role="status">
          {t(`desk.hotline.saving.${kept.saving()}`)}
        </span>
      </header>
      <Segmented
        label={t('desk.hotline.type')}
        options={orderTypes.map((type) => ({ value: type, label: typeWord(type) }))}
        value={kept.typed().type}
        onChange={(type) => kept.type({ type })}
      />
      <div class={css['pair']}>
        <Field label={t('desk.hotline.category')}>
          {(f) => (
            <select {...f} class="input" onChange={(e) => kept.type({ category: e.currentTarget.value as OrderCategory })}>
              <For each={orderCategories}>
                {(one) => (
                  <option value={one} selected={one === kept.typed().category}>
                    {categoryWord(one)}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
        <Who people={props.call.people} typed={kept.typed()} onType={kept.type} />
      </div>
      <Field
        label={t('desk.order.field.content')}
        error={logging.asked() && kept.typed().content.trim() === '' ? errorText('order.content_missing') : undefined}
      >
        {(f) => (
          <textarea
            {...f}
            class="input"
            rows="4"
            maxlength="4000"
            value={kept.typed().content}
            onInput={(e) => kept.type({ content: e.currentTarget.value })}
          />
        )}
      </Field>
      <div class={css['pair']}>
        <Field label={t('desk.order.field.wish')}>
          {(f) => (
            <input
              {...f}
              class="input"
              maxlength="1000"
              value={kept.typed().wish}
              onInput={(e) => kept.type({ wish: e.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t('desk.order.field.address')}>
          {(f) => (
            <input
              {...f}
              class="input"
              maxlength="400"
              value={kept.typed().address}
              onInput={(e) => kept.type({ address: e.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <Ticks typed={kept.typed()} onType={kept.type} wrong={logging.asked() && !kept.typed().readBack} />
      <Show when={logging.refusal() !== null}>
        <p class={css['refusal']} role="alert">
          {errorText(logging.refusal())}
        </p>
      </Show>
      <p class={css['go']}>
        <Button type="submit" variant="primary" hint="Ctrl ↵" busy={logging.busy()} busyText={t('desk.hotline.logging')}>
          {t('desk.hotline.log')}
        </Button>
        <span class={css['told']} role="status">
          {logging.told()}
        </span>
      </p>
    </form>
  );
}

/** One number, many people: one of those who are known, or a name that is new. */
function Who(props: { people: CallView['people']; typed: Typed; onType: (patch: Partial<Typed>) => void }) {
  return (
    <Show when={props.people.length > 0} fallback={<NameField typed={props.typed} onType={props.onType} />}>
      <Field label={t('desk.hotline.who')}>
        {(f) => (
          <select {...f} class="input" onChange={(e) => props.onType({ personId: e.currentTarget.value || null })}>
            <option value="">{t('desk.hotline.who_other')}</option>
            <For each={props.people}>
              {(person) => (
                <option value={person.id} selected={person.id === props.typed.personId}>
                  {[person.name, person.idNo].filter(Boolean).join(' ')}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <Show when={props.typed.personId === null}>
        <NameField typed={props.typed} onType={props.onType} />
      </Show>
    </Show>
  );
}

function NameField(props: { typed: Typed; onType: (patch: Partial<Typed>) => void }) {
  return (
    <Field label={t('desk.hotline.name')}>
      {(f) => (
        <input
          {...f}
          class="input"
          maxlength="100"
          autocomplete="off"
          value={props.typed.name}
          onInput={(e) => props.onType({ name: e.currentTarget.value })}
        />
      )}
    </Field>
  );
}

function Ticks(props: { typed: Typed; onType: (patch: Partial<Typed>) => void; wrong: boolean }) {
  return (
    <div class={css['ticks']}>
      <label>
        <input type="checkbox" checked={isSecret(props.typed)} onChange={(e) => props.onType({ secret: e.currentTarget.checked })} />
        {t('desk.hotline.secret')}
      </label>
      <label>
        <input
          type="checkbox"
          checked={props.typed.urgency === 'urgent'}
          onChange={(e) => props.onType({ urgency: e.currentTarget.checked ? 'urgent' : 'ordinary' })}
        />
        {t('desk.hotline.urgent')}
      </label>
      <label data-wrong={props.wrong ? '' : undefined}>
        <input
          type="checkbox"
          aria-invalid={props.wrong ? 'true' : undefined}
          checked={props.typed.readBack}
          onChange={(e) => props.onType({ readBack: e.currentTarget.checked })}
        />
        {t('desk.hotline.read_back')}
      </label>
    </div>
  );
}

function createLogging(props: RequestProps, kept: ReturnType<typeof createTyped>) {
  const session = useSession();
  const [asked, setAsked] = createSignal(false);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [refusal, setRefusal] = createSignal<unknown>(null);
  const [told, setTold] = createSignal('');
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  async function log(): Promise<void> {
    const body = requestOf(kept.typed());
    const result = await presses.run('log', body, (key) => logRequest(props.call.id, body, key));
    if (result.kind === 'refused') {
      session.note(result.error);
      setRefusal(result.error);
    }
    if (result.kind !== 'done') return;
    setAsked(false);
    kept.clear();
    setTold(t('desk.hotline.logged'));
    await props.onLogged();
  }
  /** False where something is still missing. */
  function send(): boolean {
    setAsked(true);
    setRefusal(null);
    setTold('');
    const { content, readBack } = kept.typed();
    if (content.trim() === '' || !readBack) return false;
    void log();
    return true;
  }
  return { asked, busy: () => busy() !== null, refusal, told, send };
}
