import { Show, type JSX } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import type { Problem } from './model.ts';
import { mayRepeat, problemWords } from './problems.ts';
import { t } from './t.ts';

interface ProblemProps {
  readonly problem: Problem;
  readonly again: (() => void) | null;
  readonly onBack: () => void;
  readonly onHome: () => void;
}

/** What went wrong, in words, and what to do now. */
export function ProblemScreen(props: ProblemProps): JSX.Element {
  const say = () => problemWords(props.problem);
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
