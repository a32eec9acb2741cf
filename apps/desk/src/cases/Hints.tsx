import { Show } from 'solid-js';
import { Kbd } from '@one-window/ui/parts/Kbd';
import { t } from './words.ts';

/** The keys of what is open beside a list, at the foot of the screen; `numbered` where its own keys have figures. */
export function Hints(props: { numbered: boolean }) {
  return (
    <>
      <span>
        <Kbd>J</Kbd> <Kbd>K</Kbd> {t('desk.case.hint.next')}
      </span>
      <Show when={props.numbered}>
        <span>
          <Kbd>1</Kbd>–<Kbd>9</Kbd> {t('desk.case.hint.keys')}
        </span>
        <span>
          <Kbd>Ctrl ↵</Kbd> {t('desk.case.hint.send')}
        </span>
      </Show>
      <span>
        <Kbd>Esc</Kbd> {t('desk.case.hint.close')}
      </span>
    </>
  );
}
