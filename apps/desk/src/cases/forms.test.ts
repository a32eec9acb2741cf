import { expect, test } from 'vitest';
import { fieldsOf, firstValues, pressOf, problemsOf, type Action, type Values } from './forms.ts';
import { caseFixture } from './fixtures.ts';

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
  expect(problems('refuse_acceptance', values({ code: 'not_qualified', reason: '不够年龄' }))).toEqual({});
  expect(problems('refuse_acceptance', values({ code: 'not_our_power', reason: '归市里' }))).toEqual({ direction: 'empty' });
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
  expect(problems('deliver', values({ way: 'counter', proof: '已签字', idNo: '51160219' }))).toEqual({ idNo: 'id' });
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
