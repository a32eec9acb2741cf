import { createSignal, Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { errorCode, isUnanswered, newKey } from '../api.ts';
import { firstValues, pressOf, type FormFile, type Values } from '../cases/forms.ts';
import { PressForm } from '../cases/PressForm.tsx';
import { actionWord } from '../cases/words.ts';
import { useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';
import { amendForCaller, type CallersCase } from './api.ts';

/** 改草稿 by telephone: the same form as at a window, without the number, which is the one that calls. */
export function CallersAmend(props: { callId: string; file: CallersCase; onChanged: () => void }) {
  const session = useSession();
  const file = (): FormFile => ({ ...props.file, ofCaller: true });
  const [open, setOpen] = createSignal(false);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [refusal, setRefusal] = createSignal<string | null>(null);
  const [typed, setTyped] = createSignal<Values>();
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  async function send(values: Values): Promise<void> {
    setRefusal(null);
    const { callId } = props;
    const { id, version } = props.file;
    const press = pressOf('amend', values, file());
    if (press.action !== 'amend') return;
    const { action: _, phone: _kept, ...said } = press;
    const body = { version, ...said };
    const result = await presses.run('amend', body, (key) => amendForCaller(callId, id, body, key));
    if (result.kind === 'done') {
      setTyped(undefined);
      setOpen(false);
      props.onChanged();
    }
    if (result.kind !== 'refused') return;
    session.note(result.error);
    setRefusal(errorText(result.error));
    if (errorCode(result.error) === 'case.stale') props.onChanged();
  }
  const close = (): void => {
    setRefusal(null);
    setOpen(false);
  };
  return (
    <Show when={props.file.form}>
      <Show
        when={open()}
        fallback={
          <span>
            <Button onPress={() => setOpen(true)}>{actionWord('amend')}</Button>
          </span>
        }
      >
        <PressForm
          action="amend"
          file={file()}
          initial={typed() ?? firstValues('amend', file())}
          busy={busy() !== null}
          refusal={refusal()}
          onTyped={setTyped}
          onSend={(values) => void send(values)}
          onClose={close}
        />
      </Show>
    </Show>
  );
}
