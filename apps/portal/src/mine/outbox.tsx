import { createAsync, revalidate } from '@solidjs/router';
import { For, onCleanup, Show, type JSX } from 'solid-js';
import { moment } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Empty } from '../home/halls.tsx';
import { Page } from '../home/layout.tsx';
import { outbox, type Message } from './data.ts';
import { t, zone } from './words.ts';
import css from './form.module.css';
import list from './my.module.css';

const renewMs = 5_000;

/** Where the demo's messages can be read, because none goes out. */
export default function Outbox(): JSX.Element {
  const messages = createAsync(() => outbox());
  const timer = setInterval(() => {
    if (!document.hidden) void revalidate('outbox');
  }, renewMs);
  onCleanup(() => clearInterval(timer));
  return (
    <Page title={t('mine.outbox.title')} back>
      <Show when={messages.latest !== undefined}>
        <Show when={messages.latest} fallback={<Empty head={t('mine.outbox.notHere')} text={t('mine.outbox.notHereHint')} />}>
          {(found) => (
            <>
              <p class={css['lead']}>{t('mine.outbox.lead')}</p>
              <div class={css['acts']}>
                <Button onPress={() => void revalidate('outbox')}>{t('mine.outbox.renew')}</Button>
                <small class="dim">{t('mine.outbox.auto')}</small>
              </div>
              <Show when={found().length > 0} fallback={<Empty head={t('mine.outbox.none')} text={t('mine.outbox.noneHint')} />}>
                <ul class={list['list']}>
                  <For each={found()}>{(message) => <Sent message={message} />}</For>
                </ul>
              </Show>
            </>
          )}
        </Show>
      </Show>
    </Page>
  );
}

function Sent(props: { message: Message }): JSX.Element {
  const when = (): string => moment(props.message.createdAt, new Date().toISOString(), zone);
  return (
    <li class={list['message']}>
      <small>
        {t('mine.outbox.to', { phone: props.message.to })} · {when()}
        <Show when={props.message.sentAt === null}> · {t('mine.outbox.waiting')}</Show>
      </small>
      <p lang={props.message.text.startsWith('【') ? 'zh-CN' : 'en'}>{props.message.text}</p>
    </li>
  );
}
