import { t } from '../i18n.ts';

/** The heading of what is opened beside a list, before its name is known or when it is not to be had. */
export function Opening(props: { failed: boolean }) {
  return <h3 class="dim">{t(props.failed ? 'desk.load.failed' : 'desk.load.opening')}</h3>;
}
