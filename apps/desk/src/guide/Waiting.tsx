import { createMemo, createSignal, For, Show } from 'solid-js';
import { priorityReasons, type PriorityReason } from '@one-window/domain/tickets';
import type { Instant } from '@one-window/domain/time';
import type { HallStaffView, StaffTicket } from '@one-window/domain/views';
import { errorText } from '@one-window/ui/errors';
import { count, minutesSince, nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { matterOf } from '../window/model.ts';
import type { Guide } from './guide.ts';
import { t } from './words.ts';
import css from './guide.module.css';

const SHOWN = 60;

interface WaitingProps {
  readonly view: HallStaffView;
  readonly now: Instant;
  readonly guide: Guide;
}

/** Everybody who waits, the longest first. A row opens to what can be done for its person. */
export function Waiting(props: WaitingProps) {
  const [search, setSearch] = createSignal('');
  const [open, setOpen] = createSignal<string | null>(null);
  const found = createMemo(() => {
    const text = search().trim().toUpperCase();
    return props.view.tickets
      .filter((one) => one.state === 'WAITING' && one.number.includes(text))
      .toSorted((a, b) => (a.takenAt < b.takenAt ? -1 : 1));
  });
  const byId = createMemo(() => new Map(found().map((one) => [one.id, one])));
  const ids = createMemo(() =>
    found()
      .slice(0, SHOWN)
      .map((one) => one.id),
  );
  return (
    <section class={css['card']}>
      <h2 class={css['head']}>
        {t('desk.guide.waiting')}
        <input
          class="input"
          type="search"
          aria-label={t('desk.guide.find')}
          placeholder={t('desk.guide.find')}
          onInput={(e) => setSearch(e.currentTarget.value)}
        />
      </h2>
      <div class={css['scroll']} tabindex="0" role="region" aria-label={t('desk.guide.waiting')}>
        <ul class={css['rows']}>
          <For
            each={ids()}
            fallback={
              <li class={css['none']}>{search() === '' ? t('desk.guide.nobody') : t('desk.guide.no_match', { text: search() })}</li>
            }
          >
            {(id) => (
              <Show when={byId().get(id)}>
                {(ticket) => <Row {...props} ticket={ticket()} open={open() === id} onToggle={() => setOpen(open() === id ? null : id)} />}
              </Show>
            )}
          </For>
        </ul>
        <Show when={found().length > SHOWN}>
          <p class={css['none']}>{t('desk.guide.more', { n: count(found().length - SHOWN) })}</p>
        </Show>
      </div>
    </section>
  );
}

function Row(props: WaitingProps & { ticket: StaffTicket; open: boolean; onToggle: () => void }) {
  return (
    <li>
      <button type="button" class={css['row']} aria-expanded={props.open} onClick={() => props.onToggle()}>
        <b class="num">{props.ticket.number}</b>
        <span class={css['matter']}>
          {nameOf(matterOf(props.view, props.ticket))}
          <Show when={props.ticket.priority}>{(reason) => <small>{t(`desk.priority.${reason()}`)}</small>}</Show>
        </span>
        <small>{t('desk.guide.waited', { n: minutesSince(props.ticket.takenAt, props.now) })}</small>
      </button>
      <Show when={props.open}>
        <Acts {...props} />
      </Show>
    </li>
  );
}

function Acts(props: WaitingProps & { ticket: StaffTicket }) {
  const [sure, setSure] = createSignal(false);
  const ticketId = () => props.ticket.id;
  const refused = () => {
    const refusal = props.guide.refusal();
    return refusal?.of === ticketId() ? refusal.error : null;
  };
  return (
    <div class={css['acts']}>
      <label class={css['field']}>
        {t('desk.guide.to')}
        <select
          class="input"
          onChange={(e) =>
            e.currentTarget.value && void props.guide.press({ action: 'reroute', ticketId: ticketId(), toSeriesId: e.currentTarget.value })
          }
        >
          <option value="">{t('desk.guide.to_none')}</option>
          <For each={props.view.series.filter((s) => s.id !== props.ticket.seriesId)}>
            {(s) => (
              <option value={s.id}>
                {s.prefix} {nameOf(s.name)}
              </option>
            )}
          </For>
        </select>
      </label>
      <PriorityField
        value={props.ticket.priority}
        onChange={(priority) => void props.guide.press({ action: 'prioritise', ticketId: ticketId(), priority })}
      />
      <span class={css['keys']}>
        <Button onPress={() => void props.guide.press({ action: 'let_pass', ticketId: ticketId() })}>{t('desk.guide.let_pass')}</Button>
        <Show when={sure()} fallback={<Button onPress={() => setSure(true)}>{t('desk.guide.cancel')}</Button>}>
          <Button variant="danger" onPress={() => void props.guide.press({ action: 'cancel', ticketId: ticketId() })}>
            {t('desk.guide.cancel_sure', { number: props.ticket.number })}
          </Button>
          <Button onPress={() => setSure(false)}>{t('desk.guide.keep')}</Button>
        </Show>
      </span>
      <Show when={refused()}>
        <p class={css['refusal']} role="alert">
          {errorText(refused())}
        </p>
      </Show>
    </div>
  );
}

/** Priority with its reason; no proof is kept. */
export function PriorityField(props: { value: PriorityReason | null; onChange: (reason: PriorityReason | null) => void }) {
  return (
    <label class={css['field']}>
      {t('desk.guide.priority')}
      <select class="input" onChange={(e) => props.onChange((e.currentTarget.value || null) as PriorityReason | null)}>
        <option value="">{t('desk.guide.ordinary')}</option>
        <For each={priorityReasons}>
          {(reason) => (
            <option value={reason} selected={props.value === reason}>
              {t(`desk.priority.${reason}`)}
            </option>
          )}
        </For>
      </select>
    </label>
  );
}
