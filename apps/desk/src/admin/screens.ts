import type { DeskApi } from '@one-window/api/client';
import { Refusal, type Answers, type Fixture } from '@one-window/ui/fixture';
import type { ScreenEntry } from '@one-window/ui/screens';
import { configFixture, deviceDeeds, historyFixture, hugeDeeds, staffDeeds } from './fixtures.ts';

type As = (api: Answers<DeskApi>) => () => Fixture<DeskApi>;

/** What was changed: settings, devices, colleagues. */
export function historyScreens(
  asAdmin: As,
  configStates: Pick<ScreenEntry<DeskApi>['states'], 'loading' | 'error' | 'denied' | 'stale'>,
): Record<'history' | 'history devices' | 'history staff', ScreenEntry<DeskApi>> {
  return {
    history: {
      path: '/admin/history',
      states: {
        empty: asAdmin({ 'GET /api/config': configFixture, 'GET /api/config/history': { entries: [], next: null } }),
        busy: asAdmin({
          'GET /api/config': configFixture,
          'GET /api/config/history': { entries: historyFixture, next: null },
          'POST /api/config/undo/preview': {
            diff: historyFixture[0]!.diff.map((d) => ({ ...d, before: d.after, after: d.before })),
            problems: [],
          },
        }),
        huge: asAdmin({
          'GET /api/config': configFixture,
          'GET /api/config/history': {
            entries: Array.from({ length: 100 }, (_, i) => ({ ...historyFixture[0]!, version: 200 - i, undoable: i === 0 })),
            next: 100,
          },
        }),
        ...configStates,
      },
    },
    'history devices': {
      path: '/admin/history/devices',
      states: {
        empty: asAdmin({ 'GET /api/config': configFixture, 'GET /api/deeds': { deeds: [], areas: [], next: null } }),
        busy: asAdmin({ 'GET /api/config': configFixture, 'GET /api/deeds': deviceDeeds }),
        loading: asAdmin({ 'GET /api/config': configFixture, 'GET /api/deeds': null }),
        error: asAdmin({ 'GET /api/config': configFixture, 'GET /api/deeds': new Refusal(503, 'unavailable') }),
        denied: 'n/a: nobody is offered a list that they may not read',
        huge: 'n/a: twenty a page',
        stale: 'n/a: nothing on it is live',
      },
    },
    'history staff': {
      path: '/admin/history/staff',
      states: {
        empty: 'n/a: as for devices',
        busy: asAdmin({ 'GET /api/config': configFixture, 'GET /api/deeds': staffDeeds }),
        loading: 'n/a: as for devices',
        error: 'n/a: as for devices',
        denied: 'n/a: nobody is offered a list that they may not read',
        huge: asAdmin({ 'GET /api/config': configFixture, 'GET /api/deeds': hugeDeeds }),
        stale: 'n/a: nothing on it is live',
      },
    },
  };
}
