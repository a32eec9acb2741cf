import { createSignal, onCleanup, onMount, type JSX } from 'solid-js';
import { newKey } from '@one-window/ui/api';
import { call } from '../api.ts';
import { Digits } from './Digits.tsx';
import { home, type Problem, type Step } from './model.ts';
import { problemOf } from './problems.ts';
import { t } from './t.ts';

const codeDigits = 8;

/** A booking becomes a number by its code, typed here, also on a keyboard. What a scanner or card reader types is taken as a whole: see {@link createWedge}. */
export function CheckIn(props: { go: (step: Step) => void; broken: boolean }): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const missing = (): number => codeDigits - typed().length;
  const press = (digit: string): void => void setTyped((before) => (before + digit).slice(0, codeDigits));
  const erase = (): void => void setTyped((before) => before.slice(0, -1));
  const done = (): void => checkIn({ code: typed() }, props.go);
  const key = (event: KeyboardEvent): void => {
    if (/^\d$/.test(event.key)) press(event.key);
    else if (event.key === 'Backspace') erase();
    else if (event.key === 'Enter' && missing() === 0) {
      // or the key that has the focus would be pressed, too
      event.preventDefault();
      done();
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
      <Digits
        label={t('kiosk.checkInLabel')}
        typed={typed()}
        missing={missing()}
        words={t(missing() ? 'kiosk.checkInMissing' : 'kiosk.checkIn', { n: missing() })}
        many
        onSign={press}
        onErase={erase}
        onBack={() => props.go(home)}
        onDone={done}
      />
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
