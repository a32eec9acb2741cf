import { createMemo, For, Show } from 'solid-js';
import { nameOf, stopwatch } from '@one-window/ui/format';
import { StateShape } from '@one-window/ui/parts/StateShape';
import { WindowTile } from '@one-window/ui/parts/WindowTile';
import { list } from '../i18n.ts';
import { t } from './words.ts';
import { useHall } from './context.ts';
import { windowRows, type WindowRow } from './overview.ts';
import { matterOf } from '../window/model.ts';
import css from './hall.module.css';

/** Every window in its fixed place: number in hand, who, since when. */
export function WindowGrid() {
  const hall = useHall();
  const rows = createMemo(() => windowRows(hall.view(), hall.now()));
  const count = (state: WindowRow['state']): number => rows().filter((row) => row.state === state).length;
  return (
    <section class={css['card']}>
      <h2 class={css['h']}>
        {t('desk.hall.windows')}
        <span>
          {t('desk.hall.windows_sum', {
            n: rows().length,
            open: rows().length - count('closed') - count('paused'),
            paused: count('paused'),
            closed: count('closed'),
          })}
        </span>
      </h2>
      <ul class={css['wins']} tabindex="0" aria-label={t('desk.hall.windows')}>
        <For each={hall.view().windows}>{(window, i) => <Show when={rows()[i()]}>{(row) => <Tile row={row()} />}</Show>}</For>
      </ul>
    </section>
  );
}

function Tile(props: { row: WindowRow }) {
  const hall = useHall();
  const window = () => props.row.window;
  const detail = (): string => {
    if (props.row.ticket) return nameOf(matterOf(hall.view(), props.row.ticket));
    if (props.row.state === 'paused' && window().paused)
      return list([window().staffName ?? '', t(`desk.pause.${window().paused ?? 'other'}`)]);
    return props.row.state === 'closed' ? nameOf(window().name) : (window().staffName ?? '');
  };
  return (
    <li class={css['win']} classList={{ [css[props.row.slow ? 'slow' : props.row.state] ?? '']: props.row.slow || props.row.state in css }}>
      <span class={css['tile']}>
        <WindowTile label={window().label} />
      </span>
      <span>
        <Show when={props.row.ticket} fallback={<Resting state={props.row.state} />}>
          {(ticket) => (
            <b class="num">
              {ticket().number} <i title={window().staffName ?? ''}>{window().staffName}</i>
            </b>
          )}
        </Show>
        <small title={detail()}>{detail()}</small>
      </span>
      <span class="num">{props.row.seconds === null ? '' : stopwatch(props.row.seconds * 1000)}</span>
    </li>
  );
}

function Resting(props: { state: WindowRow['state'] }) {
  return (
    <b>
      <Show when={props.state === 'paused'}>
        <StateShape state="HELD" />
      </Show>
      {props.state === 'paused' ? t('desk.key.pause') : props.state === 'closed' ? t('desk.hall.closed') : t('desk.hall.idle')}
    </b>
  );
}
