import { createSignal, For, Show } from 'solid-js';
import { abilityChange, lastOf } from '@one-window/domain/assignments';
import { isLive, type Assignment } from '@one-window/domain/permissions';
import { errorText } from '@one-window/ui/errors';
import { moment } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { showToast } from '@one-window/ui/parts/Toast';
import { isUnanswered, newKey } from '../../api.ts';
import { roleWord } from '../../i18n.ts';
import { holds } from '../../roles.ts';
import { useMe, useSession } from '../../session.ts';
import { makePresses } from '../../window/press.ts';
import { useConfig } from '../config.ts';
import { t } from '../i18n.ts';
import { endRole, giveRole, type RoleWish, type StaffList, type StaffRow } from '../staff-api.ts';
import { Abilities } from './Abilities.tsx';
import { GiveRole } from './GiveRole.tsx';
import { placeText } from './place.ts';
import css from './person.module.css';
import shared from '../admin.module.css';
import { Problem } from '../Problem.tsx';

/** What somebody does and where; given and withdrawn with a look at what changes, and a way back. */
export function Roles(props: { row: StaffRow; list: StaffList; onChanged: () => void }) {
  const me = useMe();
  const session = useSession();
  const config = useConfig();
  const [giving, setGiving] = createSignal(false);
  const [asked, setAsked] = createSignal<Assignment | null>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  const now = (): string => new Date().toISOString();
  const ended = (a: Assignment): boolean => a.validTo !== null && a.validTo <= now();
  const held = () => props.row.assignments.filter((a) => !ended(a));
  const former = () => props.row.assignments.filter(ended).toReversed();
  const day = (at: string): string => moment(at, now(), config.timeZone());
  const may = () => holds(me().staff.roles, 'role.assign');
  const where = (a: Assignment | RoleWish): string => placeText(a, config, props.list.areas);

  /** `who` is told and not read again: the step back may come when another colleague is open. */
  async function run<T>(who: StaffRow, name: string, body: unknown, send: (key: string) => Promise<T>): Promise<T | null> {
    setError(null);
    const result = await presses.run(name, [who.id, body], send);
    if (result.kind === 'refused') {
      setError(result.error);
      session.note(result.error);
    }
    if (result.kind !== 'done') return null;
    setAsked(null);
    setGiving(false);
    props.onChanged();
    // one's own roles decide what the rail shows
    if (who.id === me().staff.id) void session.load();
    return result.value;
  }
  async function give(who: StaffRow, wish: RoleWish): Promise<void> {
    const given = await run(who, 'give', wish, (key) => giveRole(who.id, wish, key));
    if (!given) return;
    showToast({
      text: t('admin.person.given', { name: who.name, role: roleWord(wish.roleId) }),
      onAction: () => void run(who, 'end', given.id, (key) => endRole(who.id, given.id, key)),
    });
  }
  async function withdraw(who: StaffRow, a: Assignment): Promise<void> {
    if ((await run(who, 'end', a.id, (key) => endRole(who.id, a.id, key))) === null) return;
    showToast({
      text: t('admin.person.withdrawn', { name: who.name, role: roleWord(a.roleId) }),
      onAction: () => void give(who, wishOf(a)),
    });
  }

  return (
    <section class={css['part']} aria-label={t('admin.person.roles')}>
      <h4>{t('admin.person.roles')}</h4>
      <ul class={css['roles']}>
        <For each={held()} fallback={<li class={css['note']}>{t('admin.person.no_roles', { name: props.row.name })}</li>}>
          {(a) => (
            <li>
              <div>
                <b>{roleWord(a.roleId)}</b>
                <span class={css['note']}>{where(a)}</span>
                <Show when={!isLive(a, now())}>
                  <span class={css['note']}>{t('admin.person.from', { day: day(a.validFrom) })}</span>
                </Show>
                <Show when={a.validTo}>{(to) => <span class={css['note']}>{t('admin.person.until', { day: day(to()) })}</span>}</Show>
              </div>
              <Show when={may()}>
                <Button
                  small
                  variant="quiet"
                  onPress={() => setAsked(a)}
                  aria-label={t('admin.person.withdraw_one', { role: roleWord(a.roleId), place: where(a) })}
                >
                  {t('admin.person.withdraw')}
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Problem of={asked() === null ? error() : null} />
      <Show when={may()}>
        <Show
          when={giving()}
          fallback={
            <span>
              <Button small onPress={() => setGiving(true)}>
                {t('admin.person.give')}
              </Button>
            </span>
          }
        >
          <GiveRole
            row={props.row}
            areas={props.list.areas}
            busy={busy() === 'give'}
            onGive={(wish) => void give(props.row, wish)}
            onCancel={() => setGiving(false)}
          />
        </Show>
      </Show>
      <Show when={former().length > 0}>
        <details class={css['former']}>
          <summary>{t('admin.person.former', { n: former().length })}</summary>
          <ul class={css['roles']}>
            <For each={former()}>
              {(a) => (
                <li>
                  <div>
                    <b>{roleWord(a.roleId)}</b>
                    <span class={css['note']}>{where(a)}</span>
                    <span class={css['note']}>{t('admin.person.until', { day: day(a.validTo ?? '') })}</span>
                  </div>
                </li>
              )}
            </For>
          </ul>
        </details>
      </Show>
      <Show when={asked()} keyed>
        {(a) => (
          <Withdraw
            row={props.row}
            list={props.list}
            assignment={a}
            place={where(a)}
            busy={busy() !== null}
            error={error()}
            onClose={() => {
              setError(null);
              setAsked(null);
            }}
            onGo={() => void withdraw(props.row, a)}
          />
        )}
      </Show>
    </section>
  );
}

const wishOf = ({ roleId, areaId, departmentId, hallId, itemGroup, validTo }: Assignment): RoleWish => ({
  roleId,
  areaId,
  departmentId,
  hallId,
  itemGroup,
  validTo,
});

/** Before a loss: what will be missing, and whether it may be taken at all. */
function Withdraw(props: {
  row: StaffRow;
  list: StaffList;
  assignment: Assignment;
  place: string;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onGo: () => void;
}) {
  const me = useMe();
  const now = new Date().toISOString();
  const lost = () =>
    abilityChange(
      props.row.assignments,
      props.row.assignments.filter((a) => a.id !== props.assignment.id),
      now,
    ).lost;
  const last = () => lastOf(props.list.staff, { staffId: props.row.id, assignmentIds: new Set([props.assignment.id]) }, now) !== null;
  return (
    <Dialog
      open
      title={t('admin.person.ask.title', { name: props.row.name, role: roleWord(props.assignment.roleId) })}
      body={props.row.id === me().staff.id ? t('admin.person.ask.own') : props.place}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button onPress={() => props.onClose()}>{t('admin.staff.no')}</Button>
          <Button
            variant="danger"
            busy={props.busy}
            busyText={t('admin.person.withdrawing')}
            reason={last() ? t('admin.person.ask.last') : undefined}
            onPress={() => !last() && props.onGo()}
          >
            {t('admin.person.withdraw')}
          </Button>
        </>
      }
    >
      <Show
        when={!last()}
        fallback={
          <p class={shared['error']} role="alert">
            {errorText('staff.last_of_role')}
          </p>
        }
      >
        <Abilities
          title={t('admin.person.will_not', { name: props.row.name })}
          abilities={lost()}
          areas={props.list.areas}
          none={t('admin.person.loses_nothing')}
        />
      </Show>
      <Problem of={props.error} />
    </Dialog>
  );
}
