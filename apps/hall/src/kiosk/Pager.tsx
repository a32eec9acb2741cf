import { Show, type JSX } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import { t } from './t.ts';

/** Pages turn round: no key is ever dead, and its place never changes. */
export function Pager(props: { page: number; pages: number; onTurn: (page: number) => void }): JSX.Element {
  const at = (): number => Math.min(props.page, props.pages - 1);
  const turn = (by: number): void => props.onTurn((at() + by + props.pages) % props.pages);
  return (
    <Show when={props.pages > 1}>
      <div class="pager">
        <Button aria-label={t('kiosk.previous')} onPress={() => turn(-1)}>
          <ChevronLeft class="i" aria-hidden="true" />
        </Button>
        <span class="num" role="status" aria-label={t('kiosk.page', { page: at() + 1, pages: props.pages })}>
          {at() + 1}/{props.pages}
        </span>
        <Button aria-label={t('kiosk.next')} onPress={() => turn(1)}>
          <ChevronRight class="i" aria-hidden="true" />
        </Button>
      </div>
    </Show>
  );
}
