import { expect, test } from 'vitest';
import { retentionOf } from './archive.ts';
import { hallTime, next, person, refused, samplePermit, walk, ways } from './case-samples.ts';

const ended = hallTime('2026-03-02');
const due = hallTime('2026-04-01');
const delivered = walk([...ways.ready, 'deliver'], { at: ended });
const zone = 'Asia/Shanghai';

test('a case goes to the archive by the system alone, a month after its last step, whole and with every decision signed', () => {
  expect(refused(delivered, 'archive', { at: hallTime('2026-03-31') })).toBe('case.archive_early');
  expect(refused(delivered, 'archive', { at: due, by: person('supervisor') })).toBe('case.not_allowed');
  expect(refused(delivered, 'archive', { at: due, known: { packageComplete: false } })).toBe('case.package_incomplete');
  expect(refused(delivered, 'archive', { at: due, known: { decisionSigned: false } })).toBe('case.package_incomplete');
  const archived = next(delivered, 'archive', { at: due });
  // a certificate for thirty years, counted from 1 January of the year after
  expect([archived.archivedAt, archived.retention]).toEqual([due, { class: 'years_30', until: '2056-12-31' }]);
});

test('what counts is the last thing that happened: a refusal to accept rests from the day on which it was served', () => {
  const no = walk(['serve'], { at: hallTime('2026-03-20') }, walk(['draft', 'receive', 'refuse_acceptance'], { at: ended }));
  expect(refused(no, 'archive', { at: due })).toBe('case.archive_early');
  expect(next(no, 'archive', { at: hallTime('2026-04-19') }).retention).toEqual({ class: 'years_10', until: '2036-12-31' });
});

test('a draft that was withdrawn has no number and nothing to keep', () => {
  expect(refused(walk(['draft', 'withdraw'], { at: ended }), 'archive', { at: due })).toBe('case.package_incomplete');
});

test('an archived case is only read; a revocation takes it out, and it goes back with its decision', () => {
  const archived = next(delivered, 'archive', { at: due });
  const owing = next(walk(['draft', 'receive', 'refuse_acceptance', 'serve'], { at: ended }), 'archive', { at: due });
  expect(refused(owing, 'record_authority', { at: due })).toBe('case.archived');
  expect(refused(archived, 'supply_deficit', { at: due })).toBe('case.archived');
  expect(refused(archived, 'archive', { at: due })).toBe('case.archived');
  const revoked = next(archived, 'revoke', { at: hallTime('2028-05-08') });
  expect(revoked.archivedAt).toBeNull();
  expect(refused(revoked, 'archive', { at: hallTime('2028-05-30') })).toBe('case.archive_early');
  expect(next(revoked, 'archive', { at: hallTime('2028-06-08') }).retention?.until).toBe('2058-12-31');
});

test('an enquiry, a refusal and a withdrawal are kept for ten years', () => {
  const withdrawn = walk(['draft', 'submit', 'withdraw'], { at: ended });
  for (const file of [withdrawn, walk(['draft', 'receive', 'refuse_acceptance'], { at: ended })])
    expect(retentionOf(file, samplePermit.resultType, zone).retention).toBe('years_10');
  expect(retentionOf(delivered, 'document', zone).retention).toBe('years_10');
});
