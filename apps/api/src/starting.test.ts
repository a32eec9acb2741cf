import { expect, test } from 'vitest';
import postgres from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { inject } from 'vitest';
import { migrate } from './db/migrate.ts';
import { startProblem } from './starting.ts';

const admin = inject('adminUrl');
const said = async (url: URL): Promise<string> =>
  startProblem(
    await migrate(url.href).then(
      () => null,
      (error: unknown) => error,
    ),
  );
const changed = (change: (url: URL) => void): URL => {
  const url = new URL(admin);
  change(url);
  return url;
};

test('a wrong password, a database that is not there and a closed port are each one sentence, without the password', async () => {
  const wrong = await said(changed((url) => (url.password = 'not-this-one')));
  expect(wrong).toMatch(/^数据库拒绝了.*\/ The database refuses the user or the password/);
  expect(await said(changed((url) => (url.pathname = '/nowhere')))).toMatch(/不存在.*does not exist/);
  expect(await said(changed((url) => (url.port = '9')))).toMatch(/没有应答.*does not answer/);
  expect(wrong).not.toContain('not-this-one');
});

test('a user that may not create roles is told which right is missing', async () => {
  const sql = postgres(admin, { max: 1, onnotice: () => undefined });
  const name = `weak_${uuidv7().slice(-8)}`;
  try {
    await sql.unsafe(`create role ${name} login password 'weak'`);
    const url = changed((at) => ((at.username = name), (at.password = 'weak'), (at.pathname = '/postgres')));
    expect(await said(url)).toMatch(/CREATEROLE/);
  } finally {
    await sql.unsafe(`drop role ${name}`);
    await sql.end();
  }
});
