import { createI18n } from '@one-window/ui/i18n';
import * as kiosk from '@one-window/ui/i18n/kiosk';

export const { t } = createI18n(kiosk);
