import { A, useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { count } from '@one-window/ui/format';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { errorCode } from '../api.ts';
import { createNow } from '../cases/now.ts';
import { dueText } from '../cases/words.ts';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { Message } from '../frame/LiveStates.tsx';
import { t as desk } from '../i18n.ts';
import { createPages, type Pages } from '../log/pages.ts';
import { holds } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { loadOrders, orderBoxes, type OrderBox, type OrderRow, type OrdersPage } from './api.ts';
import { OrderChip, OrderPanel } from './OrderPanel.tsx';
import { Sections } from './Sections.tsx';
import { hotlineRights, orderDueWords, readOut, t, titleOf } from './words.ts';
import place from '../frame/sections.module.css';
import css from './hotline.module.css';

/** Work orders in reach: boxes by what is to be done, the list by due order, one order beside it. */
export default function OrdersScreen() {
  const me = useMe();
  const may = () => hotlineRights.some((right) => holds(me().staff.roles, right));
  return (
    <Show
      when={may()}
      fallback={
        <Frame here="hotline" title={t('desk.hotline.title')} keys={<PlainKeys />}>
          <Message title={desk('desk.denied.title')} body={desk('desk.denied.body')} />
        </Frame>
      }
    >
      <Orders />
    </Show>
  );
}

/** Where somebody's own work lies. */
function firstBox(roles: readonly string[]): OrderBox {
  if (holds(roles, 'hotline.dispatch') || holds(roles, 'hotline.rule')) return 'dispatch';
  if (holds(roles, 'hotline.call_back')) return 'callback';
  return holds(roles, 'hotline.handle') ? 'unit' : 'all';
}

function Orders() {
  const me = useMe();
  const session = useSession();
  const navigate = useNavigate();
  const params = useParams<{ box?: string; orderId?: string }>();
  const [search, setSearch] = useSearchParams<{ q?: string }>();
  const [counts, setCounts] = createSignal<OrdersPage['counts'] | null>(null);
  const box = (): OrderBox => orderBoxes.find((name) => name === params.box) ?? firstBox(me().staff.roles);
  const q = (): string | undefined => search.q?.trim() || undefined;
  const pages: Pages<OrderRow> = createPages(
    () => ({ box: box(), q: q() }),
    async (asked, after) => {
      const page = await loadOrders(asked.box, asked.q, after);
      setCounts(page.counts);
      return { rows: page.orders, next: page.next };
    },
    session.note,
  );
  return (
    <Frame here="hotline" title={t(`desk.order.box.${box()}`)} keys={<PlainKeys>{t('desk.hotline.masked')}</PlainKeys>}>
      <div class={place['stage']}>
        <Sections here={box()} counts={counts()} />
        <main class={place['work']}>
          <Head box={box()} q={q()} pages={pages} onAsk={(asked) => setSearch({ q: asked || null })} />
          <div class={css['body']} classList={{ [css['split'] ?? '']: params.orderId !== undefined }}>
            <div class={css['list']}>
              <Listed pages={pages} box={box()} q={q()} selected={params.orderId} />
            </div>
            <Show when={params.orderId} keyed>
              {(id) => <OrderPanel orderId={id} onClose={() => navigate(`/orders/${box()}`)} onChanged={pages.reload} />}
            </Show>
          </div>
        </main>
      </div>
    </Frame>
  );
}

function Head(props: { box: OrderBox; q: string | undefined; pages: Pages<OrderRow>; onAsk: (q: string) => void }) {
  function ask(event: SubmitEvent): void {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement).get('q');
    props.onAsk(typeof said === 'string' ? said.trim() : '');
  }
  return (
    <header class={place['head']}>
      <h2>{t(`desk.order.box.${props.box}`)}</h2>
      <p>{t(`desk.order.lead.${props.box}`)}</p>
      <form class={css['search']} role="search" onSubmit={ask}>
        <input
          class="input"
          type="search"
          name="q"
          value={props.q ?? ''}
          maxlength="32"
          autocomplete="off"
          aria-label={t('desk.order.search')}
          placeholder={t('desk.order.search')}
        />
        <Button type="submit">{t('desk.order.find')}</Button>
        <Button busy={props.pages.busy() === 'first' && props.pages.rows() !== null} onPress={props.pages.reload}>
          {t('desk.order.refresh')}
        </Button>
      </form>
    </header>
  );
}

function Listed(props: { pages: Pages<OrderRow>; box: OrderBox; q: string | undefined; selected: string | undefined }) {
  const denied = () => errorCode(props.pages.error()) === 'auth.forbidden';
  return (
    <Switch
      fallback={
        <div class={css['waiting']} aria-busy="true">
          <Skeleton lines={9} />
        </div>
      }
    >
      <Match when={props.pages.error() !== null}>
        <Show when={!denied()} fallback={<Empty title={desk('desk.denied.title')} next={desk('desk.denied.body')} />}>
          <ErrorState text={errorText(props.pages.error())} onRetry={props.pages.reload} />
        </Show>
      </Match>
      <Match when={props.pages.rows()}>
        {(rows) => (
          <Show
            when={rows().length > 0}
            fallback={
              <Empty
                title={props.q ? t('desk.order.not_found', { q: props.q }) : t(`desk.order.empty.${props.box}`)}
                next={props.q ? t('desk.order.not_found_next') : t('desk.order.empty_next')}
              />
            }
          >
            <Rows rows={rows()} box={props.box} selected={props.selected} />
            <p class={css['rest']}>
              <Show when={props.pages.next() !== null} fallback={t('desk.order.end', { n: count(rows().length) })}>
                <Button busy={props.pages.busy() === 'more'} onPress={() => props.pages.more()}>
                  {t('desk.order.more')}
                </Button>
              </Show>
            </p>
          </Show>
        )}
      </Match>
    </Switch>
  );
}

/** What is due first stands first. Arrows go from row to row, ↵ opens. */
function Rows(props: { rows: readonly OrderRow[]; box: OrderBox; selected: string | undefined }) {
  const now = createNow();
  let list!: HTMLUListElement;
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const links = [...list.querySelectorAll<HTMLElement>('a')];
    const next = links[links.findIndex((link) => link === document.activeElement) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <ul ref={list} onKeyDown={move} aria-label={t(`desk.order.box.${props.box}`)}>
      <For each={props.rows}>
        {(row) => (
          <li>
            <A class={css['row']} href={`/orders/${props.box}/${row.id}`} aria-current={props.selected === row.id ? 'true' : undefined}>
              <span class={css['item']}>
                <b>{titleOf(row)}</b>
                <span class={css['no']}>{readOut(row.orderNo)}</span>
              </span>
              <span>
                <OrderChip status={row.status} />
              </span>
              <span class={css['unit']}>{row.unit?.name ?? t('desk.order.no_unit')}</span>
              <span class={css['due']}>
                <Show when={row.escalated && row.endedAt === null}>
                  <Chip state="red">{t('desk.order.escalated')}</Chip>
                </Show>
                <Show when={orderDueWords(row, now())}>{(due) => <Chip state={due().look}>{due().text}</Chip>}</Show>
                <Show when={row.dueAt}>{(at) => <span class={css['date']}>{dueText(at(), row.timeZone)}</span>}</Show>
              </span>
            </A>
          </li>
        )}
      </For>
    </ul>
  );
}
