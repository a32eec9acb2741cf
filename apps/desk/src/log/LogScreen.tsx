import { A, useParams } from '@solidjs/router';
import { createEffect, createResource, For, Match, Show, Switch } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { errorCode } from '../api.ts';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { Message } from '../frame/LiveStates.tsx';
import { t as desk } from '../i18n.ts';
import { useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { loadPlaces } from './api.ts';
import { Events } from './Events.tsx';
import { Reads } from './Reads.tsx';
import { Seals } from './Seals.tsx';
import { t } from './words.ts';
import place from '../frame/sections.module.css';
import css from './log.module.css';

const sections = ['events', 'reads', 'seals'] as const;

/** The log for who audits. Everything on it is read, nothing is changed; what is looked for is written down itself. */
export default function LogScreen() {
  const session = useSession();
  const params = useParams<{ section?: string; stream?: string; version?: string }>();
  const [places, { refetch }] = createResource(loadPlaces);
  createEffect(() => places.error !== undefined && session.note(places.error));
  const section = () => sections.find((name) => name === params.section) ?? 'events';
  const denied = () => errorCode(places.error) === 'auth.forbidden';
  return (
    <Frame here="log" title={t('log.title')} keys={<PlainKeys>{t('log.traced')}</PlainKeys>}>
      <div class={place['stage']}>
        <nav class={place['nav']} aria-label={t('log.title')}>
          <h1>{t('log.title')}</h1>
          <For each={sections}>
            {(name) => (
              <A class={place['link']} href={`/log/${name}`} aria-current={section() === name ? 'page' : undefined}>
                {t(`log.section.${name}`)}
              </A>
            )}
          </For>
        </nav>
        <Switch>
          <Match when={places.error !== undefined}>
            <Message
              title={denied() ? desk('desk.denied.title') : desk('desk.load.failed')}
              body={denied() ? desk('desk.denied.body') : errorText(places.error)}
            >
              <Show when={!denied()}>
                <Button variant="primary" onPress={() => void refetch()}>
                  {desk('desk.load.retry')}
                </Button>
              </Show>
            </Message>
          </Match>
          <Match when={settled(places)}>
            {(known) => (
              <Switch>
                <Match when={section() === 'events'}>
                  <Events places={known()} stream={params.stream} version={Number(params.version) || null} />
                </Match>
                <Match when={section() === 'reads'}>
                  <Reads places={known()} />
                </Match>
                <Match when={section() === 'seals'}>
                  <Seals timeZone={known().timeZone} />
                </Match>
              </Switch>
            )}
          </Match>
          <Match when={places.loading}>
            <main class={place['work']} aria-busy="true">
              <span />
              <div class={css['waiting']}>
                <Skeleton lines={9} />
              </div>
            </main>
          </Match>
        </Switch>
      </div>
    </Frame>
  );
}
