import X from 'lucide-solid/icons/x';
import { createSignal, For, Match, onMount, Show, Switch, type JSX } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { StateShape } from '@one-window/ui/parts/StateShape';
import { Part } from '../cases/Part.tsx';
import { Opening } from '../frame/Opening.tsx';
import { createPanelKeys } from '../frame/panel-keys.ts';
import { useSession } from '../session.ts';
import { loadLicence, type LicenceView } from './api.ts';
import { Acts } from './Acts.tsx';
import { momentOf, statusLook, statusWord, stepWord, t } from './words.ts';
import file from '../cases/case.module.css';
import css from './licences.module.css';

interface PanelProps {
  readonly licenceId: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
  readonly onStep: (by: -1 | 1) => void;
}

/** One licence beside the list: whether it counts, what happened to it, and the keys at the foot. */
export function LicencePanel(props: PanelProps) {
  const { view, error, load } = createLicence(() => props.licenceId);
  let panel!: HTMLElement;
  onMount(() => panel.focus({ preventScroll: true }));
  const changed = async (): Promise<void> => {
    await load();
    props.onChanged();
    panel.focus({ preventScroll: true });
  };
  createPanelKeys({ close: () => props.onClose(), step: (by) => props.onStep(by) });
  return (
    <section ref={panel} class={file['panel']} tabindex="-1" aria-label={view()?.name ?? t('desk.licence.title')}>
      <Head view={view()} failed={error() !== null} onClose={() => props.onClose()} />
      <Switch>
        <Match when={view()}>
          {(opened) => (
            <>
              <div class={file['scroll']} tabindex="0" role="region" aria-label={opened().number}>
                <Facts view={opened()} />
                <Steps view={opened()} />
              </div>
              <Acts view={opened()} onDone={changed} onReload={load} />
            </>
          )}
        </Match>
        <Match when={error() !== null}>
          <div class={file['scroll']}>
            <ErrorState text={errorText(error())} onRetry={() => void load()} />
          </div>
        </Match>
        <Match when={error() === null}>
          <div class={file['scroll']} aria-busy="true">
            <Skeleton lines={8} />
          </div>
        </Match>
      </Switch>
    </section>
  );
}

function createLicence(licenceId: () => string) {
  const session = useSession();
  const [view, setView] = createSignal<LicenceView | undefined>();
  const [error, setError] = createSignal<unknown>(null);
  async function load(): Promise<void> {
    setError(null);
    try {
      setView(await loadLicence(licenceId()));
    } catch (refused) {
      setError(refused);
      session.note(refused);
    }
  }
  void load();
  return { view, error, load };
}

function Head(props: { view: LicenceView | undefined; failed: boolean; onClose: () => void }) {
  return (
    <header class={file['head']}>
      <Show when={props.view} fallback={<Opening failed={props.failed} />}>
        {(view) => (
          <div class={file['what']}>
            <h3>{view().name}</h3>
            <p class={file['chips']}>
              <Chip state={statusLook[view().status]}>{statusWord(view().status)}</Chip>
              <span class={file['no']}>{view().number}</span>
            </p>
          </div>
        )}
      </Show>
      <Button small variant="quiet" aria-label={t('desk.licence.close')} title={t('desk.licence.close')} onPress={() => props.onClose()}>
        <X class="i" aria-hidden="true" />
      </Button>
    </header>
  );
}

function Facts(props: { view: LicenceView }) {
  const fact = (name: string, value: JSX.Element): JSX.Element => (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <Part title={t('desk.licence.title')}>
      <dl class={file['facts']}>
        {fact(t('desk.licence.holder'), <span class="masked">{props.view.holder}</span>)}
        {fact(t('desk.licence.department'), props.view.department)}
        {fact(t('desk.licence.from'), <span class="num">{props.view.validFrom}</span>)}
        {fact(t('desk.licence.to'), <span class={props.view.validTo ? 'num' : ''}>{props.view.validTo ?? t('licence.no_end')}</span>)}
        {fact(
          t('desk.licence.case'),
          <a class={`link ${css['go'] ?? ''}`} href={`/cases/all/${props.view.caseId}`}>
            {t('desk.licence.case_open')}
          </a>,
        )}
        {fact(
          t('desk.licence.verify'),
          <a class={`link ${css['go'] ?? ''}`} href={props.view.verify} target="_blank" rel="noreferrer">
            {t('desk.licence.verify_open')}
          </a>,
        )}
      </dl>
    </Part>
  );
}

function Steps(props: { view: LicenceView }) {
  return (
    <Part title={t('desk.licence.steps')}>
      <ol class={file['trace']}>
        <For each={props.view.steps}>
          {(step) => (
            <li>
              <StateShape state="DONE" />
              <b>{stepWord(step.type)}</b>
              <p>
                <span>{step.by}</span>
                <time>{momentOf(step.at)}</time>
              </p>
              <Show when={step.basis ?? step.reason}>
                <p class={file['said']}>
                  <For
                    each={[
                      step.basis && `${t('desk.licence.basis')} ${step.basis}`,
                      step.reason && `${t('desk.licence.reason')} ${step.reason}`,
                    ]}
                  >
                    {(line) => <Show when={line}>{(said) => <span class={css['line']}>{said()}</span>}</Show>}
                  </For>
                </p>
              </Show>
            </li>
          )}
        </For>
      </ol>
    </Part>
  );
}
