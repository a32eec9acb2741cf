import { Kbd } from '@one-window/ui/parts/Kbd';
import { t } from './words.ts';

/** The keys of an open case, at the foot of the screen. */
export function Hints() {
  return (
    <>
      <span>
        <Kbd>J</Kbd> <Kbd>K</Kbd> {t('desk.case.hint.next')}
      </span>
      <span>
        <Kbd>1</Kbd>–<Kbd>9</Kbd> {t('desk.case.hint.keys')}
      </span>
      <span>
        <Kbd>Ctrl ↵</Kbd> {t('desk.case.hint.send')}
      </span>
      <span>
        <Kbd>Esc</Kbd> {t('desk.case.hint.close')}
      </span>
    </>
  );
}
