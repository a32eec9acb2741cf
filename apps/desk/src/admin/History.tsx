import { createResource, createSignal, For, Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { moment } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Segmented } from '@one-window/ui/parts/Segmented';
import { isUnanswered, newKey } from '../api.ts';
import { holds } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';
import { loadHistory, previewUndo, undoChange, type DeedKind, type HistoryEntry } from './config-api.ts';
import { useConfig } from './config.ts';
import { Deeds } from './Deeds.tsx';
import { t } from './i18n.ts';
import { DiffList, WouldBe } from './Preview.tsx';
import { settled } from '../settled.ts';
import css from './history.module.css';
import previews from './preview.module.css';
import place from '../frame/sections.module.css';
import shared from './admin.module.css';
import { Problem } from './Problem.tsx';

const kinds = ['config', 'devices', 'staff'] as const;
type Kind = (typeof kinds)[number];

/** Who changed what and when: what is set up, devices, colleagues. */
export function History(props: { kind: string | undefined; onKind: (kind: Kind) => void }) {
  const me = useMe();
  const offered = () => {
    const held = me().staff.roles;
    const may = { config: true, devices: holds(held, 'device.view'), staff: holds(held, 'staff.view') };
    return kinds.filter((kind) => may[kind]);
  };
  const kind = (): Kind => offered().find((one) => one === props.kind) ?? 'config';
  return (
    <main class={place['work']}>
      <header class={place['head']}>
        <h2>{t('admin.section.history')}</h2>
        <p>{t('admin.lead.history')}</p>
        <Segmented
          label={t('admin.history.kind')}
          options={offered().map((value) => ({ value, label: t(`admin.history.kind.${value}`) }))}
          value={kind()}
          onChange={(next) => props.onKind(next)}
        />
      </header>
      <div class={shared['scroll']} tabindex="0" role="region" aria-label={t('admin.section.history')}>
        <Show when={deedKind(kind())} fallback={<ConfigHistory />}>
          {(deeds) => <Deeds kind={deeds()} />}
        </Show>
      </div>
    </main>
  );
}

const deedKind = (kind: Kind): DeedKind | null => (kind === 'config' ? null : kind);

/** The newest that nothing stands on can be undone. */
function ConfigHistory() {
  const config = useConfig();
  const session = useSession();
  const [page, { refetch }] = createResource(() => loadHistory(null));
  const [asked, setAsked] = createSignal<number | null>(null);
  // seen before it is done, like every other change
  const [preview] = createResource(asked, previewUndo);
  const blocked = () => (settled(preview)?.problems ?? []).length;
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });
  async function undo(version: number): Promise<void> {
    setError(null);
    const result = await presses.run('undo', version, (key) => undoChange(version, key));
    if (result.kind === 'refused') {
      setError(result.error);
      return session.note(result.error);
    }
    setAsked(null);
    config.reload();
    await refetch();
  }
  const entries = () => settled(page)?.entries ?? [];
  return (
    <>
      <Show when={page.error !== undefined}>
        <ErrorState text={errorText(page.error)} onRetry={() => void refetch()} />
      </Show>
      <Show when={page.error === undefined && !page.loading && entries().length === 0}>
        <Empty title={t('admin.history.empty')} next={t('admin.history.empty_next')} />
      </Show>
      <ol class={css['history']}>
        <For each={entries()}>{(entry) => <Entry entry={entry} onUndo={() => setAsked(entry.version)} />}</For>
      </ol>
      <Dialog
        open={asked() !== null}
        title={t('admin.history.ask.title', { n: asked() ?? 0 })}
        body={t('admin.history.ask.body')}
        onClose={() => setAsked(null)}
        actions={
          <>
            <Button onPress={() => setAsked(null)}>{t('admin.history.ask.no')}</Button>
            <Button
              variant="danger"
              reason={blocked() > 0 ? t('admin.preview.blocked', { n: blocked() }) : undefined}
              busy={preview.loading || busy() !== null}
              busyText={t(preview.loading ? 'admin.previewing' : 'admin.history.undoing')}
              onPress={() => settled(preview) && blocked() === 0 && void undo(asked() ?? 0)}
            >
              {t('admin.history.ask.yes')}
            </Button>
          </>
        }
      >
        <Show when={settled(preview)}>
          {(seen) => (
            <div class={previews['diff']} tabindex="0" role="region" aria-label={t('admin.preview')}>
              <WouldBe preview={seen()} />
            </div>
          )}
        </Show>
        <Problem of={error() ?? preview.error} />
      </Dialog>
    </>
  );
}

function Entry(props: { entry: HistoryEntry; onUndo: () => void }) {
  const config = useConfig();
  return (
    <li class={css['entry']}>
      <span class="num">{props.entry.version}</span>
      <div>
        <small>
          {moment(props.entry.at, new Date().toISOString(), config.timeZone())} · {props.entry.by}
          <Show when={props.entry.undoes}>
            {(n) => (
              <>
                {' '}
                <Chip state="info">{t('admin.history.undoes', { n: n() })}</Chip>
              </>
            )}
          </Show>
        </small>
        <DiffList diff={props.entry.diff} />
      </div>
      <Show when={props.entry.undoable} fallback={<span />}>
        <Button small onPress={() => props.onUndo()}>
          {t('admin.history.undo')}
        </Button>
      </Show>
    </li>
  );
}
