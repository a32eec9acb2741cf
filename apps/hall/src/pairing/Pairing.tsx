import { createSignal, Match, onCleanup, Show, Switch, type JSX } from 'solid-js';
import type { HallApi } from '@one-window/api/client';
import { ApiError } from '@one-window/ui/api';
import { stopwatch } from '@one-window/ui/format';
import { createI18n } from '@one-window/ui/i18n';
import * as pairing from '@one-window/ui/i18n/pairing';
import { t as common } from '@one-window/ui/words';
import { Mark } from '@one-window/ui/parts/Mark';
import { call } from '../api.ts';
import { pageOf, type DeviceKind } from '../device.ts';
import './pairing.css';

const { t } = createI18n(pairing);

type Offer = HallApi['POST /api/pairing']['answer'];
type Answer = HallApi['GET /api/pairing/:pollToken']['answer'];
type State =
  | { readonly at: 'loading' }
  | { readonly at: 'code'; readonly offer: Offer; readonly until: number }
  | { readonly at: 'failed'; readonly error: ApiError; readonly until: number };

const POLL_MS = 2_000;
const RETRY_MS = 5_000;
/** A code is shown so long when this device's clock is off and the server's time cannot be trusted here. */
const SHOWN_MS = 10 * 60_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Shows the code that a manager confirms, and opens the screen's own page when that is done. */
export function Pairing(props: { revoked: boolean }): JSX.Element {
  const [state, setState] = createSignal<State>({ at: 'loading' });
  /** Told with the first code, and true from then on. */
  const [demo, setDemo] = createSignal(false);
  const [now, setNow] = createSignal(performance.now());
  const timer = setInterval(() => setNow(performance.now()), 500);
  let stopped = false;
  onCleanup(() => {
    stopped = true;
    clearInterval(timer);
  });

  const open = (kind: DeviceKind): void => {
    const page = pageOf[kind];
    const params = new URLSearchParams(location.search);
    params.delete('reason');
    location.replace(params.size > 0 ? `${page}?${params.toString()}` : page);
  };

  async function offerUntilPaired(): Promise<void> {
    while (!stopped) {
      const known = await call('GET /api/device').catch(() => null);
      if (known) return open(known.kind);
      const kind = await offerOnce();
      if (kind) return open(kind);
    }
  }

  /** One code, until it is confirmed, runs out or is refused. */
  async function offerOnce(): Promise<DeviceKind | null> {
    try {
      const offer = await call('POST /api/pairing');
      const until = performance.now() + lifetime(offer);
      setDemo(offer.demo);
      setState({ at: 'code', offer, until });
      while (!stopped && performance.now() < until) {
        await pause(POLL_MS);
        const answer = await poll(offer);
        if (answer === 'gone') return null;
        if (answer?.state === 'paired') return answer.kind;
      }
    } catch (error) {
      const problem = error instanceof ApiError ? error : new ApiError('internal', 0);
      const wait = typeof problem.details['seconds'] === 'number' ? problem.details['seconds'] * 1000 : RETRY_MS;
      setState({ at: 'failed', error: problem, until: performance.now() + wait });
      await pause(wait);
    }
    return null;
  }

  void offerUntilPaired();

  return (
    <div class="pairing">
      <header>
        <Mark />
        <h1>{t('pairing.title')}</h1>
        <Show when={demo()}>
          <span class="demo">{common('common.demo')}</span>
        </Show>
      </header>
      <Show when={props.revoked}>
        <p class="revoked" role="alert">
          {t('pairing.revoked')}
        </p>
      </Show>
      <main>
        <Switch>
          <Match when={as(state(), 'code')}>
            {(shown) => (
              <section class="code">
                <h2>{t('pairing.code')}</h2>
                <p class="num" aria-live="polite">
                  {spaced(shown().offer.code)}
                </p>
                <p class="renews">{t('pairing.renews', { time: stopwatch(shown().until - now()) })}</p>
              </section>
            )}
          </Match>
          <Match when={as(state(), 'failed')}>
            {(failed) => (
              <section class="code" role="alert">
                <h2 class="wrong">{t(failed().error.code === 'limit.too_many' ? 'pairing.tooMany' : 'pairing.error')}</h2>
                <p class="renews">
                  {failed().error.code === 'limit.too_many'
                    ? t('pairing.tooManyHint', { seconds: Math.max(0, Math.ceil((failed().until - now()) / 1000)) })
                    : t('pairing.errorHint')}
                </p>
              </section>
            )}
          </Match>
          <Match when={state().at === 'loading'}>
            <section class="code" role="status">
              <h2>{t('pairing.loading')}</h2>
            </section>
          </Match>
        </Switch>
        <ol>
          <li>{t('pairing.step1')}</li>
          <li>{t('pairing.step2')}</li>
          <li>{t('pairing.step3')}</li>
        </ol>
      </main>
    </div>
  );
}

function as<K extends State['at']>(state: State, at: K): Extract<State, { at: K }> | null {
  return state.at === at ? (state as Extract<State, { at: K }>) : null;
}

/** A lost poll is asked again; a token that is not known any more ends the offer. */
async function poll(offer: Offer): Promise<Answer | 'gone' | null> {
  try {
    return await call('GET /api/pairing/:pollToken', { param: { pollToken: offer.pollToken } });
  } catch (error) {
    return error instanceof ApiError && error.status >= 400 && error.status < 500 ? 'gone' : null;
  }
}

/** How long to show a code, by this device's stopwatch: its clock may be hours off. */
function lifetime(offer: Offer): number {
  const told = Date.parse(offer.expiresAt) - Date.now();
  return told > 0 && told < SHOWN_MS ? told : SHOWN_MS;
}

/** Six signs in two groups: easier to read across a room and to type. */
function spaced(code: string): string {
  const plain = code.replace(/\s/g, '');
  return `${plain.slice(0, 3)} ${plain.slice(3)}`;
}
