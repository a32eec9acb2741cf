import type { Service } from './case-events.ts';
import { DomainError } from './errors.ts';
import { addMs, type Instant } from './time.ts';

/**
 * A signature as it was drawn: strokes of points, `[x, y, x, y, …]` each, in whole units of a field of 1000 × 360. The same
 * hand gives the same text on every screen, whatever its pixels are, and it is drawn into a paper as lines.
 */
export type Strokes = readonly (readonly number[])[];

export const signatureField = { width: 1000, height: 360 } as const;
/** A long name written slowly has some 600 points; three times as many in as many strokes as anybody makes. */
export const signatureLimits = { strokes: 120, points: 2_000 } as const;
/** Two points that lie nearer than this say nothing that one does not. */
export const signatureGrain = 3;
/** A dot, a slip of the finger: less ink than the shortest name in the smallest hand. */
const leastInk = 120;
const leastSpan = 24;

export type StrokesProblem = 'malformed' | 'too_large' | 'empty' | 'trivial';

/** What is wrong with a drawing, or null. The pad asks before it sends, the service before it keeps. */
export function strokesProblem(strokes: Strokes): StrokesProblem | null {
  if (strokes.length === 0) return 'empty';
  const whole = (n: number, max: number): boolean => Number.isInteger(n) && n >= 0 && n <= max;
  const { width, height } = signatureField;
  if (strokes.some((s) => s.length < 2 || s.length % 2 !== 0 || s.some((n, i) => !whole(n, i % 2 === 0 ? width : height))))
    return 'malformed';
  if (strokes.length > signatureLimits.strokes || pointsIn(strokes) > signatureLimits.points) return 'too_large';
  const [wide, high] = [span(strokes, 0), span(strokes, 1)];
  return inkOf(strokes) < leastInk || Math.max(wide, high) < leastSpan ? 'trivial' : null;
}

export const pointsIn = (strokes: Strokes): number => strokes.reduce((n, stroke) => n + stroke.length / 2, 0);

function inkOf(strokes: Strokes): number {
  let ink = 0;
  for (const s of strokes) for (let i = 2; i < s.length; i += 2) ink += Math.hypot(s[i]! - s[i - 2]!, s[i + 1]! - s[i - 1]!);
  return ink;
}

function span(strokes: Strokes, axis: 0 | 1): number {
  let [least, most] = [Infinity, -Infinity];
  for (const stroke of strokes)
    for (let i = axis; i < stroke.length; i += 2) [least, most] = [Math.min(least, stroke[i]!), Math.max(most, stroke[i]!)];
  return most - least;
}

/** Why the recipient signed on paper and not on the pad: what the clerk says, and nothing about the person's health. */
export const paperSignatures = ['no_pad', 'unwilling', 'fingerprint'] as const;
export type PaperSignature = (typeof paperSignatures)[number];

/** How the recipient signed for what was handed over: drawn on the pad, of which the log has the digest, or on the paper itself. */
export type RecipientSignature =
  | { readonly by: 'pad'; readonly id: string; readonly digest: string }
  | { readonly by: 'paper'; readonly why: PaperSignature };

export const signatureStates = ['ASKED', 'SIGNED', 'DECLINED'] as const;
export type SignatureState = (typeof signatureStates)[number];

export const signedActions = ['deliver', 'serve'] as const;
/** What is handed over: the result of a case, or the notice that it ended otherwise. */
export type SignedAction = (typeof signedActions)[number];

/** The clerk at the window, or the pad that stands before it. */
export type SignatureActor = { readonly role: 'staff'; readonly id: string } | { readonly role: 'pad' };

/** One window's question to whoever stands before it. Ids only: what is signed is asked for by the pad itself. */
export interface SignatureRequest {
  readonly id: string;
  readonly windowId: string;
  readonly caseId: string;
  readonly action: SignedAction;
  readonly staffId: string;
  readonly recipientBy: NonNullable<Service['recipientBy']>;
  /** The recorded authority of somebody else who takes it. */
  readonly authorityId: string | null;
  readonly askedAt: Instant;
  readonly state: SignatureState;
}

/** The question that stands at each window now, or the one that was answered there last. */
export type SignatureRequests = Readonly<Record<string, SignatureRequest>>;

/** So long the question stands on the pad; whoever walked away signs nothing any more. */
export const signatureAsksMs = 4 * 60_000;
/** So long after the drawing the clerk may still hand over with it. */
export const signatureHoldsMs = 30 * 60_000;

export const signatureUntil = ({ askedAt }: Pick<SignatureRequest, 'askedAt'>): Instant => addMs(askedAt, signatureAsksMs);

/** Does it still stand on the pad? */
export const signatureOpen = (request: SignatureRequest | undefined, now: Instant): request is SignatureRequest =>
  request?.state === 'ASKED' && now < signatureUntil(request);

/** By its id: the events of a request; they lie in the stream of the hall's day. */
export interface SignatureBodies {
  /** Who asks is the actor, who signs is known to the case. */
  'signature.asked': Omit<SignatureRequest, 'id' | 'staffId' | 'askedAt' | 'state'>;
  /** The drawing stands outside the log, encrypted; here its keyed digest. */
  'signature.signed': { windowId: string; digest: string };
  'signature.declined': { windowId: string };
  'signature.cancelled': { windowId: string };
}
type SignatureEvent = {
  [T in keyof SignatureBodies]: { readonly type: T; readonly subject: string; readonly body: SignatureBodies[T] };
}[keyof SignatureBodies];

/** Folds one event into what stands at the windows; an answer to a question that another took the place of changes nothing. */
export function applySignature(
  requests: SignatureRequests,
  event: SignatureEvent,
  { actorId, at }: { readonly actorId: string; readonly at: Instant },
): SignatureRequests {
  const { windowId } = event.body;
  const known = requests[windowId];
  switch (event.type) {
    case 'signature.asked':
      return { ...requests, [windowId]: { ...event.body, id: event.subject, staffId: actorId, askedAt: at, state: 'ASKED' } };
    case 'signature.signed':
    case 'signature.declined':
      if (known?.id !== event.subject) return requests;
      return { ...requests, [windowId]: { ...known, state: event.type === 'signature.signed' ? 'SIGNED' : 'DECLINED' } };
    case 'signature.cancelled':
      return withoutSigning(requests, windowId);
  }
}

export function withoutSigning(requests: SignatureRequests, windowId: string): SignatureRequests {
  const { [windowId]: _gone, ...rest } = requests;
  return rest;
}

export type SignatureAnswer = 'sign' | 'decline' | 'cancel';

/** Only an open question is answered: by the pad, or taken back by whoever asked. */
export function assertSignature(request: SignatureRequest | undefined, answer: SignatureAnswer, by: SignatureActor, now: Instant): void {
  if (!request) throw new DomainError('not_found');
  if (answer === 'cancel' ? by.role !== 'staff' || by.id !== request.staffId : by.role !== 'pad') throw new DomainError('not_found');
  if (request.state !== 'ASKED') throw new DomainError('signature.answered');
  if (answer !== 'cancel' && !signatureOpen(request, now)) throw new DomainError('signature.expired');
}
