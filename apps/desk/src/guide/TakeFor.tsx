import { createResource, createSignal, For, Match, Show, Switch } from 'solid-js';
import type { PriorityReason } from '@one-window/domain/tickets';
import type { HallStaffView } from '@one-window/domain/views';
import { errorText } from '@one-window/ui/errors';
import { nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Field } from '@one-window/ui/parts/Field';
import { SeriesTile } from '@one-window/ui/parts/SeriesTile';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { createItemSearch } from '../cases/item-search.ts';
import { loadItem, type FoundItem, type ItemGuide } from '../cases/api.ts';
import { materialNote } from '../cases/materials.ts';
import { settled } from '../settled.ts';
import { QrCode } from '../sign-in/QrCode.tsx';
import type { Guide, Slip } from './guide.ts';
import { PriorityField } from './Waiting.tsx';
import { t } from './words.ts';
import css from './guide.module.css';

interface Chosen {
  readonly seriesId: string;
  /** In the order in which they were named; none where only the queue is known. */
  readonly itemIds: readonly string[];
}

/** What somebody came for, whether they have all that it takes, and a number. */
export function TakeFor(props: { view: HallStaffView; guide: Guide }) {
  const [chosen, setChosen] = createSignal<Chosen | null>(null);
  const [adding, setAdding] = createSignal(false);
  const [priority, setPriority] = createSignal<PriorityReason | null>(null);
  const [slip, setSlip] = createSignal<Slip | null>(null);
  const again = (): void => {
    setChosen(null);
    setAdding(false);
    setPriority(null);
    setSlip(null);
  };
  const choose = (what: Chosen): void => {
    setChosen(what);
    setAdding(false);
  };
  const take = async (): Promise<void> => {
    const { seriesId, itemIds } = chosen()!;
    const answer = await props.guide.press({ action: 'take', seriesId, itemIds: [...itemIds], priority: priority() });
    if (answer && 'slip' in answer) setSlip(answer.slip);
  };
  const refused = () => {
    const refusal = props.guide.refusal();
    return refusal?.of === 'take' ? refusal.error : null;
  };
  return (
    <section class={css['card']}>
      <h2 class={css['head']}>{t('desk.guide.take')}</h2>
      <div class={css['scroll']} tabindex="0" role="region" aria-label={t('desk.guide.take')}>
        <Switch fallback={<What view={props.view} to={chosen()} onChoose={choose} />}>
          <Match when={slip()}>{(taken) => <Taken slip={taken()} onNext={again} />}</Match>
          <Match when={!adding() && chosen()}>
            {(what) => (
              <div class={css['chosen']}>
                <header>
                  <b>{nameOf(props.view.series.find((s) => s.id === what().seriesId)?.name ?? { zh: '', en: null })}</b>
                  <Button onPress={again}>{t('desk.guide.other')}</Button>
                </header>
                <For each={what().itemIds}>{(itemId) => <Brought itemId={itemId} />}</For>
                <Show when={what().itemIds.length > 0 && what().itemIds.length < props.view.policy.itemsMax}>
                  <Button onPress={() => setAdding(true)}>{t('desk.guide.another')}</Button>
                </Show>
                <PriorityField value={priority()} onChange={setPriority} />
                <Button
                  variant="primary"
                  block
                  busy={props.guide.busy() === 'take'}
                  busyText={t('desk.guide.busy')}
                  onPress={() => void take()}
                >
                  {t('desk.guide.get')}
                </Button>
                <Show when={refused()}>
                  <p class={css['refusal']} role="alert">
                    {errorText(refused())}
                  </p>
                </Show>
              </div>
            )}
          </Match>
        </Switch>
      </div>
    </section>
  );
}

/** By the matter, or by the queue where somebody knows it. */
function What(props: { view: HallStaffView; to: Chosen | null; onChoose: (what: Chosen) => void }) {
  const { asked, found, again, type } = createItemSearch(() => props.view.hall.id);
  /** Of several matters the first says the queue, and each is named once. */
  const fits = ({ id, seriesId }: FoundItem): string | null =>
    props.to && (props.to.seriesId !== seriesId || props.to.itemIds.includes(id)) ? null : seriesId;
  return (
    <div class={css['what']} role="search">
      <Field label={t('desk.guide.search')} help={t('desk.guide.search_help')}>
        {(f) => (
          <input
            {...f}
            class="input"
            type="search"
            autocomplete="off"
            maxlength="200"
            onInput={(event) => type(event.currentTarget.value)}
          />
        )}
      </Field>
      <Show when={found.error !== undefined}>
        <ErrorState text={errorText(found.error)} onRetry={again} />
      </Show>
      <Show when={asked() !== '' && settled(found)}>
        {(page) => (
          <ul class={css['found']}>
            <For each={page().items} fallback={<Empty title={t('desk.guide.none', { q: asked() })} next={t('desk.guide.none_next')} />}>
              {(item) => (
                <li>
                  <Show
                    when={fits(item)}
                    fallback={
                      <p>
                        <b>{item.name}</b>
                        <small>{t(item.seriesId ? 'desk.guide.other_queue' : 'desk.guide.no_queue')}</small>
                      </p>
                    }
                  >
                    {(seriesId) => (
                      <button
                        type="button"
                        onClick={() => props.onChoose({ seriesId: seriesId(), itemIds: [...(props.to?.itemIds ?? []), item.id] })}
                      >
                        <b>{item.name}</b>
                        <small>{item.department}</small>
                      </button>
                    )}
                  </Show>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
      <Show when={asked() === '' && !props.to}>
        <h3>{t('desk.guide.or')}</h3>
        <ul class={css['series']}>
          <For each={props.view.series}>
            {(s) => (
              <li>
                <button type="button" onClick={() => props.onChoose({ seriesId: s.id, itemIds: [] })}>
                  <SeriesTile prefix={s.prefix} />
                  {nameOf(s.name)}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}

/** What to bring, ticked off one by one before the wait and not after it. */
function Brought(props: { itemId: string }) {
  const [item, { refetch }] = createResource(() => props.itemId, loadItem);
  return (
    <Show
      when={settled(item)}
      fallback={
        <Show when={item.error !== undefined} fallback={<Skeleton lines={4} />}>
          <ErrorState text={errorText(item.error)} onRetry={() => void refetch()} />
        </Show>
      }
    >
      {(loaded) => (
        <>
          <h3>{loaded().name}</h3>
          <Show when={loaded().version} fallback={<p class={css['none']}>{t('desk.guide.unwritten')}</p>}>
            {(version) => <Materials materials={version().materials} />}
          </Show>
        </>
      )}
    </Show>
  );
}

function Materials(props: { materials: NonNullable<ItemGuide['version']>['materials'] }) {
  const [there, setThere] = createSignal<ReadonlySet<string>>(new Set());
  // shared and made at the window: nothing to bring
  const brought = () => props.materials.filter(({ from }) => from !== 'shared' && from !== 'here');
  const missing = () => brought().filter(({ code }) => !there().has(code)).length;
  const tick = (code: string, on: boolean): void => {
    const next = new Set(there());
    if (on) next.add(code);
    else next.delete(code);
    setThere(next);
  };
  return (
    <fieldset class={css['materials']}>
      <legend>
        {t('desk.guide.materials')}
        <b role="status">{missing() === 0 ? t('desk.guide.complete') : t('desk.guide.missing', { n: missing() })}</b>
      </legend>
      <For each={props.materials}>
        {(material) => (
          <Show
            when={brought().includes(material)}
            fallback={
              <p>
                {material.name} <small>{materialNote(material)}</small>
              </p>
            }
          >
            <label>
              <input type="checkbox" checked={there().has(material.code)} onChange={(e) => tick(material.code, e.currentTarget.checked)} />
              <span>
                {material.name} <small>{materialNote(material)}</small>
              </span>
            </label>
          </Show>
        )}
      </For>
    </fieldset>
  );
}

function Taken(props: { slip: Slip; onNext: () => void }) {
  return (
    <div class={css['slip']} role="status">
      <b class="num">{props.slip.number}</b>
      <p>
        {nameOf(props.slip.seriesName)} · {t('desk.guide.ahead', { n: props.slip.ahead })}
        <Show when={props.slip.waitMinutes !== null}> · {t('desk.guide.about', { n: props.slip.waitMinutes ?? 0 })}</Show>
      </p>
      <QrCode text={props.slip.url} label={t('desk.guide.scan')} />
      <small>{t('desk.guide.scan')}</small>
      <Button variant="primary" block onPress={() => props.onNext()}>
        {t('desk.guide.next')}
      </Button>
    </div>
  );
}
