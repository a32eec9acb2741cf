import { A, useParams, useSearchParams } from '@solidjs/router';
import { createEffect, createMemo, createResource, createSignal, For, Match, Show, Switch } from 'solid-js';
import type { DeskApi } from '@one-window/api/client';
import { bookingStates, type BookingState } from '@one-window/domain/booking';
import { errorText } from '@one-window/ui/errors';
import { clock, count, nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Chip, type ChipLook } from '@one-window/ui/parts/Chip';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { call, errorCode, isUnanswered, newKey } from '../api.ts';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { makePresses } from '../window/press.ts';
import { t } from './words.ts';
import css from './day.module.css';
import shared from './hall.module.css';

type Day = DeskApi['GET /api/halls/:hallId/bookings']['answer'];
type Booking = Day['rows'][number];

const looks: Readonly<Record<BookingState, ChipLook>> = { BOOKED: 'info', CHECKED_IN: 'ok', CANCELLED: 'outline', NO_SHOW: 'warn' };

/** Who is booked for a day, masked, and what became of it; a place that the hall cannot keep is given back from here. */
export default function BookingsScreen() {
  const params = useParams<{ hallId: string }>();
  const [search, setSearch] = useSearchParams<{ date?: string; state?: string }>();
  const session = useSession();
  const [day, { refetch }] = createResource(
    () => ({ hallId: params.hallId, date: search.date }),
    ({ hallId, date }) => call('GET /api/halls/:hallId/bookings', { param: { hallId }, query: date ? { date } : {} }),
  );
  createEffect(() => day.error !== undefined && session.note(day.error));
  const known = createMemo(() => (day.error === undefined ? settled(day) : undefined));
  const denied = (): boolean => ['auth.forbidden', 'not_found'].includes(errorCode(day.error));
  const state = (): BookingState | null => bookingStates.find((one) => one === search.state) ?? null;
  return (
    <Frame here="hall" title={t('desk.bookings.title')} keys={<PlainKeys>{t('desk.bookings.masked')}</PlainKeys>}>
      <main class={shared['stage']}>
        <header class={shared['top']}>
          <h1>{t('desk.bookings.title')}</h1>
          <Show when={known()}>
            {(found) => (
              <Filters day={found()} state={state()} onDate={(date) => setSearch({ date })} onState={(one) => setSearch({ state: one })} />
            )}
          </Show>
          <span class={shared['tools']}>
            <A class={shared['link']} href={`/hall/${params.hallId}`}>
              {t('desk.replay.live')}
            </A>
          </span>
        </header>
        <section class={`${shared['card']} ${css['bookings']}`}>
          <Switch>
            <Match when={day.error !== undefined}>
              <Show
                when={denied()}
                fallback={<ErrorState text={t('desk.load.error', { why: errorText(day.error) })} onRetry={() => void refetch()} />}
              >
                <Empty title={t('desk.denied.title')} next={t('desk.denied.body')} />
              </Show>
            </Match>
            <Match when={known()}>
              {(found) => <Bookings hallId={params.hallId} day={found()} state={state()} onChanged={() => void refetch()} />}
            </Match>
            <Match when={day.loading}>
              <Skeleton lines={9} />
            </Match>
          </Switch>
        </section>
      </main>
    </Frame>
  );
}

function Filters(props: {
  day: Day;
  state: BookingState | null;
  onDate: (date: string) => void;
  onState: (state: BookingState | null) => void;
}) {
  return (
    <>
      <label>
        <span class="sr">{t('desk.bookings.date')}</span>
        <input
          class="input"
          type="date"
          value={props.day.date}
          onChange={(e) => e.currentTarget.value && props.onDate(e.currentTarget.value)}
        />
      </label>
      <span class={css['keys']} role="group" aria-label={t('desk.bookings.states')}>
        <For each={bookingStates}>
          {(one) => (
            <Button
              small
              variant={props.state === one ? 'primary' : 'plain'}
              aria-pressed={props.state === one}
              onPress={() => props.onState(props.state === one ? null : one)}
            >
              {t(`desk.bookings.state.${one}`)} <span class="num">{count(props.day.counts[one])}</span>
            </Button>
          )}
        </For>
      </span>
    </>
  );
}

function Bookings(props: { hallId: string; day: Day; state: BookingState | null; onChanged: () => void }) {
  const session = useSession();
  const [asked, setAsked] = createSignal<Booking | null>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  const rows = (): readonly Booking[] => props.day.rows.filter((row) => props.state === null || row.state === props.state);
  const ask = (row: Booking | null): void => {
    setError(null);
    setAsked(row);
  };
  async function release(row: Booking): Promise<void> {
    setError(null);
    const param = { hallId: props.hallId, bookingId: row.id };
    const result = await presses.run('release', row.id, (key) =>
      call('POST /api/halls/:hallId/bookings/:bookingId/release', { param, key }),
    );
    if (result.kind === 'refused') {
      session.note(result.error);
      return void setError(result.error);
    }
    ask(null);
    props.onChanged();
  }
  return (
    <>
      <Show when={rows().length > 0} fallback={<Empty title={t('desk.bookings.none')} next={t('desk.bookings.none_next')} />}>
        <div class={shared['scroll']} tabindex="0" role="region" aria-label={t('desk.bookings.title')}>
          <table class={css['booked']}>
            <thead>
              <tr>
                <For each={['time', 'name', 'matter', 'number', 'state'] as const}>
                  {(column) => <th scope="col">{t(`desk.bookings.col.${column}`)}</th>}
                </For>
                <th scope="col">{t('desk.hall.col.action')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>{(row) => <Row row={row} zone={props.day.timeZone} onRelease={() => ask(row)} />}</For>
            </tbody>
          </table>
        </div>
      </Show>
      <Show when={asked()}>
        {(row) => (
          <Dialog
            open
            title={t('desk.bookings.ask.title', { time: clock(row().startsAt, props.day.timeZone), name: row().personName ?? '' })}
            body={t('desk.bookings.ask.body')}
            onClose={() => ask(null)}
            actions={
              <>
                <Button autofocus onPress={() => ask(null)}>
                  {t('desk.hall.ask.no')}
                </Button>
                <Button variant="danger" busy={busy() !== null} busyText={t('desk.hall.ask.busy')} onPress={() => void release(row())}>
                  {t('desk.bookings.release')}
                </Button>
              </>
            }
          >
            <Show when={error()}>
              <p class={css['refusal']} role="alert">
                {errorText(error())}
              </p>
            </Show>
          </Dialog>
        )}
      </Show>
    </>
  );
}

function Row(props: { row: Booking; zone: string; onRelease: () => void }) {
  const matter = (): string => [nameOf(props.row.seriesName), props.row.itemName ?? ''].filter(Boolean).join(' · ');
  return (
    <tr>
      <th scope="row" class="num">
        {clock(props.row.startsAt, props.zone)}–{clock(props.row.endsAt, props.zone)}
      </th>
      <td>{props.row.personName}</td>
      <td class={shared['item']} title={matter()}>
        {matter()}
      </td>
      <td class="num">{props.row.number}</td>
      <td>
        <Chip state={looks[props.row.state]}>
          {t(props.row.byHall ? 'desk.bookings.by_hall' : `desk.bookings.state.${props.row.state}`)}
        </Chip>
      </td>
      <td>
        <Show when={props.row.state === 'BOOKED'}>
          <Button small variant="quiet" onPress={() => props.onRelease()}>
            {t('desk.bookings.release')}
          </Button>
        </Show>
      </td>
    </tr>
  );
}
