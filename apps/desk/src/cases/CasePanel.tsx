import X from 'lucide-solid/icons/x';
import { createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { createLive } from '@one-window/ui/live';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { Opening } from '../frame/Opening.tsx';
import { createPanelKeys } from '../frame/panel-keys.ts';
import { useSession } from '../session.ts';
import { loadCase, type CaseView } from './api.ts';
import { CaseFile } from './CaseFile.tsx';
import { Keys } from './Keys.tsx';
import { createNow } from './now.ts';
import { StatusChip } from './StatusChip.tsx';
import { dueWords, t } from './words.ts';
import css from './case.module.css';

interface PanelProps {
  readonly caseId: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
  readonly onStep: (by: -1 | 1) => void;
}

/** One case beside the list: what it is on top, the file in the middle, the keys at the foot. */
export function CasePanel(props: PanelProps) {
  const { file, error, load } = createFile(
    () => props.caseId,
    () => props.onChanged(),
  );
  let panel!: HTMLElement;
  onMount(() => panel.focus({ preventScroll: true }));
  const changed = async (): Promise<void> => {
    await load();
    props.onChanged();
    panel.focus({ preventScroll: true });
  };
  createPanelKeys({ close: () => props.onClose(), step: (by) => props.onStep(by) });
  return (
    <section ref={panel} class={css['panel']} tabindex="-1" aria-label={file()?.item.name ?? t('desk.case.open')}>
      <Head file={file()} failed={error() !== null} onClose={() => props.onClose()} />
      <Switch>
        <Match when={file()}>
          {(opened) => (
            <>
              <div class={css['scroll']} tabindex="0" role="region" aria-label={t('desk.case.file')}>
                <CaseFile file={opened()} onChanged={load} />
              </div>
              <Keys file={opened()} onDone={changed} onReload={load} />
            </>
          )}
        </Match>
        <Match when={error() !== null}>
          <div class={css['scroll']}>
            <ErrorState text={errorText(error())} onRetry={() => void load()} />
          </div>
        </Match>
        <Match when={error() === null}>
          <div class={css['scroll']} aria-busy="true">
            <Skeleton lines={10} />
          </div>
        </Match>
      </Switch>
    </section>
  );
}

/** The case as it was read last, and again when somebody moved it at another door: a reload that fails leaves it, and the form that is open on it. */
function createFile(caseId: () => string, onMoved: () => void) {
  const session = useSession();
  const [file, setFile] = createSignal<CaseView | undefined>();
  const [error, setError] = createSignal<unknown>(null);
  let loading = false;
  /** The newest version that was told of, and the one that was read last. */
  let [moved, seen] = [0, 0];
  async function load(): Promise<void> {
    setError(null);
    loading = true;
    try {
      let read: CaseView;
      do read = await loadCase(caseId());
      while (read.version < moved);
      seen = read.version;
      setFile(read);
    } catch (refused) {
      setError(refused);
      session.note(refused);
    } finally {
      loading = false;
    }
  }
  createLive('case', caseId, {
    onView({ version }) {
      moved = version;
      if (!loading && version > seen) void load().then(onMoved);
    },
  });
  void load();
  createRereading(file, () => (loading ? undefined : void load()));
  return { file, error, load };
}

const soonMs = 1_500;
/** A key that is away comes back in minutes, not in seconds. */
const heldEvery = 20;

/** What signs a decision is nobody's press, so nothing else would tell that it can be handed over now. */
function createRereading(file: () => CaseView | undefined, load: () => void): void {
  let turn = 0;
  const timer = setInterval(() => {
    turn += 1;
    const due = file()?.papers.some(({ waits, held }) => waits && (held === null || turn % heldEvery === 0));
    if (due && !document.hidden) load();
  }, soonMs);
  onCleanup(() => clearInterval(timer));
}

function Head(props: { file: CaseView | undefined; failed: boolean; onClose: () => void }) {
  const now = createNow();
  return (
    <header class={css['head']}>
      <Show when={props.file} fallback={<Opening failed={props.failed} />}>
        {(file) => (
          <div class={css['what']}>
            <h3>{file().item.name}</h3>
            <p class={css['chips']}>
              <StatusChip status={file().status} />
              <Show when={dueWords(file(), now())}>{(due) => <Chip state={due().look}>{due().text}</Chip>}</Show>
              <span class={css['no']}>{file().caseNo ?? file().ref}</span>
            </p>
          </div>
        )}
      </Show>
      <Button small variant="quiet" aria-label={t('desk.case.close')} title={t('desk.case.close')} onPress={() => props.onClose()}>
        <X class="i" aria-hidden="true" />
      </Button>
    </header>
  );
}
