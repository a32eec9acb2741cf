import { A, useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { createEffect, createResource, For, Match, on, Show, Switch } from 'solid-js';
import {
  reportFigures,
  reportGroupings,
  reportPeriod,
  reportSpans,
  type ReportFigure,
  type ReportGrouping,
  type ReportSpan,
} from '@one-window/domain/hall-report';
import { errorText } from '@one-window/ui/errors';
import { count, nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Segmented } from '@one-window/ui/parts/Segmented';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { errorCode } from '../api.ts';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { t as desk } from '../i18n.ts';
import { useMe, useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { HallPicker } from '../windows/HallPicker.tsx';
import { loadReport, type HallReport } from './api.ts';
import { Export } from './Export.tsx';
import { ReportTable } from './ReportTable.tsx';
import { RowsPanel } from './RowsPanel.tsx';
import { groupName, leastShare, t } from './words.ts';
import css from './report.module.css';

type Search = { by?: string; span?: string; day?: string };
const wholeHall = 'all';

/** What the hall did in a day, a week or a month; period and grouping stand in the address, and so does the figure that is open. */
export default function ReportScreen() {
  const session = useSession();
  const me = useMe();
  const navigate = useNavigate();
  const params = useParams<{ hallId: string; figure?: string; group?: string }>();
  const [search, setSearch] = useSearchParams<Search>();
  const by = (): ReportGrouping => reportGroupings.find((name) => name === search.by) ?? 'series';
  /** Without a day it is today, by the hall's clock. */
  const span = (): ReportSpan => (search.day && reportSpans.find((name) => name === search.span)) || 'day';
  const asked = () => ({ hallId: params.hallId, by: by(), ...(search.day ? reportPeriod(span(), search.day) : {}) });
  const [report, { refetch }] = createResource(asked, loadReport);
  createEffect(() => report.error !== undefined && session.note(report.error));
  const figure = (): ReportFigure | undefined => reportFigures.find((name) => name === params.figure);
  const group = (): string | null => (params.group === undefined || params.group === wholeHall ? null : params.group);
  const tail = (grouping = search.by): string => queryOf({ by: grouping, span: search.span, day: search.day });
  const href = (of: ReportFigure, key: string | null): string =>
    `/hall/${params.hallId}/report/${of}/${encodeURIComponent(key ?? wholeHall)}${tail()}`;
  const shut = (): string => `/hall/${params.hallId}/report${tail()}`;
  let sheet: HTMLDivElement | undefined;
  const current = (): HTMLElement | null | undefined => sheet?.querySelector<HTMLElement>('[aria-current="true"]');
  createEffect(on([figure, group], () => current()?.scrollIntoView({ block: 'nearest' })));
  const step = (move: -1 | 1): void => {
    const keys = [null, ...(settled(report)?.groups.map(({ key }) => key) ?? [])];
    const next = keys[keys.indexOf(group()) + move];
    if (next !== undefined) navigate(href(figure()!, next));
  };
  const close = (): void => {
    current()?.focus();
    navigate(shut());
  };
  const denied = (): boolean => ['auth.forbidden', 'not_found'].includes(errorCode(report.error));
  const wrongDays = (): boolean => errorCode(report.error) === 'request.invalid';
  const hall = () => me().halls.find(({ id }) => id === params.hallId);
  return (
    <Frame here="hall" title={t('report.title')} keys={<PlainKeys>{t(figure() ? 'report.rows.hint' : 'report.lead')}</PlainKeys>}>
      <main class={css['stage']}>
        <div class={css['top']}>
          <h1>{t('report.title')}</h1>
          <HallPicker hallId={params.hallId} onPick={(id) => navigate(`/hall/${id}/report${tail()}`)} />
          <Period span={span()} day={search.day ?? settled(report)?.from} onPick={(next) => setSearch({ ...next })} />
          <Segmented
            label={t('report.by')}
            options={reportGroupings.map((value) => ({ value, label: t(`report.by.${value}`) }))}
            value={by()}
            onChange={(next) => navigate(`/hall/${params.hallId}/report${tail(next)}`)}
          />
          <span class={css['tools']}>
            <Export asked={asked()} />
            <Button onPress={() => print()}>{t('report.print')}</Button>
            <Button onPress={() => navigate(`/hall/${params.hallId}`)}>{t('report.back')}</Button>
          </span>
        </div>
        <Switch>
          <Match when={report.error !== undefined}>
            <div class={css['sheet']}>
              <Show
                when={denied() || wrongDays()}
                fallback={<ErrorState text={desk('desk.load.error', { why: errorText(report.error) })} onRetry={() => void refetch()} />}
              >
                <Empty
                  title={wrongDays() ? t('report.period') : desk('desk.denied.title')}
                  next={wrongDays() ? undefined : desk('desk.denied.body')}
                />
              </Show>
            </div>
          </Match>
          <Match when={settled(report)}>
            {(known) => (
              <Show
                when={known().groups.length > 0}
                fallback={
                  <div class={css['sheet']}>
                    <Empty title={t('report.empty')} next={t('report.empty_next')} />
                  </div>
                }
              >
                <div class={css['body']} classList={{ [css['split'] ?? '']: figure() !== undefined }}>
                  <div class={css['sheet']} tabindex="0" role="region" aria-label={t('report.title')} ref={sheet}>
                    <p class={css['printed']}>
                      {hall() ? nameOf(hall()!.name) : ''} {known().from} – {known().to}
                    </p>
                    <ReportTable report={known()} opened={{ figure: figure(), group: group() }} href={href} />
                    <Rest report={known()} href={(of) => href(of, null)} />
                  </div>
                  <Show when={figure()}>
                    {(of) => (
                      <RowsPanel
                        asked={{
                          hallId: params.hallId,
                          by: by(),
                          from: known().from,
                          to: known().to,
                          figure: of(),
                          ...(group() === null ? {} : { group: group()! }),
                        }}
                        name={nameIn(known(), group())}
                        timeZone={known().timeZone}
                        onClose={close}
                        onStep={step}
                      />
                    )}
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

function queryOf(said: Readonly<Record<keyof Search, string | undefined>>): string {
  const query = new URLSearchParams(Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return query.size > 0 ? `?${query.toString()}` : '';
}

function nameIn(report: HallReport, key: string | null): string {
  const found = report.groups.find((group) => group.key === key);
  return found ? [found.label, groupName(report.by, found)].join(' ').trim() : t('report.all');
}

/** A day, its week or its month, and the one before or after. */
function Period(props: { span: ReportSpan; day: string | undefined; onPick: (next: { span: ReportSpan; day: string }) => void }) {
  const shown = () => (props.day ? reportPeriod(props.span, props.day) : undefined);
  const pick = (span: ReportSpan, by: number): void => {
    if (props.day) props.onPick({ span, day: by === 0 ? props.day : reportPeriod(span, props.day, by).from });
  };
  return (
    <div class={css['period']}>
      <Segmented
        label={t('report.span')}
        options={reportSpans.map((value) => ({ value, label: t(`report.span.${value}`) }))}
        value={props.span}
        onChange={(span) => pick(span, 0)}
      />
      <Button aria-label={t('report.previous')} title={t('report.previous')} onPress={() => pick(props.span, -1)}>
        ‹
      </Button>
      <label>
        <span class="sr">{t('report.date')}</span>
        <input
          class="input"
          type="date"
          value={props.day ?? ''}
          onChange={(e) => e.currentTarget.value && props.onPick({ span: props.span, day: e.currentTarget.value })}
        />
      </label>
      <Button aria-label={t('report.next')} title={t('report.next')} onPress={() => pick(props.span, 1)}>
        ›
      </Button>
      <Show when={props.span !== 'day' && shown()}>
        {(days) => (
          <span class={`num ${css['days']}`}>
            {days().from.slice(5)} – {days().to.slice(5)}
          </span>
        )}
      </Show>
    </div>
  );
}

const sum = ['taken', 'done', 'missed', 'abandoned', 'cancelled', 'open'] as const;

/** The sum that must come out, and the formulas. */
function Rest(props: { report: HallReport; href: (figure: ReportFigure) => string }) {
  const counted = (figure: (typeof sum)[number] | 'inaccurate') => {
    const word = () => (
      <>
        {t(`report.figure.${figure}`)} <span class="num">{count(props.report.all[figure])}</span>
      </>
    );
    return (
      <Show when={props.report.all[figure] > 0} fallback={<span>{word()}</span>}>
        <A href={props.href(figure)}>{word()}</A>
      </Show>
    );
  };
  return (
    <div class={css['rest']}>
      <p class={css['equation']}>
        <For each={sum}>
          {(figure, i) => (
            <>
              {['', '=', '+'][Math.min(i(), 2)]} {counted(figure)}
            </>
          )}
        </For>
        <span class={css['beside']}>{counted('inaccurate')}</span>
      </p>
      <h2>{t('report.formulas')}</h2>
      <For each={['wait', 'late', 'walk', 'service', 'shares', 'saturation', 'inaccurate'] as const}>
        {(name) => <p>{t(`report.formula.${name}`, { n: leastShare })}</p>}
      </For>
    </div>
  );
}
