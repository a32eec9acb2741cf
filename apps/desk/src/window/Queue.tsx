import { createMemo, createSignal, For, Show } from 'solid-js';
import type { StaffTicket } from '@one-window/domain/views';
import { clock, count, minutesSince, nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Empty } from '@one-window/ui/parts/Empty';
import { WindowTile } from '@one-window/ui/parts/WindowTile';
import { lang } from '@one-window/ui/theme';
import { minutesAndSeconds } from '../format.ts';
import { HelpCall } from '../help/HelpCall.tsx';
import type { HelpDesk } from '../help/press.ts';
import { reasonText, t } from '../i18n.ts';
import { useDesk } from './desk.ts';
import { heldOf, matterOf, missedOf, nextReason, ticketKey } from './model.ts';
import css from './queue.module.css';

/** More rows than anybody reads; the rest is counted and found by search. */
const SHOWN = 60;

/** The ground beside the window: who waits in call order, who is held or missed, and how the day goes. */
export function Queue(props: { help: HelpDesk }) {
  const desk = useDesk();
  const [search, setSearch] = createSignal('');
  const found = createMemo(() => {
    const text = search().trim().toUpperCase();
    return text === ''
      ? desk.queue()
      : desk.queue().filter((q) => q.number.includes(text) || (q.itemName ?? '').toUpperCase().includes(text));
  });
  return (
    <aside class={css['queue']} aria-label={t('desk.queue.label')}>
      <Me />
      <Sum />
      <Show when={desk.queue().length > SHOWN || search() !== ''} fallback={<span />}>
        <input
          class={`input ${css['search']}`}
          type="search"
          aria-label={t('desk.queue.search')}
          placeholder={t('desk.queue.search')}
          value={search()}
          onInput={(e) => setSearch(e.currentTarget.value)}
        />
      </Show>
      <div class={css['list']} tabindex="0" role="region" aria-label={t('desk.queue.label')}>
        <Show
          when={found().length > 0}
          fallback={
            search() === '' ? (
              <Empty title={t('desk.queue.empty')} next={t('desk.queue.empty_next')} />
            ) : (
              <p class={css['rest']}>{t('desk.queue.no_match', { text: search() })}</p>
            )
          }
        >
          <ol>
            <For each={found().slice(0, SHOWN)}>{(ticket) => <Row ticket={ticket} first={ticket.id === desk.queue()[0]?.id} />}</For>
          </ol>
          <Show when={found().length > SHOWN}>
            <p class={css['rest']}>{t('desk.queue.more', { n: count(found().length - SHOWN) })}</p>
          </Show>
        </Show>
      </div>
      <Calls help={props.help} />
      <Parked />
      <Day />
    </aside>
  );
}

function Me() {
  const desk = useDesk();
  const served = () => {
    const ids = desk.window()?.seriesIds ?? [];
    return desk
      .view()
      .series.filter((s) => ids.includes(s.id))
      .map((s) => nameOf(s.name))
      .join(lang() === 'en' ? ', ' : '、');
  };
  return (
    <div class={css['me']}>
      <span class={css['tile']}>
        <WindowTile label={desk.window()?.label ?? ''} />
      </span>
      <div>
        <b>
          {nameOf(desk.window()?.name ?? { zh: '', en: null })}
          {'　'}
          {desk.window()?.staffName}
        </b>
        <small title={served()}>{served()}</small>
      </div>
    </div>
  );
}

function Sum() {
  const desk = useDesk();
  const longest = () => desk.queue().reduce((most, q) => Math.max(most, minutesSince(q.takenAt, desk.now())), 0);
  return (
    <div class={css['sum']}>
      <span class="num">{count(desk.queue().length)}</span>
      <span>{t('desk.queue.waiting')}</span>
      <Show when={desk.queue().length > 0}>
        <span class={css['longest']}>
          {t('desk.queue.longest')} <span class="num">{longest()}</span> {t('desk.queue.minutes')}
        </span>
      </Show>
    </div>
  );
}

function Row(props: { ticket: StaffTicket; first: boolean }) {
  const desk = useDesk();
  const why = (): string | null => {
    if (props.first) return whyNext();
    const { priority, bookedAt, returned, forWindowId, misses } = props.ticket;
    if (priority !== null) return t('desk.why.priority', { reason: t(`desk.priority.${priority}`) });
    if (forWindowId !== null && forWindowId === desk.window()?.id) return t('desk.why.sent');
    if (returned) return t('desk.why.returned');
    if (bookedAt !== null) return t('desk.why.booked', { time: clock(bookedAt, desk.view().hall.timeZone) });
    return misses > 0 ? t('desk.why.rejoined') : null;
  };
  const whyNext = (): string | null => {
    const own = desk.window();
    const reason = own ? nextReason(desk.view(), own) : null;
    if (!reason) return null;
    if (reason.because === 'priority' && props.ticket.priority !== null)
      return t('desk.why.priority', { reason: t(`desk.priority.${props.ticket.priority}`) });
    return t(`desk.because.${reason.because}`);
  };
  const item = () => nameOf(matterOf(desk.view(), props.ticket));
  return (
    <li class={css['row']} classList={{ [css['first'] ?? '']: props.first }}>
      <span class="num">{props.ticket.number}</span>
      <span class={css['item']} title={item()}>
        <Show when={props.ticket.personName}>{(name) => <b>{name()} </b>}</Show>
        {item()}
      </span>
      <span class={css['minutes']}>
        {minutesSince(props.ticket.takenAt, desk.now())} {t('desk.queue.minutes')}
      </span>
      <Show when={why() !== null}>
        <span class={css['why']}>
          <Show when={props.first}>
            <Chip state={desk.current()?.state === 'CALLED' ? 'outline' : 'called'}>{t('desk.queue.next')}</Chip>
          </Show>
          {why()}
        </span>
      </Show>
    </li>
  );
}

/** Who waits for a person before a kiosk: a line at the foot, so that no row of the queue moves. */
function Calls(props: { help: HelpDesk }) {
  const desk = useDesk();
  return (
    <ul class={css['calls']} aria-live="polite">
      <For each={desk.view().help}>{(call) => <HelpCall call={call} now={desk.now()} desk={props.help} />}</For>
    </ul>
  );
}

/** Held and missed: numbers that are not in the queue and must not be forgotten. */
function Parked() {
  const desk = useDesk();
  const held = createMemo(() => (desk.window() ? heldOf(desk.view(), desk.window()!) : []));
  const missed = createMemo(() => (desk.window() ? missedOf(desk.view(), desk.window()!) : []));
  return (
    <Show when={held().length + missed().length > 0} fallback={<span />}>
      <div class={css['aside']}>
        <Show when={held().length > 0}>
          <h3>
            <Chip state="held">{t('desk.held.title')}</Chip> <span class="num">{held().length}</span>
          </h3>
          <ul>
            <For each={held()}>{(ticket) => <Held ticket={ticket} />}</For>
          </ul>
        </Show>
        <Show when={missed().length > 0}>
          <h3>
            <Chip state="missed">{t('desk.missed.title')}</Chip> <span class="num">{missed().length}</span>
          </h3>
          <ul>
            <For each={missed()}>{(ticket) => <Missed ticket={ticket} />}</For>
          </ul>
        </Show>
      </div>
    </Show>
  );
}

function Held(props: { ticket: StaffTicket }) {
  const desk = useDesk();
  const due = () => props.ticket.heldUntil !== null && props.ticket.heldUntil <= desk.now();
  const when = (): string => {
    const elsewhere = desk.view().windows.find((w) => w.id === props.ticket.windowId && w.id !== desk.window()?.id);
    if (elsewhere) return t('desk.held.elsewhere', { label: elsewhere.label });
    if (props.ticket.heldUntil === null) return t('desk.held.open');
    const time = clock(props.ticket.heldUntil, desk.view().hall.timeZone);
    return due() ? t('desk.held.due', { time }) : t('desk.held.back_at', { time });
  };
  const blocked = (): string | undefined => {
    const open = desk.current();
    return open ? reasonText({ code: 'window.busy', details: { number: open.number } }) : undefined;
  };
  return (
    <li class={css['parked']}>
      <span class="num">{props.ticket.number}</span>
      <span class={css['acts']}>
        <Button small variant="quiet" reason={blocked()} onPress={() => void desk.act({ action: 'resume', ticketId: props.ticket.id })}>
          {t('desk.held.resume')}
        </Button>
        <Button small variant="quiet" onPress={() => void desk.act({ action: 'return', ticketId: props.ticket.id })}>
          {t('desk.held.return')}
        </Button>
      </span>
      <small classList={{ [css['due'] ?? '']: due() }}>{when()}</small>
    </li>
  );
}

function Missed(props: { ticket: StaffTicket }) {
  const desk = useDesk();
  const allowed = () => ticketKey(props.ticket, 'rejoin', desk.view(), desk.now());
  const when = (): string => {
    const until = props.ticket.rejoinUntil;
    if (until === null) return t('desk.missed.used');
    return allowed().allowed ? t('desk.missed.until', { time: clock(until, desk.view().hall.timeZone) }) : t('desk.missed.expired');
  };
  return (
    <li class={css['parked']}>
      <span class="num">{props.ticket.number}</span>
      <span class={css['acts']}>
        <Show when={allowed().allowed}>
          <Button small variant="quiet" onPress={() => void desk.act({ action: 'rejoin', ticketId: props.ticket.id })}>
            {t('desk.missed.rejoin')}
          </Button>
        </Show>
      </span>
      <small>{when()}</small>
    </li>
  );
}

function Day() {
  const desk = useDesk();
  const mine = () => desk.view().servedByWindow[desk.window()?.id ?? '']?.clerks[desk.window()?.staffId ?? ''];
  const average = () => mine()?.averageSeconds ?? null;
  const longest = () => desk.view().longestWaitSeconds;
  return (
    <div class={css['day']}>
      <span>
        {t('desk.stats.done')}
        <b>{mine()?.done ?? 0}</b>
      </span>
      <span>
        {t('desk.stats.average')}
        <b>{average() === null ? t('desk.stats.none') : minutesAndSeconds(average() ?? 0)}</b>
      </span>
      <span>
        {t('desk.stats.longest')}
        <b>{longest() === null ? t('desk.stats.none') : `${Math.floor((longest() ?? 0) / 60)} ${t('desk.queue.minutes')}`}</b>
      </span>
    </div>
  );
}
