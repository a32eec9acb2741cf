import Check from 'lucide-solid/icons/check';
import { For, Show, type JSX } from 'solid-js';
import type { GuideMaterial } from '@one-window/domain/item-guide';
import { t } from './words.ts';
import css from './form.module.css';

/** What one has to prepare, and what not: the second list is the promise of the house. */
export function Needed<M extends Pick<GuideMaterial, 'code' | 'name' | 'need' | 'from'>>(props: {
  materials: readonly M[];
  /** What can be done about one that one has to bring. */
  children?: (material: M) => JSX.Element;
}): JSX.Element {
  const own = () => props.materials.filter(({ from }) => from === 'self');
  const known = () => props.materials.filter(({ from }) => from !== 'self');
  return (
    <section class={css['window']}>
      <h2>{t('mine.apply.need')}</h2>
      <Show when={own().length > 0} fallback={<p class="dim">{t('mine.apply.needNone')}</p>}>
        <p class="dim">{t('mine.apply.needSelf', { n: own().length })}</p>
        <ol class={css['need']}>
          <For each={own()}>
            {(material, i) => (
              <li>
                <span class={`num ${css['order']}`} aria-hidden="true">
                  {i() + 1}
                </span>
                <span>
                  <span lang="zh-CN">{material.name}</span>
                  <Show when={material.need === 'deferrable'}>
                    <small>{t('mine.apply.later')}</small>
                  </Show>
                  {props.children?.(material)}
                </span>
              </li>
            )}
          </For>
        </ol>
        <p class={css['fine']}>{t(props.children ? 'mine.check.upload' : 'mine.apply.upload')}</p>
      </Show>
      <Show when={known().length > 0}>
        <h3>{t('mine.apply.needKnown', { n: known().length })}</h3>
        <ul class={css['need']}>
          <For each={known()}>
            {(material) => (
              <li>
                <Check aria-hidden="true" />
                <span>
                  <span lang="zh-CN">{material.name}</span>
                  <small>{material.from === 'self' ? '' : t(`mine.apply.from.${material.from}`)}</small>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
