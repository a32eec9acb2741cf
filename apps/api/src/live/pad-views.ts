import { signatureUntil, type SignatureRequest } from '@one-window/domain/signatures';
import type { PadView, PublicHall, StaffWindow, Versioned } from '@one-window/domain/views';
import type { HallInfo } from '../halls/directory.ts';
import { firstItem, iso } from './ticket-views.ts';
import type { HallSnapshot } from './views.ts';

/** Asked is who was finished at this window last, until the next one sits there: that one must not rate for another. */
export function padView(
  hall: HallInfo,
  { epoch, asOf, version, hall: of }: Versioned & { hall: PublicHall },
  windowId: string,
  snapshot: HallSnapshot,
  nameOf: (staffId: string) => string | null,
): PadView | null {
  const window = hall.windows.get(windowId);
  if (!window) return null;
  const here = snapshot.tickets.filter((t) => t.window_id === windowId);
  const [done] = here.filter((t) => t.state === 'DONE' && t.ended_at !== null).sort((a, b) => (a.ended_at! < b.ended_at! ? 1 : -1));
  const sits = snapshot.day?.windows[windowId]?.staffId;
  const clerk = sits ? nameOf(sits) : null;
  const next = here.some((t) => t.state === 'SERVING');
  const prompt =
    done && !next
      ? {
          ticketId: done.id,
          number: done.number,
          callSeq: done.call_seq ?? 0,
          series: hall.series.get(done.series_id)?.name ?? { zh: '', en: null },
          itemName: firstItem(done),
          endedAt: iso(done.ended_at!),
        }
      : null;
  const request = snapshot.day?.signing[windowId];
  const signing = request?.state === 'ASKED' ? { id: request.id, until: signatureUntil(request) } : null;
  return { epoch, asOf, version, hall: of, window: { label: window.label, name: window.name }, clerk, prompt, signing };
}

/** A question for a signature, as the desk at that window follows it. */
export const staffSigning = (request: SignatureRequest | undefined): StaffWindow['signing'] =>
  request
    ? { id: request.id, caseId: request.caseId, staffId: request.staffId, state: request.state, until: signatureUntil(request) }
    : null;
