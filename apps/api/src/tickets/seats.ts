import { DomainError } from '@one-window/domain/errors';
import type { HallDay } from '@one-window/domain/hall-day';
import { sittingActions } from '@one-window/domain/permissions';
import { deliversOnly } from '@one-window/domain/skills';
import type { Deps } from '../deps.ts';
import { businessDateOf, offeredAt, type HallInfo } from '../halls/directory.ts';
import type { Identity, StaffActor } from '../identity.ts';

/** May they sit at such a window of this hall? What it serves is read for those alone to whom it makes a difference. */
export async function requireSeat(
  { identity }: { readonly identity: Identity },
  actor: StaffActor,
  hall: HallInfo,
  delivers: () => Promise<boolean>,
): Promise<void> {
  const refusals = (window: { readonly delivers: boolean }) =>
    Promise.all(sittingActions(window).map((action) => identity.refusal(actor, action, hall)));
  const [refusal] = await refusals({ delivers: false });
  if (!refusal) return;
  if (!(await refusals({ delivers: true })).includes(null) || !(await delivers())) throw new DomainError(refusal);
}

/** Is this a delivery window now: as configured, or as the manager set it for today? */
export async function deliversNow({ sql, now }: Deps, hall: HallInfo, windowId: string): Promise<boolean> {
  const date = businessDateOf(hall, new Date(now()).toISOString());
  const [row] = await sql<Pick<HallDay, 'skills'>[]>`select skills from hall_days where hall_id = ${hall.id} and business_date = ${date}`;
  const { seriesIds } = offeredAt(hall, { skills: row?.skills ?? {} }, windowId);
  return deliversOnly(seriesIds, (id) => hall.series.get(id)?.results ?? false);
}
