import { Show, type JSX } from 'solid-js';
import { StateShape, type Shape } from './StateShape.tsx';
import css from './Chip.module.css';

export type ChipLook =
  | 'waiting'
  | 'called'
  | 'serving'
  | 'held'
  | 'missed'
  | 'done'
  | 'ok'
  | 'warn'
  | 'yellow'
  | 'red'
  | 'info'
  | 'outline';

const shapes: Readonly<Record<ChipLook, Shape | null>> = {
  waiting: 'WAITING',
  called: 'CALLED',
  serving: 'SERVING',
  held: 'HELD',
  missed: 'MISSED',
  done: 'DONE',
  ok: 'ok',
  warn: 'warn',
  yellow: 'yellow',
  red: 'red',
  info: null,
  outline: null,
};

/** Shape and words, in one line; the fill grows with urgency. Never a bare dot: children are the words. */
export function Chip(props: { state: ChipLook; shape?: Shape; children: JSX.Element }) {
  return (
    <span class={css['chip']} data-look={props.state}>
      <Show when={props.shape ?? shapes[props.state]}>{(shape) => <StateShape state={shape()} />}</Show>
      {props.children}
    </span>
  );
}
