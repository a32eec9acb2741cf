import css from './SeriesTile.module.css';

/** The letter of a queue, filled. */
export function SeriesTile(props: { prefix: string }) {
  return <span class={css['series']}>{props.prefix}</span>;
}
