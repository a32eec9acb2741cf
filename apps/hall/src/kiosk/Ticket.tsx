import { createSignal, onMount, Show, type JSX } from 'solid-js';
import { Qr } from '@one-window/ui/parts/Qr';
import { Button } from '@one-window/ui/parts/Button';
import { StateChip } from '@one-window/ui/parts/StateChip';
import CircleCheckBig from 'lucide-solid/icons/circle-check-big';
import MapPin from 'lucide-solid/icons/map-pin';
import Printer from 'lucide-solid/icons/printer';
import { nameOf } from '@one-window/ui/format';
import { fit } from '../fit.ts';
import type { Idle } from './idle.ts';
import { itemsText, type NumberPlace, type TakenTicket } from './model.ts';
import { printSlip } from './print.ts';
import { t } from './t.ts';

interface TicketProps {
  readonly ticket: TakenTicket;
  /** Windows that serve the series now; null = not known. */
  readonly openWindows: number | null;
  /** A real kiosk prints by itself; a demo in somebody's browser only when asked. */
  readonly prints: boolean;
  readonly idle: Idle;
  readonly onPrint: () => void;
  readonly onAnother: () => void;
  readonly onFinish: () => void;
}

type Printing = 'idle' | 'printing' | 'failed';

/** The number, what it means, and how to wait without standing. */
export function Ticket(props: TicketProps): JSX.Element {
  const [printing, setPrinting] = createSignal<Printing>('idle');
  const print = (): void => {
    props.onPrint();
    setPrinting('printing');
    void printSlip().then((worked) => setPrinting(worked ? 'printing' : 'failed'));
  };
  onMount(() => {
    if (props.prints) print();
  });
  const seconds = (): number | null => (props.idle.phase === 'countdown' ? props.idle.seconds : null);
  return (
    <>
      <div class="said" role="status">
        <CircleCheckBig class="i" aria-hidden="true" />
        <div>
          <h1 tabindex="-1">{t(printing() === 'failed' ? 'kiosk.printFailed' : 'kiosk.done')}</h1>
          <p>{t(printing() === 'failed' ? 'kiosk.printFailedHint' : printing() === 'printing' ? 'kiosk.printing' : 'kiosk.noPrint')}</p>
        </div>
      </div>
      <Card ticket={props.ticket} openWindows={props.openWindows} />
      <section class="next">
        <Qr label={t('kiosk.qr')} text={props.ticket.url} />
        <div>
          <h2>{t('kiosk.scan')}</h2>
          <p class="scan-hint">{t('kiosk.scanHint')}</p>
          <Show when={props.ticket.place}>
            {(place) => (
              <p class="go">
                <MapPin class="i" aria-hidden="true" />
                {t('kiosk.place', { place: nameOf(place()) })}
              </p>
            )}
          </Show>
          <button type="button" class="again" onClick={print}>
            <Printer class="i" aria-hidden="true" />
            {t(printing() === 'idle' ? 'kiosk.print' : 'kiosk.printAgain')}
          </button>
        </div>
      </section>
      <div class="reach end">
        <Button onPress={() => props.onAnother()}>{t('kiosk.another')}</Button>
        <Button variant="primary" onPress={() => props.onFinish()}>
          {t('kiosk.finish')}
          <Show when={seconds()}>
            {(n) => (
              <span class="nowrap">
                <span class="num">{n()}</span> {t('kiosk.seconds')}
              </span>
            )}
          </Show>
        </Button>
      </div>
    </>
  );
}

/** The number with its place and its wait, and what the wait stands on. */
export function Card(props: { ticket: NumberPlace; openWindows: number | null }): JSX.Element {
  const name = (): string => nameOf(props.ticket.seriesName);
  const matters = (): string => itemsText(props.ticket.itemNames, (first, n) => t('kiosk.matters', { first, n }));
  const basis = (): string => {
    if (props.ticket.ahead === 0 && props.ticket.waitMinutes !== null) return t('kiosk.soon');
    if (props.openWindows === 0) return t('kiosk.noBasisWindow');
    return props.ticket.waitMinutes === null || props.openWindows === null
      ? t('kiosk.noBasis')
      : t('kiosk.basis', { n: props.openWindows });
  };
  return (
    <article class="ticket-card" aria-label={t('kiosk.yourNumber')}>
      <div class="top">
        <div class="name">
          <b
            class="strong"
            style={{ 'font-size': `${fit(name(), { width: props.ticket.itemName ? 330 : 620, height: 92, max: 38, min: 26 }).size}px` }}
          >
            {name()}
          </b>
          <Show when={matters()}>
            {(item) => (
              <span class="dim" style={{ 'font-size': `${fit(item(), { width: 300, height: 92, max: 38, min: 26 }).size}px` }}>
                {item()}
              </span>
            )}
          </Show>
          <span class="state">
            <StateChip state="WAITING" />
          </span>
        </div>
        <div class="no num" style={{ 'font-size': `${Math.floor(296 * Math.min(1, 5 / props.ticket.number.length))}px` }}>
          {props.ticket.number}
        </div>
      </div>
      <div class="cut" />
      <div class="bot">
        <dl class="two">
          <div>
            <dt>{t('kiosk.ahead')}</dt>
            <dd>
              <span class="num">{props.ticket.ahead}</span>
              {t('kiosk.people')}
            </dd>
          </div>
          <div>
            <dt>{t('kiosk.wait')}</dt>
            <dd>
              <Show when={props.ticket.waitMinutes !== null} fallback={t('kiosk.unknown')}>
                <span class="num">{props.ticket.waitMinutes}</span>
                {t('kiosk.minutes')}
              </Show>
            </dd>
          </div>
        </dl>
        <p class="basis">{basis()}</p>
      </div>
    </article>
  );
}
