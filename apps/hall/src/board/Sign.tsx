import type { JSX } from 'solid-js';
import type { Direction, PublicCall } from '@one-window/domain/views';
import { nameOf } from '@one-window/ui/format';
import { t } from './t.ts';

/**
 * The board's few signs, drawn as in Lucide (ISC): one path each is a third of the icon library's weight, and a board has
 * 35 kB for everything.
 */
const signs = {
  left: 'm12 19-7-7 7-7M19 12H5',
  right: 'M5 12h14m-7-7 7 7-7 7',
  ahead: 'm5 12 7-7 7 7M12 19V5',
  behind: 'M12 5v14m7-7-7 7-7-7',
  up: 'm18 9-6-6-6 6m6-6v14M5 21h14',
  down: 'M12 17V3M6 11l6 6 6-6m1 10H5',
  sound:
    'M11 4.702a.705.705 0 0 0-1.203-.498L6.413 7.587A1.4 1.4 0 0 1 5.416 8H3a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2.416a1.4 1.4 0 0 1 .997.413l3.383 3.384A.705.705 0 0 0 11 19.298zM16 9a5 5 0 0 1 0 6m3.364 3.364a9 9 0 0 0 0-12.728',
  mute: 'M11 4.702a.705.705 0 0 0-1.203-.498L6.413 7.587A1.4 1.4 0 0 1 5.416 8H3a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2.416a1.4 1.4 0 0 1 .997.413l3.383 3.384A.705.705 0 0 0 11 19.298zM16.5 14.5l5-5m-5 0 5 5',
} as const satisfies Record<Direction | 'sound' | 'mute', string>;

/** A sign; for a direction the arrow that points, from the screen, to where a zone lies. */
export function Sign(props: { name: keyof typeof signs }): JSX.Element {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      <path d={signs[props.name]} />
    </svg>
  );
}

/** Where to go: the zone's name, else the direction in words. */
export function placeOf(call: Pick<PublicCall, 'zone' | 'direction'>): string {
  if (call.zone) return nameOf(call.zone);
  return call.direction ? t(`board.direction.${call.direction}`) : '';
}
