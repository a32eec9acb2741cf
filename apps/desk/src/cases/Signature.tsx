import { createEffect, createMemo, createSignal, For, Match, onCleanup, Show, Switch } from 'solid-js';
import { saidToday } from '@one-window/domain/boards';
import { errorText } from '@one-window/ui/errors';
import { createLive } from '@one-window/ui/live';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Field } from '@one-window/ui/parts/Field';
import { newKey } from '../api.ts';
import { useMe, useSession } from '../session.ts';
import { askSignature, cancelSignature } from './api.ts';
import { fieldsOf, problemsOf, recipientOf, signedWays, type Action, type FieldName, type FormFile, type Values } from './forms.ts';
import { t, today } from './words.ts';
import css from './press.module.css';

interface SignatureProps {
  readonly action: Action;
  readonly file: FormFile;
  readonly values: Values;
  readonly wrong: string | undefined;
  readonly onChange: (patch: Partial<Values>, name: FieldName) => void;
}

/** How who takes it signs: on the pad before the window, which is seen from here, or on the paper, and why. */
export function Signature(props: SignatureProps) {
  const typed = () => props.values.text;
  const type = (patch: Values['text']): void => props.onChange({ text: { ...props.values.text, ...patch } }, 'signed');
  return (
    <div class={css['signature']}>
      <Field label={t('desk.case.field.signed')} error={props.wrong}>
        {(f) => (
          <select {...f} class="input" onChange={(event) => type({ signed: event.currentTarget.value })}>
            <For each={signedWays}>
              {(way) => (
                <option value={way} selected={typed().signed === way}>
                  {t(`desk.case.signed.${way}`)}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <Show when={typed().signed === 'pad'} fallback={<p class={css['note']}>{t('desk.case.sign.paper')}</p>}>
        <OnPad {...props} type={type} />
      </Show>
    </div>
  );
}

/** A pad that stands at a window where one may ask: one's own, or one where nobody sits. */
interface PadAt {
  readonly windowId: string;
  readonly label: string;
}

function OnPad(props: SignatureProps & { type: (patch: Values['text']) => void }) {
  const pad = createPad(props);
  return (
    <>
      <Show when={pad.pads().length > 1 && pad.state() !== 'waiting' && pad.state() !== 'signed'}>
        <Field label={t('desk.case.sign.where')}>
          {(f) => (
            <select {...f} class="input" onChange={(event) => pad.choose(event.currentTarget.value)}>
              <For each={pad.pads()}>
                {(one) => (
                  <option value={one.windowId} selected={pad.at()?.windowId === one.windowId}>
                    {t('desk.case.sign.window', { window: one.label })}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
      </Show>
      <p class={css['sign']} role="status">
        <Switch>
          <Match when={pad.state() === 'signed'}>
            <Chip state="done">{t('desk.case.sign.signed')}</Chip>
          </Match>
          <Match when={pad.state() === 'waiting'}>
            <Chip state="waiting">{t('desk.case.sign.waiting', { window: pad.at()?.label ?? '' })}</Chip>
          </Match>
          <Match when={pad.state() === 'declined'}>
            <Chip state="warn">{t('desk.case.sign.declined')}</Chip>
          </Match>
          <Match when={pad.state() === 'gone'}>
            <Chip state="warn">{t('desk.case.sign.gone')}</Chip>
          </Match>
          <Match when={pad.state() === 'none'}>{t('desk.case.sign.none')}</Match>
        </Switch>
      </p>
      <div class={css['keys']}>
        <Show
          when={pad.state() === 'waiting'}
          fallback={
            <Show when={pad.state() !== 'none'}>
              <Button
                variant={pad.state() === 'signed' ? 'quiet' : 'plain'}
                busy={pad.busy()}
                busyText={t('desk.case.sign.asking')}
                onPress={() => void pad.ask()}
              >
                {t(pad.state() === 'ready' ? 'desk.case.sign.ask' : 'desk.case.sign.again')}
              </Button>
            </Show>
          }
        >
          <Button busy={pad.busy()} busyText={t('desk.case.sending')} onPress={() => void pad.cancel()}>
            {t('desk.case.sign.cancel')}
          </Button>
        </Show>
      </div>
      {/* below its key, which stays where it was pressed; in a form that scrolls it comes into sight */}
      <Show when={pad.refusal()}>
        <p class={css['refusal']} role="alert" ref={(el) => queueMicrotask(() => el.scrollIntoView?.({ block: 'nearest' }))}>
          {pad.refusal()}
        </p>
      </Show>
    </>
  );
}

type PadState = 'none' | 'ready' | 'waiting' | 'signed' | 'declined' | 'gone';
const tickMs = 1_000;

/** The question on the pad, as the hall's own view tells it: nothing is shown as signed before it is. */
function createPad(props: SignatureProps & { type: (patch: Values['text']) => void }) {
  const me = useMe();
  const session = useSession();
  const live = createLive('hall.staff', () => props.file.hall.id);
  const [chosen, setChosen] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<string | null>(null);
  const [tick, setTick] = createSignal(0);
  const timer = setInterval(() => setTick((n) => n + 1), tickMs);
  onCleanup(() => clearInterval(timer));

  const pads = createMemo((): PadAt[] => {
    const view = live.view();
    const paired = new Set(view?.screens.filter((s) => s.kind === 'pad' && saidToday(view, s)).map(({ windowId }) => windowId));
    const own = me().staff.id;
    return (view?.windows ?? [])
      .filter(({ id, staffId }) => paired.has(id) && (staffId === null || staffId === own))
      .sort((a, b) => Number(b.staffId === own) - Number(a.staffId === own))
      .map(({ id, label }) => ({ windowId: id, label }));
  });
  const askedId = () => props.values.text.askedId;
  /** Where the question of this form stands, or was answered. */
  const asked = () => live.view()?.windows.find(({ signing }) => signing !== null && signing.id === askedId());
  const at = (): PadAt | undefined => {
    const there = asked();
    if (there) return { windowId: there.id, label: there.label };
    return pads().find(({ windowId }) => windowId === chosen()) ?? pads()[0];
  };
  const state = createMemo((): PadState => {
    tick();
    if (props.values.text.signedId) return 'signed';
    const signing = asked()?.signing;
    if (signing?.state === 'DECLINED') return 'declined';
    if (signing?.state === 'ASKED' && live.serverNow() < signing.until) return 'waiting';
    if (askedId()) return 'gone';
    return pads().length === 0 ? 'none' : 'ready';
  });
  createEffect(() => {
    const signing = asked()?.signing;
    if (signing?.state === 'SIGNED' && props.values.text.signedId !== signing.id) props.type({ signedId: signing.id });
  });

  const begun = (): boolean => {
    if (busy()) return false;
    setRefusal(null);
    setBusy(true);
    return true;
  };
  const failed = (error: unknown): void => {
    session.note(error);
    setRefusal(errorText(error));
  };
  async function ask(): Promise<void> {
    const { action, file, values } = props;
    const to = at();
    const known = fieldsOf(action, file, values).filter(({ name }) => name === 'idNo' || name === 'code');
    if (!to || Object.keys(problemsOf(known, values, file, today(file.timeZone))).length > 0) {
      setRefusal(t(to ? 'desk.case.sign.first' : 'desk.case.sign.none'));
      return;
    }
    if (!begun()) return;
    const json = { windowId: to.windowId, action: action as 'deliver', recipient: recipientOf(values.text) };
    try {
      const { id } = await askSignature(file.id, json, newKey());
      props.type({ askedId: id, signedId: '' });
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  }
  async function cancel(): Promise<void> {
    const { file } = props;
    const there = asked();
    if (!begun()) return;
    try {
      if (there?.signing) await cancelSignature(file.id, { windowId: there.id, requestId: there.signing.id });
      props.type({ askedId: '' });
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  }
  return { pads, at, state, busy, refusal, choose: setChosen, ask, cancel };
}
