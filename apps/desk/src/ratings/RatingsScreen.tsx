import { useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { createEffect, createResource, createSignal, For, Match, Show, Switch } from 'solid-js';
import { leastRatings, ratingLevels } from '@one-window/domain/ratings';
import { errorText } from '@one-window/ui/errors';
import { count, nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { errorCode } from '../api.ts';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { t as desk } from '../i18n.ts';
import { rememberPlace } from '../place.ts';
import { holds } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { HallPicker } from '../windows/HallPicker.tsx';
import { exportReport, loadReport, type Figures, type RatingReport } from './api.ts';
import { SaidList } from './Said.tsx';
import { percent, t } from './words.ts';
import css from './ratings.module.css';

/** How what was finished in a hall was rated: each rate with what it is made of, and beside it what looks odd. */
export default function RatingsScreen() {
  const session = useSession();
  const me = useMe();
  const navigate = useNavigate();
  const params = useParams<{ hallId: string }>();
  const [search, setSearch] = useSearchParams<{ from?: string; to?: string }>();
  const asked = () => ({ hallId: params.hallId, ...(search.from ? { from: search.from } : {}), ...(search.to ? { to: search.to } : {}) });
  const [report, { refetch }] = createResource(asked, loadReport);
  createEffect(() => report.error !== undefined && session.note(report.error));
  const pick = (hallId: string): void => {
    rememberPlace({ hallId, windowId: null });
    navigate(`/ratings/${hallId}`);
  };
  const denied = (): boolean => ['auth.forbidden', 'not_found'].includes(errorCode(report.error));
  const wrongDays = (): boolean => errorCode(report.error) === 'request.invalid';
  /** Of a department alone: its words, and no figures of a hall. */
  const reads = (): boolean => holds(me().staff.roles, 'rating.read');
  const hall = () => me().halls.find(({ id }) => id === params.hallId);
  return (
    <Frame here="ratings" title={t('rating.report.title')} keys={<PlainKeys>{t('rating.report.lead')}</PlainKeys>}>
      <main class={css['stage']}>
        <div class={css['top']}>
          <h1>{t('rating.report.title')}</h1>
          <HallPicker hallId={params.hallId} onPick={pick} />
          <Days report={settled(report)} onDays={(days) => setSearch(days)} />
          <span class={css['tools']}>
            <Export asked={asked()} />
            <Button onPress={() => print()}>{t('rating.report.print')}</Button>
          </span>
        </div>
        <Switch>
          <Match when={report.error !== undefined}>
            <div class={css['sheet']}>
              <Show
                when={denied() || wrongDays()}
                fallback={<ErrorState text={desk('desk.load.error', { why: errorText(report.error) })} onRetry={() => void refetch()} />}
              >
                <Show
                  when={reads() && !wrongDays()}
                  fallback={
                    <Empty
                      title={wrongDays() ? t('rating.report.period') : desk('desk.denied.title')}
                      next={wrongDays() ? undefined : desk('desk.denied.body')}
                    />
                  }
                >
                  <SaidList asked={asked()} />
                </Show>
              </Show>
            </div>
          </Match>
          <Match when={settled(report)}>
            {(known) => (
              <Show
                when={known().all.finished > 0}
                fallback={
                  <div class={css['sheet']}>
                    <Empty title={t('rating.report.empty')} next={t('rating.report.empty_next')} />
                  </div>
                }
              >
                <div class={css['sheet']} tabindex="0" role="region" aria-label={t('rating.report.title')}>
                  <p class={css['printed']}>
                    {hall() ? nameOf(hall()!.name) : ''} {known().from} – {known().to}
                  </p>
                  <Report report={known()} />
                  <Show when={reads()}>
                    <SaidList asked={asked()} />
                  </Show>
                </div>
              </Show>
            )}
          </Match>
          <Match when={report.loading}>
            <div class={css['sheet']} aria-busy="true">
              <Skeleton lines={9} />
            </div>
          </Match>
        </Switch>
      </main>
    </Frame>
  );
}

/** The days of the report; what stands in the fields is what is shown. */
function Days(props: { report: RatingReport | undefined; onDays: (days: { from: string; to: string }) => void }) {
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const day = (name: string): string => {
      const found = data.get(name);
      return typeof found === 'string' ? found : '';
    };
    props.onDays({ from: day('from'), to: day('to') });
  };
  return (
    <form class={css['days']} onSubmit={send}>
      <For each={['from', 'to'] as const}>
        {(name) => (
          <label>
            <span>{t(`rating.report.${name}`)}</span>
            <input class="input" type="date" name={name} value={props.report?.[name] ?? ''} required />
          </label>
        )}
      </For>
      <Button type="submit">{t('rating.report.show')}</Button>
    </form>
  );
}

function Report(props: { report: RatingReport }) {
  const groups = () => [
    { id: 'hall', rows: [{ label: '', name: t('rating.group.hall'), of: props.report.all }] },
    { id: 'stage', rows: props.report.stages.map((of) => ({ label: '', name: t(`rating.stage.${of.stage}`), of })) },
    { id: 'window', rows: props.report.windows.map((of) => ({ label: of.label, name: nameOf(of.name), of })) },
    { id: 'series', rows: props.report.series.map((of) => ({ label: of.label, name: nameOf(of.name), of })) },
  ];
  return (
    <>
      <div class={css['wide']}>
        <table class={css['table']}>
          <thead>
            <tr>
              <th scope="col">{t('rating.col.place')}</th>
              <th scope="col">{t('rating.col.finished')}</th>
              <th scope="col">{t('rating.col.rated')}</th>
              <th scope="col">{t('rating.col.active')}</th>
              <For each={ratingLevels}>{(level) => <th scope="col">{t(`rating.level.${level}`)}</th>}</For>
              <th scope="col">{t('rating.col.good')}</th>
              <th scope="col">{t('rating.col.average')}</th>
            </tr>
          </thead>
          <For each={groups()}>
            {(group) => (
              <tbody>
                <Show when={group.id !== 'hall'}>
                  <tr>
                    <th scope="rowgroup" colspan="11" class={css['group']}>
                      {t(`rating.group.${group.id as 'stage'}`)}
                    </th>
                  </tr>
                </Show>
                <For each={group.rows}>{(row) => <Row {...row} />}</For>
              </tbody>
            )}
          </For>
        </table>
      </div>
      <div class={css['beside']}>
        <Show when={props.report.rectified}>{(of) => <Rectified {...of()} />}</Show>
        <section>
          <h2>{t('rating.report.odd')}</h2>
          <p class="dim">{t('rating.report.oddText')}</p>
          <dl class={css['odd']}>
            <For each={['crowded', 'sameSource', 'quickBest', 'beyondFinished'] as const}>
              {(what) => (
                <div data-some={props.report.anomalies[what] > 0 ? '' : undefined}>
                  <dt>{t(`rating.odd.${what}`)}</dt>
                  <dd class="num">{count(props.report.anomalies[what])}</dd>
                </div>
              )}
            </For>
          </dl>
        </section>
        <section>
          <h2>{t('rating.report.formulas')}</h2>
          <For each={['active', 'good', 'average', 'rectified'] as const}>{(name) => <p>{t(`rating.report.formula.${name}`)}</p>}</For>
          <p class="dim">{t('rating.report.few', { n: leastRatings })}</p>
        </section>
      </div>
    </>
  );
}

/** 差评整改: what became of the bad ones. */
function Rectified(props: { bad: number; closed: number }) {
  return (
    <section>
      <h2>{t('rating.group.rectified')}</h2>
      <Show when={props.bad > 0} fallback={<p class="dim">{t('rating.rectified.none')}</p>}>
        <dl class={css['odd']}>
          <div>
            <dt>{t('rating.rectified.bad')}</dt>
            <dd class="num">{count(props.bad)}</dd>
          </div>
          <div>
            <dt>{t('rating.rectified.closed')}</dt>
            <dd class="num">{count(props.closed)}</dd>
          </div>
          <div data-some={props.closed < props.bad ? '' : undefined}>
            <dt>{t('rating.rectified.rate')}</dt>
            <dd class="num">{percent(props.closed / props.bad)}</dd>
          </div>
        </dl>
      </Show>
    </section>
  );
}

function Row(props: { label: string; name: string; of: Figures }) {
  const good = (): number | null => (props.of.levels ? props.of.levels[5] + props.of.levels[4] + props.of.levels[3] : null);
  /** A rate is read with what it is made of. */
  const parts = (part: number | null, whole: number): string =>
    part === null || whole === 0 ? '' : t('rating.report.of', { part: count(part), whole: count(whole) });
  return (
    <tr>
      <th scope="row" class={css['what']}>
        <Show when={props.label}>
          <span class={`num ${css['label']}`}>{props.label}</span>
        </Show>
        {props.name}
      </th>
      <td class="num">{count(props.of.finished)}</td>
      <td class="num">{count(props.of.rated)}</td>
      <td class="num">
        {percent(props.of.activeRate)}
        <small>{parts(props.of.rated, props.of.finished)}</small>
      </td>
      <For each={ratingLevels}>{(level) => <td class="num">{props.of.levels ? count(props.of.levels[level]) : '–'}</td>}</For>
      <td class="num">
        {percent(props.of.goodRate)}
        <small>{parts(good(), props.of.rated)}</small>
      </td>
      <td class="num">{props.of.average === null ? '–' : props.of.average.toFixed(1)}</td>
    </tr>
  );
}

function Export(props: { asked: Parameters<typeof exportReport>[0] }) {
  const session = useSession();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  async function run(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setError(null);
    try {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await exportReport(props.asked));
      link.download = `${t('rating.report.title')}.csv`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (refused) {
      setError(refused);
      session.note(refused);
    }
    setBusy(false);
  }
  return (
    <>
      <Show when={error() !== null}>
        <span class={css['wrong']} role="alert">
          {errorText(error())}
        </span>
      </Show>
      <Button busy={busy()} busyText={t('rating.report.exporting')} onPress={() => void run()}>
        {t('rating.report.export')}
      </Button>
    </>
  );
}
