import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { canSomewhere } from '@one-window/domain/permissions';
import type { Listener } from './app.ts';
import { citizenBookingRoutes, deskBookingRoutes, hallBookingRoutes } from './bookings/routes.ts';
import { myCaseHead } from './cases/mine.ts';
import { isCaseInReach } from './cases/queries.ts';
import { caseRoutes } from './cases/routes.ts';
import { citizenRoutes } from './citizens/routes.ts';
import { citizensOf, type Citizens, type CitizenSession } from './citizens/sessions.ts';
import { citizenFileRoutes, staffFileRoutes } from './files/routes.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { deedRoutes } from './configuration/deeds.ts';
import { configRoutes } from './configuration/routes.ts';
import { demoCallRoutes } from './demo/calls.ts';
import { outboxRoutes } from './demo/outbox.ts';
import { demoPages, entranceRoutes } from './demo/routes.ts';
import { notedPages, pageVersions } from './devices/pages.ts';
import { deviceAdminRoutes, pairingRoutes } from './devices/routes.ts';
import { deskHelpRoutes, hallHelpRoutes } from './help/routes.ts';
import { knowledgeRoutes } from './hotline/knowledge-routes.ts';
import { hotlineRoutes } from './hotline/routes.ts';
import type { Env } from './http.ts';
import type { HeaderOf, StaffActor } from './identity.ts';
import type { Authenticate } from './live/sockets.ts';
import { citizenLicenceRoutes, licenceRoutes } from './licences/routes.ts';
import { logRoutes } from './log/routes.ts';
import { citizenPaperRoutes, staffPaperRoutes } from './papers/routes.ts';
import { personRoutes } from './people/routes.ts';
import { spaPages, voiceFiles } from './portal/assets.ts';
import { portalPages } from './portal/pages.ts';
import { deskRatingRoutes, hallRatingRoutes, portalRatingRoutes, saidRoutes } from './ratings/routes.ts';
import { portalRoutes } from './portal/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import type { People } from './staff/identity.ts';
import { staffImportRoutes } from './staff/import-routes.ts';
import { deskSignatureRoutes, hallSignatureRoutes } from './signatures/routes.ts';
import { signingKeyRoutes, signingRoutes } from './signing/routes.ts';
import { setupRoutes } from './setup/routes.ts';
import { staffAdminRoutes, staffRoutes } from './staff/routes.ts';
import type { StaffMemberActor } from './staff/sessions.ts';
import { hallVoiceRoutes, voiceRoutes } from './voices/routes.ts';
import { guideRoutes } from './tickets/guide.ts';
import { moveRoutes } from './tickets/move-routes.ts';
import { noticeRoutes } from './tickets/notice-routes.ts';
import { deskQueueRoutes, hallQueueRoutes, placeOfLink, portalTicketRoutes, type QueueDeps } from './tickets/routes.ts';
import { deskVisitRoutes, hallVisitRoutes } from './tickets/visit-routes.ts';

export interface ListenerParts {
  readonly api: Hono<Env>;
  readonly pages: Hono<Env>;
  /** Who may open a socket here, and what it may watch. */
  readonly authenticate: Authenticate;
}

/** The built pages of a front end: beside the sources, or beside the installed service. */
export function frontEnd(name: Listener): string {
  const found = ['../../', '../../../']
    .map((up) => fileURLToPath(new URL(`${up}${name}/dist`, import.meta.url)))
    .find((path) => existsSync(path));
  return found ?? fileURLToPath(new URL(`../../${name}/dist`, import.meta.url));
}

/** What exists on which listener. A staff route is not on the public one because it is not mounted there. */
export function mountListeners(deps: QueueDeps, people: People): Record<Listener, ListenerParts> {
  return { portal: portal(deps), desk: desk(deps, people), hall: hall(deps, people) };
}

export function portalApi(deps: QueueDeps) {
  return new Hono<Env>()
    .route('/', portalTicketRoutes(deps))
    .route('/', noticeRoutes(deps))
    .route('/', moveRoutes(deps))
    .route('/', portalRoutes(deps))
    .route('/', citizenRoutes(deps))
    .route('/', citizenBookingRoutes(deps))
    .route('/', portalRatingRoutes(deps))
    .route('/', citizenFileRoutes(deps))
    .route('/', citizenPaperRoutes(deps))
    .route('/', citizenLicenceRoutes(deps))
    .route('/', signingKeyRoutes(deps))
    .route('/', outboxRoutes(deps))
    .route('/', catalogueRoutes(deps));
}

const isId = (text: string): boolean => z.uuid().safeParse(text).success;

/** Null for whoever is not, or not any more. */
const signedInAs = (citizens: Citizens, header: HeaderOf): Promise<CitizenSession | null> =>
  citizens.require(header).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'auth.required') return null;
    throw error;
  });

function portal(deps: QueueDeps): ListenerParts {
  const citizens = citizensOf(deps);
  return {
    api: portalApi(deps),
    pages: portalPages(deps, frontEnd('portal')),
    authenticate: async (header) => {
      // a ticket's link is its own right; a case is its citizen's, for as long as they are signed in
      let signedIn = false;
      return {
        alive: async () => !signedIn || (await signedInAs(citizens, header)) !== null,
        async resolve(view, id) {
          if (view === 'ticket') return placeOfLink(deps, id);
          if (view !== 'case' || !isId(id)) return null;
          const citizen = await signedInAs(citizens, header);
          if (!citizen || !(await myCaseHead(deps, citizen, id))) return null;
          signedIn = true;
          return { caseId: id };
        },
      };
    },
  };
}

export function deskApi(deps: QueueDeps, people: People) {
  return (
    new Hono<Env>()
      .route('/', entranceRoutes(deps))
      .route('/', staffRoutes(deps, people))
      .route('/', deskQueueRoutes(deps))
      .route('/', guideRoutes(deps))
      .route('/', deskVisitRoutes({ ...deps, people }))
      .route('/', deskHelpRoutes(deps))
      .route('/', deskBookingRoutes(deps))
      .route('/', deskRatingRoutes(deps))
      .route('/', saidRoutes({ ...deps, people }))
      .route('/', reportRoutes(deps))
      .route('/', personRoutes(deps, people))
      // before `/staff/:id`
      .route('/', staffImportRoutes(deps, people))
      .route('/', deedRoutes(deps, people))
      .route('/', staffAdminRoutes(deps, people))
      .route('/', deviceAdminRoutes(deps, people, pageVersions(frontEnd('hall'))))
      .route('/', configRoutes(deps, people))
      .route('/', voiceRoutes(deps, people))
      .route('/', caseRoutes({ ...deps, people }))
      .route('/', staffFileRoutes({ ...deps, people }))
      .route('/', staffPaperRoutes({ ...deps, people }))
      .route('/', deskSignatureRoutes({ ...deps, people }))
      .route('/', licenceRoutes({ ...deps, people }))
      .route('/', signingRoutes(deps, people))
      .route('/', hotlineRoutes({ ...deps, people }))
      .route('/', knowledgeRoutes({ ...deps, people }))
      .route('/', demoCallRoutes({ ...deps, people }))
      // a case begins with an item
      .route('/', catalogueRoutes(deps))
      .route('/', logRoutes(deps, people))
      .route('/', setupRoutes(deps, people))
  );
}

const takesCalls = (deps: QueueDeps, actor: StaffActor): boolean =>
  'assignments' in actor && canSomewhere(actor as StaffMemberActor, 'hotline.take', new Date(deps.now()).toISOString());

function desk(deps: QueueDeps, people: People): ListenerParts {
  return {
    api: deskApi(deps, people),
    // an administrator hears the built-in voice that the boards carry
    pages: new Hono<Env>().route('/', voiceFiles(frontEnd('hall'))).route('/', spaPages(frontEnd('desk'))),
    authenticate: async (header) => {
      const actor = await people.staff(header);
      if (!actor) return null;
      return {
        alive: () => people.staffAlive(actor),
        async resolve(view, id) {
          if (view === 'ticket' || view === 'window.pad') return null;
          if (view === 'case') return isId(id) && (await isCaseInReach({ ...deps, people }, header, id)) ? { caseId: id } : null;
          if (view === 'hotline.desk') return id === actor.id && takesCalls(deps, actor) ? { operatorId: id } : null;
          const place = await deps.halls.hall(id).catch(() => null);
          return place && !(await people.refusal(actor, 'hall.view', place)) ? { hallId: id } : null;
        },
      };
    },
  };
}

export function hallApi(deps: QueueDeps, people: People) {
  return new Hono<Env>()
    .route('/', pairingRoutes(deps, people))
    .route('/', hallQueueRoutes(deps))
    .route('/', hallVisitRoutes(deps))
    .route('/', hallHelpRoutes(deps))
    .route('/', hallBookingRoutes(deps))
    .route('/', hallRatingRoutes(deps))
    .route('/', hallSignatureRoutes(deps))
    .route('/', hallVoiceRoutes(deps, people))
    .route('/', catalogueRoutes(deps));
}

function hall(deps: QueueDeps, people: People): ListenerParts {
  return {
    api: hallApi(deps, people),
    pages: new Hono<Env>()
      .route('/', demoPages(deps))
      .route('/', notedPages(deps, people, pageVersions(frontEnd('hall'))))
      .route('/', spaPages(frontEnd('hall'))),
    authenticate: async (header) => {
      const device = await people.device(header);
      if (!device) return null;
      return {
        alive: () => people.deviceAlive(device),
        async resolve(view, id) {
          if (view === 'hall.public' && id === device.hallId) return { hallId: id };
          // a pad sees whom its own window has just served, and nobody else's
          return view === 'window.pad' && id === device.windowId ? { hallId: device.hallId, windowId: id } : null;
        },
      };
    },
  };
}
