import { createAsync } from '@solidjs/router';
import { For, Show, type JSX } from 'solid-js';
import { moment } from '@one-window/ui/format';
import { Empty } from '../home/halls.tsx';
import { Page } from '../home/layout.tsx';
import { myReads } from './data.ts';
import { SignInFirst } from './signed.tsx';
import { t, zone } from './words.ts';
import form from './form.module.css';
import css from './my.module.css';

/** 谁看过我的信息: who opened one's data in clear, the newest first. */
export default function Reads(): JSX.Element {
  const reads = createAsync(() => myReads());
  return (
    <Page title={t('mine.reads.title')} back bare>
      <Show when={reads.latest !== undefined}>
        <Show when={reads.latest} fallback={<SignInFirst to="/my/reads" />}>
          {(found) => (
            <>
              <h1 class={form['head']}>{t('mine.reads.title')}</h1>
              <p class={form['lead']}>{t('mine.reads.lead')}</p>
              <Show when={found().length > 0} fallback={<Empty head={t('mine.reads.none')} text={t('mine.reads.noneHint')} />}>
                <ul class={css['reads']}>
                  <For each={found()}>
                    {(read) => (
                      <li>
                        <b>{t(`mine.reads.${read.purpose}`)}</b>
                        <small>{moment(read.at, new Date().toISOString(), zone)}</small>
                        <span class={css['about']} lang="zh-CN">
                          {read.unit}
                        </span>
                        <Show when={read.about}>
                          {(what) => <small class={css['about']}>{t('mine.reads.about', { what: what() })}</small>}
                        </Show>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </>
          )}
        </Show>
      </Show>
    </Page>
  );
}
