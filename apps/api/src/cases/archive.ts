import { archiveAfterDays } from '@one-window/domain/archive';
import { DomainError } from '@one-window/domain/errors';
import type { Deps } from '../deps.ts';
import { pressCase } from './commands.ts';
import { archiveEntries, indexDigest } from './package.ts';

const system = { kind: 'system', id: 'archive' } as const;
const roles = [{ role: 'system', unitId: null, authorityId: null }] as const;
const atOnce = 50;

/** 归档: what rests long enough and is whole. What is not whole is passed over, and asked again the next time. Gives how many. */
export async function archiveResting(deps: Deps): Promise<number> {
  const due = new Date(deps.now() - archiveAfterDays * 86_400_000);
  let archived = 0;
  let last: Resting | undefined;
  for (;;) {
    const after = last ? deps.sql`and (ended_at, id) > (${last.ended_at}, ${last.id})` : deps.sql``;
    const rows = await deps.sql<Resting[]>`
      select id, version, ended_at from cases
      where ended_at <= ${due} and archived_at is null and case_no is not null and unsigned = 0
        and (served_at <= ${due} or (served_at is null and status in ('RETURNED', 'WITHDRAWN')))
        and coalesce((state ->> 'revokedAt')::timestamptz <= ${due}, true) and not ((state ->> 'deficit')::boolean and decision is not null)
        ${after} order by ended_at, id limit ${atOnce}`;
    for (const row of rows) if (await archiveOne(deps, row)) archived += 1;
    last = rows.at(-1);
    // fifty that are not whole must not keep the others out for ever
    if (rows.length < atOnce || archived >= atOnce) return archived;
  }
}

interface Resting {
  readonly id: string;
  readonly version: number;
  readonly ended_at: string;
}

async function archiveOne(deps: Deps, { id, version }: Resting): Promise<boolean> {
  const index = indexDigest(await archiveEntries(deps.sql, id, version));
  const input = { caseId: id, version, roles, presses: () => [{ action: 'archive', index } as const], identityLevel: 0 };
  try {
    await pressCase(deps, system, input, { name: 'case.archive', key: null, body: null });
    return true;
  } catch (error) {
    // somebody was quicker, or a file is missing: it stays where it is
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'case.package_incomplete') deps.log.warn({ caseId: id }, 'not archived: the package of a case is not whole');
    return false;
  }
}
