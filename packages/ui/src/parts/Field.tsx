import { createUniqueId, Show, type JSX } from 'solid-js';
import css from './Field.module.css';

/** What the control of a field carries so that label, help and error belong to it. */
export interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

interface FieldProps {
  readonly label: string;
  /** Where a filled value comes from, at the right of the label. */
  readonly source?: string | undefined;
  readonly help?: string | undefined;
  /** A sentence that says what to do; the help makes room for it. */
  readonly error?: string | undefined;
  readonly children: (control: FieldControl) => JSX.Element;
}

/** Label above, source at its right, the control, then help or error. `<Field …>{(f) => <input {...f} class="input" />}</Field>` */
export function Field(props: FieldProps) {
  const id = createUniqueId();
  const told = (): boolean => props.error !== undefined || props.help !== undefined;
  const control: FieldControl = {
    id,
    get 'aria-describedby'() {
      return told() ? `${id}-told` : undefined;
    },
    get 'aria-invalid'() {
      return props.error === undefined ? undefined : ('true' as const);
    },
  };
  return (
    <div class={css['field']}>
      <label class={css['label']} for={id}>
        {props.label}
        <Show when={props.source}>{(source) => <span class={css['source']}>{source()}</span>}</Show>
      </label>
      {props.children(control)}
      <Show when={told()}>
        <Show
          when={props.error}
          fallback={
            <p id={`${id}-told`} class={css['help']}>
              {props.help}
            </p>
          }
        >
          {(error) => (
            <p id={`${id}-told`} class={css['error']} role="alert">
              <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true">
                <circle cx="12" cy="12" r="10" />
                <path d="M12 7v6M12 16.5v.5" />
              </svg>
              {error()}
            </p>
          )}
        </Show>
      </Show>
    </div>
  );
}
