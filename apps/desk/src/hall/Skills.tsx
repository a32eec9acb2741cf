import { createSignal, For, Show, untrack } from 'solid-js';
import type { WindowSkills } from '@one-window/domain/skills';
import type { StaffWindow } from '@one-window/domain/views';
import { errorText } from '@one-window/ui/errors';
import { nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { list } from '../i18n.ts';
import { useHall } from './context.ts';
import type { Manage } from './manage.ts';
import { t } from './words.ts';
import css from './skills.module.css';

const degrees = ['primary', 'fallback', 'never'] as const;
type Degree = (typeof degrees)[number];

const degreeOf = ({ seriesIds, fallbackIds }: WindowSkills, id: string): Degree =>
  fallbackIds.includes(id) ? 'fallback' : seriesIds.includes(id) ? 'primary' : 'never';

/** What a window serves today, queue by queue. Tomorrow it is what the configuration says again. */
export function SkillsDialog(props: { window: StaffWindow; manage: Manage; onClose: () => void }) {
  const hall = useHall();
  const series = () => hall.view().series;
  // as it was when the dialog opened: a push must not move a choice under somebody's hand
  const offered = untrack(() => props.window.offered);
  const [degree, setDegree] = createSignal<Readonly<Record<string, Degree>>>(
    Object.fromEntries(untrack(series).map(({ id }) => [id, degreeOf(offered, id)])),
  );
  const having = (wanted: readonly Degree[]): string[] =>
    series().flatMap(({ id }) => (wanted.includes(degree()[id] ?? 'never') ? [id] : []));
  const skills = (): WindowSkills => ({ seriesIds: having(['primary', 'fallback']), fallbackIds: having(['fallback']) });
  const send = async (set: WindowSkills | null): Promise<void> => {
    if (await props.manage.send({ action: 'reskill', windowId: props.window.id, skills: set && { ...set } })) props.onClose();
  };
  const never = () => list(series().flatMap(({ id, name }) => (props.window.neverIds.includes(id) ? [nameOf(name)] : [])));
  return (
    <Dialog
      open
      title={t('desk.hall.skills.title', { window: props.window.label })}
      body={t('desk.hall.skills.body')}
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose}>{t('desk.hall.ask.no')}</Button>
          <Show when={props.window.reskilled}>
            <Button onPress={() => void send(null)}>{t('desk.hall.skills.reset')}</Button>
          </Show>
          <Button
            variant="primary"
            reason={having(['primary', 'fallback']).length === 0 ? t('desk.hall.skills.none') : undefined}
            busy={props.manage.busy() !== null}
            busyText={t('desk.hall.ask.busy')}
            onPress={() => void send(skills())}
          >
            {t('desk.hall.skills.set')}
          </Button>
        </>
      }
    >
      <div class={css['skills']}>
        <For each={series()}>
          {(one) => (
            <label>
              <span>
                <b class="num">{one.prefix}</b> {nameOf(one.name)}
              </span>
              <select class="input" onChange={(e) => setDegree({ ...degree(), [one.id]: e.currentTarget.value as Degree })}>
                <For each={degrees}>
                  {(which) => (
                    <option value={which} selected={degree()[one.id] === which}>
                      {t(`desk.hall.skills.${which}`)}
                    </option>
                  )}
                </For>
              </select>
            </label>
          )}
        </For>
      </div>
      <Show when={never()}>{(names) => <p>{t('desk.hall.skills.clerk', { name: props.window.staffName ?? '', queues: names() })}</p>}</Show>
      <Show when={props.manage.error()}>
        <p class={css['refusal']} role="alert">
          {errorText(props.manage.error())}
        </p>
      </Show>
    </Dialog>
  );
}
