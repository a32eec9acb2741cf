import { createAsync, useLocation, useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, For, Show, type JSX } from 'solid-js';
import { normaliseIdNo, normaliseName } from '@one-window/domain/identity';
import { dueDay } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { itemGuide } from '../home/data.ts';
import { Empty } from '../home/halls.tsx';
import { Page, Part } from '../home/layout.tsx';
import { named } from '../home/words.ts';
import { me } from '../mine/data.ts';
import { createDoing } from '../mine/doing.ts';
import { Choice, Who } from '../mine/form.tsx';
import { idTrouble } from '../mine/id-no.ts';
import { Problem } from '../mine/problem.tsx';
import { SignInFirst } from '../mine/signed.tsx';
import { bookableHalls, offerOf, sendBooking, type BookableHall, type Offer } from './data.ts';
import { slotWords, spanWords, t } from './words.ts';
import css from './book.module.css';
import form from '../mine/form.module.css';

/** One page: where and what for, which day, what time, for whom. What is full stays to be seen, and cannot be pressed. */
export default function Book(): JSX.Element {
  const [search, setSearch] = useSearchParams<{ item?: string; hall?: string; series?: string }>();
  const location = useLocation();
  const who = createAsync(() => me());
  const halls = createAsync(() => bookableHalls());
  const item = createAsync(async () => (search.item ? itemGuide(search.item) : null));
  const places = (): Place[] => {
    const all = (halls() ?? []).flatMap((hall) => hall.series.map((series) => ({ hall, series })));
    const wanted = item()?.places.map((place) => place.seriesId);
    return all.filter(({ hall, series }) => (wanted ? wanted.includes(series.id) : !search.hall || hall.id === search.hall));
  };
  const chosen = (): Place | undefined => places().find(({ series }) => series.id === search.series) ?? only(places());
  return (
    <Page title={t('book.title')} back bare>
      <Show when={who() !== undefined && halls() && item() !== undefined}>
        <Show
          when={who()}
          fallback={<SignInFirst to={`${location.pathname}${location.search}`} head={t('book.signIn')} hint={t('book.signInHint')} />}
        >
          <div class={form['form']}>
            <h1 class={form['head']}>{t('book.title')}</h1>
            <p class={form['lead']}>{t('book.lead')}</p>
            <Show when={places().length > 0} fallback={<None />}>
              <Where places={places()} chosen={chosen()} onChoose={(series) => setSearch({ series }, { replace: true, scroll: false })} />
              <Show when={chosen()} keyed>
                {(place) => (
                  <Part>
                    <When place={place} itemId={search.item ?? null} />
                  </Part>
                )}
              </Show>
            </Show>
          </div>
        </Show>
      </Show>
    </Page>
  );
}

interface Place {
  readonly hall: BookableHall;
  readonly series: BookableHall['series'][number];
}
const only = (places: readonly Place[]): Place | undefined => (places.length === 1 ? places[0] : undefined);
const nameOf = ({ hall, series }: Place): string => t('book.at', { hall: named(hall.name).text, series: named(series.name).text });

function None(): JSX.Element {
  return (
    <>
      <Empty head={t('book.none')} text={t('book.noneHint')} />
      <a class={form['row']} href="/halls">
        {t('book.toHalls')}
      </a>
    </>
  );
}

function Where(props: { places: readonly Place[]; chosen: Place | undefined; onChoose: (seriesId: string) => void }): JSX.Element {
  return (
    <Show
      when={only(props.places)}
      fallback={
        <Choice
          name="place"
          legend={t('book.where')}
          options={props.places.map((place) => ({ id: place.series.id, text: nameOf(place), lang: named(place.hall.name).lang }))}
          value={props.chosen?.series.id ?? ''}
          open={false}
          onChange={(id) => props.onChoose(id)}
        />
      }
    >
      {(place) => <p class={form['by']}>{nameOf(place())}</p>}
    </Show>
  );
}

function When(props: { place: Place; itemId: string | null }): JSX.Element {
  const offer = createAsync(() => offerOf(props.place.hall.id, props.place.series.id));
  return (
    <Show when={offer.latest}>
      {(now) => (
        <Show when={now().barredUntil} fallback={<Times place={props.place} itemId={props.itemId} offer={now()} />}>
          {(until) => (
            <section class={form['window']} role="status">
              <h2>{t('book.barred', { until: dueDay(until()) })}</h2>
              <p>{t('book.barredHint', { days: now().rules.noShowDays, max: now().rules.noShowMax })}</p>
              <a class={form['row']} href="/halls">
                {t('book.toHalls')}
              </a>
            </section>
          )}
        </Show>
      )}
    </Show>
  );
}

type Day = Offer['days'][number];
const freeOf = (day: Day): number => day.slots.reduce((sum, slot) => sum + slot.free, 0);

function Times(props: { place: Place; itemId: string | null; offer: Offer }): JSX.Element {
  const navigate = useNavigate();
  const doing = createDoing();
  const [picked, setPicked] = createSignal<string | null>(null);
  const [startsAt, setStartsAt] = createSignal<string | null>(null);
  const [person, setPerson] = createSignal({ name: '', idNo: '' });
  const [tried, setTried] = createSignal(false);
  /** The day that was chosen, else the first on which something is free. */
  const day = (): Day | undefined => {
    const { days } = props.offer;
    return days.find(({ date }) => date === picked()) ?? days.find((one) => !one.mine && freeOf(one) > 0) ?? days[0];
  };
  // what has filled up since is not chosen any more
  const slot = () => day()?.slots.find((one) => one.startsAt === startsAt() && one.free > 0 && !day()?.mine);
  const unnamed = (): boolean => props.offer.as === null && (normaliseName(person().name) === '' || idTrouble(person().idNo) !== undefined);
  const choose = (date: string, at: string | null): void => {
    setPicked(date);
    setStartsAt(at);
    doing.setProblem(undefined);
  };
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    const found = slot();
    if (!found || unnamed()) return;
    const { name, idNo } = person();
    const { hall, series } = props.place;
    const json = {
      hallId: hall.id,
      seriesId: series.id,
      itemId: props.itemId,
      startsAt: found.startsAt,
      person: props.offer.as ? null : { name: normaliseName(name), idNo: normaliseIdNo(idNo) },
    };
    void doing.run(async () => {
      const { id } = await sendBooking(json);
      navigate(`/bookings/${id}`);
    });
  };
  const words = () => slot() && slotWords(slot()!.startsAt, props.offer.timeZone);
  return (
    <form class={form['form']} onSubmit={send} novalidate>
      <Days days={props.offer.days} chosen={day()?.date} onChoose={(date) => choose(date, null)} />
      <Show when={day()}>{(now) => <Slots day={now()} offer={props.offer} chosen={slot()?.startsAt ?? null} onChoose={choose} />}</Show>
      <Show
        when={props.offer.as}
        fallback={<Who typed={person()} tried={tried()} onType={(part) => setPerson({ ...person(), ...part })} onKeep={undefined} />}
      >
        {(as) => (
          <section class={form['window']}>
            <h2>{t('book.for')}</h2>
            <p class={form['figures']}>{t('book.forKnown', { name: as().name ?? '', idNo: as().idNo ?? '' })}</p>
            <p class={form['fine']}>{t('book.forHint')}</p>
          </section>
        )}
      </Show>
      <Rules rules={props.offer.rules} />
      <div class={form['acts']}>
        <Problem text={doing.problem()} />
        <Button
          type="submit"
          variant="primary"
          block
          busy={doing.busy()}
          busyText={t('book.booking')}
          reason={words() ? undefined : t('book.pick')}
        >
          {words() ? t('book.confirm', words()) : t('book.pick')}
        </Button>
      </div>
    </form>
  );
}

function Days(props: { days: readonly Day[]; chosen: string | undefined; onChoose: (date: string) => void }): JSX.Element {
  const left = (day: Day): string => {
    if (day.mine) return t('book.dayMine');
    return freeOf(day) > 0 ? t('book.dayFree', { n: freeOf(day) }) : t('book.dayFull');
  };
  return (
    <section class={form['window']}>
      <h2>{t('book.day')}</h2>
      <ul class={css['days']}>
        <For each={props.days} fallback={<li>{t('book.noDays')}</li>}>
          {(day) => (
            <li>
              <button type="button" class={css['pick']} aria-pressed={day.date === props.chosen} onClick={() => props.onChoose(day.date)}>
                <b class="num">{dueDay(day.date)}</b>
                <small>{left(day)}</small>
              </button>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

/** All times of a day; the full ones are to be seen, so that one knows that one came late and not that there are none. */
function Slots(props: { day: Day; offer: Offer; chosen: string | null; onChoose: (date: string, at: string) => void }): JSX.Element {
  const zone = (): string => props.offer.timeZone;
  /** The next free time of another day. */
  const next = () =>
    props.offer.days
      .filter((day) => !day.mine && day.date !== props.day.date)
      .flatMap((day) => day.slots.filter(({ free }) => free > 0).map(({ startsAt }) => ({ date: day.date, startsAt })))[0];
  return (
    <section class={form['window']}>
      <h2>{t('book.slot')}</h2>
      <Show when={!props.day.mine} fallback={<p>{t('book.mine')}</p>}>
        <ul class={css['slots']}>
          <For each={props.day.slots}>
            {(slot) => (
              <li>
                <button
                  type="button"
                  class={css['pick']}
                  aria-pressed={slot.startsAt === props.chosen}
                  aria-disabled={slot.free === 0 ? 'true' : undefined}
                  onClick={() => slot.free > 0 && props.onChoose(props.day.date, slot.startsAt)}
                >
                  <b class="num">{slotWords(slot.startsAt, zone()).time}</b>
                  <small>{slot.free > 0 ? t('book.slotFree', { n: slot.free }) : t('book.slotFull')}</small>
                </button>
              </li>
            )}
          </For>
        </ul>
        <Show when={freeOf(props.day) === 0}>
          <Show when={next()} fallback={<p>{t('book.allFullEver')}</p>}>
            {(free) => (
              <>
                <p>{t('book.allFull', slotWords(free().startsAt, zone()))}</p>
                <Button block onPress={() => props.onChoose(free().date, free().startsAt)}>
                  {t('book.next')}
                </Button>
              </>
            )}
          </Show>
        </Show>
      </Show>
    </section>
  );
}

function Rules(props: { rules: Offer['rules'] }): JSX.Element {
  const figures = () => ({
    early: props.rules.earlyMinutes,
    late: props.rules.lateMinutes,
    cancel: spanWords(props.rules.cancelMinutes),
  });
  return (
    <section>
      <h2 class={css['rules']}>{t('book.rules')}</h2>
      <p class={form['fine']}>{t('book.rulesText', figures())}</p>
    </section>
  );
}
