import { createAsync, revalidate } from '@solidjs/router';
import { onCleanup, Show, type JSX } from 'solid-js';
import { Mark } from '@one-window/ui/parts/Mark';
import { clock } from '@one-window/ui/clock';
import { Empty } from '../home/halls.tsx';
import { myCase, type MyCase, type Reading } from './data.ts';
import { createFollow } from './follow.ts';
import { t, zone } from './words.ts';
import css from './form.module.css';
import halls from '../home/halls.module.css';

/** What stands here needs a sign-in; after it one is back here. */
export function SignInFirst(props: { to: string; head?: string; hint?: string }): JSX.Element {
  return (
    <div class={halls['empty']}>
      <span>
        <Mark />
      </span>
      <h1>{props.head ?? t('mine.my.denied')}</h1>
      <p>{props.hint ?? t('mine.my.deniedHint')}</p>
      <a class={css['go']} href={`/sign-in?to=${encodeURIComponent(props.to)}`}>
        <b>{t('mine.my.signIn')}</b>
      </a>
    </div>
  );
}

const renewMs = 30_000;

/** One own case, read again as soon as it moved, and every half minute while somebody looks; or why it is not to be seen. */
export function OwnCase(props: { id: string; to: string; children: (view: () => MyCase) => JSX.Element }): JSX.Element {
  const reading = createAsync(() => myCase(props.id));
  const timer = setInterval(() => {
    if (!document.hidden) void revalidate('my-case');
  }, renewMs);
  onCleanup(() => clearInterval(timer));
  const found = (): Reading | undefined => {
    const now = reading.latest;
    return now && now !== 'signed_out' ? now : undefined;
  };
  createFollow(
    () => (found() ? props.id : null),
    () => found()?.view.version ?? 0,
  );
  return (
    <Show when={reading.latest !== undefined}>
      <Show
        when={found()}
        fallback={
          <Show when={reading.latest === 'signed_out'} fallback={<Empty head={t('mine.case.gone')} text={t('mine.case.goneHint')} page />}>
            <SignInFirst to={props.to} />
          </Show>
        }
      >
        {(now) => (
          <>
            <Show when={now().old}>
              <p class={css['old']} role="status">
                {t('mine.case.old', { time: clock(now().at, zone) })}
              </p>
            </Show>
            {props.children(() => now().view)}
          </>
        )}
      </Show>
    </Show>
  );
}
