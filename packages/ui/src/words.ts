import * as common from './i18n/common.ts';
import { createI18n } from './i18n.ts';

/** The words of the shared parts. Apps make their own `t` from their own dictionaries. */
export const { t, plural } = createI18n(common);
