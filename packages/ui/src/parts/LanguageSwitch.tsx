import { lang, languages, setLang } from '../theme.ts';
import { t } from '../words.ts';
import { Segmented } from './Segmented.tsx';

/** Each language names itself. */
export function LanguageSwitch() {
  return (
    <Segmented
      label={t('common.language')}
      options={languages.map((value) => ({ value, label: t(`common.language.${value}`), lang: value }))}
      value={lang()}
      onChange={setLang}
    />
  );
}
