import { createI18n } from '@one-window/ui/i18n';
import * as before from '@one-window/ui/i18n/before';
import * as desk from '@one-window/ui/i18n/desk';
import * as hall from '@one-window/ui/i18n/desk-hall';
import * as opening from '@one-window/ui/i18n/opening';

/** Words of the manager's hall, which come with their own chunk, and those of the desk. */
export const { t } = createI18n(desk, hall, opening, before);
