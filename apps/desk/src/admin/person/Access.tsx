import { createSignal, Show } from 'solid-js';
import { lastOf } from '@one-window/domain/assignments';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { isUnanswered, newKey } from '../../api.ts';
import { holds } from '../../roles.ts';
import { useMe, useSession } from '../../session.ts';
import { makePresses } from '../../window/press.ts';
import { t } from '../i18n.ts';
import { pressStaff, type StaffList, type StaffPress, type StaffRow } from '../staff-api.ts';
import { NewPassword } from './NewPassword.tsx';
import css from './person.module.css';
import shared from '../admin.module.css';

const words = {
  'end-sessions': 'admin.staff.end_sessions',
  'remove-second-factor': 'admin.staff.remove_second_factor',
  suspend: 'admin.staff.suspend',
  restore: 'admin.staff.restore',
} as const satisfies Record<StaffPress, string>;

/** How somebody comes in: a new password, out of every computer, a lost telephone, barred and let in again. */
export function Access(props: { row: StaffRow; list: StaffList; onChanged: () => void }) {
  const me = useMe();
  const [asked, setAsked] = createSignal<StaffPress | null>(null);
  const [password, setPassword] = createSignal(false);
  const own = () => props.row.id === me().staff.id;
  const may = (action: 'staff.manage' | 'session.end'): boolean => holds(me().staff.roles, action);
  const Press = (press: { name: StaffPress }) => (
    <Button small onPress={() => setAsked(press.name)}>
      {t(words[press.name])}
    </Button>
  );
  return (
    <section class={css['part']} aria-label={t('admin.person.access')}>
      <h4>{t('admin.person.access')}</h4>
      <Show when={props.row.oneTimePassword}>
        <p class={css['note']}>{t('admin.password.waiting', { name: props.row.name })}</p>
      </Show>
      <Show when={password()}>
        <NewPassword row={props.row} onDone={() => props.onChanged()} onClose={() => setPassword(false)} />
      </Show>
      <div class={css['acts']}>
        <Show when={may('staff.manage') && !own() && !password()}>
          <Button small onPress={() => setPassword(true)}>
            {t('admin.password.title')}
          </Button>
        </Show>
        <Show when={may('session.end')}>
          <Press name="end-sessions" />
          <Show when={props.row.secondFactor}>
            <Press name="remove-second-factor" />
          </Show>
        </Show>
        <Show when={may('staff.manage') && !own()}>
          <Press name={props.row.active ? 'suspend' : 'restore'} />
        </Show>
      </div>
      <Show when={own()}>
        <p class={css['note']}>{t('admin.person.own')}</p>
      </Show>
      <Show when={asked()} keyed>
        {(press) => (
          <Ask
            row={props.row}
            list={props.list}
            press={press}
            onClose={() => setAsked(null)}
            onDone={() => {
              setAsked(null);
              props.onChanged();
            }}
          />
        )}
      </Show>
    </section>
  );
}

function Ask(props: { row: StaffRow; list: StaffList; press: StaffPress; onClose: () => void; onDone: () => void }) {
  const session = useSession();
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  const last = () =>
    props.press === 'suspend' && lastOf(props.list.staff, { staffId: props.row.id }, new Date().toISOString()) !== null
      ? errorText('staff.last_of_role')
      : undefined;
  async function go(): Promise<void> {
    if (last()) return;
    setError(null);
    const { press } = props;
    const { id } = props.row;
    const result = await presses.run(press, id, (key) => pressStaff(id, press, key));
    if (result.kind === 'done') props.onDone();
    if (result.kind !== 'refused') return;
    setError(result.error);
    session.note(result.error);
  }
  return (
    <Dialog
      open
      title={t(`admin.staff.ask.${props.press}.title`, { name: props.row.name })}
      body={t(`admin.staff.ask.${props.press}.body`, { name: props.row.name })}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button onPress={() => props.onClose()}>{t('admin.staff.no')}</Button>
          <Button
            variant={props.press === 'restore' ? 'primary' : 'danger'}
            busy={busy() !== null}
            reason={last() ? t('admin.person.ask.last') : undefined}
            onPress={() => void go()}
          >
            {t(words[props.press])}
          </Button>
        </>
      }
    >
      <Show when={last() ?? (error() === null ? undefined : errorText(error()))}>
        {(why) => (
          <p class={shared['error']} role="alert">
            {why()}
          </p>
        )}
      </Show>
    </Dialog>
  );
}
