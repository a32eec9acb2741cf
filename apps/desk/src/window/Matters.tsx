import { A } from '@solidjs/router';
import { For, onMount, Show } from 'solid-js';
import type { ItemMark } from '@one-window/domain/ticket-items';
import type { StaffTicket } from '@one-window/domain/views';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { StateShape } from '@one-window/ui/parts/StateShape';
import type { TicketCase } from '../api.ts';
import { statusWord } from '../cases/words.ts';
import { holds } from '../roles.ts';
import { useMe } from '../session.ts';
import { AddMatter } from './AddMatter.tsx';
import { useDesk } from './desk.ts';
import { t } from './matters-words.ts';
import { NameCase } from './NameCase.tsx';
import css from './matters.module.css';

type Item = StaffTicket['items'][number];

/** What somebody came for, step by step: cases of before first, then each matter with what became of it; the next one stands ready. */
export default function Matters(props: { ticket: StaffTicket }) {
  const desk = useDesk();
  const serving = () => props.ticket.state === 'SERVING';
  const again = () => desk.cases().filter(({ aim, itemId }) => aim !== 'begun' || !props.ticket.items.some(({ id }) => id === itemId));
  /** What is to be handed over comes first. */
  const waits = () => again().find(({ aim, status }) => aim === 'collect' && status === 'READY');
  const begun = (id: string): TicketCase | undefined => desk.cases().find(({ aim, itemId }) => aim === 'begun' && itemId === id);
  const full = () => props.ticket.items.length >= desk.view().policy.itemsMax;
  return (
    <section class={css['matters']} aria-label={t('desk.matters.title')}>
      <h2>
        {t('desk.matters.title')}
        <Show when={props.ticket.items.length > 1}>
          <small>{t('desk.matters.left', { left: desk.left().length, n: props.ticket.items.length })}</small>
        </Show>
      </h2>
      <ol>
        <Show when={props.ticket.items.length === 0 && again().length === 0}>
          <li class={css['none']}>{t('desk.matters.unsaid')}</li>
        </Show>
        <For each={again()}>{(one) => <Again one={one} ready={serving() && one === waits()} />}</For>
        <For each={props.ticket.items}>
          {(item) => <Matter ticket={props.ticket} item={item} begun={begun(item.id)} next={!waits() && desk.left()[0]?.id === item.id} />}
        </For>
      </ol>
      <Show when={serving()}>
        <Asked ticket={props.ticket} />
        <p class={css['more']}>
          <Show when={!full()}>
            <Button variant="quiet" small onPress={() => desk.ask('matter')}>
              {t('desk.matters.add')}
            </Button>
          </Show>
          <Button variant="quiet" small onPress={() => desk.ask('case')}>
            {t('desk.matters.case')}
          </Button>
        </p>
      </Show>
    </section>
  );
}

/** The two questions of this part; whoever answers them is back in the window. */
function Asked(props: { ticket: StaffTicket }) {
  const desk = useDesk();
  const close = (): void => desk.ask(null);
  const add = (itemId: string): void => {
    close();
    void desk.act({ action: 'add_item', ticketId: props.ticket.id, itemId });
  };
  const cancel = () => <Button onPress={close}>{t('desk.matters.cancel')}</Button>;
  return (
    <>
      <Dialog
        open={desk.question() === 'matter'}
        title={t('desk.matters.add')}
        body={t('desk.matters.add_body')}
        onClose={close}
        actions={cancel()}
      >
        <AddMatter hallId={desk.view().hall.id} onChoose={add} />
      </Dialog>
      <Dialog
        open={desk.question() === 'case'}
        title={t('desk.matters.case')}
        body={t('desk.matters.case_body')}
        onClose={close}
        actions={cancel()}
      >
        <NameCase onName={(code) => void desk.nameCase(code)} />
      </Dialog>
    </>
  );
}

/** A case beside the list: one press leads to it, with its result where that waits. */
function Again(props: { one: TicketCase; ready: boolean }) {
  let link: HTMLAnchorElement | undefined;
  // the work goes on there, unless somebody is typing or answering
  onMount(() => props.ready && !(document.activeElement instanceof HTMLInputElement) && link?.focus({ preventScroll: true }));
  return (
    <li aria-current={props.ready ? 'step' : undefined}>
      <StateShape state={props.one.status === 'CONCLUDED' ? 'DONE' : 'SERVING'} />
      <span>
        <b>{props.one.item}</b>
        <small>
          {t(`desk.matters.aim.${props.one.aim}`)} · {statusWord(props.one.status)} · {props.one.caseNo ?? props.one.ref}
        </small>
      </span>
      <span class={css['keys']}>
        <A
          class="link"
          ref={(el: HTMLAnchorElement) => (link = el)}
          href={`/cases/all/${props.one.id}`}
          data-next={props.ready ? '' : undefined}
        >
          {t(props.one.aim === 'collect' ? 'desk.matters.hand_over' : 'desk.matters.open')}
        </A>
      </span>
    </li>
  );
}

const shapes = { open: 'WAITING', done: 'DONE', not_today: 'CANCELLED' } as const;

function Matter(props: { ticket: StaffTicket; item: Item; begun: TicketCase | undefined; next: boolean }) {
  const desk = useDesk();
  const me = useMe();
  const serving = () => props.ticket.state === 'SERVING';
  const mark = (to: ItemMark): void => void desk.act({ action: 'mark_item', ticketId: props.ticket.id, itemId: props.item.id, mark: to });
  const href = (): string => {
    const query = new URLSearchParams({ ticketId: props.ticket.id, number: props.ticket.number });
    return `/intake/${desk.view().hall.id}/${props.item.id}?${query.toString()}`;
  };
  const shape = () => (props.begun && props.item.mark === 'open' ? 'SERVING' : shapes[props.item.mark]);
  return (
    <li aria-current={serving() && props.next ? 'step' : undefined} data-mark={props.item.mark}>
      <StateShape state={shape()} />
      <span>
        <b>{props.item.name}</b>
        <small>
          <Show when={props.begun} fallback={t(`desk.matters.mark.${props.item.mark}`)}>
            {(one) => (
              <>
                {statusWord(one().status)} · {one().caseNo ?? one().ref}
              </>
            )}
          </Show>
        </small>
      </span>
      <Show when={serving()}>
        <span class={css['keys']}>
          <Show
            when={props.begun}
            fallback={
              <Show when={props.item.mark === 'open' && holds(me().staff.roles, 'case.intake')}>
                <A class="link" href={href()} aria-label={t('desk.matters.begin_of', { item: props.item.name })}>
                  {t('desk.matters.begin')}
                </A>
              </Show>
            }
          >
            {(one) => (
              <A class="link" href={`/cases/all/${one().id}`}>
                {t('desk.matters.open')}
              </A>
            )}
          </Show>
          <Show
            when={props.item.mark === 'open'}
            fallback={
              <Button
                variant="quiet"
                small
                aria-label={t('desk.matters.reopen_of', { item: props.item.name })}
                onPress={() => mark('open')}
              >
                {t('desk.matters.reopen')}
              </Button>
            }
          >
            <Button variant="quiet" small aria-label={t('desk.matters.done_of', { item: props.item.name })} onPress={() => mark('done')}>
              {t('desk.matters.mark.done')}
            </Button>
            <Button
              variant="quiet"
              small
              aria-label={t('desk.matters.not_today_of', { item: props.item.name })}
              onPress={() => mark('not_today')}
            >
              {t('desk.matters.mark.not_today')}
            </Button>
          </Show>
        </span>
      </Show>
    </li>
  );
}
