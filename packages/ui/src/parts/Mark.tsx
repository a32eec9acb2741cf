import css from './Mark.module.css';

/** 囗 with one bar 一 reads 日: daylight. As large as its text. */
export function Mark() {
  return <span class={css['mark']} aria-hidden="true" />;
}
