import { For, Show } from 'solid-js';
import { nameOf } from '@one-window/ui/format';
import type { Me } from '../api.ts';
import { t } from '../i18n.ts';
import { useMe } from '../session.ts';

/** Which hall: only where somebody has more than one. */
export function HallPicker(props: { hallId: string; onPick: (hallId: string) => void }) {
  const me = useMe();
  return (
    <Show when={me().halls.length > 1} fallback={<span>{hallName(me().halls[0])}</span>}>
      <label class="field">
        <span class="sr">{t('desk.windows.hall')}</span>
        <select class="input" onChange={(e) => props.onPick(e.currentTarget.value)}>
          <For each={me().halls}>
            {(hall) => (
              <option value={hall.id} selected={hall.id === props.hallId}>
                {hallName(hall)}
              </option>
            )}
          </For>
        </select>
      </label>
    </Show>
  );
}

function hallName(hall: Me['halls'][number] | undefined): string {
  return nameOf({ zh: hall?.name ?? '', en: hall?.nameEn ?? null });
}
