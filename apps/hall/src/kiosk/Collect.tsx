import { createSignal, onMount, type JSX } from 'solid-js';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import { newKey } from '@one-window/ui/api';
import { Button } from '@one-window/ui/parts/Button';
import { call } from '../api.ts';
import { Keyboard } from './Keyboard.tsx';
import { home, type Step } from './model.ts';
import { problemOf } from './problems.ts';
import { t } from './t.ts';

const codeSigns = 8;

/** For which case does somebody come? By the code of the receipt; and whoever has none takes a number all the same. */
export function Collect(props: {
  readonly broken: boolean;
  readonly go: (step: Step) => void;
  readonly onWithout: () => void;
}): JSX.Element {
  const [typed, setTyped] = createSignal('');
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());
  const type = (text: string): void =>
    void setTyped(
      text
        .toUpperCase()
        .replace(/[^0-9A-Z]/g, '')
        .slice(0, codeSigns),
    );
  const missing = (): number => codeSigns - typed().length;
  const send = (): void => {
    if (missing() === 0) collect(typed(), props.go);
  };
  return (
    <>
      <div class="ask">
        <h1 tabindex="-1">{t('kiosk.collect.title')}</h1>
        <p class="note">{t(props.broken ? 'kiosk.collect.typed' : 'kiosk.collect.note')}</p>
      </div>
      <form
        class="reach search is-typing"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div class="field-row">
          <button type="button" class="back" aria-label={t('kiosk.back')} onClick={() => props.go(home)}>
            <ChevronLeft class="i" aria-hidden="true" />
          </button>
          <input
            aria-label={t('kiosk.collect.label')}
            ref={(el) => (field = el)}
            class="num"
            maxlength={codeSigns}
            autocomplete="off"
            placeholder={t('kiosk.collect.label')}
            value={typed()}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </div>
        <Keyboard onSign={(sign) => type(typed() + sign)} onErase={() => type(typed().slice(0, -1))} onClear={() => type('')} />
        <div class="end">
          <Button onPress={() => props.onWithout()}>{t('kiosk.collect.without')}</Button>
          <Button variant="primary" reason={missing() > 0 ? t('kiosk.collect.missing', { n: missing() }) : undefined} onPress={send}>
            {missing() > 0 ? t('kiosk.collect.missing', { n: missing() }) : t('kiosk.take')}
          </Button>
        </div>
      </form>
    </>
  );
}

/** Under one key, as any number. What is shown and printed says nothing of the case. */
export function collect(code: string, go: (step: Step) => void): void {
  const key = newKey();
  const run = async (): Promise<void> => {
    try {
      const { ticket } = await call('POST /api/tickets/case', { json: { code }, key });
      go({ at: 'ticket', ticket, priority: null, choice: { seriesId: ticket.seriesId, items: [] } });
    } catch (error) {
      go({ at: 'problem', problem: problemOf(error), back: home, again: () => void run() });
    }
  };
  void run();
}
