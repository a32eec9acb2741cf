import { describe, expect, test } from 'vitest';
import { next, person, refused, walk, ways } from './case-samples.ts';

describe('files', () => {
  const clerk = { by: person('clerk') };
  const citizen = { by: person('applicant') };
  const given = { fileId: 'file-2', material: 'photo' };

  test('are added by the citizen until the window has the case, then by the window, then only where something is asked for', () => {
    const draft = walk(['draft']);
    expect(next(draft, 'add_file', citizen).files).toMatchObject([{ id: 'file-1', material: 'form', trust: 'C' }]);
    const received = walk(ways.received);
    expect(refused(received, 'add_file', citizen)).toBe('case.files_closed');
    expect(refused(received, 'add_file', clerk)).toBeNull();
    expect(refused(walk(ways.signed), 'add_file', citizen)).toBe('case.files_closed');
    expect(refused(next(walk(ways.signed), 'ask_supplement'), 'add_file', citizen)).toBeNull();
    expect(refused(walk(ways.granted), 'add_file', clerk)).toBe('case.not_allowed');
  });

  test('belong to a listed material, ten to each', () => {
    expect(refused(walk(['draft']), 'add_file', { given: { material: 'portrait' } })).toBe('case.material_unlisted');
    let state = walk(['draft']);
    for (let i = 0; i < 10; i += 1) state = next(state, 'add_file', { given: { fileId: `file-${i}` } });
    expect(refused(state, 'add_file')).toBe('case.too_many_files');
    expect(refused(state, 'add_file', { given })).toBeNull();
  });

  test('are compared with the original once, and then no citizen takes them back', () => {
    const added = next(walk(['draft']), 'add_file', citizen);
    const checked = next(added, 'check_file', clerk);
    expect(checked.files).toMatchObject([{ id: 'file-1', trust: 'B' }]);
    expect(refused(checked, 'check_file', clerk)).toBe('case.file_checked');
    expect(refused(checked, 'remove_file', citizen)).toBe('case.file_checked');
    expect(next(checked, 'remove_file', clerk).files).toEqual([]);
    expect(next(added, 'remove_file', citizen).files).toEqual([]);
    expect(refused(added, 'remove_file', { given: { fileId: 'file-9' } })).toBe('case.file_unknown');
  });

  test('move no clock and change nothing else of the case', () => {
    const draft = walk(['draft']);
    const { files: _, ...rest } = next(draft, 'add_file', citizen);
    expect(rest).toEqual(draft);
  });
});
