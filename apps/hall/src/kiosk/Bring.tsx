import { createEffect, createSignal, For, onCleanup, onMount, Show, type JSX } from 'solid-js';
import type { HallApi } from '@one-window/api/client';
import { mode } from '@one-window/ui/theme';
import { Button } from '@one-window/ui/parts/Button';
import { call } from '../api.ts';
import { fit } from '../fit.ts';
import { pageCount, pageOf } from '../pages.ts';
import { itemsText, type Choice } from './model.ts';
import { Pager } from './Pager.tsx';
import { t } from './t.ts';

/** A paper, or the matter that the next ones are for. */
type Row = Material | { readonly matter: string; readonly note: '' | 'kiosk.bring.ask' | 'kiosk.bring.same' };
type Material = NonNullable<HallApi['GET /api/items/:id']['answer']['version']>['materials'][number];

interface BringProps {
  readonly choice: Choice;
  readonly low: boolean;
  /** So many matters one number is for. */
  readonly most: number;
  readonly onMore: () => void;
  readonly onGo: () => void;
  readonly onBack: () => void;
}

/** Whoever is told of a paper after an hour's wait came for nothing: so before the number. Where nothing is known it asks nothing. */
export function Bring(props: BringProps): JSX.Element {
  const [materials, setMaterials] = createSignal<readonly Row[] | null>(null);
  onMount(() => {
    const abort = new AbortController();
    onCleanup(() => abort.abort());
    void rowsOf(props.choice.items, abort.signal).then((found) => abort.signal.aborted || setMaterials(found));
  });
  createEffect(() => materials()?.length === 0 && props.onGo());
  return (
    <Show
      when={materials()?.length ? materials() : null}
      fallback={
        <section class="connecting" role="status" aria-busy="true">
          <h1 tabindex="-1">{t('kiosk.bring.looking')}</h1>
        </section>
      }
    >
      {(list) => <List {...props} materials={list()} />}
    </Show>
  );
}

/** What is shared between offices or made at the window need not be brought. */
async function brought(itemId: string, signal: AbortSignal): Promise<readonly Material[]> {
  try {
    const { version } = await call('GET /api/items/:id', { param: { id: itemId }, signal });
    return (version?.materials ?? []).filter(({ from }) => from !== 'shared' && from !== 'here');
  } catch {
    // no reason to keep somebody from a number
    return [];
  }
}

/** What to bring for all of them: a paper that two matters ask for is brought once. Nothing where nothing is known of any. */
async function rowsOf(items: Choice['items'], signal: AbortSignal): Promise<readonly Row[]> {
  const lists = await Promise.all(items.map(({ id }) => brought(id, signal)));
  if (lists.every((list) => list.length === 0)) return [];
  if (items.length === 1) return lists[0]!;
  const seen = new Set<string>();
  return items.flatMap(({ name }, i) => {
    const fresh = lists[i]!.filter((one) => !seen.has(one.name));
    for (const one of fresh) seen.add(one.name);
    const note = fresh.length > 0 ? '' : lists[i]!.length > 0 ? 'kiosk.bring.same' : 'kiosk.bring.ask';
    return [{ matter: name, note }, ...fresh];
  });
}

function List(props: BringProps & { materials: readonly Row[] }): JSX.Element {
  const [page, setPage] = createSignal(0);
  const elder = (): boolean => mode() === 'elder';
  const rows = (): number => (props.low ? 3 : elder() ? 5 : 6);
  const pages = (): number => pageCount(props.materials.length, rows());
  const size = (text: string): string => `${fit(text, { width: 900, height: elder() ? 100 : 84, max: elder() ? 46 : 36, min: 24 }).size}px`;
  const name = (): string =>
    itemsText(
      props.choice.items.map((item) => item.name),
      (first, n) => t('kiosk.matters', { first, n }),
    );
  return (
    <>
      <div class="ask">
        <p class="step">{t('kiosk.step', { step: 1, steps: 2 })}</p>
        <h1 tabindex="-1">{t('kiosk.bring.title')}</h1>
        <p class="subject" style={{ 'font-size': size(name()) }}>
          {name()}
        </p>
      </div>
      <div class="reach bring">
        <ul>
          <For each={pageOf(props.materials, rows(), page())}>
            {(row) =>
              'matter' in row ? (
                <li class="matter">
                  <b style={{ 'font-size': size(row.matter) }}>{row.matter}</b>
                  <small>{row.note && t(row.note)}</small>
                </li>
              ) : (
                <li>
                  <b style={{ 'font-size': size(row.name) }}>{row.name}</b>
                  <small>{note(row)}</small>
                </li>
              )
            }
          </For>
        </ul>
        <div class="foot">
          <Show when={props.choice.items.length < props.most} fallback={<span />}>
            <Button onPress={() => props.onMore()}>{t('kiosk.more')}</Button>
          </Show>
          <Show when={pages() > 1}>
            <Pager page={page()} pages={pages()} onTurn={setPage} />
          </Show>
        </div>
        <div class="end">
          <Button onPress={() => props.onBack()}>{t('kiosk.bring.later')}</Button>
          <Button variant="primary" onPress={() => props.onGo()}>
            {t('kiosk.bring.go')}
          </Button>
        </div>
      </div>
    </>
  );
}

const note = ({ from, need, when }: Material): string =>
  [
    when ? t('kiosk.bring.maybe') : '',
    from === 'commitment' ? t('kiosk.bring.promise') : '',
    need === 'deferrable' ? t('kiosk.bring.follow') : '',
  ]
    .filter(Boolean)
    .join(' · ');
