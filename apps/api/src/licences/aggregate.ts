import type { EventContext } from '@one-window/domain/hall-day';
import { applyLicence, type Licence, type LicenceEvent } from '@one-window/domain/licences';
import type { Aggregate, LockedRow } from '../db/aggregates.ts';

export interface LicenceState {
  readonly licence: Licence | null;
  /** As the row had it: what a screen that presses must have seen. */
  readonly version: number;
}

/** `subject` is the case that granted it. */
export type StoredLicenceEvent = LicenceEvent & { readonly subject: string };

export const licenceAggregate: Aggregate<LicenceState, StoredLicenceEvent> = {
  rank: 24,
  table: 'licences',
  empty: () => ({ licence: null, version: 0 }),
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select * from licences where id = ${id} for no key update)
      select *, clock_timestamp() as now from locked`;
    return row;
  },
  read: (row) => ({ licence: licenceOf(row), version: row.version }),
  apply: (state, event, at: EventContext) => ({ ...state, licence: applyLicence(state.licence, event, at.at) }),
  write(sql, id, { licence }, head, create) {
    if (!licence) throw new Error('a licence is written when it is issued');
    const columns = {
      status: licence.status,
      valid_from: licence.validFrom,
      valid_to: licence.validTo,
      ended_at: licence.endedAt,
      version: head.version,
      head_hash: head.hash,
      head_at: head.at,
    };
    const born = {
      id,
      case_id: licence.caseId,
      dept_id: licence.deptId,
      item_version_id: licence.itemVersionId,
      holder_id: licence.holderId,
      number: licence.number,
      issued_at: licence.issuedAt,
    };
    const write = create
      ? sql`insert into licences ${sql({ ...born, ...columns })}`
      : sql`update licences set ${sql(columns)} where id = ${id}`;
    return [write.execute()];
  },
  async stored(sql, id) {
    const [row] = await sql<LockedRow[]>`select * from licences where id = ${id}`;
    return new Map<string, unknown>([['licence', row ? licenceOf(row) : null]]);
  },
  folded: ({ licence }) => new Map<string, unknown>([['licence', licence]]),
};

function licenceOf(row: LockedRow): Licence {
  return {
    caseId: row['case_id'],
    deptId: row['dept_id'],
    itemVersionId: row['item_version_id'],
    holderId: row['holder_id'],
    number: row['number'],
    status: row['status'],
    validFrom: row['valid_from'],
    validTo: row['valid_to'],
    issuedAt: row['issued_at'],
    endedAt: row['ended_at'],
  } as Licence;
}
