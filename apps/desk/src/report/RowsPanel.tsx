import X from 'lucide-solid/icons/x';
import { createSignal, For, Match, onMount, Show, Switch } from 'solid-js';
import type { ReportFigure } from '@one-window/domain/hall-report';
import type { Instant } from '@one-window/domain/time';
import { errorText } from '@one-window/ui/errors';
import { clock, count, nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { StateChip } from '@one-window/ui/parts/StateChip';
import { createPanelKeys } from '../frame/panel-keys.ts';
import { createPages } from '../log/pages.ts';
import { useSession } from '../session.ts';
import { loadRows, type AskedRows, type Row, type RowPage } from './api.ts';
import { Export } from './Export.tsx';
import { minutes, minutesInAll, t } from './words.ts';
import css from './report.module.css';

const timed: readonly ReportFigure[] = ['wait', 'late', 'walk', 'service', 'saturation'];

/** The numbers behind one figure: what it counts is what stands here, and no person among it. */
export function RowsPanel(props: {
  asked: AskedRows & { figure: ReportFigure };
  name: string;
  timeZone: string;
  onClose: () => void;
  onStep: (by: -1 | 1) => void;
}) {
  const session = useSession();
  const [whole, setWhole] = createSignal<RowPage | null>(null);
  const pages = createPages(
    () => props.asked,
    async (asked, after) => {
      const page = await loadRows(asked, after);
      setWhole(page);
      return page;
    },
    session.note,
  );
  let panel!: HTMLElement;
  onMount(() => panel.focus());
  createPanelKeys({ close: () => props.onClose(), step: (by) => props.onStep(by) });
  const title = () => `${props.name} · ${t(`report.figure.${props.asked.figure}`)}`;
  return (
    <section ref={panel} class={css['panel']} tabindex="-1" aria-label={title()}>
      <header class={css['head']}>
        <h2>{title()}</h2>
        <Show when={whole()}>
          {(page) => (
            <p class={css['sum']}>
              {t('report.rows.total', { n: count(page().total) })}
              <Show when={timed.includes(props.asked.figure)}> · {t('report.rows.sum', { sum: minutesInAll(page().sum) })}</Show>
            </p>
          )}
        </Show>
        <span class={css['tools']}>
          <Export asked={props.asked} small rows={whole()?.total ?? 0} />
          <Button small variant="quiet" aria-label={t('report.rows.close')} title={t('report.rows.close')} onPress={() => props.onClose()}>
            <X class="i" aria-hidden="true" />
          </Button>
        </span>
      </header>
      <div class={css['scroll']} tabindex="0" role="region" aria-label={t('report.rows.list')}>
        <Switch fallback={<Skeleton lines={6} />}>
          <Match when={pages.rows()}>
            {(rows) => (
              <Show when={rows().length > 0} fallback={<p class="dim">{t('report.rows.none')}</p>}>
                <Windows page={whole()} timeZone={props.timeZone} />
                <Rows rows={rows()} timeZone={props.timeZone} days={props.asked.from !== props.asked.to} />
                <Show when={pages.next() !== null}>
                  <Button busy={pages.busy() === 'more'} onPress={pages.more}>
                    {t('report.rows.more')}
                  </Button>
                </Show>
              </Show>
            )}
          </Match>
          <Match when={pages.error() !== null}>
            <ErrorState text={errorText(pages.error())} onRetry={pages.reload} />
          </Match>
        </Switch>
      </div>
    </section>
  );
}

function Rows(props: { rows: readonly Row[]; timeZone: string; days: boolean }) {
  const at = (instant: Instant | null): string => (instant === null ? '–' : clock(instant, props.timeZone));
  return (
    <table class={css['rows']}>
      <thead>
        <tr>
          <th scope="col">{t('report.row.number')}</th>
          <Show when={props.days}>
            <th scope="col">{t('report.col.day')}</th>
          </Show>
          <th scope="col">{t('report.col.series')}</th>
          <th scope="col">{t('report.col.item')}</th>
          <th scope="col">{t('report.row.state')}</th>
          <For each={['report.col.window', 'report.row.taken', 'report.row.called', 'report.row.started', 'report.row.ended'] as const}>
            {(key) => <th scope="col">{t(key)}</th>}
          </For>
          <For each={['wait', 'walk', 'service'] as const}>
            {(name) => (
              <th scope="col">
                {t(`report.row.${name}`)}
                <small>{t('report.minutes')}</small>
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows}>
          {(row) => (
            <tr>
              <th scope="row" class="num">
                {row.number}
              </th>
              <Show when={props.days}>
                <td class="num">{row.day.slice(5)}</td>
              </Show>
              <td>{nameOf(row.series.name)}</td>
              <td>
                {row.item ?? '–'} <Marks row={row} />
              </td>
              <td>
                <StateChip state={row.state} />
              </td>
              <td class="num">{row.window ?? '–'}</td>
              <For each={[row.takenAt, row.firstCalledAt, row.startedAt, row.endedAt]}>
                {(instant) => <td class="num">{at(instant)}</td>}
              </For>
              <For each={[row.wait, row.walk, row.service]}>{(ms) => <td class="num">{minutes(ms)}</td>}</For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

function Marks(props: { row: Row }) {
  return (
    <For each={(['priority', 'booked', 'inaccurate'] as const).filter((mark) => props.row[mark])}>
      {(mark) => <small class={css['mark']}>{t(`report.figure.${mark}`)}</small>}
    </For>
  );
}

/** What saturation is divided by. */
function Windows(props: { page: RowPage | null; timeZone: string }) {
  return (
    <Show when={(props.page?.open.length ?? 0) > 0}>
      <details class={css['windows']}>
        <summary>
          {t('report.rows.windows')} · {t('report.rows.sum', { sum: minutesInAll(openMs(props.page?.open ?? [])) })}
        </summary>
        <ul>
          <For each={props.page?.open}>
            {(span) => (
              <li class="num">
                {span.day.slice(5)} · {span.window} · {clock(span.from, props.timeZone)}–{clock(span.to, props.timeZone)}
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  );
}

const openMs = (open: RowPage['open']): number => open.reduce((ms, { from, to }) => ms + Date.parse(to) - Date.parse(from), 0);
