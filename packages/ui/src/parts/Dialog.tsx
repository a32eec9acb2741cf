import { Dialog as Behaviour } from '@kobalte/core/dialog';
import { Show, type JSX } from 'solid-js';
import css from './Dialog.module.css';

interface DialogProps {
  readonly open: boolean;
  /** The question. */
  readonly title: string;
  /** What follows from a yes. */
  readonly body?: string | undefined;
  /** Two verbs, the safe one first: it has the focus unless something carries `autofocus`. */
  readonly actions: JSX.Element;
  readonly onClose: () => void;
  readonly children?: JSX.Element;
}

/** Question, consequence, two verbs. Only before a loss or for a purpose; never on top of another. */
export function Dialog(props: DialogProps) {
  let content: HTMLDivElement | undefined;
  let opener: Element | null = null;
  const enter = (event: Event): void => {
    opener = document.activeElement;
    const first = [...(content?.querySelectorAll<HTMLElement>('button, input, select, textarea') ?? [])].find((el) => el.autofocus);
    if (!first) return;
    event.preventDefault();
    first.focus();
  };
  /** Back to where the question came from; the behaviour below knows only triggers of its own. */
  const leave = (event: Event): void => {
    event.preventDefault();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  };
  return (
    <Behaviour open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Behaviour.Portal>
        <Behaviour.Overlay class={css['overlay']} />
        <div class={css['place']}>
          <Behaviour.Content<'div'>
            ref={(el: HTMLDivElement) => (content = el)}
            class={css['dialog']}
            onOpenAutoFocus={enter}
            onCloseAutoFocus={leave}
          >
            <Behaviour.Title class={css['title']}>{props.title}</Behaviour.Title>
            <Show when={props.body}>{(body) => <Behaviour.Description class={css['body']}>{body()}</Behaviour.Description>}</Show>
            {props.children}
            <div class={css['actions']}>{props.actions}</div>
          </Behaviour.Content>
        </div>
      </Behaviour.Portal>
    </Behaviour>
  );
}
