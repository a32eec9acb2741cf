import type { DeskApi } from '@one-window/api/client';
import type { SignatureState } from '@one-window/domain/signatures';
import { addMs } from '@one-window/domain/time';
import type { ScreenState } from '@one-window/domain/views';
import type { Answers, Fixture } from '@one-window/ui/fixture';
import { fixtureNow, fixtureStaff, staffView } from '../fixtures.ts';
import type { CaseView } from './api.ts';
import { caseFixture, casesFixture, fixtureCase, longCase, manyCases } from './fixtures.ts';

const ready: CaseView = {
  ...caseFixture,
  status: 'READY',
  decision: 'granted',
  missing: [],
  materials: caseFixture.materials.map((material) => ({ ...material, state: 'present' })),
  clocks: [],
  dueAt: null,
  actions: [
    { action: 'deliver', refusal: null },
    { action: 'correct', refusal: null },
  ],
};

const until = addMs(fixtureNow, 180_000);
const answers: Answers<DeskApi> = { 'POST /api/cases/:caseId/signature': { id: 'signature-1', until } };

/** A result that waits for whoever collects it. */
export const handOver: Answers<DeskApi> = { ...answers, 'GET /api/cases': casesFixture, 'GET /api/cases/:caseId': ready };
export const longHandOver: Answers<DeskApi> = {
  ...answers,
  'GET /api/cases': manyCases,
  'GET /api/cases/:caseId': { ...longCase, status: 'READY', actions: ready.actions },
};

const padAt = (label: string): ScreenState => ({
  ...staffView().screens[0]!,
  deviceId: `pad-${label}`,
  name: `评价器 ${label}`,
  kind: 'pad',
  windowId: `window-${label}`,
});

/** The hall beside it: pads at two windows, and what one of them was answered; null = there is no pad. */
export const handOverIn =
  (fixture: Fixture<DeskApi>, state: SignatureState | 'gone' | null): (() => Fixture<DeskApi>) =>
  () => {
    const view = staffView();
    const asked = {
      id: 'signature-1',
      caseId: fixtureCase,
      staffId: fixtureStaff.id,
      state: state === 'gone' || state === null ? 'ASKED' : state,
      until: state === 'gone' ? addMs(fixtureNow, -1_000) : until,
    } as const;
    const windows = view.windows.map((one) => (one.id === 'window-5' && state !== null ? { ...one, signing: asked } : one));
    const screens = state === null ? [] : [padAt('5'), padAt('2')];
    return { ...fixture, live: { 'hall.staff': { view: { ...view, windows, screens } } } };
  };
