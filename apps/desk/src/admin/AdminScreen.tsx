import { A, useNavigate, useParams } from '@solidjs/router';
import { For, Match, Show, Switch, type JSX } from 'solid-js';
import { isConfigEntity, type ConfigEntity } from '@one-window/domain/config';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { Message } from '../frame/LiveStates.tsx';
import { useMe, useSession } from '../session.ts';
import { errorCode } from '../api.ts';
import { holds } from '../roles.ts';
import { t as desk } from '../i18n.ts';
import { ConfigProvider, createConfig, useConfig } from './config.ts';
import { Devices } from './Devices.tsx';
import { EntityEditor } from './EntityEditor.tsx';
import { History } from './History.tsx';
import { t } from './i18n.ts';
import { PreviewDialog } from './Preview.tsx';
import { Staff } from './Staff.tsx';
import place from '../frame/sections.module.css';
import css from './admin.module.css';

const entities = [
  'halls',
  'series',
  'windows',
  'hours',
  'closures',
  'shifts',
  'quotas',
  'skills',
  'voices',
  'departments',
  'areas',
  'orderRoutes',
  'orderLimits',
  'realm',
] as const satisfies readonly ConfigEntity[];

/** Everything that is set up, one editor for all of it. */
export default function AdminScreen() {
  const session = useSession();
  const config = createConfig({ onError: session.note });
  const params = useParams<{ section?: string; id?: string }>();
  const navigate = useNavigate();
  const section = () => params.section ?? 'halls';
  return (
    <ConfigProvider value={config}>
      <Frame here="admin" title={t('admin.title')} keys={<PlainKeys />}>
        <div class={place['stage']}>
          <Nav here={section()} />
          <Loaded>
            <Switch>
              {/* an editor for each: rows of one that become rows of another are lost in the router's transition */}
              <Match when={entityOf(section())} keyed>
                {(entity) => <EntityEditor entity={entity} />}
              </Match>
              <Match when={section() === 'staff'}>
                <Staff open={params.id} onOpen={(id) => navigate(id === null ? '/admin/staff' : `/admin/staff/${id}`)} />
              </Match>
              <Match when={section() === 'devices'}>
                <Devices />
              </Match>
              <Match when={section() === 'history'}>
                <History kind={params.id} onKind={(kind) => navigate(kind === 'config' ? '/admin/history' : `/admin/history/${kind}`)} />
              </Match>
            </Switch>
          </Loaded>
        </div>
      </Frame>
      <PreviewDialog />
    </ConfigProvider>
  );
}

const entityOf = (section: string): ConfigEntity | null => (isConfigEntity(section) ? section : null);

function Nav(props: { here: string }) {
  const me = useMe();
  const config = useConfig();
  const drafts = (entity: string): number => [...config.drafts().values()].filter((d) => d.entity === entity).length;
  const more = (): string[] => {
    const held = me().staff.roles;
    return [
      ...(holds(held, 'staff.view') ? ['staff'] : []),
      ...(holds(held, 'device.view') ? ['devices'] : []),
      ...(holds(held, 'config.view') ? ['history'] : []),
    ];
  };
  return (
    <nav class={place['nav']} aria-label={t('admin.title')}>
      <h1>{t('admin.title')}</h1>
      <Show when={holds(me().staff.roles, 'config.view')}>
        <For each={entities}>
          {(entity) => (
            <A class={place['link']} href={`/admin/${entity}`} aria-current={props.here === entity ? 'page' : undefined}>
              {t(`admin.entity.${entity}`)}
              <Show when={drafts(entity)}>{(n) => <span class="num">{n()}</span>}</Show>
            </A>
          )}
        </For>
        <span class={css['gap']} />
      </Show>
      <For each={more()}>
        {(section) => (
          <A class={place['link']} href={`/admin/${section}`} aria-current={props.here === section ? 'page' : undefined}>
            {t(`admin.section.${section as 'staff'}`)}
          </A>
        )}
      </For>
    </nav>
  );
}

/** The configuration before it is there: loading, denied, failed. */
export function Loaded(props: { children: JSX.Element }) {
  const config = useConfig();
  const denied = () => errorCode(config.data.error) === 'auth.forbidden';
  return (
    <Switch>
      <Match when={config.data.error !== undefined}>
        <Message
          title={denied() ? desk('desk.denied.title') : desk('desk.load.failed')}
          body={denied() ? desk('desk.denied.body') : errorText(config.data.error)}
        >
          <Show when={!denied()}>
            <Button variant="primary" onPress={config.reload}>
              {desk('desk.load.retry')}
            </Button>
          </Show>
        </Message>
      </Match>
      <Match when={config.config()}>{props.children}</Match>
      <Match when={config.data.loading}>
        <main class={place['work']}>
          <span />
          <div class={css['scroll']}>
            <Skeleton lines={8} />
          </div>
        </main>
      </Match>
    </Switch>
  );
}
