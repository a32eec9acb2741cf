import { Show, splitProps, type JSX } from 'solid-js';
import { Kbd } from './Kbd.tsx';
import css from './Button.module.css';

export interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'disabled' | 'class'> {
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger' | undefined;
  readonly small?: boolean | undefined;
  readonly block?: boolean | undefined;
  /** The key that does the same; desk only. */
  readonly hint?: string | undefined;
  readonly busy?: boolean | undefined;
  /** The verb in progress: 正在受理. */
  readonly busyText?: string | undefined;
  /** Why it cannot be pressed now, in the words that stand on it: 办结，还差 1 样. It stays in the order of focus. */
  readonly reason?: string | undefined;
  /** What a press does; not called while busy. With `reason` too: the screen answers with the reason. */
  readonly onPress?: (() => void) | undefined;
}

/** A verb. There is no `disabled`: what cannot be pressed says what is missing. */
export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['variant', 'small', 'block', 'hint', 'busy', 'busyText', 'reason', 'onPress', 'children', 'type']);
  const press = (event: MouseEvent): void => {
    if (own.busy || (own.reason !== undefined && own.type === 'submit')) return event.preventDefault();
    own.onPress?.();
  };
  return (
    <button
      {...rest}
      type={own.type ?? 'button'}
      class={css['btn']}
      data-variant={own.variant ?? 'plain'}
      data-small={own.small ? '' : undefined}
      data-block={own.block ? '' : undefined}
      aria-disabled={own.reason === undefined ? undefined : 'true'}
      aria-busy={own.busy ? 'true' : undefined}
      aria-keyshortcuts={own.hint ? shortcut(own.hint) : undefined}
      title={own.reason ?? rest.title}
      onClick={press}
    >
      <span class={css['words']}>
        <span data-hidden={own.busy ? '' : undefined} aria-hidden={own.busy ? 'true' : undefined}>
          {own.children}
          <Show when={own.hint}>{(hint) => <Kbd>{hint()}</Kbd>}</Show>
        </span>
        <Show when={own.busy !== undefined}>
          <span data-hidden={own.busy ? undefined : ''} aria-hidden={own.busy ? undefined : 'true'}>
            <span class={css['ring']} aria-hidden="true" />
            {own.busyText ?? own.children}
          </span>
        </Show>
      </span>
      <Show when={own.reason}>{(reason) => <span class="sr">{reason()}</span>}</Show>
    </button>
  );
}

/** `Ctrl ↵` as assistive technology wants it. */
function shortcut(hint: string): string {
  return hint.replace('Ctrl', 'Control').replace('↵', 'Enter').split(' ').join('+');
}
