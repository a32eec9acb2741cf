import { createSignal, Show } from 'solid-js';
import { useLocation, useNavigate } from '@solidjs/router';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { LanguageSwitch } from '@one-window/ui/parts/LanguageSwitch';
import { ThemeSwitch } from '@one-window/ui/parts/ThemeSwitch';
import { errorCode, isUnanswered, newKey, sendWindowSession } from '../api.ts';
import { t } from '../i18n.ts';
import { sits } from '../roles.ts';
import { useMe, useSession } from '../session.ts';
import css from './frame.module.css';

/** Display and account: colours, language, another window, another password, sign-out. */
export function Account(props: { open: boolean; onClose: () => void }) {
  const me = useMe();
  const session = useSession();
  const navigate = useNavigate();
  const location = useLocation();
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<string | null>(null);
  const windowId = () => /^\/window\/[^/]+\/([^/]+)/.exec(location.pathname)?.[1];

  /** Whoever leaves a window closes it: nobody is called to an empty chair. An open call is finished first. */
  async function leave(): Promise<void> {
    const id = windowId();
    setBusy(true);
    setRefusal(null);
    try {
      if (id) await sendWindowSession(id, { action: 'close' }, newKey());
    } catch (error) {
      setBusy(false);
      if (errorCode(error) === 'window.busy' || isUnanswered(error)) return void setRefusal(errorText(error));
    }
    // a window that was taken over or closed meanwhile needs no closing
    await session.leave();
  }
  return (
    <Dialog
      open={props.open}
      title={me().staff.name}
      body={me().staff.staffNo}
      onClose={() => props.onClose()}
      actions={
        <>
          <Show when={sits(me().staff.roles) && !location.pathname.startsWith('/windows')}>
            <Button
              onPress={() => {
                props.onClose();
                navigate('/windows');
              }}
            >
              {t('desk.nav.change_window')}
            </Button>
          </Show>
          <Show when={location.pathname !== '/password'}>
            <Button
              onPress={() => {
                props.onClose();
                navigate('/password', { state: { from: location.pathname + location.search } });
              }}
            >
              {t('desk.nav.password')}
            </Button>
          </Show>
          <Button busy={busy()} busyText={t('desk.nav.signing_out')} onPress={() => void leave()}>
            {t(windowId() ? 'desk.nav.close_sign_out' : 'desk.nav.sign_out')}
          </Button>
        </>
      }
    >
      <DisplaySettings />
      <Show when={refusal()}>
        {(why) => (
          <p class={css['refusal']} role="alert">
            {why()}
          </p>
        )}
      </Show>
    </Dialog>
  );
}

/** Colours and language; also on the sign-in page, before anybody is known. */
export function DisplaySettings() {
  return (
    <div class={css['settings']}>
      <ThemeSwitch />
      <LanguageSwitch />
    </div>
  );
}
