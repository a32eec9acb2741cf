import { chmod, copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPerson, openPerson, putPerson } from '../people/persons.ts';
import { createStaff } from '../staff/accounts.ts';
import { testDeps, type TestDeps } from '../testing.ts';
import { blindIndex, decryptField, encryptField, encryptedColumns, keyUse, rotate } from './fields.ts';
import { installedKeys, rememberKeys } from './installed-keys.ts';
import { addEncryptionKey, dropEncryptionKeys, ephemeralKeys, loadKeys } from './keys.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'one-window-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the key file', () => {
  test('is made by the first start, for its owner only, and gives the same keys to the second', async () => {
    const path = join(folder, 'a', 'keys.json');
    const first = loadKeys(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const second = loadKeys(path);
    expect(second.link.equals(first.link)).toBe(true);
    expect(second.rolePassword('app')).toBe(first.rolePassword('app'));
    expect(second.rolePassword('app')).not.toBe(second.rolePassword('screen'));
  });

  test('one that others can read is refused, in one sentence without a key in it', async () => {
    const path = join(folder, 'open.json');
    loadKeys(path);
    await chmod(path, 0o644);
    expect(() => loadKeys(path)).toThrow(/chmod 600/);
  });

  test('a spoilt one is refused without quoting it', async () => {
    const path = join(folder, 'spoilt.json');
    loadKeys(path);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.slice(0, 200), { mode: 0o600 });
    const key = (JSON.parse(text) as { link: string }).link;
    expect(() => loadKeys(path)).toThrow(/keys|密钥/);
    try {
      loadKeys(path);
    } catch (error) {
      expect(String(error)).not.toContain(key.slice(0, 8));
    }
  });
});

describe('an encrypted field', () => {
  const keys = ephemeralKeys();
  const place = { table: 'persons', column: 'name_enc', row: 'r1' };

  test.each(['张三', '𠮷野䶹', '👨‍👩‍👧', '', 'x'.repeat(10_000)])('gives %s back', (text) => {
    const sealed = encryptField(keys, place, text);
    if (text) expect(sealed).not.toContain(text);
    expect(decryptField(keys, place, sealed)).toBe(text);
  });

  test('is never the same twice', () => expect(encryptField(keys, place, '张三')).not.toBe(encryptField(keys, place, '张三')));

  test('does not open in another row, column or table, nor altered, cut or under another key', () => {
    const sealed = encryptField(keys, place, '张三');
    for (const other of [
      { ...place, row: 'r2' },
      { ...place, column: 'phone_enc' },
      { ...place, table: 'staff' },
    ])
      expect(() => decryptField(keys, other, sealed)).toThrow(/tag/);
    expect(() => decryptField(ephemeralKeys(), place, sealed)).toThrow(/tag/);
    for (const cut of ['', 'v1', 'v1.k1.', sealed.slice(0, -4), sealed.slice(0, 20), sealed.replace('k1', 'k9'), `v2${sealed.slice(2)}`])
      expect(() => decryptField(keys, place, cut)).toThrow(/^field persons\.name_enc of r1/);
  });

  test('the blind index finds what was typed differently and tells kinds apart', () => {
    expect(blindIndex(keys, 'phone', '+86 138 1234 1234')).toBe(blindIndex(keys, 'phone', '13812341234'));
    expect(blindIndex(keys, 'id_no', '11010519491231002x')).toBe(blindIndex(keys, 'id_no', '11010519491231002X'));
    expect(blindIndex(keys, 'phone', '13812341234')).not.toBe(blindIndex(keys, 'id_no', '13812341234'));
    expect(blindIndex(keys, 'phone', '13812341234')).not.toBe(blindIndex(ephemeralKeys(), 'phone', '13812341234'));
  });
});

describe('rotation', () => {
  let deps: TestDeps;
  beforeAll(async () => {
    deps = await testDeps();
  });
  afterAll(() => deps.close());

  test('brings every row under the new key while the old keys still open the rest, then the old key can go', async () => {
    const path = join(folder, 'rotate.json');
    const before = loadKeys(path);
    const ids: string[] = [];
    for (let i = 0; i < 25; i += 1)
      ids.push(
        await putPerson(deps.sql, before, {
          name: `张${i}`,
          idNo: i === 3 ? null : `51160219900101${String(1000 + i)}`,
          phone: i % 2 ? `138000000${i + 10}` : null,
        }),
      );
    const realm = crypto.randomUUID();
    await deps.sql`insert into realms (id, name, time_zone, head_hash, head_at) values (${realm}, '测试区', 'Asia/Shanghai', ${Buffer.alloc(32)}, now())`;
    await createStaff(
      { ...deps, keys: before },
      { kind: 'system', id: 'test' },
      { realmId: realm, staffNo: 'C1', name: '周小华', phone: '13900000001' },
      null,
    );

    expect(addEncryptionKey(path)).toBe('k2');
    const after = loadKeys(path);
    expect(after.currentId).toBe('k2');
    // a process that has not restarted reads what the new one writes
    const written = encryptField(after, { table: 'persons', column: 'name_enc', row: 'x' }, '新');
    expect(decryptField(before, { table: 'persons', column: 'name_enc', row: 'x' }, written)).toBe('新');

    expect(await rotate(deps.sql, after, 10)).toBe(26);
    expect(await rotate(deps.sql, after, 10)).toBe(0);
    expect([...(await keyUse(deps.sql)).keys()]).toEqual(['k2']);
    // as the command does: what the database knows of the file moves on with it, and an older copy is not the file any more
    await copyFile(path, `${path}.old`);
    dropEncryptionKeys(path, ['k1']);
    const last = loadKeys(path);
    await rememberKeys(deps.owner, last);
    await expect(installedKeys(deps.owner, path)).resolves.toMatchObject({ currentId: 'k2' });
    addEncryptionKey(path);
    await installedKeys(deps.owner, path);
    await expect(installedKeys(deps.owner, `${path}.old`)).rejects.toThrow(/is not the one/);
    dropEncryptionKeys(path, ['k3']);
    expect(last.encryptionIds).toEqual(['k2']);
    expect(await openPerson(deps.sql, last, ids[7]!)).toEqual({ name: '张7', idNo: '511602199001011007', phone: '13800000017' });
    expect(await openPerson(deps.sql, last, ids[3]!)).toEqual({ name: '张3', idNo: null, phone: '13800000013' });
    expect(await findPerson(deps.sql, last, '511602199001011007')).toBe(ids[7]);
  });

  test('a database that was used does not start with no key file or another, and none is made for it', async () => {
    const { owner } = deps;
    const path = join(folder, 'used.json');
    await owner`delete from meta where key = 'keys'`;
    // as after a version that remembered nothing: only a name tells
    await owner`truncate staff cascade`;
    const keys = await installedKeys(owner, path);
    await owner`delete from meta where key = 'keys'`;
    const realm = crypto.randomUUID();
    await owner`insert into realms (id, name, time_zone, head_hash, head_at) values (${realm}, '另一区', 'Asia/Shanghai', ${Buffer.alloc(32)}, now())`;
    await createStaff({ ...deps, keys }, { kind: 'system', id: 'test' }, { realmId: realm, staffNo: 'C2', name: '林月' }, null);
    for (const remembers of [false, true]) {
      const lost = join(folder, `lost-${remembers}.json`);
      await expect(installedKeys(owner, lost)).rejects.toThrow(/put the former file back first/);
      await expect(stat(lost)).rejects.toThrow('ENOENT');
      const other = join(folder, `other-${remembers}.json`);
      loadKeys(other);
      await expect(installedKeys(owner, other)).rejects.toThrow(/is not the one/);
      await expect(installedKeys(owner, path)).resolves.toMatchObject({ currentId: 'k1' });
    }
    const [row] = await owner<{ text: string }[]>`select value::text as text from meta where key = 'keys'`;
    expect(row!.text).not.toContain(keys.link.toString('base64').slice(0, 12));
  });

  test('every column that is called encrypted is in the list that rotation walks', async () => {
    const rows = await deps.sql<{ table: string; column: string }[]>`
      select table_name as table, column_name as column from information_schema.columns where table_schema = 'public' and column_name like '%\\_enc'`;
    const listed = Object.entries(encryptedColumns).flatMap(([table, columns]) => columns.map((column) => `${table}.${column}`));
    expect(rows.map((r) => `${r.table}.${r.column}`).toSorted()).toEqual(listed.toSorted());
  });
});
