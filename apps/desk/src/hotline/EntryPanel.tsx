import X from 'lucide-solid/icons/x';
import { createResource, createSignal, For, onMount, Show, untrack } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { isUnanswered, newKey } from '../api.ts';
import { useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { makePresses } from '../window/press.ts';
import { loadUnits, rewriteEntry, withdrawEntry, writeEntry, type Entry, type EntryWords } from './api.ts';
import { t } from './words.ts';
import css from './order.module.css';

interface PanelProps {
  /** Null for one that is not written yet. */
  readonly entry: Entry | null;
  readonly onClose: () => void;
  readonly onDone: (id: string) => Promise<void>;
}

/** One entry: read by everybody at the hotline, written by its department. What is saved is a new version. */
export function EntryPanel(props: PanelProps) {
  let panel!: HTMLElement;
  onMount(() => panel.focus({ preventScroll: true }));
  return (
    <section ref={panel} class={css['panel']} tabindex="-1" aria-label={props.entry?.title ?? t('desk.knowledge.new')}>
      <header class={css['head']}>
        <div class={css['what']}>
          <h3>{props.entry?.title ?? t('desk.knowledge.new')}</h3>
          <Show when={props.entry}>
            {(entry) => <p class={css['note']}>{[entry().unit.name, t('desk.knowledge.edition', { n: entry().edition })].join(' · ')}</p>}
          </Show>
        </div>
        <Button small variant="quiet" aria-label={t('desk.order.close')} title={t('desk.order.close')} onPress={() => props.onClose()}>
          <X class="i" aria-hidden="true" />
        </Button>
      </header>
      <div class={css['scroll']} tabindex="0" role="region" aria-label={t('desk.knowledge.words')}>
        <Show when={props.entry === null || props.entry.mine} fallback={<Read entry={props.entry!} />}>
          <Write {...props} />
        </Show>
      </div>
    </section>
  );
}

function Read(props: { entry: Entry }) {
  return (
    <section class={css['part']}>
      <p class={css['said']}>{props.entry.answer}</p>
      <p class={css['note']}>{t('desk.hotline.good_until', { date: props.entry.validUntil })}</p>
    </section>
  );
}

const blank: EntryWords = { unitId: '', title: '', keywords: '', answer: '', validUntil: '' };

function Write(props: PanelProps) {
  const session = useSession();
  const first = untrack(() => props.entry);
  const [words, setWords] = createSignal<EntryWords>(
    first
      ? { unitId: first.unit.id, title: first.title, keywords: first.keywords, answer: first.answer, validUntil: first.validUntil }
      : blank,
  );
  const [asked, setAsked] = createSignal(false);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [refusal, setRefusal] = createSignal<unknown>(null);
  const [units] = createResource(loadUnits);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  const missing = (field: keyof EntryWords) => (asked() && words()[field].trim() === '' ? t('desk.order.missing') : undefined);
  const type = (patch: Partial<EntryWords>): void => void setWords((before) => ({ ...before, ...patch }));

  async function press(what: string, body: object, send: (key: string) => Promise<{ id: string }>): Promise<void> {
    setRefusal(null);
    const result = await presses.run(what, body, send);
    if (result.kind === 'done') await props.onDone(result.value.id);
    if (result.kind !== 'refused') return;
    session.note(result.error);
    setRefusal(result.error);
  }
  function save(event: SubmitEvent): void {
    event.preventDefault();
    setAsked(true);
    const { keywords: _, ...needed } = words();
    if (Object.values(needed).some((value) => value.trim() === '')) return;
    const json = words();
    void press('save', { json, version: first?.version }, (key) =>
      first ? rewriteEntry(first.id, { ...json, version: first.version }, key) : writeEntry(json, key),
    );
  }
  return (
    <form class={`${css['form'] ?? ''} ${css['part'] ?? ''}`} onSubmit={save} novalidate>
      <Field label={t('desk.knowledge.field.title')} help={t('desk.knowledge.title_help')} error={missing('title')}>
        {(f) => (
          <input {...f} class="input" maxlength="120" value={words().title} onInput={(e) => type({ title: e.currentTarget.value })} />
        )}
      </Field>
      <Field label={t('desk.knowledge.field.keywords')}>
        {(f) => (
          <input {...f} class="input" maxlength="400" value={words().keywords} onInput={(e) => type({ keywords: e.currentTarget.value })} />
        )}
      </Field>
      <Field label={t('desk.knowledge.field.answer')} error={missing('answer')}>
        {(f) => (
          <textarea
            {...f}
            class="input"
            rows="6"
            maxlength="2000"
            value={words().answer}
            onInput={(e) => type({ answer: e.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t('desk.order.field.unitId')} error={missing('unitId')}>
        {(f) => (
          <select {...f} class="input" onChange={(e) => type({ unitId: e.currentTarget.value })}>
            <option value="">{t('desk.order.choose_unit')}</option>
            <For each={settled(units)?.units ?? []}>
              {(unit) => (
                <option value={unit.id} selected={unit.id === words().unitId}>
                  {unit.name}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <Field label={t('desk.knowledge.field.until')} help={t('desk.knowledge.until_help')} error={missing('validUntil')}>
        {(f) => (
          <input {...f} class="input" type="date" value={words().validUntil} onInput={(e) => type({ validUntil: e.currentTarget.value })} />
        )}
      </Field>
      <Show when={refusal() !== null}>
        <p class={css['refusal']} role="alert">
          {errorText(refusal())}
        </p>
      </Show>
      <div class={css['keys']}>
        <Button type="submit" variant="primary" busy={busy() === 'save'} busyText={t('desk.order.sending')}>
          {t(first ? 'desk.knowledge.save' : 'desk.knowledge.add')}
        </Button>
        <Show when={first && !first.withdrawn && first}>
          {(entry) => (
            <Button
              variant="quiet"
              busy={busy() === 'withdraw'}
              onPress={() => void press('withdraw', { version: entry().version }, (key) => withdrawEntry(entry().id, entry().version, key))}
            >
              {t('desk.knowledge.withdraw')}
            </Button>
          )}
        </Show>
      </div>
      <Show when={first?.withdrawn}>
        <p class={css['note']}>{t('desk.knowledge.again')}</p>
      </Show>
    </form>
  );
}
