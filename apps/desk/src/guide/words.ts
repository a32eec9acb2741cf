import { createI18n } from '@one-window/ui/i18n';
import * as desk from '@one-window/ui/i18n/desk';
import * as guide from '@one-window/ui/i18n/desk-guide';

/** Words of the guide's tablet, which come with their own chunk, and those of the desk. */
export const { t } = createI18n(desk, guide);
