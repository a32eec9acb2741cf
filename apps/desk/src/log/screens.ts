import type { DeskApi } from '@one-window/api/client';
import { addMs } from '@one-window/domain/time';
import { Refusal, type Answers, type Fixture } from '@one-window/ui/fixture';
import type { ScreenEntry } from '@one-window/ui/screens';
import { fixtureNow } from '../fixtures.ts';
import {
  checkFixture,
  eventsFixture,
  fixtureStream,
  longEvent,
  manyEvents,
  openedFixture,
  readsFixture,
  sealsFixture,
} from './fixtures.ts';

type As = (api: Answers<DeskApi>) => () => Fixture<DeskApi>;

/** The log in its states, for whoever audits. */
export function logScreens(asAuditor: As): Record<'log' | 'log-event' | 'log-reads' | 'log-seals', ScreenEntry<DeskApi>> {
  /** A list of the log in its states; what it shows when it shows something is its own. */
  const logStates = (route: keyof DeskApi, others: Answers<DeskApi> = {}) =>
    ({
      loading: asAuditor({ ...others, [route]: null }),
      error: asAuditor({ ...others, [route]: new Refusal(503, 'unavailable') }),
      denied: asAuditor({ 'GET /api/log/places': new Refusal(403, 'auth.forbidden') }),
      stale: 'n/a: nothing on it is live',
    }) as const;
  return {
    log: {
      path: '/log/events',
      states: {
        ...logStates('GET /api/log/events'),
        empty: asAuditor({ 'GET /api/log/events': { events: [], labels: {}, next: null } }),
        busy: asAuditor({ 'GET /api/log/events': eventsFixture }),
        huge: asAuditor({ 'GET /api/log/events': manyEvents }),
      },
    },
    'log-event': {
      path: `/log/events/${fixtureStream}/42`,
      states: {
        ...logStates('GET /api/log/events/:stream/:version', { 'GET /api/log/events': eventsFixture }),
        empty: asAuditor({
          'GET /api/log/events': eventsFixture,
          'GET /api/log/events/:stream/:version': {
            ...openedFixture,
            event: { ...openedFixture.event, type: 'ticket.started', body: '{}' },
          },
        }),
        busy: asAuditor({
          'GET /api/log/events': eventsFixture,
          'GET /api/log/events/:stream/:version': openedFixture,
          'GET /api/log/streams/:stream/check': checkFixture,
        }),
        huge: asAuditor({ 'GET /api/log/events': manyEvents, 'GET /api/log/events/:stream/:version': longEvent }),
      },
    },
    'log-reads': {
      path: '/log/reads',
      states: {
        ...logStates('GET /api/log/reads'),
        empty: asAuditor({ 'GET /api/log/reads': { reads: [], labels: {}, next: null } }),
        busy: asAuditor({ 'GET /api/log/reads': readsFixture }),
        huge: asAuditor({
          'GET /api/log/reads': {
            ...readsFixture,
            reads: Array.from({ length: 3_000 }, (_, i) => ({ ...readsFixture.reads[i % 4]!, id: `r${i}` })),
          },
        }),
      },
    },
    'log-seals': {
      path: '/log/seals',
      states: {
        ...logStates('GET /api/log/seals'),
        empty: asAuditor({ 'GET /api/log/seals': { seals: [], next: null } }),
        busy: asAuditor({ 'GET /api/log/seals': sealsFixture }),
        huge: asAuditor({
          'GET /api/log/seals': {
            seals: Array.from({ length: 400 }, (_, i) => ({
              ...sealsFixture.seals[i % 5]!,
              day: addMs(fixtureNow, -i * 86_400_000).slice(0, 10),
            })),
            next: null,
          },
        }),
      },
    },
  };
}
