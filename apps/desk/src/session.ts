import { createContext, createSignal, useContext } from 'solid-js';
import { errorCode, isEnded, loadMe, signOut, type Me } from './api.ts';

export type SessionState =
  | { readonly kind: 'loading' }
  /** `ended` = it was there and went away in mid-work: the sign-in says why and leads back. */
  | { readonly kind: 'out'; readonly ended: boolean }
  | { readonly kind: 'in'; readonly me: Me }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Who is signed in. Every screen reads it here; every refused call that means "signed out" ends it here. */
export function createSession() {
  const [state, setState] = createSignal<SessionState>({ kind: 'loading' });

  async function load(): Promise<void> {
    try {
      setState({ kind: 'in', me: await loadMe() });
    } catch (error) {
      setState(isEnded(error) ? { kind: 'out', ended: state().kind === 'in' } : { kind: 'failed', error });
    }
  }

  /** To be called with every error of a command or a view. */
  function note(error: unknown): void {
    if (state().kind !== 'in') return;
    if (isEnded(error)) setState({ kind: 'out', ended: true });
    // a second factor became a rule in mid-work: the sign-in takes over and binds one
    else if (['auth.second_factor_setup', 'auth.password_change'].includes(errorCode(error))) void load();
  }

  async function leave(): Promise<void> {
    await signOut();
    setState({ kind: 'out', ended: false });
  }

  return { state, load, note, leave, ended: () => setState({ kind: 'out', ended: true }) };
}

export type Session = ReturnType<typeof createSession>;
const SessionContext = createContext<Session>();

export const SessionProvider = SessionContext.Provider;

/** The desk's session; only inside {@link SessionProvider}. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('outside the desk');
  return session;
}

/** The signed-in staff member; only under the signed-in part of the app. */
export function useMe(): () => Me {
  const session = useSession();
  return () => {
    const state = session.state();
    if (state.kind !== 'in') throw new Error('nobody is signed in');
    return state.me;
  };
}
