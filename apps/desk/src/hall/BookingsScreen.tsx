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
import { Table } from '@one-window/ui/parts/Table';
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
  const zone = (): string => props.day.timeZone;
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
      <Table
        label={t('desk.bookings.title')}
        rows={rows()}
        rowId={(row) => row.id}
        empty={<Empty title={t('desk.bookings.none')} next={t('desk.bookings.none_next')} />}
        columns={[
          {
            id: 'time',
            title: t('desk.bookings.col.time'),
            by: (row) => row.startsAt,
            cell: (row) => <span class="num">{`${clock(row.startsAt, zone())}–${clock(row.endsAt, zone())}`}</span>,
          },
          { id: 'name', title: t('desk.bookings.col.name'), by: (row) => row.personName, cell: (row) => row.personName ?? '' },
          {
            id: 'matter',
            title: t('desk.bookings.col.matter'),
            by: (row) => row.seriesName.zh,
            cell: (row) => (row.itemName ? `${nameOf(row.seriesName)} · ${row.itemName}` : nameOf(row.seriesName)),
          },
          { id: 'number', title: t('desk.bookings.col.number'), number: true, by: (row) => row.number, cell: (row) => row.number ?? '' },
          {
            id: 'state',
            title: t('desk.bookings.col.state'),
            by: (row) => row.state,
            cell: (row) => (
              <Chip state={looks[row.state]}>{t(row.byHall ? 'desk.bookings.by_hall' : `desk.bookings.state.${row.state}`)}</Chip>
            ),
          },
          {
            id: 'act',
            title: t('desk.hall.col.action'),
            cell: (row) => (
              <Show when={row.state === 'BOOKED'}>
                <Button small variant="quiet" onPress={() => ask(row)}>
                  {t('desk.bookings.release')}
                </Button>
              </Show>
            ),
          },
        ]}
      />
      <Show when={asked()}>
        {(row) => (
          <Dialog
            open
            title={t('desk.bookings.ask.title', { time: clock(row().startsAt, zone()), name: row().personName ?? '' })}
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
