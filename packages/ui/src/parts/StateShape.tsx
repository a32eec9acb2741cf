import { Match, Switch } from 'solid-js';
import type { TicketState } from '@one-window/domain/tickets';

export type Shape = TicketState | 'ok' | 'warn' | 'yellow' | 'red';

/** The shape of a state on its own 12 grid: colour alone is never the sign. */
export function StateShape(props: { state: Shape }) {
  return (
    <svg viewBox="0 0 12 12" width="0.95em" height="0.95em" aria-hidden="true" fill="none" stroke="currentColor">
      <Switch>
        <Match when={props.state === 'WAITING'}>
          <circle cx="6" cy="6" r="4.4" stroke-width="1.7" />
        </Match>
        <Match when={props.state === 'CALLED'}>
          <path d="M2.5 1.2 10.8 6 2.5 10.8Z" fill="currentColor" stroke="none" />
        </Match>
        <Match when={props.state === 'SERVING'}>
          <circle cx="6" cy="6" r="4.6" stroke-width="1.4" />
          <circle cx="6" cy="6" r="2" fill="currentColor" stroke="none" />
        </Match>
        <Match when={props.state === 'HELD'}>
          <path d="M2.6 1.6H5v8.8H2.6zM7 1.6h2.4v8.8H7z" fill="currentColor" stroke="none" />
        </Match>
        <Match when={props.state === 'MISSED'}>
          <circle cx="6" cy="6" r="4.4" stroke-width="1.6" stroke-dasharray="2 1.4" />
          <path d="M3 9 9 3" stroke-width="1.6" />
        </Match>
        <Match when={props.state === 'DONE'}>
          <path d="m1.6 6.4 3 3 5.8-6.6" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
        </Match>
        <Match when={props.state === 'CANCELLED'}>
          <path d="m2.4 2.4 7.2 7.2M9.6 2.4 2.4 9.6" stroke-width="1.7" stroke-linecap="round" />
        </Match>
        <Match when={props.state === 'ABANDONED'}>
          <path d="M1.8 6h8.4" stroke-width="1.9" stroke-linecap="round" />
        </Match>
        <Match when={props.state === 'ok'}>
          <circle cx="6" cy="6" r="4.6" stroke-width="1.4" />
          <path d="M6 6V1.4A4.6 4.6 0 0 1 10.6 6Z" fill="currentColor" stroke="none" />
        </Match>
        <Match when={props.state === 'warn'}>
          <path d="M6 1.3 11.2 10.6H.8Z" stroke-width="1.3" stroke-linejoin="round" />
          <path d="M6 4.6v2.8M6 8.6v.9" stroke-width="1.3" />
        </Match>
        <Match when={props.state === 'yellow'}>
          <rect x="2.9" y="1.2" width="6.2" height="9.6" rx="1" stroke-width="1.5" />
        </Match>
        <Match when={props.state === 'red'}>
          <rect x="2.4" y=".8" width="7.2" height="10.4" rx="1" fill="currentColor" stroke="none" />
        </Match>
      </Switch>
    </svg>
  );
}
