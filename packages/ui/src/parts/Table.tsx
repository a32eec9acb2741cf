import { createMemo, createSignal, For, onCleanup, onMount, Show, type JSX } from 'solid-js';
import { t } from '../words.ts';
import css from './Table.module.css';

export interface Column<R> {
  readonly id: string;
  readonly title: string;
  /** Figures stand right, in the numeral face. */
  readonly number?: boolean;
  readonly cell: (row: R) => JSX.Element;
  /** What the column is sorted by; a column without it cannot be sorted. */
  readonly by?: (row: R) => string | number | null;
}

interface TableProps<R> {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowId: (row: R) => string;
  readonly selected?: string | null | undefined;
  readonly onOpen?: ((row: R) => void) | undefined;
  /** What stands there when there are no rows: a sentence and the next step. */
  readonly empty: JSX.Element;
}

interface Sort {
  readonly column: string;
  readonly down: boolean;
}

/** Rows drawn at once; the next ones come when the end is near, so that 10,000 rows open at once. */
const CHUNK = 200;

/** Hairlines, figures right, sort in the header, the row opens with ↵. The first column names the row. */
export function Table<R>(props: TableProps<R>) {
  const [sort, setSort] = createSignal<Sort | null>(null);
  const [drawn, setDrawn] = createSignal(CHUNK);
  const sorted = createMemo(() => {
    const order = sort();
    const by = props.columns.find((column) => column.id === order?.column)?.by;
    if (!order || !by) return props.rows;
    return [...props.rows].sort((a, b) => compare(by(a), by(b), order.down));
  });
  const press = (column: string): void =>
    void setSort((now) => (now?.column === column ? { column, down: !now.down } : { column, down: false }));
  const ariaSort = (column: Column<R>): 'ascending' | 'descending' | 'none' | undefined => {
    if (!column.by) return undefined;
    if (sort()?.column !== column.id) return 'none';
    return sort()?.down ? 'descending' : 'ascending';
  };
  return (
    <Show when={props.rows.length > 0} fallback={<div class={css['empty']}>{props.empty}</div>}>
      {/* a box that scrolls is reached by keyboard */}
      <div class={css['scroll']} tabindex="0" role="region" aria-label={props.label}>
        <table class={css['table']} aria-rowcount={props.rows.length + 1}>
          <thead>
            <tr>
              <For each={props.columns}>
                {(column) => (
                  <th scope="col" data-number={column.number ? '' : undefined} aria-sort={ariaSort(column)}>
                    <Show when={column.by} fallback={column.title}>
                      <button
                        type="button"
                        class={css['sort']}
                        title={t('common.sort_by', { column: column.title })}
                        onClick={() => press(column.id)}
                      >
                        {column.title}
                      </button>
                    </Show>
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={sorted().slice(0, drawn())}>{(row) => <Row row={row} table={props} />}</For>
          </tbody>
        </table>
        <Show when={drawn() < props.rows.length}>
          <End onReach={() => setDrawn((n) => n + CHUNK)} />
        </Show>
      </div>
    </Show>
  );
}

function Row<R>(props: { row: R; table: TableProps<R> }) {
  const open = (): void => props.table.onOpen?.(props.row);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    open();
  };
  const onClick = (event: MouseEvent): void => {
    if (!(event.target instanceof Element) || !event.target.closest('a, button, input, select, label')) open();
  };
  const opens = (): boolean => props.table.onOpen !== undefined;
  return (
    <tr
      data-opens={opens() ? '' : undefined}
      tabindex={opens() ? 0 : undefined}
      aria-selected={props.table.selected === props.table.rowId(props.row) ? 'true' : undefined}
      onClick={onClick}
      onKeyDown={onKey}
    >
      <For each={props.table.columns}>
        {(column, i) => (
          <Show when={i() === 0} fallback={<td data-number={column.number ? '' : undefined}>{column.cell(props.row)}</td>}>
            <th scope="row" data-number={column.number ? '' : undefined}>
              {column.cell(props.row)}
            </th>
          </Show>
        )}
      </For>
    </tr>
  );
}

/** The end of what is drawn: asks for more before it is seen. */
function End(props: { onReach: () => void }) {
  let mark: HTMLDivElement | undefined;
  onMount(() => {
    const watch = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && props.onReach(), {
      rootMargin: '600px',
    });
    if (mark) watch.observe(mark);
    onCleanup(() => watch.disconnect());
  });
  return <div ref={mark} />;
}

/** Figures by size, words by their language, what is missing last either way. */
function compare(a: string | number | null, b: string | number | null, down: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-CN', { numeric: true });
  return down ? -order : order;
}
