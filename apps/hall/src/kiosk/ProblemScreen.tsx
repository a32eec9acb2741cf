import { For, Show, type JSX } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Qr } from '@one-window/ui/parts/Qr';
import { lang } from '@one-window/ui/theme';
import type { Problem } from './model.ts';
import { mayRepeat, problemWords, slotsOf } from './problems.ts';
import { t } from './t.ts';

interface ProblemProps {
  readonly problem: Problem;
  readonly again: (() => void) | null;
  /** Where a place is booked; the queue follows. */
  readonly book: string;
  readonly onBack: () => void;
  readonly onHome: () => void;
}

/** `11月30日周一`, `Mon, Nov 30`. */
const shown = { month: 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC' } as const;

/** What went wrong, in words, and what to do now. */
export function ProblemScreen(props: ProblemProps): JSX.Element {
  const say = () => problemWords(props.problem);
  const slots = () => slotsOf(props.problem);
  const again = () => (mayRepeat(props.problem) ? props.again : null);
  return (
    <>
      <div class="ask" role="alert">
        <h1 tabindex="-1">{t(say().head)}</h1>
        <p class="large">{t(say().hint, props.problem.details)}</p>
        <Show when={say().head === 'kiosk.error.other' && props.problem.requestId}>
          {(id) => <p class="dim">{t('kiosk.error.reference', { id: id() })}</p>}
        </Show>
      </div>
      <Show when={slots().length > 0}>
        <section class="next">
          <Qr label={t('kiosk.nextSlots')} text={`${props.book}${String(props.problem.details['seriesId'])}`} />
          <div>
            <h2>{t('kiosk.nextSlots')}</h2>
            <For each={slots()}>
              {(slot) => <p class="go num">{`${new Date(slot.slice(0, 10)).toLocaleDateString(lang(), shown)} ${slot.slice(11)}`}</p>}
            </For>
          </div>
        </section>
      </Show>
      <div class="reach end" classList={{ one: again() === null }}>
        <Button variant={again() ? 'plain' : 'primary'} onPress={() => (again() ? props.onHome() : props.onBack())}>
          {t(again() ? 'kiosk.home' : props.problem.code === 'booking.late' ? 'kiosk.takeOrdinary' : 'kiosk.back')}
        </Button>
        <Show when={again()}>
          {(run) => (
            <Button variant="primary" onPress={() => run()()}>
              {t('kiosk.tryAgain')}
            </Button>
          )}
        </Show>
      </div>
    </>
  );
}
