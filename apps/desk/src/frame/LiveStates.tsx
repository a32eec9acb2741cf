import { createEffect, Match, Show, Switch, type JSX } from 'solid-js';
import type { HallStaffView } from '@one-window/domain/views';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Mark } from '@one-window/ui/parts/Mark';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { t } from '../i18n.ts';
import type { StaffLive } from '../live.ts';
import { useSession } from '../session.ts';
import { Frame, PlainKeys, type Area } from './Frame.tsx';
import css from './frame.module.css';

/** A live screen before it has something to show: loading, failed, denied. Afterwards the last view stays, with its age. */
export function LiveStates(props: { live: StaffLive; here: Area; children: (view: () => HallStaffView) => JSX.Element }) {
  const session = useSession();
  // a session that is cut tells it through the socket first
  createEffect(() => session.note(props.live.error()));
  return (
    <Switch fallback={<Loading here={props.here} />}>
      <Match when={props.live.view()}>{(view) => props.children(view)}</Match>
      <Match when={props.live.error()}>
        {(code) => <Failed here={props.here} code={code()} onRetry={() => void props.live.refresh()} />}
      </Match>
    </Switch>
  );
}

function Loading(props: { here: Area }) {
  return (
    <Frame here={props.here} title="" keys={<PlainKeys />}>
      <main class={css['skeleton']} aria-busy="true">
        <h1 class="sr">{t(`desk.nav.${props.here}`)}</h1>
        <div class={css['lines']}>
          <Skeleton lines={9} />
        </div>
        <div class={css['block']}>
          <Skeleton lines={5} />
        </div>
      </main>
    </Frame>
  );
}

function Failed(props: { here: Area; code: string; onRetry: () => void }) {
  const denied = () => props.code === 'auth.forbidden' || props.code === 'not_found';
  return (
    <Frame here={props.here} title="" keys={<PlainKeys />}>
      <Message
        title={denied() ? t('desk.denied.title') : t('desk.load.failed')}
        body={denied() ? t('desk.denied.body') : errorText(props.code)}
      >
        <Show when={!denied()}>
          <Button variant="primary" onPress={() => props.onRetry()}>
            {t('desk.load.retry')}
          </Button>
        </Show>
      </Message>
    </Frame>
  );
}

/** One sentence in the bright window: denied, lost, broken. */
export function Message(props: { title: string; body?: string | undefined; children?: JSX.Element }) {
  return (
    <main class={css['bright']}>
      <div class={css['state']} role="alert">
        <span class={css['big']}>
          <Mark />
        </span>
        <h1>{props.title}</h1>
        <Show when={props.body}>
          <p>{props.body}</p>
        </Show>
        <div class={css['go']}>{props.children}</div>
      </div>
    </main>
  );
}
