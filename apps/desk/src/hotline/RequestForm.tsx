import { createSignal, For, Match, Show, Switch, untrack } from 'solid-js';
import { callTypes, orderCategories, type OrderCategory } from '@one-window/domain/order-words';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { Segmented } from '@one-window/ui/parts/Segmented';
import { isUnanswered, newKey } from '../api.ts';
import { useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';
import { AnswerPart } from './AnswerPart.tsx';
import { answerDirectly, declineRequest, logRequest, type CallView } from './api.ts';
import { DeclinePart } from './DeclinePart.tsx';
import { answerOf, createTyped, isSecret, refusalOf, requestOf, ways, type Typed, type Way } from './typed.ts';
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
        options={callTypes.map((type) => ({ value: type, label: typeWord(type) }))}
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
      <Segmented
        label={t('desk.hotline.way')}
        options={ways.map((way) => ({ value: way, label: t(`desk.hotline.way.${way}`) }))}
        value={kept.typed().way}
        onChange={(way) => kept.type({ way })}
      />
      <Switch>
        <Match when={kept.typed().way === 'log'}>
          <Details typed={kept.typed()} onType={kept.type} />
          <Ticks typed={kept.typed()} onType={kept.type} wrong={logging.asked() && !kept.typed().readBack} />
        </Match>
        <Match when={kept.typed().way === 'answer'}>
          <AnswerPart halls={props.call.halls} typed={kept.typed()} onType={kept.type} asked={logging.asked()} />
        </Match>
        <Match when={kept.typed().way === 'decline'}>
          <DeclinePart typed={kept.typed()} onType={kept.type} asked={logging.asked()} />
        </Match>
      </Switch>
      <Show when={logging.refusal() !== null}>
        <p class={css['refusal']} role="alert">
          {errorText(logging.refusal())}
        </p>
      </Show>
      <p class={css['go']}>
        <Button type="submit" variant="primary" hint="Ctrl ↵" busy={logging.busy()} busyText={t('desk.hotline.logging')}>
          {t(`desk.hotline.do.${kept.typed().way}`)}
        </Button>
        <span class={css['told']} role="status">
          {logging.told()}
        </span>
      </p>
    </form>
  );
}

function Details(props: { typed: Typed; onType: (patch: Partial<Typed>) => void }) {
  return (
    <div class={css['pair']}>
      <Field label={t('desk.order.field.wish')}>
        {(f) => (
          <input
            {...f}
            class="input"
            maxlength="1000"
            value={props.typed.wish}
            onInput={(e) => props.onType({ wish: e.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t('desk.order.field.address')}>
        {(f) => (
          <input
            {...f}
            class="input"
            maxlength="400"
            value={props.typed.address}
            onInput={(e) => props.onType({ address: e.currentTarget.value })}
          />
        )}
      </Field>
    </div>
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
  async function run(way: Way, body: object, send: (key: string) => Promise<unknown>): Promise<void> {
    const result = await presses.run(way, body, send);
    if (result.kind === 'refused') {
      session.note(result.error);
      setRefusal(result.error);
    }
    if (result.kind !== 'done') return;
    setAsked(false);
    kept.clear();
    setTold(t(`desk.hotline.done.${way}`));
    await props.onLogged();
  }
  /** False where something is still missing. */
  function send(): boolean {
    setAsked(true);
    setRefusal(null);
    setTold('');
    const typed = kept.typed();
    const { id } = props.call;
    const [request, answer, refused] = [requestOf(typed), answerOf(typed), refusalOf(typed)];
    if (typed.content.trim() === '') return false;
    if (typed.way === 'log' && typed.readBack) void run('log', request, (key) => logRequest(id, request, key));
    else if (typed.way === 'answer' && answer) void run('answer', answer, (key) => answerDirectly(id, answer, key));
    else if (typed.way === 'decline' && refused) void run('decline', refused, (key) => declineRequest(id, refused, key));
    else return false;
    return true;
  }
  return { asked, busy: () => busy() !== null, refusal, told, send };
}
