import { createSignal, For, Show, type JSX } from 'solid-js';
import CircleCheckBig from 'lucide-solid/icons/circle-check-big';
import MapPin from 'lucide-solid/icons/map-pin';
import type { HallPublicView } from '@one-window/domain/views';
import { newKey } from '@one-window/ui/api';
import { Button } from '@one-window/ui/parts/Button';
import { nameOf } from '@one-window/ui/format';
import { call } from '../api.ts';
import { Digits } from './Digits.tsx';
import { problemOf } from './problems.ts';
import { appendSign, home, signsMissing, type NumberPlace, type Step } from './model.ts';
import { t } from './t.ts';
import { Card } from './Ticket.tsx';

interface RejoinProps {
  readonly hall: HallPublicView;
  readonly go: (step: Step) => void;
}

/** A missed number comes back under its own name: letter keys of this hall, then digits. */
export function Rejoin(props: RejoinProps): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const prefixes = (): string[] => [...new Set(props.hall.series.map((s) => s.prefix))].sort();
  const missing = (): number => signsMissing(typed());
  return (
    <>
      <div class="ask">
        <h1 tabindex="-1">{t('kiosk.rejoinTitle')}</h1>
        <p class="note">{t('kiosk.rejoinNote', { minutes: props.hall.policy.rejoinMinutes })}</p>
      </div>
      <Digits
        label={t('kiosk.rejoinLabel')}
        typed={typed()}
        missing={missing()}
        words={t(missing() ? 'kiosk.rejoinMissing' : 'kiosk.rejoin', { n: missing() })}
        many={prefixes().length > 16}
        onSign={(sign) => setTyped((before) => appendSign(before, sign))}
        onErase={() => setTyped((before) => before.slice(0, -1))}
        onBack={() => props.go(home)}
        onDone={() => rejoin(typed(), props.go)}
      >
        <div class="letters">
          <For each={prefixes()}>
            {(prefix) => (
              <button type="button" class="key num" onClick={() => setTyped((before) => prefix + before.replace(/^[A-Z]+/, ''))}>
                {prefix}
              </button>
            )}
          </For>
        </div>
      </Digits>
    </>
  );
}

/** Under one key: a lost reply is asked for again, and the one chance to rejoin is used once. */
export function rejoin(number: string, go: (step: Step) => void): void {
  const key = newKey();
  const run = async (): Promise<void> => {
    try {
      const { ticket } = await call('POST /api/tickets/rejoin', { json: { number }, key });
      go({ at: 'rejoined', ticket });
    } catch (error) {
      go({ at: 'problem', problem: problemOf(error), back: { at: 'rejoin' }, again: () => void run() });
    }
  };
  void run();
}

/** Back in the queue: what the slip told then, told anew. */
export function Rejoined(props: { hall: HallPublicView; ticket: NumberPlace; onFinish: () => void }): JSX.Element {
  const openWindows = () => props.hall.series.find((s) => s.id === props.ticket.seriesId)?.openWindows ?? null;
  return (
    <>
      <div class="said" role="status">
        <CircleCheckBig class="i" aria-hidden="true" />
        <div>
          <h1 tabindex="-1">{t('kiosk.rejoined')}</h1>
          <p>{t('kiosk.rejoinedHint')}</p>
        </div>
      </div>
      <Card ticket={props.ticket} openWindows={openWindows()} />
      <section class="next plain">
        <Show when={props.ticket.place}>
          {(place) => (
            <p class="go">
              <MapPin class="i" aria-hidden="true" />
              {t('kiosk.place', { place: nameOf(place()) })}
            </p>
          )}
        </Show>
        <p class="scan-hint">{t('kiosk.rejoinedPlace')}</p>
      </section>
      <div class="reach end one">
        <Button variant="primary" onPress={() => props.onFinish()}>
          {t('kiosk.finish')}
        </Button>
      </div>
    </>
  );
}
