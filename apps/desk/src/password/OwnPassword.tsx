import { useLocation, useNavigate } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { useMe, useSession } from '../session.ts';
import { PasswordForm } from './PasswordForm.tsx';
import { t } from './words.ts';
import css from './password.module.css';

/** Another password for oneself, from the account menu; afterwards back to where one was. */
export default function OwnPassword() {
  const me = useMe();
  const session = useSession();
  const navigate = useNavigate();
  const location = useLocation<{ from?: string }>();
  const [done, setDone] = createSignal(false);
  const back = (): void => navigate(location.state?.from ?? '/');
  return (
    <Frame here={null} title={t('account.title')} keys={<PlainKeys />}>
      <main class={css['page']}>
        <section class={css['card']}>
          <Show
            when={done()}
            fallback={
              <>
                <h1>{t('account.title')}</h1>
                <p class={css['lead']}>{t('account.lead')}</p>
                <PasswordForm staffNo={me().staff.staffNo} demo={me().demo} onDone={() => setDone(true)} onError={session.note}>
                  <Button onPress={back}>{t('account.back')}</Button>
                </PasswordForm>
              </>
            }
          >
            <div role="status">
              <h1>{t('account.done')}</h1>
              <p class={css['lead']}>{t('account.done_next')}</p>
            </div>
            <div class={css['acts']}>
              <Button ref={(el: HTMLButtonElement) => queueMicrotask(() => el.focus())} variant="primary" onPress={back}>
                {t('account.go')}
              </Button>
            </div>
          </Show>
        </section>
      </main>
    </Frame>
  );
}
