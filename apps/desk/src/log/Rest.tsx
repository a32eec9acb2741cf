import { Show } from 'solid-js';
import { count } from '@one-window/ui/format';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import type { Pages } from './pages.ts';
import { t } from './words.ts';
import css from './log.module.css';

/** What stands below a list that goes on: the way to earlier rows, the end, or what went wrong. */
export function Rest<R>(props: { pages: Pages<R> }) {
  const n = (): number => props.pages.rows()?.length ?? 0;
  return (
    <div class={css['rest']}>
      <Show when={props.pages.rows() === null && props.pages.busy() === 'first'}>
        <Skeleton lines={9} />
      </Show>
      <Show when={props.pages.error() !== null}>
        <ErrorState
          text={errorText(props.pages.error())}
          onRetry={() => (n() > 0 && props.pages.next() !== null ? props.pages.more() : props.pages.reload())}
        />
      </Show>
      <Show when={props.pages.next() !== null && props.pages.error() === null}>
        <Button busy={props.pages.busy() === 'more'} busyText={t('log.more_going')} onPress={props.pages.more}>
          {t('log.more')}
        </Button>
      </Show>
      <Show when={props.pages.next() === null && n() > 0}>
        <p>{t('log.end', { n: count(n()) })}</p>
      </Show>
    </div>
  );
}
