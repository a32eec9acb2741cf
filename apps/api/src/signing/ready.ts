import { DomainError } from '@one-window/domain/errors';
import { pressCase } from '../cases/commands.ts';
import type { Deps } from '../deps.ts';

const system = { kind: 'system', id: 'signing' } as const;
const roles = [{ role: 'system', unitId: null, authorityId: null }] as const;

/** What was decided while the citizen stands at the window goes to the counter as soon as it is signed. Gives how many. */
export async function readyWhatIsSigned(deps: Deps): Promise<number> {
  const due = await deps.sql<{ id: string; case_id: string; hall: string }[]>`
    select id, case_id, ready_at_hall as hall from documents where ready_at_hall is not null and state = 'signed' order by id limit 20`;
  let pressed = 0;
  for (const { id, case_id: caseId, hall } of due) {
    const press = { action: 'make_ready', unitId: hall, transfer: null } as const;
    const input = { caseId, version: null, roles, presses: () => [press], identityLevel: 0 };
    const also = (sql: Parameters<NonNullable<Parameters<typeof pressCase>[2]['also']>>[0]) =>
      sql`update documents set ready_at_hall = null where id = ${id}`;
    try {
      await pressCase(deps, system, { ...input, also }, { name: 'case.make_ready', key: null, body: null });
      pressed += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // somebody was quicker, or it was revoked meanwhile
      await deps.sql`update documents set ready_at_hall = null where id = ${id}`;
    }
  }
  return pressed;
}
