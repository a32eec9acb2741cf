import { createAsync, useParams } from '@solidjs/router';
import CircleDashed from 'lucide-solid/icons/circle-dashed';
import { createEffect, For, Show, type JSX } from 'solid-js';
import { BookEntry } from '../book/entry.tsx';
import { itemGuide, type HallNow, type ItemGuide } from './data.ts';
import { createHalls, Empty, HallList } from './halls.tsx';
import { Page, Part } from './layout.tsx';
import { Fact } from './fact.tsx';
import { t } from './words.ts';
import { Worked } from './worked.tsx';
import { ApplyEntry } from '../mine/apply-entry.tsx';
import css from './guide.module.css';
import layout from './layout.module.css';

/** The guide of one entry. What nobody has filled in and checked is named as missing, never made up. */
export default function Guide(): JSX.Element {
  const params = useParams<{ id: string }>();
  const item = createAsync(() => itemGuide(params.id));
  return (
    <Page title={t('portal.guide.title')} back bare>
      <Show when={item() !== undefined}>
        <Show when={item()} fallback={<Empty head={t('portal.guide.gone')} text={t('portal.guide.goneHint')} page />}>
          {(found) => <Entry item={found()} />}
        </Show>
      </Show>
    </Page>
  );
}

function Entry(props: { item: ItemGuide }): JSX.Element {
  createEffect(() => {
    document.title = `${props.item.name} · ${t('portal.brand')}`;
  });
  const halls = createHalls();
  const places = (): HallNow[] =>
    (halls() ?? []).flatMap((hall) => {
      const series = hall.series.filter((s) => props.item.places.some((place) => place.seriesId === s.id));
      return series.length > 0 ? [{ ...hall, series }] : [];
    });
  return (
    <>
      <h1 class={css.itemName} lang="zh-CN">
        {props.item.name}
      </h1>
      <Show when={props.item.version}>
        {(version) => (
          <>
            <Worked version={version()} />
            <div class={css.go}>
              <ApplyEntry itemId={props.item.id} version={version()} />
            </div>
          </>
        )}
      </Show>
      <dl class={css.facts}>
        <Fact name={t('portal.guide.department')} value={props.item.department} data />
        <Fact name={t('portal.guide.area')} value={props.item.area} data />
        <Fact name={t('portal.guide.type')} value={props.item.type} data />
        <Fact name={t('portal.guide.code')} value={props.item.code} number />
      </dl>
      <Show when={props.item.missing.length > 0}>
        <section class={css.missing}>
          <h2>{t('portal.guide.missing')}</h2>
          <p>{t(props.item.version ? 'portal.guide.missingSample' : 'portal.guide.missingLead')}</p>
          <ul>
            <For each={props.item.missing}>
              {(what) => (
                <li>
                  <CircleDashed aria-hidden="true" />
                  {t(`portal.guide.missing.${what}`)}
                </li>
              )}
            </For>
          </ul>
          <h3>{t('portal.guide.ask')}</h3>
          <p>{t('portal.guide.askText')}</p>
        </section>
      </Show>
      <h2 class={layout.h2}>
        {t('portal.guide.where')}
        <a href="/halls">{t('portal.home.allHalls')}</a>
      </h2>
      <Part>
        <Show when={places().length > 0} fallback={<p class={layout.lead}>{t('portal.guide.whereUnknown')}</p>}>
          <HallList halls={places()} level={3} detailed item />
          <BookEntry
            to={`/book?item=${props.item.id}`}
            takes={({ series }) => series.some(({ id }) => props.item.places.some(({ seriesId }) => seriesId === id))}
          />
          <p class={layout.lead}>{t('portal.halls.how')}</p>
        </Show>
      </Part>
    </>
  );
}
