import { screens as desk } from '@one-window/desk/screens';
import { screens as hall } from '@one-window/hall/screens';
import { screens as portal } from '@one-window/portal/screens';
import { shotsOf, type ScreenShot } from '@one-window/ui/screens';

export type App = 'portal' | 'desk' | 'hall';
export type Theme = 'light' | 'dark' | 'contrast';
export type Surface = 'board' | 'kiosk' | 'pad' | 'desk' | 'portal';

export interface Look {
  readonly lang: 'zh-CN' | 'en';
  readonly theme: Theme;
  readonly mode: 'normal' | 'elder';
}

export interface Screen {
  readonly app: App;
  readonly surface: Surface;
  /** The registry's route and, for more than one picture of a state, what is added to it. */
  readonly name: string;
  readonly state: string;
  readonly path: string;
  readonly size: readonly [width: number, height: number];
  /** What is pressed and typed after it stands, where a picture has no address of its own. */
  readonly turns?: readonly Turn[];
}

/** Words that both languages share: a key, or a place in the page with what is typed there, and what it `shows` after a pause. */
export type Turn =
  | { readonly key: string }
  | { readonly click: string }
  | { readonly fill: string; readonly text: string; readonly shows?: string };

const registries = { hall, desk, portal };
const ownSize = { portal: [390, 844], desk: [1440, 900], hall: [1920, 1080] } as const;

/** Looks that a surface offers: nobody can turn a kiosk dark, and only kiosk and phone have large letters. */
export const themesOf: Readonly<Record<Surface, readonly Theme[]>> = {
  board: ['dark', 'light', 'contrast'],
  kiosk: ['light', 'contrast'],
  pad: ['light', 'contrast'],
  desk: ['light', 'dark', 'contrast'],
  portal: ['light', 'dark', 'contrast'],
};
export const modesOf: Readonly<Record<Surface, readonly Look['mode'][]>> = {
  board: ['normal'],
  kiosk: ['normal', 'elder'],
  pad: ['normal'],
  desk: ['normal'],
  portal: ['normal', 'elder'],
};

/** Pictures inside a state that have an address of their own in development builds. */
const more: Readonly<Record<string, readonly string[]>> = {
  'board busy': ['lit=1', 'lit=1&lang=both'],
  'board huge': ['lit=1&lang=both'],
  'board window busy': ['lit=1&lang=both'],
  'kiosk busy': [
    ...[
      'series',
      'search',
      'search-more',
      'bring',
      'bring-two',
      'priority',
      'priority-two',
      'collect',
      'check-in',
      'taking',
      'ticket',
      'ticket-two',
      'rejoin',
      'rejoined',
      'problem',
      'problem-used',
      'problem-card',
      'problem-collect',
      'problem-full',
      'readers',
    ].map((s) => `step=${s}`),
    ...['sending', 'asked', 'coming', 'failed'].map((s) => `help=${s}`),
  ],
  'kiosk stale': ['help=asked'],
  'pad busy': ['level=5', 'level=2', 'at=noted', 'at=thanks'],
  'pad huge': ['level=1'],
  'pad signing busy': ['problem=trivial', 'problem=failed', 'signed=signed', 'signed=declined', 'signed=gone'],
  'kiosk huge': ['series', 'search', 'bring', 'priority', 'collect', 'ticket-huge', 'rejoin'].map((s) => `step=${s}`),
};

const asked: readonly Turn[] = [
  { key: '1' },
  { fill: 'footer form input.input', text: '511602199003074513' },
  { click: 'form [role=status] + div button' },
];
/** Pictures that stand only after somebody pressed something: a form, a question, what was found. */
const turned: Readonly<Record<string, Readonly<Record<string, readonly Turn[]>>>> = {
  'kiosk busy': {
    'search-more found': [{ fill: 'input[type=search]', text: '身份证', shows: '.results .result' }],
    'collect typed': [{ fill: '.field-row input', text: 'K7M2P9QX' }],
  },
  'window visit busy': {
    adding: [
      { click: 'section ol + p button:nth-of-type(1)' },
      { fill: '[role=dialog] input', text: '食品', shows: '[role=dialog] ul button' },
    ],
    naming: [{ click: 'section ol + p button:nth-of-type(2)' }],
    left: [{ key: 'F9' }],
  },
  'hall busy': { skills: [{ click: 'main li:nth-of-type(4) button' }] },
  'history staff busy': { asked: [{ click: 'main li button' }] },
  'history busy': { asked: [{ click: 'main li button' }] },
  'hand-over empty': { form: [{ key: '1' }] },
  'hand-over busy': { ready: [{ key: '1' }], asked },
  'hand-over denied': { asked },
  'hand-over error': { asked },
  'hand-over huge': { asked },
  'hand-over stale': { asked },
};

/** Every registered screen in every state that it can be in. */
export function allScreens(): Screen[] {
  return (['hall', 'desk', 'portal'] as const).flatMap((app) => shotsOf(registries[app]).flatMap((shot) => expand(app, shot)));
}

function expand(app: App, shot: ScreenShot): Screen[] {
  const surface = app === 'hall' ? hallSurface(shot.route) : app;
  const one = { app, surface, state: shot.state, size: shot.size ?? ownSize[app] } as const;
  const extra = more[`${shot.route} ${shot.state}`] ?? [];
  return [
    { ...one, name: shot.route, path: shot.url },
    ...extra.map((query) => ({
      ...one,
      name: `${shot.route} ${query.replace('=1', '').replace(/\w+=/g, '').replaceAll('&', ' ')}`,
      path: `${shot.url}&${query}`,
    })),
    ...Object.entries(turned[`${shot.route} ${shot.state}`] ?? {}).map(([name, turns]) => ({
      ...one,
      name: `${shot.route} ${name}`,
      path: `${shot.url}${stepOf(name)}`,
      turns,
    })),
  ];
}

/** The kiosk begins at a step; what is pressed there has a word of its own after it. */
const stepOf = (name: string): string => (name.includes(' ') ? `&step=${name.split(' ')[0]}` : '');

/** A kiosk that gives no numbers is a kiosk; whatever is no kiosk and no pad hangs on a wall. */
const hallSurface = (route: string): Surface => (['kiosk', 'pad'] as const).find((one) => route.split(' ')[0] === one) ?? 'board';

/** Every look of a screen. */
export function looksOf(surface: Surface): Look[] {
  return (['zh-CN', 'en'] as const).flatMap((lang) =>
    themesOf[surface].flatMap((theme) => modesOf[surface].map((mode) => ({ lang, theme, mode }))),
  );
}
