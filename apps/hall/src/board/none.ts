import type { NoNumbers } from '@one-window/domain/opening';
import { nameOf } from '@one-window/ui/format';
import { createI18n } from '@one-window/ui/i18n';
import * as opening from '@one-window/ui/i18n/opening';
import { noneLine } from '@one-window/ui/opening';

const { t } = createI18n(opening);

/** Why no numbers are given: comes by itself when it is needed, so the board's first load stays small. */
export const saidOf = (none: NoNumbers): string => noneLine(none, { t, name: nameOf });
