import type { HallStaffView } from '@one-window/domain/views';

interface WithId {
  readonly id: string;
}

/**
 * The newer view with the older one's parts wherever nothing changed in them. Lists are drawn by identity: a row that did
 * not change keeps its element, and with it focus, hover and a pointer that is down.
 */
export function shareView(next: HallStaffView, before: HallStaffView | null): HallStaffView {
  if (!before) return next;
  return {
    ...next,
    tickets: shareList(next.tickets, before.tickets),
    windows: shareList(next.windows, before.windows),
    series: shareList(next.series, before.series),
    help: shareList(next.help, before.help),
  };
}

function shareList<T extends WithId>(next: readonly T[], before: readonly T[]): readonly T[] {
  const old = new Map(before.map((item) => [item.id, item]));
  return next.map((item) => {
    const known = old.get(item.id);
    return known !== undefined && same(item, known) ? known : item;
  });
}

/** Rows are flat but for a name or a short list. */
function same<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[];
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => a[key] === b[key] || (isObject(a[key]) && JSON.stringify(a[key]) === JSON.stringify(b[key])))
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
