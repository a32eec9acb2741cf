import { createResource, createSignal, For, Show } from 'solid-js';
import type { BoardRow } from '@one-window/domain/boards';
import { errorText } from '@one-window/ui/errors';
import { moment } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { isUnanswered, newKey } from '../api.ts';
import { roleWord } from '../i18n.ts';
import { useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { makePresses } from '../window/press.ts';
import { loadDeeds, type Deed, type DeedKind, type Deeds as DeedPage } from './config-api.ts';
import { useConfig } from './config.ts';
import { usePlaces } from './DeviceShows.tsx';
import { t } from './i18n.ts';
import { placeText } from './person/place.ts';
import { configureDevice, endRole, giveRole, pressStaff, suspendAll } from './staff-api.ts';
import css from './history.module.css';
import previews from './preview.module.css';
import { Problem } from './Problem.tsx';

/** What was done to devices or to colleagues, newest first; each is taken back by the command that does the opposite. */
export function Deeds(props: { kind: DeedKind }) {
  const config = useConfig();
  const session = useSession();
  const [older, setOlder] = createSignal<readonly DeedPage[]>([]);
  const [page, { refetch }] = createResource(
    () => props.kind,
    (kind) => {
      setOlder([]);
      return loadDeeds(kind, null);
    },
  );
  const [asked, setAsked] = createSignal<Deed | null>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  const pages = (): readonly DeedPage[] => [...[settled(page) ?? []].flat(), ...older()];
  const next = () => pages().at(-1)?.next ?? null;
  const areas = () => pages().flatMap((one) => one.areas);
  async function undo(deed: Deed): Promise<void> {
    setError(null);
    const result = await presses.run('undo', `${deed.stream} ${deed.version}`, (key) => takeBack(deed, key));
    if (result.kind === 'refused') {
      session.note(result.error);
      return void setError(result.error);
    }
    setAsked(null);
    await refetch();
  }
  const [missed, setMissed] = createSignal<unknown>(null);
  async function more(from: string): Promise<void> {
    try {
      const found = await loadDeeds(props.kind, from);
      setOlder([...older(), found]);
      setMissed(null);
    } catch (problem) {
      session.note(problem);
      setMissed(problem);
    }
  }
  const when = (at: string): string => moment(at, new Date().toISOString(), config.timeZone());
  return (
    <>
      <Show when={page.error !== undefined}>
        <ErrorState text={errorText(page.error)} onRetry={() => void refetch()} />
      </Show>
      <Show when={settled(page)?.deeds.length === 0}>
        <Empty title={t('admin.history.empty')} next={t(`admin.deed.empty_next.${props.kind}`)} />
      </Show>
      <ol class={css['history']}>
        <For each={pages().flatMap((one) => one.deeds)}>
          {(deed) => (
            <li class={css['entry']}>
              <div class={css['deed']}>
                <small>
                  {when(deed.at)} · {deed.by}
                </small>
                <p>{t(`admin.deed.${deed.type}`, { name: named(deed), n: deed.made.length })}</p>
                <Change deed={deed} areas={areas()} />
              </div>
              <Show when={deed.undo} fallback={<small class={css['why']}>{deed.why && t(`admin.deed.why.${deed.why}`)}</small>}>
                <Button small onPress={() => setAsked(deed)}>
                  {t('admin.history.undo')}
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ol>
      <Show when={next()}>
        {(from) => (
          <span>
            <Button onPress={() => void more(from())}>{t('admin.deed.more')}</Button>
            <Problem of={missed()} />
          </span>
        )}
      </Show>
      <Show when={asked()}>
        {(deed) => (
          <Dialog
            open
            title={t(`admin.deed.ask.${deed().undo ?? 'configure'}`, { name: named(deed()), n: active(deed()).length })}
            body={t('admin.deed.ask.body')}
            onClose={() => setAsked(null)}
            actions={
              <>
                <Button onPress={() => setAsked(null)}>{t('admin.history.ask.no')}</Button>
                <Button variant="danger" busy={busy() !== null} busyText={t('admin.history.undoing')} onPress={() => void undo(deed())}>
                  {t('admin.history.ask.yes')}
                </Button>
              </>
            }
          >
            <div class={previews['diff']} tabindex="0" role="region" aria-label={t('admin.preview')}>
              <Change deed={deed()} areas={areas()} back />
            </div>
            <Problem of={error()} />
          </Dialog>
        )}
      </Show>
    </>
  );
}

/** Names of a list that a row shows; taking it back shows all. */
const NAMED = 6;
/** A list is named by how many it made. */
const named = (deed: Deed): string => (deed.made.length > 1 ? t('admin.deed.list', { n: deed.made.length }) : deed.name);
const active = (deed: Deed): Deed['made'] => deed.made.filter((one) => one.active);

/** What it changed; `back`: what taking it back would change. */
function Change(props: { deed: Deed; areas: DeedPage['areas']; back?: boolean }) {
  const config = useConfig();
  const places = usePlaces();
  const shown = (row: BoardRow): string => {
    const window = places.windows(props.deed.hallId ?? undefined).find(({ id }) => id === row.windowId)?.name;
    return (row.template === 'zone' ? row.zone : window) ?? t(`admin.device.template.${row.template}`);
  };
  const line = (name: string, before: string, after: string) => (
    <>
      <dt>{name}</dt>
      <dd>
        <s>{props.back ? after : before}</s>
        {' → '}
        {props.back ? before : after}
      </dd>
    </>
  );
  const barred = (): boolean => props.deed.type !== 'staff.suspended';
  return (
    <dl class={previews['lines']}>
      <Show when={props.deed.shows}>{(shows) => line(t('admin.device.template'), shown(shows().before), shown(shows().after))}</Show>
      <Show when={props.deed.role}>
        {(role) => {
          const [none, held] = [t('admin.value.none'), `${roleWord(role().roleId)} · ${placeText(role(), config, props.areas)}`];
          return line(
            t('admin.staff.roles'),
            ...(props.deed.type === 'staff.assigned' ? ([none, held] as const) : ([held, none] as const)),
          );
        }}
      </Show>
      <Show when={props.back && props.deed.role === null && props.deed.shows === null}>
        <For each={props.deed.made.length > 0 ? active(props.deed) : [props.deed]}>
          {({ name }) =>
            line(name, t(barred() ? 'admin.deed.barred' : 'admin.deed.signs_in'), t(barred() ? 'admin.deed.signs_in' : 'admin.deed.barred'))
          }
        </For>
      </Show>
      <Show when={!props.back && props.deed.made.length > 1}>
        <dt>{t('admin.deed.people')}</dt>
        <dd>
          {props.deed.made
            .slice(0, NAMED)
            .map(({ name }) => name)
            .join('、')}
          {props.deed.made.length > NAMED ? ' …' : ''}
        </dd>
      </Show>
    </dl>
  );
}

/** The command that does the opposite, by its own right and as a deed of its own. */
function takeBack(deed: Deed, key: string): Promise<unknown> {
  const { stream, role, shows } = deed;
  if (deed.undo === 'configure' && shows) return configureDevice(stream, shows.before, key);
  if (deed.undo === 'end' && role) return endRole(stream, role.id, key);
  if (deed.undo === 'give' && role) {
    const { id: _given, ...wish } = role;
    return giveRole(stream, wish, key);
  }
  if (deed.made.length > 1)
    return suspendAll(
      active(deed).map(({ id }) => id),
      key,
    );
  return pressStaff(stream, deed.undo === 'restore' ? 'restore' : 'suspend', key);
}
