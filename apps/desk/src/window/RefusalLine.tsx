import { errorText } from '@one-window/ui/errors';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import { Show, type JSX } from 'solid-js';
import { reasonText, t } from '../i18n.ts';
import { useDesk, type Refusal } from './desk.ts';
import css from './window.module.css';

const verbs = ['next', 'recall', 'start', 'hold', 'transfer', 'miss', 'finish', 'pause', 'resume', 'undo', 'mark_inaccurate'] as const;

/** Why the last press did not happen, where the press was made; it stays until the next one. */
export function RefusalLine(props: { fallback?: JSX.Element }) {
  const desk = useDesk();
  return (
    <Show when={desk.refusal()} fallback={props.fallback}>
      {(refusal) => (
        <p class={css['refusal']} role="alert">
          <CircleAlert class="i" aria-hidden="true" />
          <span>{refusalText(refusal())}</span>
        </p>
      )}
    </Show>
  );
}

export function refusalText(refusal: Refusal): string {
  const verb = verbs.find((v) => v === refusal.name);
  const why = 'error' in refusal.reason ? errorText(refusal.reason.error) : reasonText(refusal.reason);
  return t('desk.refusal', { did: t(`desk.did_not.${verb ?? 'other'}`), why });
}
