import type { Sql, TransactionSql } from 'postgres';

/** Ends the transaction in the same packet as its last writes; throws the first that failed, and then nothing was written. */
export type Commit = (writes: readonly Promise<unknown>[]) => Promise<void>;

/**
 * A transaction whose `commit` travels with its last writes, so that locks are held for two round trips instead of
 * seven. The driver's own commit follows on an ended transaction and does nothing; nobody waits for it. The driver's
 * `begin` is kept, because it knows when a connection dies: on a reserved connection a queued query would hang.
 */
export function pipelined<T>(pool: Sql, work: (sql: TransactionSql, commit: Commit) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    pool
      .begin(async (sql) => {
        let ended = false;
        try {
          const result = await work(sql, async (writes) => {
            ended = true;
            // a write that failed has aborted the transaction: the server answers this commit with a rollback
            const settled = await Promise.allSettled([...writes, sql.unsafe('commit').execute()]);
            const failed = settled.find((s) => s.status === 'rejected');
            if (failed) throw failed.reason;
          });
          if (ended) resolve(result);
          return result;
        } catch (error) {
          // the connection may serve somebody else by now: the driver's rollback would never run, nor its refusal come
          if (ended) reject(error);
          throw error;
        }
      })
      .then(resolve as (value: unknown) => void, reject);
  });
}
