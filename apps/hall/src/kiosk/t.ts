import { createI18n } from '@one-window/ui/i18n';
import * as kiosk from '@one-window/ui/i18n/kiosk';
import * as booking from '@one-window/ui/i18n/kiosk-booking';
import * as visit from '@one-window/ui/i18n/kiosk-visit';
import * as opening from '@one-window/ui/i18n/opening';

export const { t } = createI18n(kiosk, booking, visit, opening);
