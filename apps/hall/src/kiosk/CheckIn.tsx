import { createSignal, For, onCleanup, onMount, type JSX } from 'solid-js';
import Delete from 'lucide-solid/icons/delete';
import { newKey } from '@one-window/ui/api';
import { Button } from '@one-window/ui/parts/Button';
import { call } from '../api.ts';
import { home, type Problem, type Step } from './model.ts';
import { problemOf } from './problems.ts';
import { t } from './t.ts';

const codeDigits = 8;

/** A booking becomes a number by its code, typed here or read by a scanner, which types it and presses enter; or by its holder's card. */
export function CheckIn(props: { go: (step: Step) => void; broken: boolean }): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const missing = (): number => codeDigits - typed().length;
  const press = (digit: string): void => void setTyped((before) => (before + digit).slice(0, codeDigits));
  const key = (event: KeyboardEvent): void => {
    if (/^\d$/.test(event.key)) press(event.key);
    else if (event.key === 'Backspace') setTyped((before) => before.slice(0, -1));
    else if (event.key === 'Enter' && missing() === 0) {
      // or the key that has the focus would be pressed, too
      event.preventDefault();
      checkIn({ code: typed() }, props.go);
    }
  };
  onMount(() => document.addEventListener('keydown', key));
  onCleanup(() => document.removeEventListener('keydown', key));
  return (
    <>
      <div class="ask">
        <h1 tabindex="-1">{t('kiosk.checkInTitle')}</h1>
        <p class="note">{t(props.broken ? 'kiosk.checkInTyped' : 'kiosk.checkInNote')}</p>
      </div>
      <div class="reach rejoin is-many">
        <output class="typed num" aria-label={t('kiosk.checkInLabel')}>
          {typed()}
          <span class="blank" aria-hidden="true">
            {'–'.repeat(missing())}
          </span>
        </output>
        <div class="digits">
          <For each={['1', '2', '3', '4', '5', '6', '7', '8', '9', '0']}>
            {(digit) => (
              <button type="button" class="key num" onClick={() => press(digit)}>
                {digit}
              </button>
            )}
          </For>
          <button type="button" class="key wide" onClick={() => setTyped((before) => before.slice(0, -1))}>
            <Delete class="i" aria-hidden="true" />
            {t('kiosk.erase')}
          </button>
        </div>
        <div class="end">
          <Button onPress={() => props.go(home)}>{t('kiosk.back')}</Button>
          <Button
            variant="primary"
            reason={missing() > 0 ? t('kiosk.checkInMissing', { n: missing() }) : undefined}
            onPress={() => missing() === 0 && checkIn({ code: typed() }, props.go)}
          >
            {missing() > 0 ? t('kiosk.checkInMissing', { n: missing() }) : t('kiosk.checkIn')}
          </Button>
        </div>
      </div>
    </>
  );
}

/** Of a card nobody is told more than that it is not booked here today. */
const refused = (problem: Problem, card: boolean): Problem =>
  card && (problem.code === 'not_found' || problem.code === 'request.invalid') ? { ...problem, code: 'scan.card' } : problem;

/** Under one key: a lost reply is asked for again, and gives the same number. Who is late is offered an ordinary one. */
export function checkIn(by: { code: string } | { idNo: string }, go: (step: Step) => void): void {
  const key = newKey();
  const run = async (): Promise<void> => {
    try {
      const { ticket } = await call('POST /api/bookings/check-in', { json: by, key });
      go({ at: 'ticket', ticket, priority: null, choice: { seriesId: ticket.seriesId, items: [] } });
    } catch (error) {
      const problem = refused(problemOf(error), 'idNo' in by);
      const { seriesId } = problem.details;
      const late = problem.code === 'booking.late' && typeof seriesId === 'string';
      const back: Step = late ? { at: 'priority', choice: { seriesId, items: [] } } : { at: 'check-in' };
      go({ at: 'problem', problem, back, again: () => void run() });
    }
  };
  void run();
}
