import type { ItemGuide } from '../home/data.ts';

type Version = NonNullable<ItemGuide['version']>;

/** Whether a case of it can begin here: nobody has to come first, or it is handled online from anywhere. */
export const isOnline = (version: Version): boolean => version.visits.least === 0 || version.scope === 'national_online';
