import X from 'lucide-solid/icons/x';
import { onMount } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { t } from '../i18n.ts';
import type { StaffList, StaffRow } from '../staff-api.ts';
import { Access } from './Access.tsx';
import { Roles } from './Roles.tsx';
import css from './person.module.css';

/** One colleague: what they do, how they come in. */
export function PersonPanel(props: { row: StaffRow; list: StaffList; onChanged: () => void; onClose: () => void }) {
  let heading!: HTMLHeadingElement;
  onMount(() => heading.focus());
  const close = (event: KeyboardEvent): void => {
    // an open dialog or a field of its own takes its Esc first
    if (event.key === 'Escape' && !event.defaultPrevented) props.onClose();
  };
  return (
    <section class={css['panel']} aria-label={props.row.name} onKeyDown={close}>
      <header class={css['head']}>
        <h3 ref={heading} tabindex="-1">
          {props.row.name} <span class="num">{props.row.staffNo}</span>
        </h3>
        <Chip state={props.row.active ? 'ok' : 'outline'}>{t(props.row.active ? 'admin.staff.active' : 'admin.staff.suspended')}</Chip>
        <span class={css['end']}>
          <Button
            small
            variant="quiet"
            aria-label={t('admin.person.close')}
            title={t('admin.person.close')}
            onPress={() => props.onClose()}
          >
            <X class="i" aria-hidden="true" />
          </Button>
        </span>
      </header>
      <div class={css['parts']}>
        <Roles row={props.row} list={props.list} onChanged={() => props.onChanged()} />
        <Access row={props.row} list={props.list} onChanged={() => props.onChanged()} />
      </div>
    </section>
  );
}
