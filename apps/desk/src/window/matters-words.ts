import { createI18n } from '@one-window/ui/i18n';
import * as matters from '@one-window/ui/i18n/desk-matters';

/** Words for what somebody came for; they come with their own chunk. */
export const { t } = createI18n(matters);
