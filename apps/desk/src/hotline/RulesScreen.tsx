import { A } from '@solidjs/router';
import { createEffect, createResource, For, Match, Show, Switch } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Chip } from '@one-window/ui/parts/Chip';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { allowanceText } from '../cases/words.ts';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { Message } from '../frame/LiveStates.tsx';
import { t as desk } from '../i18n.ts';
import { holds } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { loadRules, type Rules } from './api.ts';
import { Sections } from './Sections.tsx';
import { categoryWord, hotlineRights, limitWord, t } from './words.ts';
import place from '../frame/sections.module.css';
import css from './hotline.module.css';

/** 派单规则和时限: by what orders go, for everybody at the hotline; an administrator changes it with preview and undo. */
export default function RulesScreen() {
  const me = useMe();
  const may = () => hotlineRights.some((right) => holds(me().staff.roles, right));
  return (
    <Frame here="hotline" title={t('desk.rules.title')} keys={<PlainKeys />}>
      <Show when={may()} fallback={<Message title={desk('desk.denied.title')} body={desk('desk.denied.body')} />}>
        <div class={place['stage']}>
          <Sections here="rules" />
          <main class={place['work']}>
            <header class={place['head']}>
              <h2>{t('desk.rules.title')}</h2>
              <p>{t('desk.rules.lead')}</p>
            </header>
            <Loaded />
          </main>
        </div>
      </Show>
    </Frame>
  );
}

function Loaded() {
  const session = useSession();
  const [rules, { refetch }] = createResource(loadRules);
  createEffect(() => rules.error !== undefined && session.note(rules.error));
  return (
    <div class={css['rules']} tabindex="0" role="region" aria-label={t('desk.rules.title')}>
      <Switch fallback={<Skeleton lines={9} />}>
        <Match when={rules.error !== undefined}>
          <ErrorState text={errorText(rules.error)} onRetry={() => void refetch()} />
        </Match>
        <Match when={settled(rules)}>
          {(found) => (
            <>
              <Routes rules={found()} />
              <Limits rules={found()} />
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}

function Change(props: { entity: 'orderRoutes' | 'orderLimits' }) {
  const me = useMe();
  return (
    <Show when={holds(me().staff.roles, 'config.change')} fallback={<p class={css['quiet']}>{t('desk.rules.by_admin')}</p>}>
      <A class="link" href={`/admin/${props.entity}`}>
        {t('desk.rules.change')}
      </A>
    </Show>
  );
}

function Routes(props: { rules: Rules }) {
  return (
    <section>
      <h3>{t('desk.rules.routes')}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desk.hotline.category')}</th>
            <th scope="col">{t('desk.order.unit')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.rules.routes}>
            {({ category, unit }) => (
              <tr>
                <th scope="row">{categoryWord(category)}</th>
                <td>{unit?.name ?? t('desk.rules.by_dispatcher')}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Change entity="orderRoutes" />
    </section>
  );
}

function Limits(props: { rules: Rules }) {
  const changed = ({ amount, unit, usual }: Rules['limits'][number]): boolean => amount !== usual.amount || unit !== usual.unit;
  return (
    <section>
      <h3>{t('desk.rules.limits')}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desk.rules.limit')}</th>
            <th scope="col">{t('desk.rules.span')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.rules.limits}>
            {(limit) => (
              <tr>
                <th scope="row">{limitWord(limit.limit)}</th>
                <td class="num">
                  {allowanceText(limit)}{' '}
                  <Show when={changed(limit)}>
                    <Chip state="outline">{t('desk.rules.usual', { span: allowanceText(limit.usual) })}</Chip>
                  </Show>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <p class={css['quiet']}>{t('desk.rules.counts', { ...props.rules.counts })}</p>
      <Change entity="orderLimits" />
    </section>
  );
}
