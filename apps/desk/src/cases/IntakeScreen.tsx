import { A, useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { createEffect, createResource, Match, Show, Switch } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Empty } from '@one-window/ui/parts/Empty';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { errorCode } from '../api.ts';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { Message } from '../frame/LiveStates.tsx';
import { t as desk } from '../i18n.ts';
import { holds } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { HallPicker } from '../windows/HallPicker.tsx';
import { loadItem } from './api.ts';
import { ItemSearch } from './ItemSearch.tsx';
import { NewCase } from './NewCase.tsx';
import { t } from './words.ts';
import css from './intake.module.css';

/** A new case at the window: which item, in which situation, for whom. The ticket it is for stands in the address. */
export default function IntakeScreen() {
  const me = useMe();
  const may = () => holds(me().staff.roles, 'case.intake');
  return (
    <Frame here="cases" title={t('desk.case.intake.title')} keys={<PlainKeys>{t('desk.case.masked')}</PlainKeys>}>
      <Show when={may()} fallback={<Message title={desk('desk.denied.title')} body={desk('desk.denied.body')} />}>
        <Intake />
      </Show>
    </Frame>
  );
}

function Intake() {
  const session = useSession();
  const navigate = useNavigate();
  const params = useParams<{ hallId: string; itemId?: string }>();
  const [search] = useSearchParams<{ ticketId?: string; number?: string; q?: string }>();
  const [item, { refetch }] = createResource(() => params.itemId, loadItem);
  createEffect(() => item.error !== undefined && session.note(item.error));
  const tail = (): string => {
    const kept = Object.entries({ ticketId: search.ticketId, number: search.number }).flatMap(([name, value]) =>
      value ? [`${name}=${encodeURIComponent(value)}`] : [],
    );
    return kept.length > 0 ? `?${kept.join('&')}` : '';
  };
  const gone = () => errorCode(item.error) === 'not_found';
  return (
    <main class={css['page']}>
      <div class={css['sheet']}>
        <header class={css['head']}>
          <h1>{t('desk.case.intake.title')}</h1>
          <Show when={search.number}>{(number) => <span class="num">{number()}</span>}</Show>
          <HallPicker hallId={params.hallId} onPick={(id) => navigate(`/intake/${id}${tail()}`)} />
          <A class="link" href="/cases/intake">
            {t('desk.case.intake.back')}
          </A>
        </header>
        <Show
          when={params.itemId}
          fallback={
            <ItemSearch hallId={params.hallId} initialQ={search.q ?? ''} href={(id) => `/intake/${params.hallId}/${id}${tail()}`} />
          }
        >
          <Switch>
            <Match when={item.error !== undefined}>
              <Empty title={gone() ? t('desk.case.intake.gone') : errorText(item.error)}>
                <Show when={!gone()} fallback={<Other href={`/intake/${params.hallId}${tail()}`} />}>
                  <Button onPress={() => void refetch()}>{desk('desk.load.retry')}</Button>
                </Show>
              </Empty>
            </Match>
            <Match when={settled(item)}>
              {(guide) => (
                <NewCase
                  item={guide()}
                  hallId={params.hallId}
                  ticketId={search.ticketId ?? null}
                  other={<Other href={`/intake/${params.hallId}${tail()}`} />}
                />
              )}
            </Match>
            <Match when={item.loading}>
              <div aria-busy="true">
                <Skeleton lines={8} />
              </div>
            </Match>
          </Switch>
        </Show>
      </div>
    </main>
  );
}

function Other(props: { href: string }) {
  return (
    <A class="link" href={props.href}>
      {t('desk.case.intake.other')}
    </A>
  );
}
