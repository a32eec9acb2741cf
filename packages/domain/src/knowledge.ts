import { DomainError } from './errors.ts';
import type { DateText } from './time.ts';

/**
 * An entry of the hotline’s knowledge base (知识库, GB/T 44191-2024): a short answer of one department, in versions, each good until a
 * day. The words stand outside the log; it keeps the keyed digest of each version.
 */
export interface KnowledgeEntry {
  readonly unitId: string;
  readonly version: number;
  readonly validUntil: DateText;
  readonly words: string;
  /** Nobody is offered it any more, until somebody writes it anew. */
  readonly withdrawn: boolean;
}

export const knowledgeEventTypes = ['knowledge.written', 'knowledge.withdrawn'] as const;
export type KnowledgeEvent =
  | { readonly type: 'knowledge.written'; readonly body: Pick<KnowledgeEntry, 'unitId' | 'validUntil' | 'words'> }
  | { readonly type: 'knowledge.withdrawn'; readonly body: Record<never, never> };

export function applyKnowledge(state: KnowledgeEntry | null, event: KnowledgeEvent): KnowledgeEntry {
  if (event.type === 'knowledge.written') return { ...event.body, version: (state?.version ?? 0) + 1, withdrawn: false };
  if (!state) throw new Error('an entry begins by being written');
  return { ...state, withdrawn: true };
}

/** May this entry be read out on this day? */
export const isGood = (entry: Pick<KnowledgeEntry, 'validUntil' | 'withdrawn'>, today: DateText): boolean =>
  !entry.withdrawn && today <= entry.validUntil;

/** An entry lives two years at most: after that somebody looks at it again or it is offered no longer. */
export const knowledgeYears = 2;

/** Throws where a version could never be offered, or would be for too long. */
export function assertTerm(validUntil: DateText, today: DateText): void {
  const latest = `${Number(today.slice(0, 4)) + knowledgeYears}${today.slice(4)}`;
  if (validUntil < today || validUntil > latest) throw new DomainError('knowledge.term_wrong', { years: knowledgeYears });
}
