import { createSignal, For, onCleanup } from 'solid-js';
import { t } from '../words.ts';
import { StateShape } from './StateShape.tsx';
import css from './Toast.module.css';

export interface ToastNews {
  readonly text: string;
  /** The word of the way back; 撤回 where it is left out. */
  readonly action?: string | undefined;
  readonly onAction: () => void;
}
interface Shown extends ToastNews {
  readonly id: number;
}

const SECONDS = 8;
const [toasts, setToasts] = createSignal<readonly Shown[]>([]);
let lastId = 0;
const drop = (id: number): void => void setToasts((all) => all.filter((toast) => toast.id !== id));

/** Only for what can be taken back. Errors stay where they happened. A newer one takes the place of the last. */
export function showToast(news: ToastNews): void {
  lastId += 1;
  setToasts([{ ...news, id: lastId }]);
}

/** Where toasts appear; once per app. */
export function ToastRegion() {
  return (
    <section class={css['region']} aria-label={t('common.notices')} aria-live="polite">
      <For each={toasts()}>{(toast) => <Toast {...toast} />}</For>
    </section>
  );
}

function Toast(props: Shown) {
  const [left, setLeft] = createSignal(SECONDS);
  let held = false;
  const timer = setInterval(() => {
    if (held) return;
    if (setLeft((s) => s - 1) <= 0) drop(props.id);
  }, 1_000);
  onCleanup(() => clearInterval(timer));
  const hold = (now: boolean) => () => {
    held = now;
  };
  return (
    <div class={css['toast']} onPointerEnter={hold(true)} onPointerLeave={hold(false)} onFocusIn={hold(true)} onFocusOut={hold(false)}>
      <StateShape state="DONE" />
      <span>{props.text}</span>
      <button
        type="button"
        class={css['act']}
        onClick={() => {
          drop(props.id);
          props.onAction();
        }}
      >
        {props.action ?? t('common.undo')} <span aria-hidden="true">({left()})</span>
      </button>
    </div>
  );
}
