import type { Contract } from './api.ts';
import type { AnyApi, Fixture } from './fixture.ts';

/** Every screen is looked at in all of them, or says why a state cannot be. */
export const screenStates = ['empty', 'busy', 'loading', 'error', 'denied', 'huge', 'stale'] as const;
export type ScreenStateName = (typeof screenStates)[number];

/** Loaded only when a development build is opened with `?state=`. */
export type FixtureSource<C extends Contract<C> = AnyApi> = () => Fixture<C> | Promise<Fixture<C>>;
export type StateEntry<C extends Contract<C> = AnyApi> = FixtureSource<C> | `n/a: ${string}`;

export interface ScreenEntry<C extends Contract<C> = AnyApi> {
  /** Where the screen is, e.g. `/window/hall-1/window-5`. */
  readonly path: string;
  /** The size it is made for; the surface's own where it is left out. */
  readonly size?: readonly [width: number, height: number];
  readonly states: Readonly<Record<ScreenStateName, StateEntry<C>>>;
}

export type Screens<R extends string = string, C extends Contract<C> = AnyApi> = Readonly<Record<R, ScreenEntry<C>>>;

/**
 * The registry of an app's screens. `R` is the union of its routes, so a route without an entry, or an entry without one
 * of the seven states, does not compile, nor does an answer that the listener `C` would not give:
 * `export const screens = defineScreens<Route, DeskApi>({ … })`.
 */
export function defineScreens<R extends string, C extends Contract<C> = AnyApi>(screens: Screens<R, C>): Screens<R> {
  return screens;
}

export interface ScreenShot {
  readonly route: string;
  readonly state: ScreenStateName;
  /** Path with `?state=` to open in a development build. */
  readonly url: string;
  readonly size?: readonly [number, number];
}

/** Every picture to take of a registry; states that cannot be are left out. */
export function shotsOf(screens: Screens): ScreenShot[] {
  return Object.entries(screens).flatMap(([route, entry]) =>
    screenStates
      .filter((state) => typeof entry.states[state] === 'function')
      .map((state) => ({
        route,
        state,
        url: `${entry.path}${entry.path.includes('?') ? '&' : '?'}state=${state}`,
        ...(entry.size ? { size: entry.size } : {}),
      })),
  );
}

/** Has an address all that a screen's own path asks for? `/board.html?for=zone` is another screen than `/board.html`. */
function asksFor({ path }: ScreenEntry, address: URLSearchParams): boolean {
  return [...new URLSearchParams(path.split('?')[1])].every(([name, value]) => address.get(name) === value);
}

/** The fixture that this address asks for, or null: `?state=busy` on a path of the registry. */
export async function fixtureFor(screens: Screens, location: Pick<Location, 'pathname' | 'search'>): Promise<Fixture | null> {
  const address = new URLSearchParams(location.search);
  const state = screenStates.find((name) => name === address.get('state'));
  const here = Object.values(screens).filter((screen) => screen.path.split('?')[0] === location.pathname);
  const own = here.filter((screen) => asksFor(screen, address)).sort((a, b) => b.path.length - a.path.length);
  const entry = own[0] ?? here[0];
  const source = state && entry?.states[state];
  return typeof source === 'function' ? await source() : null;
}
