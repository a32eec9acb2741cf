/** What keeps a start from succeeding, by the code of the driver, of PostgreSQL or of the file system. */
const sentences: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  '28P01': ['数据库拒绝了 DATABASE_URL 中的用户名或口令', 'The database refuses the user or the password of DATABASE_URL'],
  '28000': ['数据库不许 DATABASE_URL 中的用户从这里连接', 'The database does not let the user of DATABASE_URL connect from here'],
  '3D000': ['DATABASE_URL 指定的数据库不存在', 'The database of DATABASE_URL does not exist'],
  '42501': [
    'DATABASE_URL 的用户缺少权限：需要能建角色（CREATEROLE）和拥有该数据库',
    'The user of DATABASE_URL lacks a right: it must be able to create roles (CREATEROLE) and own the database',
  ],
  '53100': ['数据库所在的磁盘已满', 'The disk of the database is full'],
  '53300': ['数据库的连接已用完', 'The database has no connection left'],
  ECONNREFUSED: ['数据库没有应答', 'The database does not answer'],
  ENOTFOUND: ['找不到 DATABASE_URL 中的主机', 'The host of DATABASE_URL cannot be found'],
  CONNECT_TIMEOUT: ['数据库没有按时应答', 'The database does not answer in time'],
  EACCES: ['文件或目录不可读写', 'A file or folder cannot be read or written'],
  EPERM: ['文件或目录不可读写', 'A file or folder cannot be read or written'],
  EROFS: ['文件系统是只读的', 'The file system is read-only'],
  ENOSPC: ['磁盘已满', 'The disk is full'],
  ENOTDIR: ['数据目录的位置上是一个文件', 'A file stands where the data folder should be'],
  EEXIST: ['数据目录的位置上是一个文件', 'A file stands where the data folder should be'],
};

/** One sentence in both languages for an operator, with what the cause itself says; unknown causes speak for themselves. */
export function startProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, cause } = error as { code?: string; cause?: unknown };
  const known = sentences[code ?? ''] ?? sentences[(cause as { code?: string } | undefined)?.code ?? ''];
  if (!known || / \/ /.test(error.message)) return error.message;
  return `${known[0]}（${error.message}）。 / ${known[1]} (${error.message}).`;
}
