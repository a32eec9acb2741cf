import { createI18n } from '@one-window/ui/i18n';
import * as common from '@one-window/ui/i18n/common';
import * as rating from '@one-window/ui/i18n/rating';

export const { t } = createI18n(rating, common);
