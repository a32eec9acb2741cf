import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import type { HallDayEvent } from '@one-window/domain/hall-day';
import { assertHelpAction, helpState, openHelpOf, type HelpAction, type HelpRequest } from '@one-window/domain/help';
import type { Role } from '@one-window/domain/permissions';
import type { Command } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import type { HallInfo } from '../halls/directory.ts';
import type { DeviceActor, StaffActor } from '../identity.ts';
import { onHallDay } from '../tickets/hall-days.ts';

/** What a press gives back; the screens live from the view. */
export interface HelpBrief {
  readonly id: string;
  readonly state: 'ASKED' | 'COMING' | 'ENDED';
}

/** The help key of a kiosk. One request at a time: a second press while it is open gives the first one back. */
export function kioskHelp(
  deps: Deps,
  hall: HallInfo,
  device: DeviceActor,
  action: 'ask' | 'withdraw',
  command: Command,
): Promise<{ help: HelpBrief | null }> {
  const id = uuidv7();
  return onHallDay<{ help: HelpBrief | null }>(deps, hall, device, command, (_tx, { day }) => {
    const open = openHelpOf(day.help, device.id);
    if (action === 'ask' && !open)
      return done([{ type: 'help.asked', subject: id, body: { deviceId: device.id } }], { id, state: 'ASKED' });
    // nothing is open any more: somebody has just said that it is done
    if (!open) return done([], null);
    if (action === 'ask') return done([], brief(open));
    assertHelpAction(open, 'withdraw', 'device', device.id);
    return done([ended(open, 'withdrawn')], { id: open.id, state: 'ENDED' });
  });
}

/** A colleague says "I am coming", takes that back, or says that it is done. */
export function staffHelp(
  deps: Deps,
  hall: HallInfo,
  actor: StaffActor,
  role: Role,
  { action, requestId }: { action: Extract<HelpAction, 'answer' | 'release' | 'finish'>; requestId: string },
  command: Command,
): Promise<{ help: HelpBrief }> {
  return onHallDay(deps, hall, actor, command, (_tx, { day }) => {
    const request = day.help[requestId];
    if (!request) throw new DomainError('not_found');
    // a second press of the one who goes already, perhaps on another screen
    if (action === 'answer' && request.answer?.staffId === actor.id) return done([], brief(request));
    assertHelpAction(request, action, 'staff', actor.id);
    if (action === 'finish') return done([ended(request, 'helped')], { id: requestId, state: 'ENDED' });
    if (action === 'release') return done([{ type: 'help.released', subject: requestId, body: {} }], { id: requestId, state: 'ASKED' });
    const windowId = Object.keys(day.windows).find((id) => day.windows[id]!.staffId === actor.id) ?? null;
    return done([{ type: 'help.answered', subject: requestId, body: { windowId, role } }], { id: requestId, state: 'COMING' });
  });
}

/** What is still open when the hall is cleared lapses by name. */
export function lapsedHelp(requests: Readonly<Record<string, HelpRequest>>): HallDayEvent[] {
  return Object.values(requests).map((request) => {
    assertHelpAction(request, 'lapse', 'system', request.deviceId);
    return ended(request, 'cleared');
  });
}

const ended = (request: HelpRequest, how: 'withdrawn' | 'helped' | 'cleared'): HallDayEvent => ({
  type: 'help.ended',
  subject: request.id,
  body: { how },
});
const brief = (request: HelpRequest): HelpBrief => ({ id: request.id, state: helpState(request) });

function done<T extends HelpBrief | null>(events: HallDayEvent[], help: T): { events: HallDayEvent[]; result: { help: T } } {
  return { events, result: { help } };
}
