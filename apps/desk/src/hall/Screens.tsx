import { createMemo, For, Show } from 'solid-js';
import type { ScreenState } from '@one-window/domain/views';
import { age } from '@one-window/ui/format';
import { Chip } from '@one-window/ui/parts/Chip';
import { list } from '../i18n.ts';
import { t } from './words.ts';
import { useHall } from './context.ts';
import { screenProblem, type ScreenProblem } from './overview.ts';
import css from './hall.module.css';

/** What each screen of the hall shows and spoke, as it reported itself. */
export function Screens() {
  const hall = useHall();
  const screens = () => hall.view().screens;
  return (
    <section class={css['card']}>
      <h2 class={css['h']}>
        {t('desk.hall.screens')} <span>{t('desk.hall.screens_sum', { n: screens().length })}</span>
      </h2>
      <Show
        when={screens().length > 0}
        fallback={
          <p class={css['none']}>
            {t('desk.hall.screens_none')}
            <br />
            {t('desk.hall.screens_none_next')}
          </p>
        }
      >
        <ul class={css['list']}>
          <For each={screens()}>{(screen) => <Row screen={screen} />}</For>
        </ul>
      </Show>
    </section>
  );
}

function Row(props: { screen: ScreenState }) {
  const hall = useHall();
  const problem = createMemo(() => screenProblem(props.screen, hall.view(), hall.now()));
  const shows = (): string => {
    if (props.screen.kind !== 'board' || props.screen.seenAt === null || !props.screen.awaited) return '';
    return list([
      t('desk.hall.screen.shows', { n: props.screen.shownSeq }),
      t('desk.hall.screen.spoke', { n: props.screen.spokenSeq }),
      ...(props.screen.sound === 'pack' || props.screen.sound === 'own' ? [t(`desk.hall.screen.${props.screen.sound}`)] : []),
    ]);
  };
  const state = () => (problem()?.kind === 'unopened' ? 'outline' : problem() ? 'warn' : 'ok');
  return (
    <li class={css['screen']}>
      <span>
        {props.screen.name}
        <small>{shows()}</small>
      </span>
      <Chip state={state()}>{problemText(problem())}</Chip>
    </li>
  );
}

/** A screen's trouble in a few words. */
export function problemText(problem: ScreenProblem | null): string {
  if (!problem) return t('desk.hall.screen.ok');
  if (problem.kind === 'unopened') return t('desk.hall.screen.unopened');
  if (problem.kind === 'gone')
    return problem.seconds === null ? t('desk.hall.screen.never') : t('desk.hall.screen.gone', { age: age(problem.seconds * 1000) });
  return problem.kind === 'behind' ? t('desk.hall.screen.behind', { n: problem.calls }) : t('desk.hall.screen.silent');
}
