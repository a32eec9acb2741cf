import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { textOf } from '@one-window/domain/config';
import { boardTemplates, type BoardRow } from '@one-window/domain/boards';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { Field } from '@one-window/ui/parts/Field';
import { isUnanswered, newKey } from '../api.ts';
import { useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';
import { useConfig } from './config.ts';
import { t } from './i18n.ts';
import { configureDevice, type DeviceRow } from './staff-api.ts';
import css from './panel.module.css';
import { Problem } from './Problem.tsx';

/** The windows of a hall, by their labels, and the zones that stand at them. */
export function usePlaces() {
  const config = useConfig();
  const windows = (hallId: string | undefined) =>
    config
      .rows('windows')
      .filter(({ row }) => row['hallId'] === hallId)
      .map(({ row }) => ({ id: row.id, name: `${textOf(row['label'])} ${textOf(row['name'])}`, zone: textOf(row['zone']) }));
  const zones = (hallId: string | undefined): string[] =>
    [...new Set(windows(hallId).map(({ zone }) => zone))].filter((zone) => zone !== '');
  return { windows, zones };
}

/** What a board shows, in a few words: 东区, 5 号窗口; nothing for the whole hall. */
export function ShownPart(props: { row: DeviceRow }) {
  const places = usePlaces();
  const window = () => places.windows(props.row.hallId).find(({ id }) => id === props.row.windowId)?.name;
  return (
    <Switch>
      <Match when={props.row.problem}>{(problem) => <span class={css['wrong']}>{t(`admin.device.problem.${problem()}`)}</span>}</Match>
      <Match when={props.row.template === 'zone'}>{props.row.zone}</Match>
      <Match when={props.row.windowId}>{window()}</Match>
    </Switch>
  );
}

/** The whole hall, a zone or a window; a hall without zones offers none. */
export function ShowsFields(props: { hallId: string | undefined; row: BoardRow; onChange: (row: BoardRow) => void }) {
  const places = usePlaces();
  const offered = () => boardTemplates.filter((one) => one !== 'zone' || places.zones(props.hallId).length > 0);
  const choose = (template: BoardRow['template']): void =>
    props.onChange({
      template,
      zone: template === 'zone' ? (places.zones(props.hallId)[0] ?? null) : null,
      windowId: template === 'window' ? (places.windows(props.hallId)[0]?.id ?? null) : null,
    });
  return (
    <>
      <Field label={t('admin.device.template')} help={t(`admin.device.template_help.${props.row.template}`)}>
        {(f) => (
          <select {...f} class="input" onChange={(e) => choose(boardTemplates.find((one) => one === e.currentTarget.value) ?? 'hall')}>
            <For each={offered()}>
              {(one) => (
                <option value={one} selected={one === props.row.template}>
                  {t(`admin.device.template.${one}`)}
                </option>
              )}
            </For>
          </select>
        )}
      </Field>
      <Show when={props.row.template === 'zone'}>
        <Field label={t('admin.device.zone')}>
          {(f) => (
            <select {...f} class="input" onChange={(e) => props.onChange({ ...props.row, zone: e.currentTarget.value })}>
              <For each={places.zones(props.hallId)}>
                {(one) => (
                  <option value={one} selected={one === props.row.zone}>
                    {one}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
      </Show>
      <Show when={props.row.template === 'window'}>
        <Field label={t('admin.device.shown_window')}>
          {(f) => (
            <select {...f} class="input" onChange={(e) => props.onChange({ ...props.row, windowId: e.currentTarget.value })}>
              <For each={places.windows(props.hallId)}>
                {(one) => (
                  <option value={one.id} selected={one.id === props.row.windowId}>
                    {one.name}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
      </Show>
    </>
  );
}

/** Says anew what a board shows; the board follows by itself, and is set back the same way. */
export function Configure(props: { device: DeviceRow; onClose: () => void; onChanged: () => void }) {
  const session = useSession();
  const places = usePlaces();
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  // what is gone cannot be chosen again: the form begins with what the board shows now
  const begin = (): BoardRow => {
    const { template, zone, windowId, problem } = props.device;
    return problem ? wholeHall : { template, zone, windowId };
  };
  const [row, setRow] = createSignal(begin());
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  async function send(): Promise<void> {
    setError(null);
    const [id, wanted] = [props.device.id, row()];
    const result = await presses.run('configure', wanted, (key) => configureDevice(id, wanted, key));
    if (result.kind === 'refused') {
      session.note(result.error);
      return void setError(result.error);
    }
    props.onChanged();
    props.onClose();
  }
  return (
    <Dialog
      open
      title={t('admin.device.configure.title', { name: props.device.name })}
      body={t('admin.device.configure.body')}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button onPress={() => props.onClose()}>{t('admin.device.configure.no')}</Button>
          <Button variant="primary" busy={busy() !== null} onPress={() => void send()}>
            {t('admin.device.configure.yes')}
          </Button>
        </>
      }
    >
      <div class={css['row']}>
        <ShowsFields hallId={props.device.hallId} row={row()} onChange={setRow} />
      </div>
      <Show when={places.zones(props.device.hallId).length === 0}>
        <p class="dim">{t('admin.device.no_zones')}</p>
      </Show>
      <Problem of={error()} />
    </Dialog>
  );
}

export const wholeHall: BoardRow = { template: 'hall', zone: null, windowId: null };
