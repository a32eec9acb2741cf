import {
  emptySet,
  rowOf,
  rowsOf,
  type AnyRow,
  type AnySet,
  type ConfigData,
  type ConfigEntity,
  type ConfigValue,
  type ConfigWish,
} from '@one-window/domain/config';

/** A change that waits to be applied; `set` null takes the thing away. */
export interface Draft {
  readonly entity: ConfigEntity;
  readonly id: string;
  readonly set: AnySet | null;
}
export type Drafts = ReadonlyMap<string, Draft>;
export type RowMark = 'same' | 'new' | 'changed' | 'removed';
export interface DraftRow {
  readonly row: AnyRow;
  readonly mark: RowMark;
}

export const noDrafts: Drafts = new Map();

/** Puts one value of one thing aside. A thing that is as it was is no draft any more. */
export function edit(data: ConfigData, drafts: Drafts, entity: ConfigEntity, id: string, field: string, value: ConfigValue): Drafts {
  const found = rowOf(data, entity, id);
  const before: AnySet = drafts.get(id)?.set ?? (found ? setOf(found) : emptySet(entity));
  const set = { ...before, [field]: value };
  return withDraft(drafts, found && same(set, setOf(found)) ? null : { entity, id, set }, id);
}

/** Begins a new thing, with what the screen already knows of it (its hall). */
export function begin(drafts: Drafts, entity: ConfigEntity, id: string, known: AnySet): Drafts {
  return withDraft(drafts, { entity, id, set: { ...emptySet(entity), ...known } }, id);
}

/** Takes a thing away, or forgets it where it was only begun. */
export function remove(data: ConfigData, drafts: Drafts, entity: ConfigEntity, id: string): Drafts {
  return withDraft(drafts, rowOf(data, entity, id) ? { entity, id, set: null } : null, id);
}

export function forget(drafts: Drafts, id: string): Drafts {
  return withDraft(drafts, null, id);
}

function withDraft(drafts: Drafts, draft: Draft | null, id: string): Drafts {
  const next = new Map(drafts);
  if (draft) next.set(id, draft);
  else next.delete(id);
  return next;
}

/** What the table shows: the things as they would be, each with its mark; new ones last. */
export function draftRows(data: ConfigData, drafts: Drafts, entity: ConfigEntity): DraftRow[] {
  const known = rowsOf(data, entity).map((row): DraftRow => {
    const draft = drafts.get(row.id);
    if (!draft) return { row, mark: 'same' };
    return draft.set === null ? { row, mark: 'removed' } : { row: asRow(draft.set, row.id), mark: 'changed' };
  });
  const made = [...drafts.values()].filter((d) => d.entity === entity && d.set !== null && !rowOf(data, entity, d.id));
  return [...known, ...made.map((d): DraftRow => ({ row: asRow(d.set ?? {}, d.id), mark: 'new' }))];
}

export function wishes(drafts: Drafts): ConfigWish[] {
  return [...drafts.values()].map(({ entity, id, set }) => ({ entity, id, set }));
}

/** A row's fields without its id: what a wish carries. */
export function setOf(row: AnyRow): AnySet {
  return Object.fromEntries(Object.entries(row).filter(([field]) => field !== 'id'));
}

function asRow(set: AnySet, id: string): AnyRow {
  return { ...set, id };
}

function same(a: AnySet, b: AnySet): boolean {
  return Object.keys(a).every((field) => JSON.stringify(a[field] ?? null) === JSON.stringify(b[field] ?? null));
}
