import { createAsync, revalidate, useParams } from '@solidjs/router';
import { createSignal, Match, onCleanup, Show, Switch, type JSX } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Qr } from '@one-window/ui/parts/Qr';
import { clock } from '@one-window/ui/clock';
import { Fact } from '../home/fact.tsx';
import { Empty } from '../home/halls.tsx';
import { Page } from '../home/layout.tsx';
import { english, named } from '../home/words.ts';
import { createDoing } from '../mine/doing.ts';
import { Problem } from '../mine/problem.tsx';
import { SignInFirst } from '../mine/signed.tsx';
import { cancelBooking, checkIn, myBooking, type MyBooking } from './data.ts';
import { slotWords, t } from './words.ts';
import css from './book.module.css';
import card from '../mine/case.module.css';
import form from '../mine/form.module.css';
import guide from '../home/guide.module.css';

const renewMs = 30_000;

/** What is shown at the kiosk, and everything that can be done with it until then. */
export default function BookingPage(): JSX.Element {
  const params = useParams<{ id: string }>();
  const booking = createAsync(() => myBooking(params.id));
  const timer = setInterval(() => {
    if (!document.hidden) void revalidate('my-booking');
  }, renewMs);
  onCleanup(() => clearInterval(timer));
  const found = (): MyBooking | undefined => {
    const now = booking.latest;
    return now && now !== 'signed_out' ? now : undefined;
  };
  return (
    <Page title={t('book.list')} back bare>
      <Show when={booking.latest !== undefined}>
        <Show
          when={found()}
          fallback={
            <Show when={booking.latest === 'signed_out'} fallback={<Empty head={t('book.gone')} text={t('book.goneHint')} page />}>
              <SignInFirst to={`/bookings/${params.id}`} />
            </Show>
          }
        >
          {(one) => <Slip one={one()} />}
        </Show>
      </Show>
    </Page>
  );
}

/** Eight digits are read aloud and typed off in fours. */
const grouped = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

function Slip(props: { one: MyBooking }): JSX.Element {
  const when = () => slotWords(props.one.startsAt, props.one.hall.timeZone);
  const until = (): string => clock(props.one.endsAt, props.one.hall.timeZone);
  const open = (): boolean => props.one.state === 'BOOKED';
  return (
    <article class={form['form']}>
      <h1 class={form['head']}>{t(`book.state.${props.one.state}`)}</h1>
      <section class={form['window']}>
        <p class={css['when']}>
          {when().date} <span class="num">{`${when().time}–${until()}`}</span>
        </p>
        <p lang={named(props.one.hall.name).lang}>{named(props.one.hall.name).text}</p>
        <Show when={props.one.byHall}>
          <p>{t('book.byHall')}</p>
        </Show>
        <Show when={open()}>
          <p class="dim">{t('book.code')}</p>
          <p class={`num ${form['caseNo']}`}>{grouped(props.one.code)}</p>
          <Qr text={props.one.code} label={t('book.qr')} class={css['qr']} />
          <p class={form['fine']}>{t('book.codeHint')}</p>
        </Show>
        <Show when={props.one.ticket}>
          {(ticket) => (
            <>
              <p class="dim">{t('book.ticket')}</p>
              <p class={`num ${form['caseNo']}`}>{ticket().number}</p>
              <a class={form['go']} href={ticket().url} rel="external">
                <b>{t('book.toTicket')}</b>
              </a>
            </>
          )}
        </Show>
      </section>
      <Show when={open()}>
        <CheckIn one={props.one} />
      </Show>
      <dl class={guide['facts']}>
        <Fact name={t('book.series')} value={named(props.one.series.name).text} />
        <Fact name={t('book.item')} value={props.one.itemName} data />
        <Fact name={t('book.person')} value={props.one.for.name} data />
        <Fact name={t('book.place')} value={props.one.series.place && named(props.one.series.place).text} />
      </dl>
      <Show when={open()} fallback={<Again />}>
        <a
          class={form['row']}
          href={`/api/bookings/${props.one.id}/calendar.ics?lang=${english() ? 'en' : 'zh'}`}
          rel="external"
          download=""
        >
          {t('book.calendar')}
        </a>
        <Cancel one={props.one} />
      </Show>
    </article>
  );
}

function Again(): JSX.Element {
  return (
    <a class={form['row']} href="/book">
      {t('book.again')}
    </a>
  );
}

/** The time of now, so that the key lights by itself when its time has come; the service decides by its own. */
function createNow(): () => string {
  const [now, setNow] = createSignal(new Date().toISOString());
  const timer = setInterval(() => setNow(new Date().toISOString()), 5_000);
  onCleanup(() => clearInterval(timer));
  return now;
}

function CheckIn(props: { one: MyBooking }): JSX.Element {
  const now = createNow();
  const doing = createDoing();
  const zone = (): string => props.one.hall.timeZone;
  const arrive = (): void => {
    const { id } = props.one;
    void doing.run(() => checkIn(id));
  };
  const times = () => ({ from: clock(props.one.checkInFrom, zone()), until: clock(props.one.checkInUntil, zone()) });
  return (
    <Switch>
      <Match when={now() < props.one.checkInFrom}>
        <p class={form['lead']}>{t('book.early', times())}</p>
      </Match>
      <Match when={now() > props.one.checkInUntil}>
        <section class={form['window']} role="status">
          <h2>{t('book.late')}</h2>
          <p>{t('book.lateHint')}</p>
        </section>
      </Match>
      <Match when={true}>
        <div class={form['acts']}>
          <Problem text={doing.problem()} />
          <p class={form['fine']}>{t('book.checkInHint', times())}</p>
          <Button variant="primary" block busy={doing.busy()} busyText={t('book.checkingIn')} onPress={arrive}>
            {t('book.checkIn')}
          </Button>
        </div>
      </Match>
    </Switch>
  );
}

/** Asked on the page itself and not over it; the safe answer stands first and has the focus. */
function Cancel(props: { one: MyBooking }): JSX.Element {
  const now = createNow();
  const doing = createDoing();
  const [asking, setAsking] = createSignal(false);
  const cancel = (): void => {
    const { id } = props.one;
    void doing.run(() => cancelBooking(id));
  };
  const until = (): string => {
    const { date, time } = slotWords(props.one.cancelUntil, props.one.hall.timeZone);
    return `${date} ${time}`;
  };
  return (
    <Show when={now() <= props.one.cancelUntil}>
      <Show
        when={asking()}
        fallback={
          <div class={form['acts']}>
            <Button variant="quiet" block onPress={() => setAsking(true)}>
              {t('book.cancel')}
            </Button>
            <p class={form['fine']}>{t('book.cancelUntil', { until: until() })}</p>
          </div>
        }
      >
        <section class={form['window']}>
          <h2>{t('book.cancelTitle')}</h2>
          <p>{t('book.cancelText')}</p>
          <Problem text={doing.problem()} />
          <div class={card['two']}>
            <Button ref={(el) => queueMicrotask(() => el.focus())} onPress={() => setAsking(false)}>
              {t('book.cancelNot')}
            </Button>
            <Button variant="danger" busy={doing.busy()} busyText={t('book.cancelling')} onPress={cancel}>
              {t('book.cancelYes')}
            </Button>
          </div>
        </section>
      </Show>
    </Show>
  );
}
