import { createMemo, createSignal, For, Match, onMount, Show, Switch } from 'solid-js';
import { abilityChange, axesOfRole, isHeld, type PlaceAxis } from '@one-window/domain/assignments';
import { roles, type Role } from '@one-window/domain/permissions';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { roleWord } from '../../i18n.ts';
import { AreaField } from '../AreaField.tsx';
import { useConfig } from '../config.ts';
import { t } from '../i18n.ts';
import type { RoleWish, StaffList, StaffRow } from '../staff-api.ts';
import { nameOfRow } from '../values.ts';
import { Abilities } from './Abilities.tsx';
import { isEmptyRole } from './place.ts';
import css from './person.module.css';

const everywhere = { areaId: null, departmentId: null, hallId: null, itemGroup: null };

/** A role for somebody who is there: which, where, and at once what it will let them do. */
export function GiveRole(props: {
  row: StaffRow;
  areas: StaffList['areas'];
  busy: boolean;
  onGive: (wish: RoleWish) => void;
  onCancel: () => void;
}) {
  const config = useConfig();
  const [role, setRole] = createSignal<Role>('clerk');
  const [axis, setAxis] = createSignal<PlaceAxis | 'everywhere'>('hallId');
  const [id, setId] = createSignal<string | null>(null);
  const [asked, setAsked] = createSignal(false);
  let form!: HTMLFormElement;
  onMount(() => form.querySelector('select')?.focus());
  const axes = (): readonly PlaceAxis[] => axesOfRole[role()];
  const listed = (): 'halls' | 'departments' | null => (axis() === 'hallId' ? 'halls' : axis() === 'departmentId' ? 'departments' : null);
  const rows = (of: 'halls' | 'departments') => config.rows(of).map((r) => r.row);
  /** Null as long as it is not said where. */
  const wish = createMemo((): RoleWish | null => {
    const at = axis();
    if (at === 'everywhere') return { roleId: role(), ...everywhere, validTo: null };
    return id() === null ? null : { roleId: role(), ...everywhere, [at]: id(), validTo: null };
  });
  const held = () => {
    const wanted = wish();
    return wanted !== null && isHeld(props.row.assignments, wanted, new Date().toISOString());
  };
  const gained = () => {
    const wanted = wish();
    if (!wanted) return [];
    const now = new Date().toISOString();
    return abilityChange(props.row.assignments, [...props.row.assignments, { ...wanted, id: '', validFrom: now }], now).gained;
  };
  function choose(next: Role): void {
    setRole(next);
    pick(axesOfRole[next][0] ?? 'everywhere');
  }
  function pick(next: PlaceAxis | 'everywhere'): void {
    setAxis(next);
    // one hall is no choice
    const halls = rows('halls');
    setId(next === 'hallId' && halls.length === 1 ? (halls[0]?.id ?? null) : null);
    setAsked(false);
  }
  choose('clerk');
  function send(event: SubmitEvent): void {
    event.preventDefault();
    setAsked(true);
    const wanted = wish();
    if (wanted && !held()) props.onGive(wanted);
  }
  const missing = () => (asked() && wish() === null ? t('admin.person.need_place') : undefined);
  return (
    <form ref={form} class={css['give']} onSubmit={send} novalidate aria-label={t('admin.person.give')}>
      <Field label={t('admin.staff.role')} error={held() ? t('admin.person.held') : undefined}>
        {(f) => (
          <select {...f} class="input" value={role()} onChange={(e) => choose(roles.find((r) => r === e.currentTarget.value) ?? 'clerk')}>
            <For each={roles}>{(name) => <option value={name}>{roleWord(name)}</option>}</For>
          </select>
        )}
      </Field>
      <Show when={axes().length > 0} fallback={<p class={css['note']}>{t('admin.person.whole_realm')}</p>}>
        <Field label={t('admin.person.where')}>
          {(f) => (
            <select
              {...f}
              class="input"
              value={axis()}
              onChange={(e) => pick(axes().find((name) => name === e.currentTarget.value) ?? 'everywhere')}
            >
              <For each={axes()}>{(name) => <option value={name}>{t(`admin.person.axis.${name}`)}</option>}</For>
              <option value="everywhere">{t('admin.person.place.everywhere')}</option>
            </select>
          )}
        </Field>
        <Switch>
          <Match when={axis() === 'areaId'}>
            <AreaField
              label={t('admin.person.axis.areaId')}
              value={id()}
              fixed={false}
              error={missing()}
              onChange={(value) => setId(typeof value === 'string' ? value : null)}
            />
          </Match>
          <Match when={listed()}>
            {(entity) => (
              <Field label={t(`admin.entity.${entity()}`)} error={missing()}>
                {(f) => (
                  <select {...f} class="input" value={id() ?? ''} onChange={(e) => setId(e.currentTarget.value || null)}>
                    <option value="">{t('admin.choice.none')}</option>
                    <For each={rows(entity())}>{(row) => <option value={row.id}>{nameOfRow(entity(), row)}</option>}</For>
                  </select>
                )}
              </Field>
            )}
          </Match>
        </Switch>
      </Show>
      <Show when={wish() && !held()}>
        <Abilities
          title={t('admin.person.will', { name: props.row.name })}
          abilities={gained()}
          areas={props.areas}
          none={t(isEmptyRole(role()) ? 'admin.person.empty_role' : 'admin.person.same')}
        />
      </Show>
      <div class={css['acts']}>
        <Button type="submit" variant="primary" busy={props.busy} busyText={t('admin.person.giving')}>
          {t('admin.person.give_go')}
        </Button>
        <Button onPress={() => props.onCancel()}>{t('admin.staff.no')}</Button>
      </div>
    </form>
  );
}
