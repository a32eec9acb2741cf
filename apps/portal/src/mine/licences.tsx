import { createAsync } from '@solidjs/router';
import { For, Show, type JSX } from 'solid-js';
import { isInForce } from '@one-window/domain/licences';
import { createI18n } from '@one-window/ui/i18n';
import * as licences from '@one-window/ui/i18n/licences';
import { Empty } from '../home/halls.tsx';
import { Page } from '../home/layout.tsx';
import { myLicences, type MyLicence } from './data.ts';
import { SignInFirst } from './signed.tsx';
import { grouped, t } from './words.ts';
import css from './my.module.css';
import form from './form.module.css';

/** The office's own words for a licence, the same at every desk. */
const { t: office } = createI18n(licences);

/** 我的证照: what one was granted, whether it counts today, and the page by which others see that. */
export default function MyLicences(): JSX.Element {
  const found = createAsync(() => myLicences());
  return (
    <Page title={t('mine.licences.title')} back bare>
      <Show when={found.latest !== undefined}>
        <Show when={found.latest} fallback={<SignInFirst to="/my/licences" />}>
          {(all) => (
            <>
              <h1 class={form['head']}>{t('mine.licences.title')}</h1>
              <Show when={all().length > 0} fallback={<Empty head={t('mine.licences.none')} text={t('mine.licences.noneHint')} />}>
                <ul class={css['list']}>
                  <For each={all()}>{(one) => <Licence one={one} />}</For>
                </ul>
              </Show>
            </>
          )}
        </Show>
      </Show>
    </Page>
  );
}

function Licence(props: { one: MyLicence }): JSX.Element {
  const until = (): string => (props.one.validTo ? t('mine.licences.until', { date: props.one.validTo }) : office('licence.no_end'));
  return (
    <li>
      <a href={`/verify/${props.one.code}`} target="_blank">
        <b lang="zh-CN">{props.one.name}</b>
        <span class={css['state']} data-asked={isInForce(props.one.status) ? undefined : ''}>
          {office(`licence.status.${props.one.status}`)}
        </span>
        <small class="num">{grouped(props.one.number)}</small>
        <small>
          {t('mine.licences.from', { date: props.one.validFrom })} {until()}
        </small>
        <small lang="zh-CN">{props.one.department}</small>
        <Show when={props.one.why}>
          {(why) => <small lang="zh-CN">{t('mine.licences.why', { basis: why().basis, reason: why().reason ?? '' })}</small>}
        </Show>
        <Show when={props.one.sample}>
          <small>{t('mine.licences.sample')}</small>
        </Show>
      </a>
    </li>
  );
}
