import { A } from '@solidjs/router';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { createPages, type Pages } from '../log/pages.ts';
import { useSession } from '../session.ts';
import { loadSaid, type Period, type Said } from './api.ts';
import { t } from './words.ts';
import css from './ratings.module.css';

/** 市民写的话: for whoever supervises; each bad rating with the order that it made. Nobody who rated is named. */
export function SaidList(props: { asked: Period & { hallId: string } }) {
  const session = useSession();
  const [bad, setBad] = createSignal(false);
  const pages: Pages<Said> = createPages(
    () => ({ ...props.asked, ...(bad() ? { bad: 'true' as const } : {}) }),
    async (asked, after) => {
      const page = await loadSaid({ ...asked, ...(after === null ? {} : { after }) });
      return { rows: page.rows, next: page.next };
    },
    session.note,
  );
  return (
    <section class={css['said']}>
      <header>
        <h2>{t('rating.said')}</h2>
        <label>
          <input type="checkbox" checked={bad()} onChange={(e) => setBad(e.currentTarget.checked)} /> {t('rating.said.bad')}
        </label>
      </header>
      <p class="dim">{t('rating.said.lead')}</p>
      <Switch fallback={<Skeleton lines={4} />}>
        <Match when={pages.error() !== null}>
          <ErrorState text={errorText(pages.error())} onRetry={pages.reload} />
        </Match>
        <Match when={pages.rows()}>
          {(rows) => (
            <>
              <ul>
                <For each={rows()} fallback={<li class="dim">{t('rating.said.none')}</li>}>
                  {(row) => <One row={row} />}
                </For>
              </ul>
              <Show when={pages.next() !== null}>
                <Button busy={pages.busy() === 'more'} onPress={() => pages.more()}>
                  {t('rating.said.more')}
                </Button>
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </section>
  );
}

function One(props: { row: Said }) {
  const bad = (): boolean => props.row.level <= 2;
  return (
    <li>
      <p class={css['saidHead']}>
        <Chip state={bad() ? 'red' : 'outline'}>{t(`rating.level.${props.row.level as 1}`)}</Chip>
        <b>{props.row.about}</b>
        <span class="dim">
          <span class="num">{props.row.on}</span> · {t(`rating.stage.${props.row.stage}`)}
          <Show when={props.row.unit}>{(unit) => <> · {unit()}</>}</Show>
        </span>
        <Show when={props.row.order}>
          {(order) => (
            <A class="link" href={`/orders/all/${order().id}`}>
              {t('rating.said.order', { no: order().orderNo })}
            </A>
          )}
        </Show>
      </p>
      <Show when={props.row.tags.length > 0}>
        <p class="dim">{props.row.tags.map((tag) => t(`rating.tag.${tag as 'kind'}`)).join(' · ')}</p>
      </Show>
      <Show when={props.row.text}>{(text) => <p>{text()}</p>}</Show>
    </li>
  );
}
