import { useNavigate } from '@solidjs/router';
import { createResource, createSignal, For, Match, onMount, Show, Switch } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { DemoBanner } from '@one-window/ui/parts/DemoBanner';
import { Button } from '@one-window/ui/parts/Button';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { StateShape } from '@one-window/ui/parts/StateShape';
import { loadEntrance } from '../api.ts';
import { Message } from '../frame/LiveStates.tsx';
import { t as desk } from '../i18n.ts';
import { useSession } from '../session.ts';
import { Loaded } from './AdminScreen.tsx';
import { ConfigProvider, createConfig, useConfig } from './config.ts';
import { Devices } from './Devices.tsx';
import { EntityEditor } from './EntityEditor.tsx';
import { t } from './i18n.ts';
import { PreviewDialog } from './Preview.tsx';
import { FirstAdministrator } from './FirstAdministrator.tsx';
import { loadSetup } from './setup-api.ts';
import { Staff } from './Staff.tsx';
import { settled } from '../settled.ts';
import css from './setup.module.css';

const steps = ['admin', 'areas', 'halls', 'series', 'windows', 'staff', 'devices'] as const;
type Step = (typeof steps)[number];

/** First run: the same screens as administration, in the order in which things depend on each other. */
export default function SetupScreen() {
  const session = useSession();
  const navigate = useNavigate();
  const [setup, { refetch }] = createResource(loadSetup);
  onMount(() => (document.title = `${t('admin.setup.title')} · ${desk('desk.app')}`));
  const [entrance] = createResource(loadEntrance);
  const signedIn = () => session.state().kind === 'in';
  const needed = () => settled(setup)?.needed === true;
  const waiting = (
    <main class={css['setupbody']} aria-busy="true">
      <h1 class="sr">{t('admin.setup.title')}</h1>
      <div class={css['narrow']}>
        <Skeleton lines={6} />
      </div>
    </main>
  );
  return (
    <Switch fallback={waiting}>
      <Match when={setup.error !== undefined}>
        <Message title={desk('desk.load.failed')} body={errorText(setup.error)}>
          <Button variant="primary" onPress={() => void refetch()}>
            {desk('desk.load.retry')}
          </Button>
        </Message>
      </Match>
      <Match when={signedIn()}>
        <Wizard />
      </Match>
      <Match when={needed()}>
        <div class={css['setup']}>
          <Steps here="admin" demo={false} />
          <main class={css['setupbody']}>
            <FirstAdministrator onDone={() => void session.load()} />
          </main>
        </div>
      </Match>
      <Match when={!setup.loading && session.state().kind !== 'loading'}>
        <Show when={settled(entrance)?.demo}>
          <header>
            <DemoBanner />
          </header>
        </Show>
        <Message title={t('admin.setup.done_title')} body={t('admin.setup.done_body')}>
          <Button variant="primary" onPress={() => navigate('/sign-in')}>
            {t('admin.setup.sign_in')}
          </Button>
        </Message>
      </Match>
    </Switch>
  );
}

function Wizard() {
  const session = useSession();
  const config = createConfig({ onError: session.note });
  const [step, setStep] = createSignal<Exclude<Step, 'admin'>>('areas');
  const demo = (): boolean => {
    const state = session.state();
    return state.kind === 'in' && state.me.demo;
  };
  return (
    <ConfigProvider value={config}>
      <div class={css['setup']}>
        <Steps here={step()} demo={demo()} />
        <div class={css['setupbody']}>
          <Loaded>
            <Switch>
              <Match when={step() === 'staff'}>
                <Staff />
              </Match>
              <Match when={step() === 'devices'}>
                <Devices />
              </Match>
              <Match when={entityStep(step())}>{(entity) => <EntityEditor entity={entity()} />}</Match>
            </Switch>
          </Loaded>
        </div>
        <Foot step={step()} onStep={setStep} />
      </div>
      <PreviewDialog />
    </ConfigProvider>
  );
}

function entityStep(step: Step): 'areas' | 'halls' | 'series' | 'windows' | null {
  return step === 'areas' || step === 'halls' || step === 'series' || step === 'windows' ? step : null;
}

function Foot(props: { step: Exclude<Step, 'admin'>; onStep: (step: Exclude<Step, 'admin'>) => void }) {
  const config = useConfig();
  const navigate = useNavigate();
  const at = () => steps.indexOf(props.step);
  const pending = () => config.drafts().size;
  const reason = () => (pending() > 0 ? t('admin.setup.pending', { n: pending() }) : undefined);
  const go = (by: 1 | -1): void => {
    const next = steps[at() + by];
    if (next !== undefined && next !== 'admin') props.onStep(next);
  };
  return (
    <footer class={css['setupfoot']}>
      <span class="dim">{t('admin.setup.step', { n: at() + 1, of: steps.length })}</span>
      <span class={css['end']}>
        <Show when={reason()}>{(why) => <span class="dim">{why()}</span>}</Show>
        <Show when={at() > 1}>
          <Button onPress={() => go(-1)}>{t('admin.setup.back')}</Button>
        </Show>
        <Show
          when={at() < steps.length - 1}
          fallback={
            <Button variant="primary" onPress={() => navigate('/')}>
              {t('admin.setup.finish')}
            </Button>
          }
        >
          <Button variant="primary" reason={reason()} onPress={() => reason() === undefined && go(1)}>
            {t('admin.setup.next')}
          </Button>
        </Show>
      </span>
    </footer>
  );
}

function Steps(props: { here: Step; demo: boolean }) {
  const at = () => steps.indexOf(props.here);
  return (
    <header>
      <Show when={props.demo}>
        <DemoBanner />
      </Show>
      <h1 class="sr">{t('admin.setup.title')}</h1>
      <ol class={css['steps']} aria-label={t('admin.setup.title')}>
        <For each={steps}>
          {(step, i) => (
            <li data-done={i() < at() ? '' : undefined} aria-current={step === props.here ? 'step' : undefined}>
              <span>
                <Show when={i() < at()} fallback={i() + 1}>
                  <StateShape state="DONE" />
                </Show>
              </span>
              {wordOf(step)}
            </li>
          )}
        </For>
      </ol>
    </header>
  );
}

function wordOf(step: Step): string {
  if (step === 'admin') return t('admin.setup.admin');
  return step === 'staff' || step === 'devices' ? t(`admin.section.${step}`) : t(`admin.entity.${step}`);
}
