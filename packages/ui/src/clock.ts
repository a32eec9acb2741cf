import { wallTime } from '@one-window/domain/time';

/** `10:45` on the hall's wall, whatever the device's clock and zone say. Carries no dictionary: boards and phones use it. */
export const clock = wallTime;
