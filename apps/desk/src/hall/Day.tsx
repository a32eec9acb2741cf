import { createSignal, For, Show } from 'solid-js';
import { haltReasons, type Halt } from '@one-window/domain/hall-day';
import { priorityReasons, type PriorityReason } from '@one-window/domain/tickets';
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
  const [asking, setAsking] = createSignal<'halt' | 'take' | null>(null);
  const open = (what: 'halt' | 'take' | null): void => {
    props.manage.ask(null);
    setAsking(what);
  };
  const waiting = () => hall.view().counts.WAITING;
  return (
    <p class={css['keys']}>
      <Show
        when={props.halted}
        fallback={
          <Button small onPress={() => open('halt')}>
            {t('desk.hall.halt')}
          </Button>
        }
      >
        <Button small variant="primary" onPress={() => void props.manage.send({ action: 'resume' })}>
          {t('desk.hall.resume')}
        </Button>
      </Show>
      <Button small onPress={() => open('take')}>
        {t('desk.hall.take')}
      </Button>
      <Show when={waiting() > 0}>
        <Button small onPress={() => props.manage.ask({ action: 'sweep', number: '', count: waiting() })}>
          {t('desk.hall.sweep')}
        </Button>
      </Show>
      <Show when={asking() === 'halt'}>
        <HaltDialog manage={props.manage} onClose={() => open(null)} />
      </Show>
      <Show when={asking() === 'take'}>
        <TakeDialog manage={props.manage} onClose={() => open(null)} />
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

/** A number by hand. It stands in the dialog until that is closed: it is read out, or shown to be scanned. */
function TakeDialog(props: { manage: Manage; onClose: () => void }) {
  const hall = useHall();
  const [seriesId, setSeries] = createSignal(hall.view().series[0]?.id ?? '');
  const [priority, setPriority] = createSignal<PriorityReason | null>(null);
  const taken = () => props.manage.taken();
  const take = (): void => void props.manage.send({ action: 'take', seriesId: seriesId(), priority: priority() });
  return (
    <Dialog
      open
      title={t('desk.hall.take')}
      body={t('desk.hall.take.body')}
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose}>{t(taken() ? 'desk.hall.take.done' : 'desk.hall.ask.no')}</Button>
          <Button variant="primary" busy={props.manage.busy() !== null} busyText={t('desk.hall.ask.busy')} onPress={take}>
            {t(taken() ? 'desk.hall.take.another' : 'desk.hall.take.yes')}
          </Button>
        </>
      }
    >
      <label class={css['field']}>
        {t('desk.hall.take.series')}
        <select class="input" autofocus onChange={(e) => setSeries(e.currentTarget.value)}>
          <For each={hall.view().series}>
            {(s) => (
              <option value={s.id}>
                {s.prefix} {nameOf(s.name)}
              </option>
            )}
          </For>
        </select>
      </label>
      <label class={css['field']}>
        {t('desk.hall.take.priority')}
        <select class="input" onChange={(e) => setPriority((e.currentTarget.value || null) as PriorityReason | null)}>
          <option value="">{t('desk.hall.take.ordinary')}</option>
          <For each={priorityReasons}>{(why) => <option value={why}>{t(`desk.priority.${why}`)}</option>}</For>
        </select>
      </label>
      <Show when={taken()}>
        {(slip) => (
          <p class={css['slip']} role="status">
            <b class="num">{slip().number}</b>
            <span>{t('desk.hall.take.ahead', { n: slip().ahead })}</span>
            <a href={slip().url} target="_blank" rel="noopener">
              {t('desk.hall.take.page')}
            </a>
          </p>
        )}
      </Show>
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
