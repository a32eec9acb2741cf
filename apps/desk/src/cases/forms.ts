import { idProblem, normaliseIdNo } from '@one-window/domain/identity';
import { nonAcceptanceCodes } from '@one-window/domain/case-events';
import { procedureKinds } from '@one-window/domain/item-version';
import { paperSignatures } from '@one-window/domain/signatures';
import type { CaseKey, CaseView, Press, Recipient } from './api.ts';

export type Action = CaseKey['action'];
type LineName = 'receiptNo' | 'name' | 'phone' | 'code' | 'staff';
export type TextName = 'commitment' | 'reason' | 'direction' | 'opinion' | 'result' | 'basis' | 'proof';
type NumberName = 'days' | 'amount' | 'sent' | 'counted';
export type ChoiceName = 'why' | 'kind' | 'way' | 'paper' | 'agrees' | 'by' | 'scope' | 'authority' | 'what' | 'who';
type DateName = 'until' | 'reviewOn';
/** How who takes it signs; which question stands on the pad for it, and which was signed there. */
type SignedName = 'signed' | 'askedId' | 'signedId';
export type FieldName =
  | TextName
  | NumberName
  | LineName
  | ChoiceName
  | DateName
  | SignedName
  | 'idNo'
  | 'staffNo'
  | 'password'
  | 'checks'
  | 'chosen'
  | 'situation';

/** What a key asks for. */
export type FieldSpec =
  | { readonly kind: 'checks'; readonly name: 'checks' }
  | { readonly kind: 'materials'; readonly name: 'chosen'; readonly missingOnly: boolean }
  | { readonly kind: 'text'; readonly name: TextName; readonly optional?: true }
  | { readonly kind: 'number'; readonly name: NumberName; readonly max: number }
  | { readonly kind: 'choice'; readonly name: ChoiceName; readonly options: readonly string[] }
  | { readonly kind: 'line'; readonly name: LineName; readonly optional?: true }
  | { readonly kind: 'date'; readonly name: DateName; readonly optional?: true }
  | { readonly kind: 'card'; readonly name: 'idNo' }
  | { readonly kind: 'signature'; readonly name: 'signed' }
  | { readonly kind: 'situation'; readonly name: 'situation' }
  | { readonly kind: 'colleague'; readonly name: 'staffNo'; readonly optional: boolean };

/** What was typed into a form so far. */
export interface Values {
  readonly text: Readonly<Partial<Record<FieldName, string>>>;
  readonly checks: Readonly<Record<string, 'present' | 'missing'>>;
  readonly chosen: readonly string[];
  /** Only those that were touched here: what another door answers meanwhile is seen, and not written over. */
  readonly answers?: Readonly<Record<string, string>>;
}

/** A case as far as forms ask: staff have more of it, a caller's has no more. */
export type FormFile = Omit<CaseView, 'applicant' | 'applicantType' | 'scope' | 'refusals' | 'reveals' | 'handler'> & {
  /** By telephone: the number that calls is the one that stays. */
  readonly ofCaller?: true;
};
export type Problem = 'empty' | 'unticked' | 'nothing_chosen' | 'number' | 'id' | 'half' | 'differs' | 'unsigned';
export type Problems = Readonly<Partial<Record<FieldName, Problem>>>;

const text = (name: TextName): FieldSpec => ({ kind: 'text', name });
const number = (name: NumberName, max: number): FieldSpec => ({ kind: 'number', name, max });
const materials = (missingOnly: boolean): FieldSpec[] => [{ kind: 'materials', name: 'chosen', missingOnly }];
const line = (name: LineName): FieldSpec => ({ kind: 'line', name });
const ways = ['counter', 'shelf', 'post', 'electronic'] as const;
const inPerson = (way: string | undefined): boolean => way === 'counter' || way === 'shelf';

/** Pressed at once: a supervisor can take them back, and they ask for nothing. */
export const atOnce = (action: Action): boolean => ['accept', 'sign', 'sign_branch', 'supervise', 'resume'].includes(action);

type Of = Pick<FormFile, 'item' | 'status' | 'authorities' | 'form' | 'ofCaller'>;
/** The fields of a key; some depend on what stands in others. */
export function fieldsOf(action: Action, file: Of, { text: typed }: Values): FieldSpec[] {
  // 一审一核: whoever took in an immediate case has it looked at by another; the service knows whether it was the same person
  const beside: FieldSpec[] = file.item.kind === 'INSTANT' ? [{ kind: 'colleague', name: 'staffNo', optional: true }] : [];
  switch (action) {
    case 'receive':
      return [{ kind: 'checks', name: 'checks' }];
    case 'pre_review_return':
    case 'give_notice':
    case 'ask_supplement':
      return materials(false);
    case 'supplement':
    case 'answer_supplement':
    case 'supply_deficit':
      return materials(true);
    case 'accept_with_deficit':
      return [text('commitment')];
    case 'refuse_acceptance':
      return [
        { kind: 'choice', name: 'why', options: nonAcceptanceCodes },
        text('reason'),
        ...(typed.why === 'not_our_power' ? [text('direction')] : []),
      ];
    case 'forward':
    case 'send_back':
      return [text('opinion')];
    case 'answer_branch':
      return [{ kind: 'choice', name: 'agrees', options: ['yes', 'no'] }, text('opinion')];
    case 'start_procedure':
      return [{ kind: 'choice', name: 'kind', options: procedureKinds }, number('days', 365)];
    case 'end_procedure':
      return [text('result')];
    case 'request_extension':
      return [number('amount', 60), text('reason')];
    case 'grant':
    case 'do_at_once':
      return [text('opinion'), ...beside];
    case 'refuse':
      return [text('basis'), text('reason'), ...beside];
    case 'take_fee':
      return [line('receiptNo')];
    case 'amend':
      return amended(file, typed);
    case 'make_ready':
      return [{ kind: 'choice', name: 'paper', options: ['paper', 'electronic'] }, ...(typed.paper === 'paper' ? handOver : [])];
    case 'deliver':
    case 'serve':
    case 'conclude':
      return [
        { kind: 'choice', name: 'way', options: ways },
        // from a locker, too, nobody takes what nobody proved to be theirs
        ...(inPerson(typed.way) ? recipient(file, typed) : []),
        // a case that ends without a paper hands nothing over
        ...(typed.way === 'counter' && action !== 'conclude' ? [{ kind: 'signature', name: 'signed' } as const] : []),
        text('proof'),
      ];
    default:
      return oversight(action, file, typed);
  }
}

/** The situation, and whether the applicant stays. Neither name nor number was shown, so both are typed anew or none. */
function amended({ form, ofCaller }: Of, { who }: Values['text']): FieldSpec[] {
  const phone: FieldSpec[] = ofCaller ? [] : [{ kind: 'line', name: 'phone', ...(who === 'phone' ? {} : { optional: true }) }];
  return [
    ...(form && form.questions.length > 0 ? [{ kind: 'situation', name: 'situation' } as const] : []),
    { kind: 'choice', name: 'who', options: ['same', ...(ofCaller ? [] : ['phone']), 'anew'] },
    ...(who === 'anew' ? [line('name'), ...card] : []),
    ...(who === 'anew' || who === 'phone' ? phone : []),
  ];
}

/** What a head of department, a supervisor and whoever records an agent are asked. */
function oversight(action: Action, file: Of, typed: Values['text']): FieldSpec[] {
  const live = file.authorities.filter(({ ended }) => !ended).map(({ id }) => id);
  switch (action) {
    case 'record_authority':
      return [
        line('name'),
        ...card,
        { kind: 'choice', name: 'scope', options: ['handle', 'collect', 'all'] },
        { kind: 'date', name: 'until', optional: true },
        text('proof'),
      ];
    case 'end_authority':
      return [{ kind: 'choice', name: 'authority', options: live }];
    case 'suspend':
      return [text('basis'), text('reason'), { kind: 'date', name: 'reviewOn' }];
    case 'revoke':
      return [text('basis')];
    case 'void':
      return [text('reason')];
    case 'reassign':
      return [line('staff'), text('reason')];
    case 'correct':
      return [
        { kind: 'choice', name: 'what', options: ['press', 'applicant'] },
        ...(typed.what === 'applicant' ? [line('name'), ...card, { kind: 'line', name: 'phone', optional: true } as const] : []),
        text('reason'),
      ];
    default:
      return [];
  }
}

/** At the counter: the own card, the code that was sent, or the card of somebody on record. */
function recipient({ status, authorities }: Of, { by }: Values['text']): FieldSpec[] {
  const known = authorities.some(({ ended, scope }) => !ended && scope !== 'handle');
  const options = ['identity', ...(status === 'READY' ? ['code'] : []), ...(known ? ['authority'] : [])];
  const choice: FieldSpec[] = options.length > 1 ? [{ kind: 'choice', name: 'by', options }] : [];
  return [...choice, ...(by === 'code' ? [line('code')] : card)];
}
const handOver: FieldSpec[] = [number('sent', 999), number('counted', 999), { kind: 'colleague', name: 'staffNo', optional: false }];
const card: FieldSpec[] = [{ kind: 'card', name: 'idNo' }];

const atCounter: Values['text'] = { way: 'counter', by: 'identity', signed: 'pad' };

/** Where the recipient signs: on the pad, or why on the paper. */
export const signedWays = ['pad', ...paperSignatures] as const;

/** With what a form opens: what nobody has to bring is there already. */
export function firstValues(action: Action, file: Pick<CaseView, 'materials' | 'missing'>): Values {
  const known = file.materials.flatMap(({ code, from, state }) => {
    const told = state ?? (from === 'shared' || from === 'here' ? ('present' as const) : null);
    return told ? [[code, told] as const] : [];
  });
  const preset: Partial<Record<Action, Values['text']>> = {
    make_ready: { paper: 'paper' },
    deliver: atCounter,
    serve: atCounter,
    conclude: atCounter,
    correct: { what: 'press' },
    amend: { who: 'same' },
  };
  return {
    text: preset[action] ?? {},
    checks: action === 'receive' ? Object.fromEntries(known) : {},
    chosen: action === 'give_notice' ? file.missing : [],
  };
}

/** Which materials a field offers: those that are missing, or all where the service names none. */
export function offered(file: Pick<CaseView, 'materials' | 'missing'>, missingOnly: boolean): CaseView['materials'] {
  const missing = file.materials.filter(({ code, state }) => state === 'missing' || file.missing.includes(code));
  return missingOnly && missing.length > 0 ? missing : file.materials;
}

/** The answers of a draft as this form would leave them. */
export const answered = (file: Pick<FormFile, 'form'>, { answers }: Values): Readonly<Record<string, string>> => ({
  ...file.form?.answers,
  ...answers,
});

type Asked = Pick<FormFile, 'materials' | 'form'>;
/** What is missing or wrong, by field. The service judges again. */
export function problemsOf(fields: readonly FieldSpec[], values: Values, file: Asked, today: string): Problems {
  const found: Partial<Record<FieldName, Problem>> = {};
  for (const field of fields) {
    const problem = problemOf(field, values, file, today);
    if (problem) found[field.name] = problem;
  }
  const { sent, counted } = values.text;
  if (fields.some(({ name }) => name === 'counted') && !found.counted && sent?.trim() !== counted?.trim()) found.counted = 'differs';
  return found;
}

function problemOf(field: FieldSpec, values: Values, file: Asked, today: string): Problem | null {
  const { text: typed, checks, chosen } = values;
  const said = typed[field.name]?.trim() ?? '';
  switch (field.kind) {
    case 'checks':
      return file.materials.every(({ code }) => checks[code]) ? null : 'unticked';
    case 'situation':
      return (file.form?.questions ?? []).every(({ id }) => answered(file, values)[id]) ? null : 'empty';
    case 'materials':
      return chosen.length > 0 ? null : 'nothing_chosen';
    case 'text':
      return said === '' && !field.optional ? 'empty' : null;
    case 'choice':
      return said === '' ? 'empty' : null;
    case 'signature':
      if (said === '') return 'empty';
      return said === 'pad' && !typed.signedId ? 'unsigned' : null;
    case 'line':
    case 'date':
      return said === '' && !field.optional ? 'empty' : null;
    case 'number':
      return /^\d{1,3}$/.test(said) && Number(said) >= 1 && Number(said) <= field.max ? null : 'number';
    case 'card':
      return idProblem(said, today) ? 'id' : null;
    case 'colleague': {
      const both = [said, typed.password ?? ''].filter((part) => part !== '').length;
      return both === 2 || (both === 0 && field.optional) ? null : 'half';
    }
  }
}

/** Who stands at the counter, by what they show. */
export function recipientOf(typed: Values['text']): Recipient {
  const said = (name: FieldName): string => typed[name]?.trim() ?? '';
  if (said('by') === 'code') return { by: 'code', code: said('code') };
  return { by: said('by') === 'authority' ? 'authority' : 'identity', idNo: normaliseIdNo(said('idNo')) };
}

/** What is sent. Only for values that {@link problemsOf} has nothing against. */
export function pressOf(action: Action, values: Values, file: Pick<FormFile, 'feeFen' | 'form' | 'ofCaller'>): Press {
  const { text: typed, checks, chosen } = values;
  const said = (name: FieldName): string => typed[name]?.trim() ?? '';
  const beside = { staffNo: said('staffNo'), password: typed.password ?? '' };
  const confirm = beside.staffNo === '' ? {} : { confirm: beside };
  const press = (rest: object): Press => ({ action, ...rest }) as Press;
  switch (action) {
    case 'receive':
      return press({ checks });
    case 'pre_review_return':
    case 'give_notice':
    case 'ask_supplement':
      return press({ defects: chosen });
    case 'supplement':
    case 'answer_supplement':
    case 'supply_deficit':
      return press({ materials: chosen });
    case 'accept_with_deficit':
      return press({ commitment: said('commitment') });
    case 'refuse_acceptance':
      return press({ code: said('why'), reason: said('reason'), direction: said('why') === 'not_our_power' ? said('direction') : null });
    case 'forward':
    case 'send_back':
      return press({ opinion: said('opinion') });
    case 'answer_branch':
      return press({ agrees: said('agrees') === 'yes', opinion: said('opinion') });
    case 'start_procedure':
      return press({ kind: said('kind'), days: Number(said('days')) });
    case 'end_procedure':
      return press({ result: said('result') });
    case 'request_extension':
      return press({ amount: Number(said('amount')), reason: said('reason') });
    case 'grant':
    case 'do_at_once':
      return press({ opinion: said('opinion'), ...confirm });
    case 'refuse':
      return press({ basis: said('basis'), reason: said('reason'), ...confirm });
    case 'amend':
      return press(amendment(said, values, file));
    case 'take_fee':
      // by the list, never another amount
      return press({ fen: file.feeFen ?? 0, receiptNo: said('receiptNo') });
    case 'make_ready': {
      const paper = { sent: Number(said('sent')), counted: Number(said('counted')), taken: beside };
      return press({ paper: said('paper') === 'paper' ? paper : null });
    }
    case 'deliver':
    case 'serve':
    case 'conclude': {
      const signed = said('signed') === 'pad' ? { by: 'pad', requestId: said('signedId') } : { by: 'paper', why: said('signed') };
      const way = said('way');
      const recipient = inPerson(way) ? { recipient: recipientOf(typed) } : {};
      return press({ way, proof: said('proof'), ...recipient, ...(way === 'counter' && action !== 'conclude' ? { signed } : {}) });
    }
    case 'record_authority': {
      const agent = { name: said('name'), idNo: normaliseIdNo(said('idNo')) };
      return press({ agent, scope: said('scope'), until: said('until') || null, proof: said('proof') });
    }
    case 'end_authority':
      return press({ authorityId: said('authority') });
    case 'suspend':
      return press({ basis: said('basis'), reason: said('reason'), reviewOn: said('reviewOn') });
    case 'revoke':
      return press({ basis: said('basis') });
    case 'void':
      return press({ reason: said('reason') });
    case 'reassign':
      return press({ staffNo: said('staff'), reason: said('reason') });
    case 'correct': {
      const applicant = { name: said('name'), idNo: normaliseIdNo(said('idNo')), phone: said('phone') || null };
      return press({ reason: said('reason'), ...(said('what') === 'applicant' ? { applicant } : {}) });
    }
    default:
      return press({});
  }
}

/** Only what is said otherwise. */
function amendment(said: (name: FieldName) => string, values: Values, file: Pick<FormFile, 'form' | 'ofCaller'>): object {
  const touched = Object.entries(values.answers ?? {}).some(([id, answer]) => file.form?.answers[id] !== answer);
  const phone = file.ofCaller ? {} : { phone: said('phone') || null };
  return {
    ...(touched ? { answers: answered(file, values) } : {}),
    ...(said('who') === 'anew' ? { applicant: { name: said('name'), idNo: normaliseIdNo(said('idNo')), ...phone } } : {}),
    ...(said('who') === 'phone' ? phone : {}),
  };
}
