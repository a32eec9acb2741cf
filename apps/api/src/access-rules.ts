import { v7 as uuidv7 } from 'uuid';
import { caseAllows } from '@one-window/domain/case-table';
import type { CaseAction, CaseStatus } from '@one-window/domain/case-words';
import { canSomewhere, sittingActions, type Action } from '@one-window/domain/permissions';
import { hotlineRules } from './access-hotline.ts';
import { caseRolesOf, seesCase, type AccessWorld, type Holder, type KnownCase } from './access-world.ts';
import type { Place } from './access-places.ts';
import { joinPack } from '@one-window/domain/voice-pack';
import { jpeg } from './files/samples.ts';
import { toneWav } from './voices/samples.ts';

/** What somebody gets: the thing; a refusal; or what they would get of a thing that does not exist. */
export type Answer = 'yes' | 'forbidden' | 'hidden';

export interface Ask {
  readonly path: string;
  readonly body?: object | Uint8Array;
}

export interface Rule {
  /** A thing of a place, or `null` for one that nobody has. What is sent would do what it says, were it allowed. */
  readonly ask: (at: Place | null) => Ask;
  readonly expect: (who: Holder, at: Place) => Answer;
  /** Sent by those who may: it comes as far as the right does, and changes nothing. */
  readonly harmless?: (at: Place) => Ask;
  /** Where the thing lies makes no difference. */
  readonly anywhere?: true;
  /** Whoever is refused knows of it anyway: halls and windows hang on the wall, and who may see a case may not press all of its keys. */
  readonly known?: true;
  /** Who may do it is told that there is nothing. */
  readonly empty?: true;
}

/** What each route of the desk gives to whom, out of `can()` and the tables of cases and orders. */
export function deskRules(w: AccessWorld): Record<string, Rule | readonly Rule[]> {
  const { may, inHall, ofUnit, cases, halls } = w;
  const nobody = uuidv7();
  const id = (set: Readonly<Partial<Record<Place, string>>>, at: Place | null): string => (at && set[at]) ?? nobody;
  const byHall =
    (action: Action) =>
    (who: Holder, at: Place): Answer =>
      may(who, action, inHall(at)) ? 'yes' : 'forbidden';
  const inRealm =
    (action: Action) =>
    (who: Holder): Answer =>
      may(who, action, {}) ? 'yes' : 'forbidden';
  const somewhere =
    (...actions: Action[]) =>
    (who: Holder): Answer =>
      actions.some((action) => canSomewhere(who.actor, action, w.now())) ? 'yes' : 'forbidden';
  const everybody = (): Answer => 'yes';
  const at = (path: string, body?: object): Pick<Rule, 'ask' | 'anywhere'> => ({
    ask: () => ({ path, ...(body ? { body } : {}) }),
    anywhere: true,
  });

  const seen = (who: Holder, one: KnownCase): boolean => seesCase(w, who, one);
  const ofCase = (set: Record<Place, KnownCase>, path: string, body?: object): Pick<Rule, 'ask' | 'known'> => ({
    known: true,
    ask: (place) => ({ path: path.replace(':id', place ? set[place].id : nobody), ...(body ? { body } : {}) }),
  });
  const press = (set: Record<Place, KnownCase>, status: CaseStatus, given: { action: CaseAction }): Rule => ({
    // seeded with draft, file and then one step after the other
    ...ofCase(set, '/cases/:id/press', { version: { RECEIVED: 3, ACCEPTED: 4, NOT_ACCEPTED: 4 }[status as 'RECEIVED'], press: given }),
    harmless: (place) => ({ path: `/cases/${set[place].id}/press`, body: { version: 99, press: given } }),
    expect: (who, place) => {
      if (!seen(who, set[place])) return 'hidden';
      return caseRolesOf(w, who, set[place]).some((role) => caseAllows(status, given.action, role, 'PROMISE')) ? 'yes' : 'forbidden';
    },
  });
  /** Whether one of the keys of an accepted case is this one's: only then may the applicant be opened. */
  const works = (who: Holder, one: KnownCase): boolean =>
    caseRolesOf(w, who, one).some((role) => caseAllows('ACCEPTED', 'sign', role, 'PROMISE'));
  const reveals = (who: Holder, one: KnownCase): boolean =>
    works(who, one) && may(who, 'person.reveal', { ...ofUnit(one.hall, one.units[0]!), assigneeId: who.actor.id, purpose: 'examine_case' });
  const onFiles =
    (of: (who: Holder, one: KnownCase) => boolean): Rule['expect'] =>
    (who, place) => {
      if (!seen(who, cases.accepted[place])) return 'hidden';
      return of(who, cases.accepted[place]) ? 'yes' : 'forbidden';
    };

  const cancelled = { action: 'cancel', basis: '第七十条', reason: '法人终止' };
  const ofLicence = (path: string, body?: object): Pick<Rule, 'ask' | 'known'> => ({
    ask: (place) => ({ path: `/licences/${id(w.licences, place)}${path}`, ...(body ? { body } : {}) }),
    known: true,
  });
  const hall = (path: string, body?: object): Pick<Rule, 'ask' | 'known'> => ({
    ask: (place) => ({ path: `/halls/${id(halls, place)}${path}`, ...(body ? { body } : {}) }),
    known: true,
  });
  const ofHall = (action: Action, ...paths: string[]): Record<string, Rule> =>
    Object.fromEntries(paths.map((path) => [`GET /api/halls/:hallId${path.split('?')[0]}`, { ...hall(path), expect: byHall(action) }]));
  const window = (path: string, body: object, of = w.windows): Pick<Rule, 'ask' | 'known'> => ({
    ask: (place) => ({ path: `/windows/${id(of, place)}/${path}`, body }),
    known: true,
  });
  const seat = (delivers: boolean): Rule['expect'] => {
    const actions = sittingActions({ delivers });
    return (who, place) => (actions.some((action) => may(who, action, inHall(place))) ? 'yes' : 'forbidden');
  };
  const colleague = (path: string, action: Action, body: object = {}): Rule => ({
    ask: (place) => ({ path: `/staff/${id(w.colleagues, place)}${path}`, body }),
    harmless: () => ({ path: `/staff/${nobody}${path}`, body }),
    expect: inRealm(action),
    empty: true,
  });
  const screen = (press: string, devices: Parameters<typeof id>[0], action: Action, body: object): Rule => ({
    ask: (place) => ({ path: `/devices/${id(devices, place)}/${press}`, body }),
    expect: (who, place) => (somewhere(action)(who) === 'forbidden' ? 'forbidden' : may(who, action, inHall(place)) ? 'yes' : 'hidden'),
  });
  const config = (path: string, rest: object = {}): Rule => ({
    ask: (place) => ({
      path,
      body: { changes: [{ entity: 'halls', id: id(halls, place), set: { ...w.changed[place ?? 'own'].set, phone: '12345' } }], ...rest },
    }),
    // of another day, or nothing that is written
    harmless: (place) => ({
      path,
      body: { changes: [{ entity: 'halls', id: halls[place], set: w.changed[place].set }], expectedVersion: 99 },
    }),
    expect: byHall('config.change'),
    known: true,
  });
  const undo = (path: string): Rule => ({
    ask: (place) => ({ path, body: { version: place ? w.changed[place].version : 99 } }),
    harmless: (place) =>
      path.endsWith('preview') ? { path, body: { version: w.changed[place].version } } : { path, body: { version: 99 } },
    expect: byHall('config.change'),
    // versions of the configuration count from one, and everybody who may change it is told the newest
    known: true,
    empty: true,
  });
  const ofLog = (path: (hallDay: string) => string): Rule => ({
    ask: (place) => ({ path: path(id(w.hallDays, place)) }),
    expect: (who, place) =>
      somewhere('log.read')(who) === 'forbidden' ? 'forbidden' : may(who, 'log.read', inHall(place)) ? 'yes' : 'hidden',
  });
  const password = 'a-long-enough-password';
  const applicant = { name: '李', idNo: '511602195207150022', phone: null };

  return {
    'GET /api/me': { ...at('/me'), expect: everybody },
    'POST /api/me/password': {
      ...at('/me/password', { old: 'x', password }),
      // too short to be hashed: thirty-eight of those cost two seconds
      harmless: () => ({ path: '/me/password', body: { old: 'x', password: '' } }),
      expect: everybody,
    },
    'POST /api/second-factor/enrol': { ...at('/second-factor/enrol', {}), expect: everybody },
    'POST /api/second-factor/confirm': { ...at('/second-factor/confirm', { code: '000000' }), expect: everybody },
    'GET /api/halls/:hallId/staff-view': { ...hall('/staff-view'), expect: byHall('hall.view') },
    'POST /api/windows/:windowId/session': [
      { ...window('session', { action: 'pause', reason: 'meal' }), expect: seat(false) },
      { ...window('session', { action: 'pause', reason: 'meal' }, w.counters), expect: seat(true) },
    ],
    'POST /api/windows/:windowId/actions': [
      { ...window('actions', { action: 'rejoin', ticketId: nobody }), expect: seat(false), empty: true },
      { ...window('actions', { action: 'rejoin', ticketId: nobody }, w.counters), expect: seat(true), empty: true },
    ],
    'GET /api/halls/:hallId/tickets/:ticketId/cases': {
      known: true,
      ask: (place) => ({ path: `/halls/${id(halls, place)}/tickets/${place ? w.persons[place].ticketId : nobody}/cases` }),
      expect: seat(true),
    },
    'POST /api/halls/:hallId/manage': {
      ...hall('/manage', { action: 'clear' }),
      harmless: (place) => ({ path: `/halls/${halls[place]}/manage`, body: { action: 'rejoin', ticketId: w.persons[place].ticketId } }),
      expect: byHall('hall.manage'),
    },
    'POST /api/halls/:hallId/help': {
      ...hall('/help', { action: 'answer', requestId: nobody }),
      expect: byHall('help.answer'),
      empty: true,
    },
    'POST /api/halls/:hallId/guide': {
      ...hall('/guide', { action: 'cancel', ticketId: nobody }),
      expect: byHall('hall.guide'),
      empty: true,
    },
    'POST /api/halls/:hallId/bookings/:bookingId/release': {
      ask: (place) => ({ path: `/halls/${id(halls, place)}/bookings/${id(w.bookings, place)}/release`, body: {} }),
      harmless: (place) => ({ path: `/halls/${halls[place]}/bookings/${nobody}/release`, body: {} }),
      expect: byHall('hall.manage'),
      known: true,
      empty: true,
    },
    ...ofHall('rating.view', '/ratings', '/ratings/export'),
    'GET /api/halls/:hallId/ratings/said': { ...hall('/ratings/said'), expect: somewhere('rating.read') },
    ...ofHall('hall.manage', '/bookings', '/report', '/report/rows', '/report/export', '/replay?at=2026-11-24T02:00:00.000Z'),
    'POST /api/persons/:id/reveal': {
      ask: (place) => ({ path: `/persons/${place ? w.persons[place].personId : nobody}/reveal`, body: { purpose: 'identify_at_window' } }),
      // only whose number this one has just called at an own window
      expect: (who, place) => (place === 'own' && who.name === 'clerk of hallId' ? 'yes' : 'forbidden'),
    },
    'POST /api/staff/import/preview': { ...at('/staff/import/preview', { csv: '工号,姓名\nx1,王' }), expect: inRealm('staff.manage') },
    'POST /api/staff/import': {
      ...at('/staff/import', { csv: '工号,姓名\nx1,王' }),
      harmless: () => ({ path: '/staff/import', body: { csv: '工号\nx1' } }),
      expect: inRealm('staff.manage'),
    },
    'GET /api/staff': { ...at('/staff'), expect: everybody },
    'POST /api/staff': {
      ...at('/staff', { staffNo: 'x2', name: '王' }),
      harmless: () => ({ path: '/staff', body: { staffNo: 'spare-own', name: '王' } }),
      expect: inRealm('staff.manage'),
    },
    'POST /api/staff/:id': colleague('', 'staff.manage', { name: '王' }),
    'POST /api/staff/:id/assignments': colleague('/assignments', 'role.assign', { roleId: 'guide' }),
    'POST /api/staff/:id/assignments/:assignmentId/end': colleague(`/assignments/${nobody}/end`, 'role.assign'),
    'POST /api/staff/:id/end-sessions': colleague('/end-sessions', 'session.end'),
    'POST /api/staff/:id/suspend': colleague('/suspend', 'staff.manage'),
    'POST /api/staff/:id/restore': colleague('/restore', 'staff.manage'),
    'POST /api/staff/:id/remove-second-factor': colleague('/remove-second-factor', 'session.end'),
    'POST /api/staff/:id/password': colleague('/password', 'staff.manage', { password }),
    'GET /api/devices': { ...at('/devices'), expect: everybody },
    'POST /api/devices/pairings': {
      ask: (place) => ({ path: '/devices/pairings', body: { code: 'ABCDEFGH', kind: 'board', hallId: id(halls, place), name: '屏' } }),
      expect: byHall('device.pair'),
      known: true,
    },
    'POST /api/devices/:id/configure': screen('configure', w.board, 'device.pair', { template: 'hall' }),
    'POST /api/devices/:id/reload': screen('reload', w.board, 'device.pair', {}),
    'POST /api/devices/:id/revoke': screen('revoke', w.device, 'device.revoke', {}),
    'GET /api/deeds': [
      { ...at('/deeds?kind=devices'), expect: somewhere('device.view') },
      { ...at('/deeds?kind=staff'), expect: somewhere('staff.view') },
    ],
    'POST /api/staff/suspend-all': {
      ...at('/staff/suspend-all', { staffIds: [nobody] }),
      expect: inRealm('staff.manage'),
      empty: true,
    },
    'GET /api/config': { ...at('/config'), expect: somewhere('config.view') },
    'GET /api/config/history': { ...at('/config/history'), expect: somewhere('config.view') },
    'GET /api/config/:entity': { ...at('/config/halls'), expect: somewhere('config.view') },
    'POST /api/config/preview': config('/config/preview'),
    'POST /api/config/apply': config('/config/apply', { expectedVersion: w.changed.far.version }),
    'POST /api/config/undo/preview': undo('/config/undo/preview'),
    'POST /api/config/undo': undo('/config/undo'),
    'POST /api/halls/:hallId/voice-packs': {
      ask: (place) => ({ path: `/halls/${id(halls, place)}/voice-packs`, body: joinPack(new Map([['zh/零', toneWav(0.2)]])) }),
      harmless: (place) => ({ path: `/halls/${halls[place]}/voice-packs`, body: new Uint8Array([0]) }),
      expect: byHall('config.change'),
      known: true,
    },
    'GET /api/halls/:hallId/voice-packs/:digest': { ...hall(`/voice-packs/${'0'.repeat(64)}`), expect: byHall('config.view'), empty: true },
    'GET /api/cases': { ...at('/cases'), expect: somewhere('case.view') },
    'POST /api/cases': {
      ask: (place) => ({ path: '/cases', body: { hallId: id(halls, place), itemId: w.item, applicant } }),
      harmless: (place) => ({
        path: '/cases',
        body: { hallId: halls[place], itemId: w.item, applicant: { ...applicant, idNo: '511602195207150023' } },
      }),
      expect: byHall('case.intake'),
      known: true,
    },
    'GET /api/cases/:caseId': { ...ofCase(cases.accepted, '/cases/:id'), expect: onFiles(() => true) },
    'POST /api/cases/:caseId/press': [
      press(cases.received, 'RECEIVED', { action: 'accept' }),
      press(cases.accepted, 'ACCEPTED', { action: 'sign' }),
      press(cases.accepted, 'ACCEPTED', { action: 'supervise', reason: '督办' } as never),
      press(cases.refused, 'NOT_ACCEPTED', { action: 'serve', way: 'post', proof: '挂号信' } as never),
    ],
    'POST /api/cases/:caseId/reveal': {
      ...ofCase(cases.accepted, '/cases/:id/reveal', { purpose: 'examine_case' }),
      expect: onFiles(reveals),
    },
    'POST /api/cases/:caseId/materials/:material/files': {
      known: true,
      ask: (place) => ({
        path: `/cases/${place ? cases.received[place].id : nobody}/materials/${place ? cases.received[place].material : 'x'}/files`,
        body: jpeg(),
      }),
      harmless: (place) => ({ path: `/cases/${cases.received[place].id}/materials/x/files`, body: jpeg() }),
      expect: (who, place) => {
        const one = cases.received[place];
        if (!seen(who, one)) return 'hidden';
        return caseRolesOf(w, who, one).some((role) => caseAllows('RECEIVED', 'add_file', role, 'PROMISE')) ? 'yes' : 'forbidden';
      },
    },
    'GET /api/cases/:caseId/files/:fileId': {
      known: true,
      ask: (place) => ({
        path: place ? `/cases/${cases.accepted[place].id}/files/${cases.accepted[place].fileId}` : `/cases/${nobody}/files/${nobody}`,
      }),
      expect: onFiles((who, one) => caseRolesOf(w, who, one).some((role) => role !== 'delivery_clerk')),
    },
    'GET /api/cases/:caseId/papers/:version': {
      ...ofCase(cases.accepted, '/cases/:id/papers/4'),
      // an event that is told by no paper: that it is drawn is proved elsewhere, and costs 50 ms each
      harmless: (place) => ({ path: `/cases/${cases.accepted[place].id}/papers/2` }),
      expect: onFiles((who, one) => caseRolesOf(w, who, one).length > 0),
      empty: true,
    },
    // a window that the hall does not have: whoever may ask comes as far as that
    'POST /api/cases/:caseId/signature': {
      ...ofCase(cases.refused, '/cases/:id/signature', {
        windowId: nobody,
        action: 'serve',
        recipient: { by: 'identity', idNo: applicant.idNo },
      }),
      expect: (who, place) => {
        if (!seen(who, cases.refused[place])) return 'hidden';
        return caseRolesOf(w, who, cases.refused[place]).includes('delivery_clerk') ? 'yes' : 'forbidden';
      },
      empty: true,
    },
    'POST /api/cases/:caseId/signature/cancel': {
      ...ofCase(cases.refused, '/cases/:id/signature/cancel', { windowId: nobody, requestId: nobody }),
      // none stands there: whoever sees the case is told so
      expect: (who, place) => (seen(who, cases.refused[place]) ? 'yes' : 'hidden'),
      empty: true,
    },
    'GET /api/licences': { ...at('/licences'), expect: somewhere('case.view') },
    'GET /api/licences/:licenceId': { ...ofLicence(''), expect: onFiles(() => true) },
    'POST /api/licences/:licenceId/press': {
      ...ofLicence('/press', { version: 1, press: cancelled }),
      harmless: (place) => ({ path: `/licences/${w.licences[place]}/press`, body: { version: 99, press: cancelled } }),
      expect: onFiles((who, one) => caseRolesOf(w, who, one).includes('department_head')),
    },
    'GET /api/signing': { ...at('/signing'), expect: somewhere('hall.manage', 'config.change') },
    ...hotlineRules(w),
    'POST /api/demo/calls': { ...at('/demo/calls', { number: '1' }), expect: () => 'hidden' },
    ...Object.fromEntries(
      ['places', 'events', 'reads', 'export'].map((of) => [`GET /api/log/${of}`, { ...at(`/log/${of}`), expect: somewhere('log.read') }]),
    ),
    'GET /api/log/events/:stream/:version': ofLog((stream) => `/log/events/${stream}/1`),
    'GET /api/log/streams/:stream/check': ofLog((stream) => `/log/streams/${stream}/check`),
    'GET /api/log/seals': { ...at('/log/seals'), expect: inRealm('log.read') },
  };
}
