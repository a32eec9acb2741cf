import { createSignal, onCleanup } from 'solid-js';
import { secretByDefault, type AnswerSource, type DeclineGround, type CallType, type OrderCategory } from '@one-window/domain/order-words';
import { errorCode } from '../api.ts';
import { saveDraft, type DirectAnswer, type Refused, type Request } from './api.ts';

/** What becomes of a request: an order, an answer at once, or a refusal that says where to go. */
export const ways = ['log', 'answer', 'decline'] as const;
export type Way = (typeof ways)[number];

/** On what an answer rests; the version is what the service finds in force. */
export interface Source {
  readonly source: AnswerSource;
  readonly id: string;
  readonly title: string;
}

/** What an operator types during a call: the request as far as it is known. */
export interface Typed {
  readonly type: CallType;
  readonly category: OrderCategory;
  readonly urgency: Request['urgency'];
  /** Null until somebody says otherwise than the type does. */
  readonly secret: boolean | null;
  readonly name: string;
  readonly personId: string | null;
  readonly content: string;
  readonly wish: string;
  readonly address: string;
  readonly readBack: boolean;
  readonly way: Way;
  readonly answer: string;
  readonly source: Source | null;
  readonly ground: DeclineGround | '';
  readonly direction: string;
}

export const nothingTyped: Typed = {
  type: 'help',
  category: 'other',
  urgency: 'ordinary',
  secret: null,
  name: '',
  personId: null,
  content: '',
  wish: '',
  address: '',
  readBack: false,
  way: 'log',
  answer: '',
  source: null,
  ground: '',
  direction: '',
};

export const isSecret = ({ secret, type }: Pick<Typed, 'secret' | 'type'>): boolean => secret ?? secretByDefault(type);

/** What another version of this screen has saved is read as far as it fits. */
export function readTyped(text: string): Typed {
  try {
    const found: unknown = JSON.parse(text || '{}');
    return typeof found === 'object' && found !== null ? { ...nothingTyped, ...found } : nothingTyped;
  } catch {
    return nothingTyped;
  }
}

const begun = (typed: Typed) => {
  const { type, category, urgency, personId, content } = typed;
  return { type, category, urgency, personId, content, name: typed.name.trim() || null, secret: isSecret(typed) };
};
export const requestOf = (typed: Typed): Request => ({
  ...begun(typed),
  wish: typed.wish,
  address: typed.address,
  readBack: typed.readBack,
});

/** Null where something is still missing. */
export function answerOf(typed: Typed): DirectAnswer | null {
  const { answer, source } = typed;
  return source && answer.trim() !== '' ? { ...begun(typed), answer, source: source.source, sourceId: source.id } : null;
}

/** Null where something is still missing. */
export function refusalOf(typed: Typed): Refused | null {
  const { ground, direction } = typed;
  return ground !== '' && direction.trim() !== '' ? { ...begun(typed), ground, direction } : null;
}

/** So long after a keystroke it is on its way; a crash loses less than a word. */
const PAUSE_MS = 250;
const AGAIN_MS = 2_000;

export type Saving = 'saved' | 'saving' | 'waiting' | 'elsewhere';

interface Kept {
  readonly version: number;
  readonly text: string;
}

/**
 * Keeps every keystroke at the service: one saving at a time, the newest text last. Without a line it tries again by itself; where
 * another window of the same operator was quicker, it stops and says so.
 */
export function createTyped(callId: string, first: Kept) {
  const [typed, setTyped] = createSignal(readTyped(first.text));
  const [saving, setSaving] = createSignal<Saving>('saved');
  let { version } = first;
  let wanted: string | null = null;
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function save(): Promise<void> {
    if (running || wanted === null) return;
    running = true;
    const text = wanted;
    wanted = null;
    setSaving('saving');
    try {
      ({ version } = await saveDraft(callId, { version, text }));
      setSaving('saved');
    } catch (error) {
      if (errorCode(error) === 'stale') setSaving('elsewhere');
      else {
        wanted ??= text;
        setSaving('waiting');
        timer = setTimeout(() => void save(), AGAIN_MS);
      }
    }
    running = false;
    if (wanted !== null && saving() === 'saved') void save();
  }
  function type(patch: Partial<Typed>): void {
    const next = { ...typed(), ...patch };
    setTyped(next);
    if (saving() === 'elsewhere') return;
    wanted = JSON.stringify(next);
    clearTimeout(timer);
    timer = setTimeout(() => void save(), PAUSE_MS);
  }
  /** Whoever leaves the page leaves nothing behind. */
  const flush = (): void => {
    clearTimeout(timer);
    void save();
  };
  window.addEventListener('pagehide', flush);
  onCleanup(() => {
    window.removeEventListener('pagehide', flush);
    flush();
  });
  /** Begins anew after it was logged: the next request of the same call. */
  const clear = (): void => type({ ...nothingTyped, name: typed().name, personId: typed().personId });
  return { typed, type, saving, clear };
}
