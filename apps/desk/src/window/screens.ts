import type { DeskApi } from '@one-window/api/client';
import type { HallStaffView } from '@one-window/domain/views';
import type { Answers, Fixture } from '@one-window/ui/fixture';
import type { ScreenEntry } from '@one-window/ui/screens';
import { foundFixture } from '../cases/fixtures.ts';
import { calledTicket, helpAsked, hugeView, manyCalls, servingTicket, staffView, visitCases, visitTicket } from '../fixtures.ts';

type Live = NonNullable<Fixture['live']>['hall.staff'];
type SignedIn = (live: Live) => () => Fixture<DeskApi>;

/** What comes of the number at the window, and which matters there are. */
export const visitApi: Answers<DeskApi> = {
  'GET /api/halls/:hallId/tickets/:ticketId/cases': { cases: [...visitCases] },
  'GET /api/items': foundFixture,
};

/** The window desk: somebody is called; and somebody sits there with several matters. */
export function windowScreens(
  signedIn: SignedIn,
  live: Readonly<Record<'loading' | 'error' | 'denied', () => Fixture<DeskApi>>>,
  nobody: HallStaffView,
): Record<'window' | 'window visit', ScreenEntry<DeskApi>> {
  const shows = (view: HallStaffView) => signedIn({ view });
  const as = 'n/a: as the window';
  return {
    window: {
      path: '/window/hall-1/window-5',
      states: {
        ...live,
        empty: shows(nobody),
        busy: shows(staffView({ help: [helpAsked()] }, [calledTicket()])),
        huge: shows({ ...hugeView(), help: manyCalls() }),
        stale: signedIn({ view: staffView({}, [servingTicket()]), ageMs: 192_000 }),
      },
    },
    'window visit': {
      path: '/window/hall-1/window-5?visit',
      states: {
        empty: shows(staffView({}, [servingTicket({ itemName: null })])),
        busy: shows(staffView({}, [visitTicket()])),
        loading: as,
        error: as,
        denied: as,
        huge: as,
        stale: signedIn({ view: staffView({}, [visitTicket()]), ageMs: 192_000 }),
      },
    },
  };
}
