import { createResource, createSignal, Show } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { confirmSecondFactor, enrolSecondFactor } from '../api.ts';
import { t } from '../i18n.ts';
import { CodeStep } from './CodeStep.tsx';
import { Problem } from './Problem.tsx';
import { QrCode } from './QrCode.tsx';
import { settled } from '../settled.ts';
import css from './sign-in.module.css';

/** Binds an authenticator: scan or type the secret, then prove it with one code. */
export default function Enrol(props: { onDone: () => void }) {
  const [offer, { refetch }] = createResource(enrolSecondFactor);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  async function confirm(code: string): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await confirmSecondFactor(code);
      props.onDone();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <h1>{t('desk.enrol.title')}</h1>
      <p class={css['lead']}>{t('desk.enrol.lead')}</p>
      <Problem error={offer.error ?? error()} />
      <Show
        when={settled(offer)}
        fallback={
          <Show when={offer.error}>
            <Button onPress={() => void refetch()}>{t('desk.load.retry')}</Button>
          </Show>
        }
      >
        {(bound) => (
          <>
            <p>{t('desk.enrol.step1')}</p>
            <QrCode text={bound().uri} label={t('desk.enrol.qr')} />
            <p class="sm dim">
              {t('desk.enrol.secret')}
              <br />
              <span class={css['secret']}>{bound().secret}</span>
            </p>
            <CodeStep
              label={t('desk.enrol.step2')}
              submit={t('desk.enrol.submit')}
              busyText={t('desk.enrol.busy')}
              busy={busy()}
              onSend={(code) => void confirm(code)}
            />
          </>
        )}
      </Show>
    </>
  );
}
