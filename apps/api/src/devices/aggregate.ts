import type { BoardRow, BoardTemplate } from '@one-window/domain/boards';
import type { DeviceKind } from '@one-window/domain/permissions';
import type { Instant } from '@one-window/domain/time';
import type { Aggregate, LockedRow } from '../db/aggregates.ts';

export interface Device {
  readonly id: string;
  readonly hallId: string;
  readonly kind: DeviceKind;
  readonly name: string;
  /** Where it stands, for whoever is to go there. */
  readonly place: string | null;
  /** The window at which a pad stands, or the one that a board is for; null for what stands in the hall. */
  readonly windowId: string | null;
  /** What a board shows, and of which zone. */
  readonly template: BoardTemplate;
  readonly zone: string | null;
  /** SHA-256 of its token, which has 256 random bits and stands only on the device. */
  readonly tokenHash: string;
  readonly pairedBy: string;
  readonly pairedAt: Instant;
  /** When somebody last wanted its page loaded anew. */
  readonly reloadAt: Instant | null;
  readonly revokedAt: Instant | null;
}

interface Bodies {
  'device.paired': { hallId: string; kind: DeviceKind; name: string; place?: string | null; tokenHash: string } & Partial<BoardRow>;
  'device.renamed': { name: string };
  /** Set back is set again: the log has every row that the board ever had. */
  'device.configured': BoardRow;
  'device.reload_asked': Record<string, never>;
  'device.revoked': Record<string, never>;
}

export type DeviceEvent = { [T in keyof Bodies]: { readonly type: T; readonly subject: string; readonly body: Bodies[T] } }[keyof Bodies];

const nothing: Device = {
  id: '',
  hallId: '',
  kind: 'board',
  name: '',
  place: null,
  windowId: null,
  template: 'hall',
  zone: null,
  tokenHash: '',
  pairedBy: '',
  pairedAt: '',
  reloadAt: null,
  revokedAt: null,
};

export const deviceAggregate: Aggregate<Device, DeviceEvent> = {
  rank: 50,
  table: 'devices',
  empty: () => nothing,
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select * from devices where id = ${id} for no key update)
      select *, clock_timestamp() as now from locked`;
    return row;
  },
  read: (row) => deviceOf(row),
  apply(device, event, at) {
    switch (event.type) {
      case 'device.paired':
        return { ...device, id: at.streamId, ...event.body, pairedBy: at.actorId, pairedAt: at.at };
      case 'device.renamed':
      case 'device.configured':
        return { ...device, ...event.body };
      case 'device.reload_asked':
        return { ...device, reloadAt: at.at };
      case 'device.revoked':
        return { ...device, revokedAt: device.revokedAt ?? at.at };
    }
  },
  write(sql, id, device, head, create) {
    const columns = {
      hall_id: device.hallId,
      kind: device.kind,
      name: device.name,
      place: device.place,
      window_id: device.windowId,
      template: device.template,
      zone: device.zone,
      token_hash: device.tokenHash,
      paired_by: device.pairedBy,
      paired_at: device.pairedAt,
      reload_at: device.reloadAt,
      revoked_at: device.revokedAt,
      version: head.version,
      head_hash: head.hash,
      head_at: head.at,
    };
    const own = create ? sql`insert into devices ${sql({ id, ...columns })}` : sql`update devices set ${sql(columns)} where id = ${id}`;
    return [own.execute()];
  },
  async stored(sql, id) {
    const [row] = await sql`select * from devices where id = ${id}`;
    return new Map([['device', row ? deviceOf(row) : null]]);
  },
  folded: (device) => new Map([['device', device]]),
};

function deviceOf(row: Record<string, unknown>): Device {
  return {
    id: row['id'],
    hallId: row['hall_id'],
    kind: row['kind'],
    name: row['name'],
    place: row['place'],
    windowId: row['window_id'],
    template: row['template'],
    zone: row['zone'],
    tokenHash: row['token_hash'],
    pairedBy: row['paired_by'],
    pairedAt: row['paired_at'],
    reloadAt: row['reload_at'],
    revokedAt: row['revoked_at'],
  } as Device;
}
