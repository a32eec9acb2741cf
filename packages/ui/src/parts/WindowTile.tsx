import css from './WindowTile.module.css';

/** A window's number always stands in a frame, a ticket's number never does. */
export function WindowTile(props: { label: string }) {
  return <span class={css['win']}>{props.label}</span>;
}
