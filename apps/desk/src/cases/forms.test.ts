import { expect, test } from 'vitest';
import { fieldsOf, firstValues, pressOf, problemsOf, type Action, type Values } from './forms.ts';
import { caseFixture, draftFixture } from './fixtures.ts';

const today = '2026-11-24';
const values = (text: Values['text'], patch: Partial<Values> = {}): Values => ({ text, checks: {}, chosen: [], ...patch });
const problems = (action: Action, typed: Values) => problemsOf(fieldsOf(action, caseFixture, typed), typed, caseFixture, today);

test('what comes from another office or is made here is there before anybody ticks it', () => {
  const first = firstValues('receive', {
    ...caseFixture,
    materials: caseFixture.materials.map((m) => ({ ...m, state: null })),
  });
  const fromElsewhere = caseFixture.materials.filter(({ from }) => from === 'shared' || from === 'here').map(({ code }) => code);
  expect(Object.keys(first.checks)).toEqual(fromElsewhere);
  expect(problems('receive', first)).toEqual({ checks: 'unticked' });
});

test('where to go instead is asked only where the power is another’s', () => {
  expect(problems('refuse_acceptance', values({ why: 'not_qualified', reason: '不够年龄' }))).toEqual({});
  expect(problems('refuse_acceptance', values({ why: 'not_our_power', reason: '归市里' }))).toEqual({ direction: 'empty' });
});

test('paper is counted twice and taken by somebody; what is electronic is neither', () => {
  const paper = { paper: 'paper', sent: '2', counted: '1', staffNo: '1006', password: 'x' } as const;
  expect(problems('make_ready', values(paper))).toEqual({ counted: 'differs' });
  expect(pressOf('make_ready', values({ ...paper, counted: '2' }), caseFixture)).toEqual({
    action: 'make_ready',
    paper: { sent: 2, counted: 2, taken: { staffNo: '1006', password: 'x' } },
  });
  expect(pressOf('make_ready', values({ ...paper, paper: 'electronic' }), caseFixture)).toEqual({ action: 'make_ready', paper: null });
});

test('half a colleague is none', () => {
  const instant = { ...caseFixture, item: { ...caseFixture.item, kind: 'INSTANT' as const } };
  const typed = values({ opinion: '同意', staffNo: '1006' });
  expect(problemsOf(fieldsOf('grant', instant, typed), typed, instant, today)).toEqual({ staffNo: 'half' });
  expect(pressOf('grant', values({ opinion: ' 同意 ' }), caseFixture)).toEqual({ action: 'grant', opinion: '同意' });
});

test('a card is read only at the counter', () => {
  expect(problems('deliver', values({ way: 'counter', proof: '已签字', idNo: '51160219', signed: 'no_pad' }))).toEqual({ idNo: 'id' });
  expect(pressOf('deliver', values({ way: 'post', proof: 'EMS 1', idNo: '51160219' }), caseFixture)).toEqual({
    action: 'deliver',
    way: 'post',
    proof: 'EMS 1',
  });
});

test('a fee is the listed one, by the receipt that was typed', () => {
  expect(problems('take_fee', values({}))).toEqual({ receiptNo: 'empty' });
  expect(pressOf('take_fee', values({ receiptNo: ' 川 0012 ' }), caseFixture)).toEqual({
    action: 'take_fee',
    fen: 2_000,
    receiptNo: '川 0012',
  });
});

test('at the counter it is the own card, the code that was sent while it waits, or the card of somebody on record', () => {
  const agent = { id: 'a1', name: '周*', scope: 'all', until: null, ended: false } as const;
  const ready = { ...caseFixture, status: 'READY', authorities: [agent] } as const;
  const asked = (file: typeof caseFixture, by: string) => fieldsOf('deliver', file, values({ way: 'counter', by })).map(({ name }) => name);
  expect(asked({ ...caseFixture, authorities: [] }, 'identity')).toEqual(['way', 'idNo', 'signed', 'proof']);
  expect(asked(ready, 'code')).toEqual(['way', 'by', 'code', 'signed', 'proof']);
  expect(fieldsOf('deliver', ready, values({ way: 'counter', by: 'authority' }))[1]).toMatchObject({
    options: ['identity', 'code', 'authority'],
  });
  expect(pressOf('deliver', values({ way: 'counter', by: 'code', code: ' 004711 ', proof: '签收' }), ready)).toMatchObject({
    recipient: { by: 'code', code: '004711' },
  });
  // from a locker nobody signs, but nobody takes what is not proved to be theirs either
  const locker = { way: 'shelf', by: 'code', code: '004711', proof: '3 号柜' } as const;
  expect(fieldsOf('deliver', ready, values(locker)).map(({ name }) => name)).toEqual(['way', 'by', 'code', 'proof']);
  expect(pressOf('deliver', values(locker), ready)).toEqual({
    action: 'deliver',
    way: 'shelf',
    recipient: { by: 'code', code: '004711' },
    proof: '3 号柜',
  });
});

test('a wrong press is taken back with a reason; a wrong applicant is replaced by somebody whose card lies there', () => {
  expect(pressOf('correct', values({ what: 'press', reason: '按错' }), caseFixture)).toEqual({ action: 'correct', reason: '按错' });
  expect(problems('correct', values({ what: 'applicant', reason: '录错', name: '周敏', idNo: '5' }))).toEqual({ idNo: 'id' });
});

test('of a draft only what is said otherwise is sent, and what another door answered meanwhile is not written over', () => {
  const typed = values({ who: 'same' }, { answers: { licence: 'yes' } });
  expect(problemsOf(fieldsOf('amend', draftFixture, values({ who: 'same' })), values({ who: 'same' }), draftFixture, today)).toEqual({
    situation: 'empty',
  });
  const meanwhile = { ...draftFixture, form: { ...draftFixture.form!, answers: { hot: 'no' } } };
  expect(pressOf('amend', typed, meanwhile)).toEqual({ action: 'amend', answers: { hot: 'no', licence: 'yes' } });
  expect(pressOf('amend', values({ who: 'phone', phone: ' 13900000001 ' }), draftFixture)).toEqual({
    action: 'amend',
    phone: '13900000001',
  });
  const anew = values({ who: 'anew', name: '周敏', idNo: '511602195207150022' });
  const applicant = { name: '周敏', idNo: '511602195207150022' };
  expect(pressOf('amend', anew, draftFixture)).toEqual({ action: 'amend', applicant: { ...applicant, phone: null } });
  // who calls keeps the number that calls
  const caller = { ...draftFixture, ofCaller: true } as const;
  expect(pressOf('amend', anew, caller)).toEqual({ action: 'amend', applicant });
  expect(fieldsOf('amend', caller, anew).map(({ name }) => name)).toEqual(['situation', 'who', 'name', 'idNo']);
});

test('who takes it signs on the pad, and what was signed there is named; or it is said why it stands on the paper', () => {
  const typed = { way: 'counter', by: 'identity', idNo: '511602195207150022', proof: '签收' } as const;
  expect(problems('deliver', values({ ...typed, signed: 'pad' }))).toEqual({ signed: 'unsigned' });
  expect(problems('deliver', values({ ...typed, signed: 'pad', signedId: 'r1' }))).toEqual({});
  expect(pressOf('deliver', values({ ...typed, signed: 'pad', signedId: 'r1' }), caseFixture)).toMatchObject({
    signed: { by: 'pad', requestId: 'r1' },
  });
  expect(problems('serve', values({ ...typed, signed: 'fingerprint' }))).toEqual({});
  expect(pressOf('serve', values({ ...typed, signed: 'fingerprint' }), caseFixture)).toMatchObject({
    signed: { by: 'paper', why: 'fingerprint' },
  });
  expect(pressOf('conclude', values(typed), caseFixture)).not.toHaveProperty('signed');
});
