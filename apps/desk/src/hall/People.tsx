import { createMemo, createSignal, For, Show } from 'solid-js';
import type { StaffTicket } from '@one-window/domain/views';
import { clock, count, minutesSince, nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { t } from './words.ts';
import { useHall } from './context.ts';
import { before as calledBefore, matterOf, windowOf } from '../window/model.ts';
import css from './hall.module.css';

const SHOWN = 100;
/** Of those who were called before somebody the last ones are told, as on the phone. */
const BEFORE = 3;

/** Everybody who waits, longest first, with what only the manager may do. */
export function People() {
  const hall = useHall();
  const [search, setSearch] = createSignal('');
  const found = createMemo(() => {
    const text = search().trim().toUpperCase();
    return hall
      .view()
      .tickets.filter(
        (q) => q.state === 'WAITING' && (text === '' || q.number.includes(text) || (q.itemName ?? '').toUpperCase().includes(text)),
      )
      .sort((a, b) => (a.takenAt < b.takenAt ? -1 : 1));
  });
  return (
    <section class={`${css['card']} ${css['people']}`}>
      <h2 class={css['h']}>
        {t('desk.hall.people')}
        <input
          class="input"
          type="search"
          aria-label={t('desk.queue.search')}
          placeholder={t('desk.queue.search')}
          onInput={(e) => setSearch(e.currentTarget.value)}
        />
      </h2>
      <div class={css['scroll']} tabindex="0" role="region" aria-label={t('desk.hall.people')}>
        <Show
          when={found().length > 0}
          fallback={<p class={css['none']}>{search() === '' ? t('desk.queue.empty') : t('desk.queue.no_match', { text: search() })}</p>}
        >
          <table class={css['waiting']}>
            <thead>
              <tr>
                <th scope="col">{t('desk.hall.col.number')}</th>
                <th scope="col">{t('desk.hall.col.item')}</th>
                <th scope="col" class={css['r']}>
                  {t('desk.hall.col.waited')}
                </th>
                <Show when={hall.manage}>
                  <th scope="col">{t('desk.hall.col.action')}</th>
                </Show>
              </tr>
            </thead>
            <tbody>
              <For each={found().slice(0, SHOWN)}>{(ticket) => <Person ticket={ticket} />}</For>
            </tbody>
          </table>
          <Show when={found().length > SHOWN}>
            <p class={css['none']}>{t('desk.queue.more', { n: count(found().length - SHOWN) })}</p>
          </Show>
        </Show>
      </div>
    </section>
  );
}

function Person(props: { ticket: StaffTicket }) {
  const hall = useHall();
  const ask = (action: 'cancel' | 'abandon'): void => hall.manage?.ask({ action, ticketId: props.ticket.id, number: props.ticket.number });
  const before = createMemo(() => (props.ticket.overtaken === 0 ? [] : calledBefore(hall.view(), props.ticket)));
  const labelOf = (id: string | null): string => windowOf(hall.view(), id ?? '')?.label ?? '';
  return (
    <tr>
      <th scope="row" class="num">
        {props.ticket.number}
      </th>
      <td class={css['item']} title={nameOf(matterOf(hall.view(), props.ticket))}>
        {nameOf(matterOf(hall.view(), props.ticket))}
        <Show when={props.ticket.bookedAt}>
          {(at) => <span class={css['tag']}>{t('desk.why.booked', { time: clock(at(), hall.view().hall.timeZone) })}</span>}
        </Show>
        <Show when={props.ticket.priority}>
          {(reason) => <span class={css['tag']}>{t('desk.why.priority', { reason: t(`desk.priority.${reason()}`) })}</span>}
        </Show>
        <Show when={before().length > 0}>
          <small class={css['before']}>
            {t('desk.hall.before', { n: before().length })}
            <For each={before().slice(0, BEFORE)}>
              {(call) => <span>{t(`ticket.before.${call.why.because}`, { number: call.number, window: labelOf(call.windowId) })}</span>}
            </For>
          </small>
        </Show>
      </td>
      <td class={`num ${css['r']}`}>{minutesSince(props.ticket.takenAt, hall.now())}</td>
      <Show when={hall.manage}>
        <td>
          <span class={css['acts']}>
            <Button variant="quiet" small onPress={() => ask('cancel')}>
              {t('desk.hall.cancel')}
            </Button>
            <Button variant="quiet" small onPress={() => ask('abandon')}>
              {t('desk.hall.abandon')}
            </Button>
          </span>
        </td>
      </Show>
    </tr>
  );
}

export function Held() {
  const hall = useHall();
  const held = createMemo(() => hall.view().tickets.filter((q) => q.state === 'HELD'));
  const when = (ticket: StaffTicket): string => {
    if (ticket.heldUntil === null) return t('desk.held.open');
    const time = clock(ticket.heldUntil, hall.view().hall.timeZone);
    return ticket.heldUntil <= hall.now() ? t('desk.held.due', { time }) : t('desk.held.back_at', { time });
  };
  return (
    <section class={css['card']}>
      <h2 class={css['h']}>
        {t('desk.hall.held')} <span>{held().length}</span>
      </h2>
      <Show when={held().length > 0} fallback={<p class={css['none']}>{t('desk.hall.held_none')}</p>}>
        <ul class={css['list']}>
          <For each={held()}>
            {(ticket) => (
              <li>
                <span class="num">{ticket.number}</span>
                <span>
                  {nameOf(matterOf(hall.view(), ticket))}
                  <small>{when(ticket)}</small>
                </span>
                <Again ticket={ticket} action="return" />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

/** Back into the queue. */
function Again(props: { ticket: StaffTicket; action: 'return' | 'rejoin' }) {
  const hall = useHall();
  return (
    <Show when={hall.manage}>
      {(manage) => (
        <Button
          variant="quiet"
          small
          onPress={() => manage().ask({ action: props.action, ticketId: props.ticket.id, number: props.ticket.number })}
        >
          {t(`desk.hall.${props.action}`)}
        </Button>
      )}
    </Show>
  );
}

export function Missed() {
  const hall = useHall();
  const missed = createMemo(() =>
    hall.view().tickets.filter((q) => q.state === 'MISSED' && q.rejoinUntil !== null && q.rejoinUntil >= hall.now()),
  );
  return (
    <section class={css['card']}>
      <h2 class={css['h']}>
        {t('desk.hall.missed_list')} <span>{missed().length}</span>
      </h2>
      <Show when={missed().length > 0} fallback={<p class={css['none']}>{t('desk.hall.missed_none')}</p>}>
        <ul class={css['list']}>
          <For each={missed()}>
            {(ticket) => (
              <li>
                <span class="num">{ticket.number}</span>
                <span>
                  {nameOf(matterOf(hall.view(), ticket))}
                  <small>{t('desk.missed.until', { time: clock(ticket.rejoinUntil ?? '', hall.view().hall.timeZone) })}</small>
                </span>
                <Again ticket={ticket} action="rejoin" />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
