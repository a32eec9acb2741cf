import { NEAR_PLACES } from '@one-window/domain/notices';
import { addMs, type Instant } from '@one-window/domain/time';
import { isNewer, type TicketView } from '@one-window/domain/views';
import { clock as wallClock } from '@one-window/ui/clock';
import { bindTicket } from '@one-window/ui/ticket/bind';
import { ageWords, ticketScene, ticketWords, type TicketLocale } from '@one-window/ui/ticket/scene';

/** What the connection says about what is shown. `asOf` = known to be current up to here. */
export interface Freshness {
  readonly stale: boolean;
  readonly asOf: Instant;
  readonly ageMs: number;
}

export interface TicketScreen {
  /** Takes a view if it is newer than what is shown. */
  show(next: TicketView): void;
  freshness(now: Freshness): void;
  readonly current: () => TicketView;
}

/** A call stays lit so long, then is simply yellow. */
const litMs = 15_000;
const wanted = [400, 200, 400, 200, 800];
const nearly = [200];

/** Takes over the page that the server printed: the same elements, from now on kept current. */
export function takeOver(first: TicketView, locale: TicketLocale, clock: () => number = () => performance.now()): TicketScreen {
  const t = ticketWords(locale);
  const main = part('#ticket');
  const say = part('[data-say]');
  const age = part('[data-age]');
  const stop = part('[data-stale]');
  let view = first;
  let receivedAt = clock();
  let litTimer: ReturnType<typeof setTimeout> | undefined;

  const draw = (): void => {
    const scene = ticketScene(view, locale, addMs(view.asOf, clock() - receivedAt));
    const shownAge = age.textContent;
    bindTicket(document, scene);
    age.textContent = shownAge;
    document.title = `${scene.title} · ${t('ticket.brand')}`;
    for (const el of document.querySelectorAll<HTMLElement>('[data-live]'))
      el.hidden = view.state !== 'WAITING' || (view.ahead ?? 0) <= NEAR_PLACES;
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && focused.closest('[hidden]')) focusNumber();
  };

  const alert = (words: string, pattern: number[]): void => {
    say.textContent = words;
    navigator.vibrate?.(pattern);
  };

  const notice = (before: TicketView): void => {
    if (view.state === 'CALLED' && (before.state !== 'CALLED' || before.calledAt !== view.calledAt)) {
      alert(t('ticket.sayCalled', { number: view.number, window: view.window ?? '' }), wanted);
      main.classList.remove('lit');
      // a second call of the same number lights the card again: the class has to be gone for one layout
      main.getBoundingClientRect();
      main.classList.add('lit');
      clearTimeout(litTimer);
      litTimer = setTimeout(() => main.classList.remove('lit'), litMs);
    } else if (
      view.state === 'WAITING' &&
      view.ahead !== null &&
      view.ahead <= NEAR_PLACES &&
      (before.ahead === null || before.ahead > NEAR_PLACES)
    ) {
      alert(t(view.ahead === 1 ? 'ticket.saySoonOne' : 'ticket.saySoon', { n: view.ahead }), nearly);
    } else if (view.state !== before.state) {
      say.textContent = t(`ticket.state.${view.state}`);
    }
  };

  // relative times ("1 minute ago") and the end of the time to rejoin move without any news
  setInterval(draw, 10_000);
  draw();
  return {
    current: () => view,
    show(next) {
      if (!isNewer(next, view)) return;
      const before = view;
      view = next;
      receivedAt = clock();
      draw();
      notice(before);
    },
    freshness({ stale, asOf, ageMs }) {
      const time = wallClock(asOf, view.hall.timeZone);
      age.dataset['age'] = stale ? 'stale' : 'live';
      setText(age, stale ? t('ticket.stale', { time, age: ageWords(ageMs, t) }) : t('ticket.live'));
      main.classList.toggle('old', stale);
      stop.hidden = !stale;
      if (stale) setText(part('[data-text=staleHint]'), t('ticket.staleHint', { time }));
    },
  };
}

/** Where to go on when what had the focus is gone. */
export function focusNumber(): void {
  const number = part('[data-text=number]');
  number.tabIndex = -1;
  number.focus({ preventScroll: true });
}

function setText(el: HTMLElement, text: string): void {
  if (el.textContent !== text) el.textContent = text;
}

/** An element that the server always prints. */
export function part<E extends HTMLElement = HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}
