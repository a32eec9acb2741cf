import { createResource, createSignal, For, Show, untrack } from 'solid-js';
import { textOf } from '@one-window/domain/config';
import { deviceKinds, type DeviceKind } from '@one-window/domain/permissions';
import { errorText } from '@one-window/ui/errors';
import { moment, nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Field } from '@one-window/ui/parts/Field';
import { isUnanswered, newKey } from '../api.ts';
import { useMe, useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';
import { useConfig } from './config.ts';
import { Configure, ShownPart, ShowsFields, usePlaces, wholeHall } from './DeviceShows.tsx';
import { t } from './i18n.ts';
import { loadDevices, pairDevice, reloadDevice, revokeDevice, type DeviceRow } from './staff-api.ts';
import { settled } from '../settled.ts';
import css from './panel.module.css';
import place from '../frame/sections.module.css';
import shared from './admin.module.css';
import { Problem } from './Problem.tsx';

/** Unattended screens of the hall: confirm the code that one shows, revoke one that is gone. */
export function Devices(props: { hallId?: string }) {
  const [devices, { refetch }] = createResource(loadDevices);
  const rows = () => settled(devices) ?? [];
  return (
    <main class={place['work']}>
      <header class={place['head']}>
        <h2>{t('admin.section.devices')}</h2>
        <p>{t('admin.lead.devices')}</p>
      </header>
      <div class={shared['scroll']} tabindex="0" role="region" aria-label={t('admin.section.devices')}>
        <Pair hallId={props.hallId} onPaired={() => void refetch()} />
        <Show when={devices.error !== undefined}>
          <ErrorState text={errorText(devices.error)} onRetry={() => void refetch()} />
        </Show>
        <Show
          when={rows().length > 0}
          fallback={
            <Show when={!devices.loading && devices.error === undefined}>
              {<Empty title={t('admin.device.empty')} next={t('admin.device.empty_next')} />}
            </Show>
          }
        >
          <Table rows={rows()} onChanged={() => void refetch()} />
        </Show>
      </div>
      <span />
    </main>
  );
}

function useHalls() {
  const me = useMe();
  const config = useConfig();
  return () =>
    me().halls.length > 0
      ? me().halls.map((h) => ({ id: h.id, name: nameOf(h.name) }))
      : config.rows('halls').map((h) => ({ id: h.row.id, name: textOf(h.row['name']) }));
}

function Pair(props: { hallId: string | undefined; onPaired: () => void }) {
  const session = useSession();
  const halls = useHalls();
  const { windows } = usePlaces();
  const [kind, setKind] = createSignal<DeviceKind>(deviceKinds[0]);
  const [shows, setShows] = createSignal(wholeHall);
  const [hall, setHall] = createSignal(untrack(() => props.hallId));
  const hallId = () => hall() ?? halls()[0]?.id;
  const [missing, setMissing] = createSignal<'code' | 'name' | null>(null);
  const [paired, setPaired] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  let form!: HTMLFormElement;
  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const data = new FormData(form);
    const value = (name: string): string => {
      const found = data.get(name);
      return typeof found === 'string' ? found.trim() : '';
    };
    setMissing(value('code') === '' ? 'code' : value('name') === '' ? 'name' : null);
    setPaired(null);
    setError(null);
    if (missing()) return;
    const part = kind() === 'pad' ? { windowId: value('window') } : kind() === 'board' ? shows() : {};
    const body = { code: value('code'), kind: kind(), hallId: value('hall'), name: value('name'), place: value('place'), ...part };
    const result = await presses.run('pair', body, (key) => pairDevice(body, key));
    if (result.kind === 'refused') {
      session.note(result.error);
      return void setError(result.error);
    }
    setPaired(body.name);
    form.reset();
    setKind(deviceKinds[0]);
    setShows(wholeHall);
    setHall(props.hallId);
    props.onPaired();
  }
  return (
    <form ref={form} class={css['panel']} onSubmit={(e) => void send(e)} novalidate>
      <div class={css['row']}>
        <Field
          label={t('admin.device.code')}
          help={t('admin.device.code_help')}
          error={missing() === 'code' ? t('admin.device.need_code') : undefined}
        >
          {(f) => <input {...f} class={`input ${css['codeinput']}`} name="code" maxlength="16" autocomplete="off" spellcheck={false} />}
        </Field>
        <Field label={t('admin.device.kind')}>
          {(f) => (
            <select
              {...f}
              class="input"
              name="kind"
              onChange={(e) => setKind(deviceKinds.find((one) => one === e.currentTarget.value) ?? 'board')}
            >
              <For each={deviceKinds}>
                {(one: DeviceKind) => (
                  <option value={one} selected={one === kind()}>
                    {t(`admin.device.kind.${one}`)}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
        <Field label={t('admin.staff.hall')}>
          {(f) => (
            <select
              {...f}
              class="input"
              name="hall"
              onChange={(e) => {
                setHall(e.currentTarget.value);
                // zones and windows are those of another hall
                setShows(wholeHall);
              }}
            >
              <For each={halls()}>
                {(hall) => (
                  <option value={hall.id} selected={hall.id === props.hallId}>
                    {hall.name}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
        <Show when={kind() === 'board'}>
          <ShowsFields hallId={hallId()} row={shows()} onChange={setShows} />
        </Show>
        <Show when={kind() === 'pad'}>
          <Field label={t('admin.device.window')} help={t('admin.device.window_help')}>
            {(f) => (
              <select {...f} class="input" name="window">
                <For each={windows(hallId())}>{(one) => <option value={one.id}>{one.name}</option>}</For>
              </select>
            )}
          </Field>
        </Show>
        <Field
          label={t('admin.device.name')}
          help={t('admin.device.name_help')}
          error={missing() === 'name' ? t('admin.device.need_name') : undefined}
        >
          {(f) => <input {...f} class="input" name="name" maxlength="60" autocomplete="off" />}
        </Field>
        <Field label={t('admin.device.place')} help={t('admin.device.place_help')}>
          {(f) => <input {...f} class="input" name="place" maxlength="60" autocomplete="off" />}
        </Field>
      </div>
      <Problem of={error()} />
      <Show when={paired()}>
        {(name) => (
          <p class={shared['done']} role="status">
            {t('admin.device.paired', { name: name() })}
          </p>
        )}
      </Show>
      <span>
        <Button type="submit" variant="primary" busy={busy() !== null} busyText={t('admin.device.pairing')}>
          {t('admin.device.pair')}
        </Button>
      </span>
    </form>
  );
}

function Table(props: { rows: readonly DeviceRow[]; onChanged: () => void }) {
  const session = useSession();
  const halls = useHalls();
  const config = useConfig();
  const [asked, setAsked] = createSignal<DeviceRow | null>(null);
  const [setting, setSetting] = createSignal<DeviceRow | null>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  async function revoke(row: DeviceRow): Promise<void> {
    setError(null);
    const result = await presses.run('revoke', row.id, (key) => revokeDevice(row.id, key));
    if (result.kind === 'refused') {
      session.note(result.error);
      return void setError(result.error);
    }
    setAsked(null);
    props.onChanged();
  }
  const said = (at: string): string => moment(at, new Date().toISOString(), config.timeZone());
  /** Nothing is lost by it, so it is not asked about; the key says that it was done. */
  const [reloading, setReloading] = createSignal<string | null>(null);
  async function reload(row: DeviceRow): Promise<void> {
    setError(null);
    const result = await presses.run('reload', row.id, (key) => reloadDevice(row.id, key));
    if (result.kind === 'done') setReloading(row.id);
    if (result.kind === 'refused') {
      session.note(result.error);
      setError(result.error);
    }
  }
  return (
    <>
      <Problem of={asked() === null ? error() : null} />
      <table class={shared['plain']}>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <th scope="row">
                  {row.name}
                  <Show when={row.place}>{(place) => <small class="dim"> · {place()}</small>}</Show>
                </th>
                <td class={shared['told']}>
                  {t(`admin.device.kind.${row.kind}`)}
                  <small class="dim">
                    <ShownPart row={row} />
                  </small>
                  <Spoken row={row} />
                </td>
                <td>{halls().find((h) => h.id === row.hallId)?.name}</td>
                <td class={`dim ${shared['told']}`}>
                  {t('admin.device.since', { day: said(row.pairedAt) })}
                  <Show when={row.revokedAt === null}>
                    <small>{row.seenAt ? t('admin.device.seen', { at: said(row.seenAt) }) : t('admin.device.unseen')}</small>
                    <Show when={row.page?.current === false && row.page}>
                      {(page) => (
                        <span>
                          <Chip state="warn">{t('admin.device.old', { at: said(page().loadedAt) })}</Chip>
                        </span>
                      )}
                    </Show>
                  </Show>
                </td>
                <td class={shared['r']}>
                  <Show when={row.revokedAt === null} fallback={<Chip state="outline">{t('admin.device.revoked')}</Chip>}>
                    <Show when={row.kind === 'board'}>
                      <Button small variant="quiet" onPress={() => setSetting(row)}>
                        {t('admin.device.configure')}
                      </Button>
                    </Show>
                    <Button small variant="quiet" onPress={() => void reload(row)}>
                      {t(reloading() === row.id ? 'admin.device.reloading' : 'admin.device.reload')}
                    </Button>
                    <Button small variant="quiet" onPress={() => setAsked(row)}>
                      {t('admin.device.revoke')}
                    </Button>
                  </Show>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={setting()} keyed>
        {(row) => <Configure device={row} onClose={() => setSetting(null)} onChanged={() => props.onChanged()} />}
      </Show>
      <Show when={asked()}>
        {(row) => (
          <Dialog
            open
            title={t('admin.device.ask.title', { name: row().name })}
            body={t('admin.device.ask.body')}
            onClose={() => setAsked(null)}
            actions={
              <>
                <Button onPress={() => setAsked(null)}>{t('admin.device.ask.no')}</Button>
                <Button variant="danger" busy={busy() !== null} onPress={() => void revoke(row())}>
                  {t('admin.device.ask.yes')}
                </Button>
              </>
            }
          >
            <Problem of={error()} />
          </Dialog>
        )}
      </Show>
    </>
  );
}

/** Which voice speaks on a board, by its last report; said otherwise where the hall has recordings of its own and they do not. */
function Spoken(props: { row: DeviceRow }) {
  const config = useConfig();
  const own = () => config.rows('voices').some(({ row }) => row['hallId'] === props.row.hallId && row['speaks'] === 'own');
  const sound = () => (props.row.kind === 'board' ? props.row.sound : null);
  return (
    <Show when={sound()}>
      {(now) => (
        <small class="dim">
          {own() && now() !== 'own'
            ? t('admin.device.instead', { voice: t(`admin.device.sound.${now()}`) })
            : t(`admin.device.sound.${now()}`)}
        </small>
      )}
    </Show>
  );
}
