import { archiveAfterDays } from '@one-window/domain/archive';
import { DomainError } from '@one-window/domain/errors';
import type { Deps } from '../deps.ts';
import { pressCase } from './commands.ts';
import { archiveEntries, indexDigest } from './package.ts';

const system = { kind: 'system', id: 'archive' } as const;
const roles = [{ role: 'system', unitId: null, authorityId: null }] as const;
const atOnce = 50;

/** 归档: what rests long enough and is whole. What is not whole is asked again and waits for it. Gives how many. */
export async function archiveResting(deps: Deps): Promise<number> {
  const due = new Date(deps.now() - archiveAfterDays * 86_400_000);
  const rows = await deps.sql<{ id: string; version: number }[]>`
    select id, version from cases
    where ended_at <= ${due} and archived_at is null and case_no is not null and unsigned = 0
      and (served_at <= ${due} or (served_at is null and status in ('RETURNED', 'WITHDRAWN')))
      and coalesce((state ->> 'revokedAt')::timestamptz <= ${due}, true) and not ((state ->> 'deficit')::boolean and decision is not null)
    order by ended_at, id limit ${atOnce}`;
  let archived = 0;
  for (const { id, version } of rows) {
    const index = indexDigest(await archiveEntries(deps.sql, id, version));
    const input = { caseId: id, version, roles, presses: () => [{ action: 'archive', index } as const], identityLevel: 0 };
    try {
      await pressCase(deps, system, input, { name: 'case.archive', key: null, body: null });
      archived += 1;
    } catch (error) {
      // somebody was quicker, or a file is missing: it stays where it is
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'case.package_incomplete') deps.log.warn({ caseId: id }, 'not archived: the package of a case is not whole');
    }
  }
  return archived;
}
