import { For, Show } from 'solid-js';
import { nameOf } from '@one-window/ui/format';
import { t } from '../i18n.ts';
import { useMe } from '../session.ts';

/** Which hall: only where somebody has more than one. */
export function HallPicker(props: { hallId: string; onPick: (hallId: string) => void }) {
  const me = useMe();
  return (
    <Show when={me().halls.length > 1} fallback={<span>{nameOf(me().halls[0]?.name ?? { zh: '', en: null })}</span>}>
      <label class="field">
        <span class="sr">{t('desk.windows.hall')}</span>
        <select class="input" onChange={(e) => props.onPick(e.currentTarget.value)}>
          <For each={me().halls}>
            {(hall) => (
              <option value={hall.id} selected={hall.id === props.hallId}>
                {nameOf(hall.name)}
              </option>
            )}
          </For>
        </select>
      </label>
    </Show>
  );
}
