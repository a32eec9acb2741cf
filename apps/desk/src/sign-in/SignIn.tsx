import { useNavigate } from '@solidjs/router';
import { createEffect, createResource, createSignal, lazy, Match, onMount, Show, Suspense, Switch } from 'solid-js';
import { DemoBanner } from '@one-window/ui/parts/DemoBanner';
import { Mark } from '@one-window/ui/parts/Mark';
import { errorCode, loadEntrance, setupNeeded, signIn } from '../api.ts';
import { DisplaySettings } from '../frame/Account.tsx';
import { t } from '../i18n.ts';
import { useSession } from '../session.ts';
import { CodeStep } from './CodeStep.tsx';
import { DemoLogins, type DemoLogin } from './DemoLogins.tsx';
import { PasswordStep } from './PasswordStep.tsx';
import { Problem } from './Problem.tsx';
import { settled } from '../settled.ts';
import css from './sign-in.module.css';

// brings the code for the authenticator's picture, which who signs in each day never needs
const Enrol = lazy(() => import('./Enrol.tsx'));
const FirstPassword = lazy(() => import('../password/FirstPassword.tsx'));

type Step = 'password' | 'code' | 'own-password' | 'enrol';

/** Staff sign-in: number and password, then the code where one is set up, then what is missing: an own password, a second factor. */
export default function SignIn() {
  const session = useSession();
  const [entrance] = createResource(loadEntrance);
  const navigate = useNavigate();
  // an installation without anybody begins with its first administrator
  void setupNeeded().then((needed) => needed && navigate('/setup', { replace: true }));
  const [step, setStep] = createSignal<Step>('password');
  const [given, setGiven] = createSignal<DemoLogin>({ staffNo: '', password: '' });
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const who = () => {
    const state = session.state();
    if (state.kind === 'in') return { staffNo: state.me.staff.staffNo, demo: state.me.demo };
    return { staffNo: given().staffNo, demo: settled(entrance)?.demo ?? false };
  };
  const ended = () => {
    const state = session.state();
    return state.kind === 'out' && state.ended;
  };
  onMount(() => (document.title = `${t('desk.sign_in.title')} · ${t('desk.app')}`));
  createEffect(() => {
    const state = session.state();
    if (state.kind !== 'in') return;
    if (state.me.oneTimePassword) setStep('own-password');
    else if (state.me.secondFactor.required && !state.me.secondFactor.enrolled) setStep('enrol');
  });

  async function send(login: DemoLogin, code?: string): Promise<void> {
    if (busy()) return;
    setGiven(login);
    setBusy(true);
    setError(null);
    try {
      const answer = await signIn({ ...login, ...(code === undefined ? {} : { code }) });
      if (answer.mustChangePassword) setStep('own-password');
      else if (answer.mustEnrolSecondFactor) setStep('enrol');
      else await session.load();
    } catch (refused) {
      // the first time, "a code is needed" is the next question and no mistake
      if (errorCode(refused) === 'auth.second_factor' && code === undefined) setStep('code');
      else setError(refused);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div class={css['page']}>
      <header>
        <Show when={settled(entrance)?.demo}>
          <DemoBanner />
        </Show>
      </header>
      <main class={css['middle']}>
        <section class={css['card']}>
          <div class={css['brand']}>
            <Mark /> <b>{t('desk.app')}</b>
          </div>
          <Switch>
            <Match when={step() === 'password'}>
              <h1>{t('desk.sign_in.title')}</h1>
              <p class={css['lead']}>{t('desk.sign_in.lead')}</p>
              <Show when={ended() && error() === null}>
                <p class={css['ended']} role="status">
                  {t('desk.sign_in.ended')}
                </p>
              </Show>
              <Problem error={error()} />
              <PasswordStep given={given()} busy={busy()} onSend={(login) => void send(login)} />
            </Match>
            <Match when={step() === 'code'}>
              <h1>{t('desk.sign_in.code_title')}</h1>
              <p class={css['lead']}>{t('desk.sign_in.code_lead')}</p>
              <Problem error={error()} />
              <CodeStep
                label={t('desk.sign_in.code')}
                submit={t('desk.sign_in.code_submit')}
                busyText={t('desk.sign_in.code_busy')}
                busy={busy()}
                onSend={(code) => void send(given(), code)}
                onBack={() => {
                  setError(null);
                  setStep('password');
                }}
              />
            </Match>
            <Match when={step() === 'own-password'}>
              <Suspense>
                <FirstPassword
                  staffNo={who().staffNo}
                  demo={who().demo}
                  known={given().password || undefined}
                  onDone={() => void session.load()}
                />
              </Suspense>
            </Match>
            <Match when={step() === 'enrol'}>
              <Suspense>
                <Enrol onDone={() => void session.load()} />
              </Suspense>
            </Match>
          </Switch>
        </section>
        <Show when={step() === 'password' && settled(entrance)?.logins.length}>
          <DemoLogins logins={settled(entrance)?.logins ?? []} onPick={setGiven} />
        </Show>
      </main>
      <footer class={css['foot']}>
        <DisplaySettings />
      </footer>
    </div>
  );
}
