import { For } from 'solid-js';
import css from './Segmented.module.css';

export interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  /** The language of the label, where it is not the page's. */
  readonly lang?: string;
}

/** One of a few, all in sight: a radio group whose arrows move and choose. */
export function Segmented<T extends string>(props: {
  label: string;
  options: readonly Segment<T>[];
  value: T;
  onChange: (value: T) => void;
}) {
  let group: HTMLSpanElement | undefined;
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = props.options.findIndex((option) => option.value === props.value) + step;
    const next = props.options.at(at % props.options.length);
    if (!next) return;
    props.onChange(next.value);
    group?.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus();
  };
  return (
    <span ref={group} class={css['seg']} role="radiogroup" aria-label={props.label} onKeyDown={move}>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            role="radio"
            lang={option.lang}
            data-value={option.value}
            aria-checked={props.value === option.value}
            tabindex={props.value === option.value ? 0 : -1}
            onClick={() => props.onChange(option.value)}
          >
            {option.label}
          </button>
        )}
      </For>
    </span>
  );
}
