import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { noGroup, type ReportFigure } from '@one-window/domain/hall-report';
import { count } from '@one-window/ui/format';
import type { Group, HallReport, Line } from './api.ts';
import { groupName, leastShare, minutes, percent, t } from './words.ts';
import css from './report.module.css';

interface Column {
  readonly figure: ReportFigure;
  readonly word: 'wait' | 'waitP90' | Exclude<ReportFigure, 'wait'>;
  readonly unit?: 'min';
  readonly value: (line: Line) => number | null;
  readonly text: (value: number | null) => string;
  /** What stands under a count: which part of how many it is. */
  readonly share?: (line: Line) => readonly [share: number | null, of: number];
  readonly bar?: true;
}

const counted = (n: number | null): string => (n === null ? '–' : count(n));
const columns: readonly Column[] = [
  { figure: 'taken', word: 'taken', value: (of) => of.taken, text: counted, bar: true },
  { figure: 'done', word: 'done', value: (of) => of.done, text: counted },
  { figure: 'wait', word: 'wait', unit: 'min', value: (of) => of.wait, text: minutes, bar: true },
  { figure: 'wait', word: 'waitP90', unit: 'min', value: (of) => of.waitP90, text: minutes },
  { figure: 'late', word: 'late', value: (of) => of.late, text: counted, share: (of) => [of.lateShare, of.called] },
  { figure: 'walk', word: 'walk', unit: 'min', value: (of) => of.walk, text: minutes },
  { figure: 'service', word: 'service', unit: 'min', value: (of) => of.service, text: minutes, bar: true },
  { figure: 'missed', word: 'missed', value: (of) => of.missed, text: counted, share: (of) => [of.missedShare, of.taken] },
  { figure: 'abandoned', word: 'abandoned', value: (of) => of.abandoned, text: counted, share: (of) => [of.abandonedShare, of.taken] },
  { figure: 'priority', word: 'priority', value: (of) => of.priority, text: counted, share: (of) => [of.priorityShare, of.taken] },
  { figure: 'booked', word: 'booked', value: (of) => of.booked, text: counted, share: (of) => [of.bookedShare, of.taken] },
  { figure: 'saturation', word: 'saturation', value: (of) => of.saturation, text: percent, bar: true },
];

interface Opened {
  readonly figure: ReportFigure | undefined;
  /** Null is the whole hall. */
  readonly group: string | null;
}

/** A line for the hall and for each group; what is counted opens the numbers that it is made of. */
export function ReportTable(props: { report: HallReport; opened: Opened; href: (figure: ReportFigure, group: string | null) => string }) {
  const most = (column: Column): number => Math.max(0, ...props.report.groups.map((line) => column.value(line) ?? 0));
  const cells = (line: Line, group: string | null, name: string) => (
    <For each={columns}>
      {(column) => (
        <Cell
          column={column}
          line={line}
          name={name}
          most={group === null ? 0 : most(column)}
          href={props.href(column.figure, group)}
          here={props.opened.figure === column.figure && props.opened.group === group}
        />
      )}
    </For>
  );
  return (
    <table class={css['table']}>
      <thead>
        <tr>
          <th scope="col">{t(`report.col.${props.report.by}`)}</th>
          <For each={columns}>
            {(column) => (
              <th scope="col">
                {t(`report.figure.${column.word}`)}
                <Show when={column.unit}>
                  <small>{t('report.minutes')}</small>
                </Show>
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <tr class={css['all']}>
          <th scope="row">{t('report.all')}</th>
          {cells(props.report.all, null, t('report.all'))}
        </tr>
        <For each={props.report.groups}>
          {(group) => (
            <tr>
              <th scope="row">
                <Named report={props.report} group={group} />
              </th>
              {cells(group, group.key, groupName(props.report.by, group))}
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

function Named(props: { report: HallReport; group: Group }) {
  const plain = () => props.group.name === null && props.group.key !== noGroup;
  return (
    <>
      <Show when={props.group.label}>
        <span class={`num ${css['label']}`}>{props.group.label}</span>
      </Show>
      <span class={plain() ? 'num' : undefined}>{groupName(props.report.by, props.group)}</span>
    </>
  );
}

function Cell(props: { column: Column; line: Line; name: string; most: number; href: string; here: boolean }) {
  const value = () => props.column.value(props.line);
  const text = () => props.column.text(value());
  const part = (): string | null => {
    const [share, of] = props.column.share?.(props.line) ?? [null, 0];
    return share === null || share === 0 || of < leastShare ? null : percent(share);
  };
  /** Nothing is behind a zero, nor behind what cannot be said. */
  const opens = () => value() !== null && value() !== 0;
  const shown = () => (
    <>
      <span class={`num ${css['value']}`}>{text()}</span>
      <Show when={props.column.share}>
        <small class="num">{part()}</small>
      </Show>
      <Show when={props.column.bar && props.most > 0 && value() !== null}>
        <span class={css['bar']} style={{ '--part': `${(value() ?? 0) / props.most}` }} aria-hidden="true" />
      </Show>
    </>
  );
  return (
    <td>
      <Show when={opens()} fallback={<span class={css['none']}>{shown()}</span>}>
        <A class={css['figure']} href={props.href} aria-current={props.here ? 'true' : undefined}>
          <span class="sr">{t('report.opens', { group: props.name, figure: t(`report.figure.${props.column.word}`) })}</span>
          {shown()}
        </A>
      </Show>
    </td>
  );
}
