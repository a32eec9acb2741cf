import { createSignal, Show, type JSX } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import type { Reader } from './reader.ts';
import { t } from './t.ts';

/** For staff: which port the scanner is at. Chosen once; the browser keeps it. Opened by holding the hall's name for three seconds. */
export function Readers(props: { reader: Reader; onBack: () => void }): JSX.Element {
  const [refused, setRefused] = createSignal(false);
  const unable = (): boolean => props.reader.state() === 'unable';
  const choose = async (): Promise<void> => {
    setRefused(false);
    setRefused(!(await props.reader.choose()));
  };
  return (
    <>
      <div class="ask">
        <h1 tabindex="-1">{t('kiosk.readersTitle')}</h1>
        <p class="note">{t('kiosk.readersNote')}</p>
        <p class="large" role="status">
          {t(refused() ? 'kiosk.readerNotChosen' : `kiosk.reader.${props.reader.state()}`)}
        </p>
      </div>
      <div class="reach end" classList={{ one: unable() }}>
        <Button onPress={() => props.onBack()}>{t('kiosk.back')}</Button>
        <Show when={!unable()}>
          <Button variant="primary" onPress={() => void choose()}>
            {t('kiosk.readerChoose')}
          </Button>
        </Show>
      </div>
    </>
  );
}
