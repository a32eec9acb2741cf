import { createSignal, For, Show } from 'solid-js';
import { haltReasons, type Halt } from '@one-window/domain/hall-day';
import { errorText } from '@one-window/ui/errors';
import { nameOf } from '@one-window/ui/format';
import { stretches, whenAgain, whyNone } from '@one-window/ui/opening';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { useHall } from './context.ts';
import type { Manage } from './manage.ts';
import { t } from './words.ts';
import css from './day.module.css';
import shared from './hall.module.css';

/** The hall's day: may numbers be taken, until when, and the manager's keys for it. */
export function Day() {
  const hall = useHall();
  const opening = () => hall.view().opening;
  const halted = () => opening().none?.state === 'halted';
  const hours = () => stretches(opening().plan?.periods ?? []);
  return (
    <section class={`${shared['card']} ${css['day']}`}>
      <h2 class={shared['h']}>
        {t('desk.hall.day')}
        <span class="num">{hours().join('  ')}</span>
      </h2>
      <Show when={opening().none} fallback={<p>{t(opening().plan ? 'desk.hall.day.open' : 'desk.hall.day.untold')}</p>}>
        {(none) => (
          <p class={css['none']}>
            <b>{whyNone(none(), { t, name: nameOf })}</b> <span class="num">{whenAgain(none(), { t })}</span>
          </p>
        )}
      </Show>
      <Show when={hall.manage}>{(manage) => <Keys manage={manage()} halted={halted()} />}</Show>
    </section>
  );
}

function Keys(props: { manage: Manage; halted: boolean }) {
  const hall = useHall();
  const [asking, setAsking] = createSignal(false);
  const open = (yes: boolean): void => {
    props.manage.ask(null);
    setAsking(yes);
  };
  const waiting = () => hall.view().counts.WAITING;
  return (
    <p class={css['keys']}>
      <Show
        when={props.halted}
        fallback={
          <Button small onPress={() => open(true)}>
            {t('desk.hall.halt')}
          </Button>
        }
      >
        <Button small variant="primary" onPress={() => void props.manage.send({ action: 'resume' })}>
          {t('desk.hall.resume')}
        </Button>
      </Show>
      <Show when={waiting() > 0}>
        <Button small onPress={() => props.manage.ask({ action: 'sweep', number: '', count: waiting() })}>
          {t('desk.hall.sweep')}
        </Button>
      </Show>
      <Show when={asking()}>
        <HaltDialog manage={props.manage} onClose={() => open(false)} />
      </Show>
    </p>
  );
}

const spans = [15, 30, 60, 120] as const;

function HaltDialog(props: { manage: Manage; onClose: () => void }) {
  const [reason, setReason] = createSignal<Halt['reason']>('crowded');
  const [minutes, setMinutes] = createSignal<number | null>(null);
  const halt = async (): Promise<void> => {
    if (await props.manage.send({ action: 'halt', reason: reason(), minutes: minutes() })) props.onClose();
  };
  return (
    <Dialog
      open
      title={t('desk.hall.halt.title')}
      body={t('desk.hall.halt.body')}
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose}>{t('desk.hall.ask.no')}</Button>
          <Button variant="primary" busy={props.manage.busy() !== null} busyText={t('desk.hall.ask.busy')} onPress={() => void halt()}>
            {t('desk.hall.halt')}
          </Button>
        </>
      }
    >
      <label class={css['field']}>
        {t('desk.hall.halt.why')}
        <select class="input" autofocus onChange={(e) => setReason(e.currentTarget.value as Halt['reason'])}>
          <For each={haltReasons}>{(why) => <option value={why}>{t(`desk.hall.halt.${why}`)}</option>}</For>
        </select>
      </label>
      <label class={css['field']}>
        {t('desk.hall.halt.until')}
        <select class="input" onChange={(e) => setMinutes(Number(e.currentTarget.value) || null)}>
          <option value="">{t('desk.hall.halt.open')}</option>
          <For each={spans}>{(n) => <option value={n}>{t('desk.hall.halt.minutes', { n })}</option>}</For>
        </select>
      </label>
      <Refused manage={props.manage} />
    </Dialog>
  );
}

const Refused = (props: { manage: Manage }) => (
  <Show when={props.manage.error()}>
    <p class={css['refusal']} role="alert">
      {errorText(props.manage.error())}
    </p>
  </Show>
);
