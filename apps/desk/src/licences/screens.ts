import type { DeskApi } from '@one-window/api/client';
import { Refusal, type Answers, type Fixture } from '@one-window/ui/fixture';
import type { ScreenEntry } from '@one-window/ui/screens';
import { fixtureLicence, licenceFixture, licencesFixture, longLicence, manyLicences } from './fixtures.ts';

type As = (api: Answers<DeskApi>) => () => Fixture<DeskApi>;
const unavailable = new Refusal(503, 'unavailable');
const notLive = 'n/a: it is read when it is opened';

/** Licences in every state, for somebody who may see cases, and for somebody who may not. */
export const licenceScreens = (asClerk: As, asAuditor: As): Record<'licences' | 'licence', ScreenEntry<DeskApi>> => ({
  licences: {
    path: '/licences',
    states: {
      empty: asClerk({ 'GET /api/licences': { licences: [], next: null } }),
      busy: asClerk({ 'GET /api/licences': licencesFixture }),
      loading: asClerk({ 'GET /api/licences': null }),
      error: asClerk({ 'GET /api/licences': unavailable }),
      denied: asAuditor({}),
      huge: asClerk({ 'GET /api/licences': manyLicences }),
      stale: notLive,
    },
  },
  licence: {
    path: `/licences/${fixtureLicence}`,
    states: {
      empty: 'n/a: a licence has its first event from its birth',
      busy: asClerk({ 'GET /api/licences': licencesFixture, 'GET /api/licences/:licenceId': licenceFixture }),
      loading: asClerk({ 'GET /api/licences': licencesFixture, 'GET /api/licences/:licenceId': null }),
      error: asClerk({ 'GET /api/licences': licencesFixture, 'GET /api/licences/:licenceId': unavailable }),
      denied: asClerk({ 'GET /api/licences': licencesFixture, 'GET /api/licences/:licenceId': new Refusal(404, 'not_found') }),
      huge: asClerk({ 'GET /api/licences': manyLicences, 'GET /api/licences/:licenceId': longLicence }),
      stale: 'n/a: whoever presses on an old view is told so where it was pressed',
    },
  },
});
