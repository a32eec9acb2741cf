import { errorText } from '@one-window/ui/errors';
import { msBetween, type Instant } from '@one-window/domain/time';
import type { StaffHelp } from '@one-window/domain/views';
import { age } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import Hand from 'lucide-solid/icons/hand';
import { Show } from 'solid-js';
import type { HelpAction } from '../api.ts';
import { list, t } from '../i18n.ts';
import type { HelpDesk } from './press.ts';
import css from './help.module.css';

interface HelpCallProps {
  readonly call: StaffHelp;
  readonly now: Instant;
  readonly desk: HelpDesk;
  /** The hall's manager: yellow while nobody has answered, and may end what others answered. At a window it is a quiet line. */
  readonly alarm?: boolean;
}

/** Somebody waits for a person at a kiosk: which, where, how long; and one press to go, or who goes already. */
export function HelpCall(props: HelpCallProps) {
  const mine = () => props.call.staffId === props.desk.staffId();
  const open = () => props.call.coming === null;
  const refusal = () => (props.desk.refused()?.requestId === props.call.id ? props.desk.refused() : null);
  const title = (): string => {
    const { device, staffName } = props.call;
    if (open()) return t('desk.help.asked', { device });
    return mine() ? t('desk.help.mine', { device }) : t('desk.help.coming', { device, name: staffName ?? t('desk.help.colleague') });
  };
  const detail = (): string =>
    list([
      ...(props.call.place ? [props.call.place] : []),
      t('desk.help.waits', { age: age(msBetween(props.call.askedAt, props.now)) }),
      ...(props.call.coming?.window && !mine() ? [t('desk.help.window', { label: props.call.coming.window })] : []),
    ]);
  return (
    <li class={css['call']} classList={{ [css['alarm'] ?? '']: props.alarm === true && open() }} aria-label={title()}>
      <Hand class="i" aria-hidden="true" />
      <span>
        {title()}
        <small>{detail()}</small>
      </span>
      <span class={css['acts']}>
        <Show when={open()}>
          <Press {...props} action="answer" />
        </Show>
        <Show when={mine()}>
          <Press {...props} action="release" />
        </Show>
        <Show when={mine() || (props.alarm && !open())}>
          <Press {...props} action="finish" />
        </Show>
      </span>
      <Show when={refusal()}>
        {(refused) => (
          <small class={css['refusal']} role="alert">
            {errorText(refused().error)}
          </small>
        )}
      </Show>
    </li>
  );
}

function Press(props: HelpCallProps & { action: HelpAction }) {
  return (
    <Button
      small
      variant={props.action === 'answer' ? 'plain' : 'quiet'}
      busy={props.desk.busy() === `${props.action} ${props.call.id}`}
      onPress={() => void props.desk.press(props.action, props.call.id)}
    >
      {t(`desk.help.${props.action}`)}
    </Button>
  );
}
