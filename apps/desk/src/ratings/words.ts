import { createI18n } from '@one-window/ui/i18n';
import * as rating from '@one-window/ui/i18n/rating';

/** Words of ratings; they come with their own chunk. */
export const { t } = createI18n(rating);

/** `66.7%`; a dash where nothing can be said, which is not zero. */
export const percent = (rate: number | null): string => (rate === null ? '–' : `${(rate * 100).toFixed(1)}%`);
