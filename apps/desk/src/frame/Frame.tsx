import AppWindow from 'lucide-solid/icons/app-window';
import Files from 'lucide-solid/icons/files';
import Hand from 'lucide-solid/icons/hand';
import Headset from 'lucide-solid/icons/headset';
import LayoutGrid from 'lucide-solid/icons/layout-grid';
import ScrollText from 'lucide-solid/icons/scroll-text';
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal';
import Star from 'lucide-solid/icons/star';
import UserRound from 'lucide-solid/icons/user-round';
import { A } from '@solidjs/router';
import { createEffect, createSignal, For, Show, type JSX } from 'solid-js';
import type { Action } from '@one-window/domain/permissions';
import { DemoBanner } from '@one-window/ui/parts/DemoBanner';
import { Mark } from '@one-window/ui/parts/Mark';
import { t } from '../i18n.ts';
import { lastPlace } from '../place.ts';
import { useMe } from '../session.ts';
import { holds, sits } from '../roles.ts';
import { Account } from './Account.tsx';
import { SigningAlarm } from './SigningAlarm.tsx';
import css from './frame.module.css';

export type Area = 'window' | 'guide' | 'cases' | 'hotline' | 'hall' | 'ratings' | 'admin' | 'log';

/** Quiet ground, a rail of work areas, one bright window, keys at the foot. `here` is null for what is no area of work. */
export function Frame(props: { here: Area | null; title: string; keys?: JSX.Element; children: JSX.Element }) {
  const me = useMe();
  const [account, setAccount] = createSignal(false);
  createEffect(() => {
    document.title = [props.title, t('desk.app')].filter((part) => part !== '').join(' · ');
  });
  return (
    <div class={css['frame']}>
      <header class={css['banner']}>
        <Show when={me().demo}>
          <DemoBanner />
        </Show>
        <SigningAlarm />
      </header>
      <nav class={css['rail']} aria-label={t('desk.rail')}>
        <span class={css['mark']}>
          <Mark />
        </span>
        <For each={areas.filter((area) => area.may(me().staff.roles))}>
          {(area) => (
            <A
              class={css['link']}
              href={area.href()}
              aria-current={props.here === area.id ? 'page' : undefined}
              aria-label={t(`desk.nav.${area.id}`)}
            >
              <area.icon class="i" aria-hidden="true" />
              <span class={css['tip']} aria-hidden="true">
                {t(`desk.nav.${area.id}`)}
              </span>
            </A>
          )}
        </For>
        <span class={css['grow']} />
        <button type="button" class={css['link']} aria-label={t('desk.nav.account')} onClick={() => setAccount(true)}>
          <UserRound class="i" aria-hidden="true" />
          <span class={css['tip']} aria-hidden="true">
            {t('desk.nav.account')}
          </span>
        </button>
      </nav>
      <div class={css['main']}>{props.children}</div>
      <div class={css['keys']}>{props.keys}</div>
      <Account open={account()} onClose={() => setAccount(false)} />
    </div>
  );
}

/** A plain foot for screens that have no keys of their own. */
export function PlainKeys(props: { children?: JSX.Element }) {
  return <footer class={css['plainkeys']}>{props.children}</footer>;
}

const hotline: readonly Action[] = ['hotline.take', 'hotline.dispatch', 'hotline.handle', 'hotline.call_back', 'hotline.rule'];

const areas: readonly {
  readonly id: Area;
  readonly icon: typeof AppWindow;
  readonly href: () => string;
  readonly may: (roles: readonly string[]) => boolean;
}[] = [
  { id: 'window', icon: AppWindow, href: windowHref, may: sits },
  { id: 'guide', icon: Hand, href: () => '/guide', may: (roles) => holds(roles, 'hall.guide') },
  { id: 'cases', icon: Files, href: () => '/cases', may: (roles) => holds(roles, 'case.view') },
  {
    id: 'hotline',
    icon: Headset,
    href: () => '/orders',
    may: (roles) => hotline.some((right) => holds(roles, right)),
  },
  { id: 'hall', icon: LayoutGrid, href: () => '/hall', may: (roles) => holds(roles, 'hall.manage') },
  { id: 'ratings', icon: Star, href: () => '/ratings', may: (roles) => holds(roles, 'rating.view') },
  { id: 'admin', icon: SlidersHorizontal, href: () => '/admin', may: (roles) => holds(roles, 'config.view') || holds(roles, 'staff.view') },
  { id: 'log', icon: ScrollText, href: () => '/log', may: (roles) => holds(roles, 'log.read') },
];

function windowHref(): string {
  const place = lastPlace();
  return place?.windowId ? `/window/${place.hallId}/${place.windowId}` : '/windows';
}
