import { setTheme, theme, themes } from '../theme.ts';
import { t } from '../words.ts';
import { Segmented } from './Segmented.tsx';

/** Light, dark or contrast. */
export function ThemeSwitch() {
  return (
    <Segmented
      label={t('common.theme')}
      options={themes.map((value) => ({ value, label: t(`common.theme.${value}`) }))}
      value={theme()}
      onChange={setTheme}
    />
  );
}
