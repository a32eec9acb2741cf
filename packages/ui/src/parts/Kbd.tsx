import type { JSX } from 'solid-js';
import css from './Kbd.module.css';

/** A key to press; only on the desk. */
export function Kbd(props: { children: JSX.Element }) {
  return <kbd class={css['kbd']}>{props.children}</kbd>;
}
