import { applyKnowledge, type KnowledgeEntry, type KnowledgeEvent } from '@one-window/domain/knowledge';
import { ngrams, searchKey } from '../catalogue/text.ts';
import type { Aggregate, LockedRow } from '../db/aggregates.ts';

export interface EntryWords {
  readonly title: string;
  /** Other ways of asking. */
  readonly keywords: string;
  readonly answer: string;
}

type StoredKnowledgeEvent = KnowledgeEvent & { readonly subject: string };

interface KnowledgeState {
  readonly entry: KnowledgeEntry | null;
  readonly version: number;
  /** Beside the fold: the words of a version that is being written. */
  words: EntryWords | null;
}

export const knowledgeAggregate: Aggregate<KnowledgeState, StoredKnowledgeEvent> = {
  rank: 26,
  table: 'knowledge_entries',
  empty: () => ({ entry: null, version: 0, words: null }),
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select id, state, version, head_hash, head_at from knowledge_entries where id = ${id} for no key update)
      select *, clock_timestamp() as now from locked`;
    return row;
  },
  read: (row) => ({ entry: row['state'] as KnowledgeEntry, version: row.version, words: null }),
  apply: (state, { subject: _, ...event }) => ({ ...state, entry: applyKnowledge(state.entry, event) }),
  write(sql, id, { entry, words }, head, create) {
    if (!entry) throw new Error('an entry is stored when it is written');
    const columns = {
      unit_id: entry.unitId,
      valid_until: entry.validUntil,
      withdrawn: entry.withdrawn,
      state: entry as never,
      ...(words ? { ...words, grams: gramsOf(`${words.title} ${words.keywords}`) } : {}),
      version: head.version,
      head_hash: head.hash,
      head_at: head.at,
    };
    const own = create
      ? sql`insert into knowledge_entries ${sql({ id, ...columns })}`
      : sql`update knowledge_entries set ${sql(columns)} where id = ${id}`;
    const kept = words ? [sql`insert into knowledge_versions ${sql({ entry_id: id, version: entry.version, ...words })}`.execute()] : [];
    return [own.execute(), ...kept];
  },
  async stored(sql, id) {
    const [row] = await sql<{ state: KnowledgeEntry }[]>`select state from knowledge_entries where id = ${id}`;
    return new Map<string, unknown>([['entry', row?.state ?? null]]);
  },
  folded: ({ entry }) => new Map<string, unknown>([['entry', entry]]),
};

/** Single characters say too little; a word of one stands for itself. */
export const gramsOf = (text: string): string[] => {
  const key = searchKey(text);
  return [...new Set([...key].length === 1 ? [key] : ngrams(key, 2))];
};
