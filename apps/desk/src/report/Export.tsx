import { createSignal, For, Show } from 'solid-js';
import { workbookRows } from '@one-window/domain/hall-report';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { useSession } from '../session.ts';
import { exportFile, type AskedRows } from './api.ts';
import { t } from './words.ts';
import css from './report.module.css';

/** What is shown, as a file: the report, or the numbers behind a figure; too many for a workbook leave as CSV alone. */
export function Export(props: { asked: AskedRows; small?: boolean; rows?: number }) {
  const session = useSession();
  const [busy, setBusy] = createSignal<'csv' | 'xlsx' | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  async function run(format: 'csv' | 'xlsx'): Promise<void> {
    if (busy()) return;
    setBusy(format);
    setError(null);
    try {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await exportFile(props.asked, format));
      link.download = `${[t('report.title'), props.asked.from, props.asked.to].filter(Boolean).join(' ')}.${format}`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (refused) {
      setError(refused);
      session.note(refused);
    }
    setBusy(null);
  }
  return (
    <>
      <Show when={error() !== null}>
        <span class={css['wrong']} role="alert">
          {errorText(error())}
        </span>
      </Show>
      <For each={(['csv', 'xlsx'] as const).slice(0, (props.rows ?? 0) > workbookRows ? 1 : 2)}>
        {(format) => (
          <Button small={props.small} busy={busy() === format} busyText={t('report.exporting')} onPress={() => void run(format)}>
            {t(`report.export.${format}`)}
          </Button>
        )}
      </For>
    </>
  );
}
