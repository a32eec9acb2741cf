import { createSignal, For, Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { errorCode, newKey } from '../api.ts';
import { useSession } from '../session.ts';
import { sendLicencePress, type LicenceKey, type LicencePress, type LicenceView } from './api.ts';
import { t } from './words.ts';
import press from '../cases/press.module.css';

interface ActsProps {
  readonly view: LicenceView;
  readonly onDone: () => Promise<void>;
  /** Somebody else was first: it is read again, what was typed stays. */
  readonly onReload: () => Promise<void>;
}

/** The keys of a head of department; each says what it means in law before anything is sent. */
export function Acts(props: ActsProps) {
  const [open, setOpen] = createSignal<LicenceKey | null>(null);
  const [done, setDone] = createSignal<string | null>(null);
  const begin = (key: LicenceKey): void => {
    setDone(null);
    setOpen(key);
  };
  const finished = async (key: LicenceKey): Promise<void> => {
    setOpen(null);
    setDone(t('desk.licence.done', { what: t(`desk.licence.act.${key}`) }));
    await props.onDone();
  };
  return (
    <footer class={press['foot']}>
      <Show
        when={open()}
        keyed
        fallback={
          <>
            <p class={press['done']} role="status">
              {done()}
            </p>
            <Show when={props.view.actions.length > 0} fallback={<p class={press['note']}>{t('desk.licence.no_keys')}</p>}>
              <div class={press['keys']}>
                <For each={props.view.actions}>{(key) => <Button onPress={() => begin(key)}>{t(`desk.licence.act.${key}`)}</Button>}</For>
              </div>
            </Show>
          </>
        }
      >
        {(key) => (
          <Form view={props.view} act={key} onDone={() => finished(key)} onReload={() => props.onReload()} onClose={() => setOpen(null)} />
        )}
      </Show>
    </footer>
  );
}

type FormProps = ActsProps & { readonly act: LicenceKey; readonly onClose: () => void };

function Form(props: FormProps) {
  const session = useSession();
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<string | null>(null);
  const [missing, setMissing] = createSignal<readonly string[]>([]);
  let last: { text: string; key: string } | null = null;
  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string): string => {
      const value = said.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const needed = ['basis', 'reason'].filter((name) => text(name) === '');
    setMissing(needed);
    setRefusal(null);
    if (needed.length > 0 || busy()) return;
    const grounds = { basis: text('basis'), reason: text('reason') };
    const body: LicencePress['press'] =
      props.act === 'correct'
        ? { action: 'correct', ...grounds, validFrom: text('validFrom'), validTo: text('validTo') || null }
        : { action: props.act, ...grounds };
    const json = { version: props.view.version, press: body };
    // the same form sent again is the same press, whatever became of its answer
    if (last?.text !== JSON.stringify(json)) last = { text: JSON.stringify(json), key: newKey() };
    setBusy(true);
    try {
      await sendLicencePress(props.view.id, json, last.key);
      await props.onDone();
    } catch (error) {
      session.note(error);
      if (errorCode(error) === 'licence.stale') await props.onReload();
      setRefusal(errorText(error));
    } finally {
      setBusy(false);
    }
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    props.onClose();
  };
  const wrong = (name: string): string | undefined => (missing().includes(name) ? t('desk.licence.needed') : undefined);
  const word = (): string => t(`desk.licence.act.${props.act}`);
  return (
    <form class={press['form']} onSubmit={(event) => void send(event)} onKeyDown={onKey} novalidate aria-label={word()}>
      <h4>{word()}</h4>
      <div class={press['fields']}>
        <p>{t(`desk.licence.means.${props.act}`)}</p>
        <Show when={props.act === 'correct'}>
          <Field label={t('desk.licence.from')}>
            {(f) => <input {...f} class="input" type="date" name="validFrom" value={props.view.validFrom} />}
          </Field>
          <Field label={t('desk.licence.to')} help={t('desk.licence.no_end')}>
            {(f) => <input {...f} class="input" type="date" name="validTo" value={props.view.validTo ?? ''} />}
          </Field>
        </Show>
        <Field label={t('desk.licence.basis')} error={wrong('basis')}>
          {(f) => <input {...f} class="input" name="basis" maxlength="500" autocomplete="off" />}
        </Field>
        <Field label={t('desk.licence.reason')} error={wrong('reason')}>
          {(f) => <textarea {...f} class="input" name="reason" rows="2" maxlength="2000" />}
        </Field>
      </div>
      <Show when={refusal()}>
        <p class={press['refusal']} role="alert">
          {refusal()}
        </p>
      </Show>
      <div class={press['keys']}>
        <Button type="submit" variant="primary" busy={busy()} busyText={t('desk.licence.sending')}>
          {t('desk.licence.send', { what: word() })}
        </Button>
        <Button hint="Esc" onPress={() => props.onClose()}>
          {t('desk.licence.not_yet')}
        </Button>
      </div>
    </form>
  );
}
