import { createI18n } from '@one-window/ui/i18n';
import * as windows from '@one-window/ui/i18n/desk-windows';

/** Words for choosing a window; they come with their own chunk. */
export const { t } = createI18n(windows);
