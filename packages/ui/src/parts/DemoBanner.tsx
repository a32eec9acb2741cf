import { t } from '../words.ts';
import css from './DemoBanner.module.css';

/** On every screen of a demonstration: nobody may take it for the hall. */
export function DemoBanner() {
  return (
    <p class={css['demo']} role="note">
      {t('common.demo')}
    </p>
  );
}
