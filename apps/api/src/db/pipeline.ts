import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres';

/** What our patch of the driver adds (`infra/patches`): a transaction in two packets. */
interface PipelinedSql extends Sql {
  pipelined<T>(work: (tx: PipelinedTransaction) => Promise<T>): Promise<T>;
}
interface PipelinedTransaction extends TransactionSql {
  readonly begun: Promise<unknown>;
  commit(): PendingQuery<Row[]>;
}

/** Sends the statements of one packet together; an error of any is thrown, and then none counts. */
export type Together = <const T extends readonly unknown[]>(statements: T) => Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>;

export interface Pipeline {
  readonly sql: TransactionSql;
  /** Its first call carries `begin`. */
  readonly together: Together;
  /** Ends the transaction in the same packet as its last writes; throws the first that failed, and then nothing was written. */
  readonly commit: (writes: readonly Promise<unknown>[]) => Promise<void>;
}

/**
 * A transaction of two round trips: `begin`, locks and reads, then writes and `commit`. The driver alone needs seven,
 * and locks are held during six of them. A transaction that ends without `commit` is committed by the driver.
 */
export function pipelined<T>(pool: Sql, work: (pipeline: Pipeline) => Promise<T>): Promise<T> {
  return (pool as PipelinedSql).pipelined((sql) =>
    work({
      sql,
      async together(statements) {
        const [results] = await Promise.all([Promise.all(statements), sql.begun]);
        return results as never;
      },
      async commit(writes) {
        await unwritable(writes);
        // a write that the server refused has aborted the transaction: it answers this commit with a rollback
        const settled = await Promise.allSettled([...writes, sql.commit()]);
        const failed = settled.find((s) => s.status === 'rejected');
        if (failed) throw failed.reason;
      },
    }),
  );
}

/**
 * Throws what could not be put on the wire, such as an undefined value: the server never hears of that statement and would
 * commit the others. Such a failure is known before the tick ends, and the packet leaves after it.
 */
async function unwritable(writes: readonly Promise<unknown>[]): Promise<void> {
  const failed: unknown[] = [];
  for (const write of writes) write.catch((error: unknown) => failed.push(error));
  await new Promise<void>((done) => process.nextTick(done));
  if (failed.length > 0) throw failed[0];
}
