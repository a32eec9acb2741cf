import { Show } from 'solid-js';
import { useLocation, useNavigate } from '@solidjs/router';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { LanguageSwitch } from '@one-window/ui/parts/LanguageSwitch';
import { ThemeSwitch } from '@one-window/ui/parts/ThemeSwitch';
import { t } from '../i18n.ts';
import { useMe, useSession } from '../session.ts';
import css from './frame.module.css';

/** Display and account: colours, language, another window, sign-out. */
export function Account(props: { open: boolean; onClose: () => void }) {
  const me = useMe();
  const session = useSession();
  const navigate = useNavigate();
  const location = useLocation();
  return (
    <Dialog
      open={props.open}
      title={me().staff.name}
      body={me().staff.staffNo}
      onClose={() => props.onClose()}
      actions={
        <>
          <Show when={!location.pathname.startsWith('/windows')}>
            <Button
              onPress={() => {
                props.onClose();
                navigate('/windows');
              }}
            >
              {t('desk.nav.change_window')}
            </Button>
          </Show>
          <Button onPress={() => void session.leave()}>{t('desk.nav.sign_out')}</Button>
        </>
      }
    >
      <DisplaySettings />
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
