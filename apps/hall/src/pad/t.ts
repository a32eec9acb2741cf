import { createI18n } from '@one-window/ui/i18n';
import * as common from '@one-window/ui/i18n/common';
import * as rating from '@one-window/ui/i18n/rating';
import * as signature from '@one-window/ui/i18n/signature';

export const { t, plural } = createI18n(rating, signature, common);
