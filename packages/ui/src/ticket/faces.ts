import type { RatingLevel } from '@one-window/domain/ratings';

/** Eyes and mouth of the five faces on a grid of 24, inside a circle of 10: strokes, told apart without colour. */
export const mouths: Readonly<Record<RatingLevel, readonly string[]>> = {
  5: ['M15 10V9', 'M9 10V9', 'M7.084 14.302a5.12 5.12 0 009.833 0 .24.24 0 00-.235-.302H7.32a.24.24 0 00-.235.302'],
  4: ['M15 10V9', 'M9 10V9', 'M16.472 15a6 6 0 01-8.943 0'],
  3: ['M15 10V9', 'M9 10V9', 'M8 16h8'],
  2: ['M15 10V9', 'M9 10V9', 'M9 16a5 5 0 016 0'],
  1: ['M15 12v-1.584', 'M9 12v-1.584', 'M17 10a5 5 0 00-3 1', 'M7 10a5 5 0 013 1', 'M9 17a5 5 0 016.001 0'],
};
