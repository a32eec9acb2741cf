import { createEffect, createSignal, For, onCleanup, onMount, Show, type JSX } from 'solid-js';
import type { HallApi } from '@one-window/api/client';
import { mode } from '@one-window/ui/theme';
import { Button } from '@one-window/ui/parts/Button';
import { call } from '../api.ts';
import { fit } from '../fit.ts';
import { pageCount, pageOf } from '../pages.ts';
import type { Choice } from './model.ts';
import { Pager } from './Pager.tsx';
import { t } from './t.ts';

type Material = NonNullable<HallApi['GET /api/items/:id']['answer']['version']>['materials'][number];

interface BringProps {
  readonly choice: Choice;
  readonly low: boolean;
  readonly onGo: () => void;
  readonly onBack: () => void;
}

/** Whoever is told of a paper after an hour's wait came for nothing: so before the number. Where nothing is known it asks nothing. */
export function Bring(props: BringProps): JSX.Element {
  const [materials, setMaterials] = createSignal<readonly Material[] | null>(null);
  onMount(() => {
    const abort = new AbortController();
    onCleanup(() => abort.abort());
    void brought(props.choice.item?.id ?? '', abort.signal).then((found) => abort.signal.aborted || setMaterials(found));
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

function List(props: BringProps & { materials: readonly Material[] }): JSX.Element {
  const [page, setPage] = createSignal(0);
  const elder = (): boolean => mode() === 'elder';
  const rows = (): number => (props.low ? 3 : elder() ? 5 : 6);
  const pages = (): number => pageCount(props.materials.length, rows());
  const size = (text: string): string => `${fit(text, { width: 900, height: elder() ? 100 : 84, max: elder() ? 46 : 36, min: 24 }).size}px`;
  const name = (): string => props.choice.item?.name ?? '';
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
            {(material) => (
              <li>
                <b style={{ 'font-size': size(material.name) }}>{material.name}</b>
                <small>{note(material)}</small>
              </li>
            )}
          </For>
        </ul>
        <Show when={pages() > 1}>
          <div class="foot">
            <span />
            <Pager page={page()} pages={pages()} onTurn={setPage} />
          </div>
        </Show>
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
