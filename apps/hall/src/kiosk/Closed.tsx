import { For, Show, type JSX } from 'solid-js';
import CalendarCheck from 'lucide-solid/icons/calendar-check';
import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import type { NoNumbers } from '@one-window/domain/opening';
import type { HallPublicView } from '@one-window/domain/views';
import { nameOf } from '@one-window/ui/format';
import { stretches, whenAgain, whyNone } from '@one-window/ui/opening';
import { Button } from '@one-window/ui/parts/Button';
import type { Step } from './model.ts';
import { t } from './t.ts';

/** No numbers now: why, when again, today's hours; who missed a call can come back all the same. */
export function Closed(props: { none: NoNumbers; hall: HallPublicView; go: (step: Step) => void }): JSX.Element {
  const hours = (): string[] => stretches(props.hall.opening.plan?.periods ?? []);
  return (
    <>
      <div class="ask" role="status">
        <h1 tabindex="-1">{whyNone(props.none, { t, name: nameOf })}</h1>
        <Show when={whenAgain(props.none, { t })}>{(again) => <p class="again num">{again()}</p>}</Show>
        <Show when={props.none.state !== 'shut'}>
          <p class="large">{t('opening.served')}</p>
        </Show>
      </div>
      <Show when={hours().length > 0}>
        <div class="hours">
          <h2>{t('kiosk.hoursToday')}</h2>
          <For each={hours()}>{(stretch) => <p class="num">{stretch}</p>}</For>
        </div>
      </Show>
      <div class="reach end">
        <Button onPress={() => props.go({ at: 'rejoin' })}>
          <RotateCcw class="i" aria-hidden="true" />
          {t('kiosk.missed')}
        </Button>
        {/* who is booked for the first quarter of an hour comes before the hall gives numbers */}
        <Button onPress={() => props.go({ at: 'check-in' })}>
          <CalendarCheck class="i" aria-hidden="true" />
          {t('kiosk.booked')}
        </Button>
      </div>
    </>
  );
}
