import { expect, test } from 'vitest';
import { openSql } from '../db/sql.ts';
import { testDatabase } from '../testing.ts';
import { sweepCommandKeys } from './sweep.ts';

test('keys of presses go after a week, by the one role that may delete them', async () => {
  const database = await testDatabase();
  const [app, retention] = [openSql(database.url('app'), 1), openSql(database.url('retention'), 1)];
  try {
    await app`
      insert into command_keys (actor, key, request_hash, response, created_at)
      select 'clerk', 'press-' || i, '', '{}', now() - i * interval '1 day' from generate_series(0, 11) i`;
    await expect(sweepCommandKeys(app)).rejects.toMatchObject({ code: '42501' });
    expect(await sweepCommandKeys(retention, 2)).toBe(5);
    expect(await sweepCommandKeys(retention, 2)).toBe(0);
    const left = await app<{ key: string }[]>`select key from command_keys order by created_at desc`;
    expect(left.map((row) => row.key)).toEqual(Array.from({ length: 7 }, (_, i) => `press-${i}`));
    await expect(retention`delete from events`).rejects.toMatchObject({ code: '42501' });
  } finally {
    await Promise.all([app.end({ timeout: 1 }), retention.end({ timeout: 1 })]);
    await database.drop();
  }
});
