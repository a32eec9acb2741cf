import type { DeskApi } from '@one-window/api/client';
import { Refusal, type Answers, type Fixture } from '@one-window/ui/fixture';
import type { ScreenEntry } from '@one-window/ui/screens';
import { hugeReport, hugeRows, noReport, noRows, reportFixture, rowsFixture } from './fixtures.ts';

type As = (api: Answers<DeskApi>) => () => Fixture<DeskApi>;
const report = 'GET /api/halls/:hallId/report';
const rows = 'GET /api/halls/:hallId/report/rows';

/** The report of a hall in its states, and with the numbers of a figure open below it. */
export function reportScreens(asManager: As, asClerk: As): Record<'report' | 'report-rows', ScreenEntry<DeskApi>> {
  return {
    report: {
      path: '/hall/hall-1/report?span=day&day=2026-11-24',
      states: {
        empty: asManager({ [report]: noReport }),
        busy: asManager({ [report]: reportFixture }),
        loading: asManager({ [report]: null }),
        error: asManager({ [report]: new Refusal(503, 'unavailable') }),
        denied: asClerk({ [report]: new Refusal(403, 'auth.forbidden') }),
        huge: asManager({ [report]: hugeReport }),
        stale: 'n/a: a report is read when it is opened, nothing on it is live',
      },
    },
    'report-rows': {
      path: '/hall/hall-1/report/wait/series-a?span=day&day=2026-11-24',
      states: {
        empty: asManager({ [report]: reportFixture, [rows]: noRows }),
        busy: asManager({ [report]: reportFixture, [rows]: rowsFixture }),
        loading: asManager({ [report]: reportFixture, [rows]: null }),
        error: asManager({ [report]: reportFixture, [rows]: new Refusal(503, 'unavailable') }),
        denied: 'n/a: who may not see the report opens nothing of it',
        huge: asManager({ [report]: hugeReport, [rows]: hugeRows }),
        stale: 'n/a: a report is read when it is opened, nothing on it is live',
      },
    },
  };
}
