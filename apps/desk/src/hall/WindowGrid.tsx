import { createMemo, createSignal, For, Show } from 'solid-js';
import { nameOf, stopwatch } from '@one-window/ui/format';
import { StateShape } from '@one-window/ui/parts/StateShape';
import { WindowTile } from '@one-window/ui/parts/WindowTile';
import { list } from '../i18n.ts';
import { t } from './words.ts';
import { useHall } from './context.ts';
import { windowRows, type WindowRow } from './overview.ts';
import { matterOf } from '../window/model.ts';
import { SkillsDialog } from './Skills.tsx';
import css from './hall.module.css';
import keys from './skills.module.css';

/** Every window in its fixed place: number in hand, who, since when. */
export function WindowGrid() {
  const hall = useHall();
  const [open, setOpen] = createSignal<string | null>(null);
  const opened = () => hall.view().windows.find(({ id }) => id === open());
  const choose = (id: string | null): void => {
    hall.manage?.ask(null);
    setOpen(id);
  };
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
        <For each={hall.view().windows}>
          {(window, i) => <Show when={rows()[i()]}>{(row) => <Tile row={row()} onOpen={() => choose(window.id)} />}</Show>}
        </For>
      </ul>
      <Show when={hall.manage}>
        {(manage) => (
          <Show when={opened()}>{(window) => <SkillsDialog window={window()} manage={manage()} onClose={() => choose(null)} />}</Show>
        )}
      </Show>
    </section>
  );
}

function Tile(props: { row: WindowRow; onOpen: () => void }) {
  const hall = useHall();
  const window = () => props.row.window;
  const names = (ids: readonly string[]): string =>
    list(
      hall
        .view()
        .series.filter(({ id }) => ids.includes(id))
        .map(({ name }) => nameOf(name)),
    );
  const serves = (): string => {
    const { seriesIds, fallbackIds, neverIds } = window();
    const parts = [
      { words: t('desk.hall.skills.primary'), ids: seriesIds.filter((id) => !fallbackIds.includes(id)) },
      { words: t('desk.hall.skills.fallback'), ids: fallbackIds },
      { words: t('desk.hall.skills.never'), ids: neverIds },
    ];
    return parts.flatMap(({ words, ids }) => (ids.length > 0 ? [`${words} ${names(ids)}`] : [])).join('\n');
  };
  const detail = (): string => {
    const { ticket } = props.row;
    if (ticket) return list([ticket.why ? t(`desk.because.${ticket.why.because}`) : '', nameOf(matterOf(hall.view(), ticket))]);
    if (props.row.state === 'paused' && window().paused)
      return list([window().staffName ?? '', t(`desk.pause.${window().paused ?? 'other'}`)]);
    return props.row.state === 'closed' ? nameOf(window().name) : (window().staffName ?? '');
  };
  return (
    <li class={css['win']} classList={{ [css[props.row.slow ? 'slow' : props.row.state] ?? '']: props.row.slow || props.row.state in css }}>
      <Show
        when={hall.manage}
        fallback={
          <span class={css['tile']}>
            <WindowTile label={window().label} />
          </span>
        }
      >
        <button
          type="button"
          class={keys['key']}
          aria-label={t('desk.hall.skills.title', { window: window().label })}
          title={serves()}
          onClick={() => props.onOpen()}
        >
          <WindowTile label={window().label} />
        </button>
      </Show>
      <span>
        <Show when={props.row.ticket} fallback={<Resting state={props.row.state} />}>
          {(ticket) => (
            <b class="num">
              {ticket().number} <i title={window().staffName ?? ''}>{window().staffName}</i>
            </b>
          )}
        </Show>
        <small title={detail()}>
          <Show when={window().reskilled}>
            <span class={keys['today']}>{t('desk.hall.skills.today')}</span>
          </Show>
          {detail()}
        </small>
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
