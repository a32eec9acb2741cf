import { For, Show } from 'solid-js';
import { lang } from '@one-window/ui/theme';
import { nameIn } from '../format.ts';
import { t } from '../i18n.ts';
import { useMe } from '../session.tsx';

/** Which hall: only where somebody has more than one. */
export function HallPicker(props: { hallId: string; onPick: (hallId: string) => void }) {
  const me = useMe();
  return (
    <Show when={me().halls.length > 1} fallback={<span>{nameIn(me().halls[0]?.name ?? { zh: '', en: null }, lang())}</span>}>
      <label class="field">
        <span class="sr">{t('desk.windows.hall')}</span>
        <select class="input" value={props.hallId} onChange={(e) => props.onPick(e.currentTarget.value)}>
          <For each={me().halls}>{(hall) => <option value={hall.id}>{nameIn(hall.name, lang())}</option>}</For>
        </select>
      </label>
    </Show>
  );
}
