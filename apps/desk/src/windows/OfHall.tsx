import { Navigate, useParams } from '@solidjs/router';
import { Show, type Component } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { Empty } from '@one-window/ui/parts/Empty';
import { Frame } from '../frame/Frame.tsx';
import { t } from '../i18n.ts';
import { lastPlace } from '../place.ts';
import { useMe } from '../session.ts';

/** A screen of one hall: without one in the address it takes the last one, or the first. */
export function OfHall(props: { to: (hallId: string) => string; screen: Component }) {
  const me = useMe();
  const params = useParams<{ hallId?: string }>();
  const first = () => me().halls.find((hall) => hall.id === lastPlace()?.hallId)?.id ?? me().halls[0]?.id;
  return (
    <Show when={params.hallId === undefined} fallback={<Dynamic component={props.screen} />}>
      <Show
        when={first()}
        fallback={
          <Frame here="window" title="">
            <Empty title={t('desk.windows.no_hall')} next={t('desk.windows.no_hall_next')} />
          </Frame>
        }
      >
        {(id) => <Navigate href={props.to(id())} />}
      </Show>
    </Show>
  );
}
