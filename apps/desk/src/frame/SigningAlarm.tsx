import { createSignal, onCleanup, Show } from 'solid-js';
import type { DeskApi } from '@one-window/api/client';
import { count } from '@one-window/ui/format';
import { call } from '../api.ts';
import { t } from '../i18n.ts';
import { holds } from '../roles.ts';
import { useMe } from '../session.ts';
import css from './frame.module.css';

type Signing = DeskApi['GET /api/signing']['answer'];

const everyMs = 30_000;

/** Decisions that cannot be signed go nowhere, and nobody's press mends it: whoever runs hall or system is told on every screen. */
export function SigningAlarm() {
  const me = useMe();
  const told = (): boolean => holds(me().staff.roles, 'hall.manage') || holds(me().staff.roles, 'config.change');
  const [state, setState] = createSignal<Signing | null>(null);
  const ask = (): void => {
    // what cannot be asked now is asked again; the screen itself says that there is no line
    if (told()) call('GET /api/signing').then(setState, () => undefined);
  };
  ask();
  const timer = setInterval(ask, everyMs);
  onCleanup(() => clearInterval(timer));
  return (
    <Show when={state()?.why}>
      {(why) => (
        <p class={css['alarm']} role="alert">
          <b>{t('desk.signing.held', { n: count(state()?.held ?? 0) })}</b> {t(`desk.signing.${why()}`)}
        </p>
      )}
    </Show>
  );
}
