/** What can be wrong with a wish. Screens translate `admin.problem.<code>`. */
export const configProblemCodes = [
  'required',
  'wrong_type',
  'unknown_field',
  'bad_form',
  'too_long',
  'out_of_bounds',
  'not_a_choice',
  'unknown_ref',
  'other_hall',
  'duplicate',
  'no_queue',
  'opens_after_closes',
  'overlaps',
  'fixed',
  'in_use',
  'referred_to',
  'not_found',
  'twice',
] as const;
export type ConfigProblemCode = (typeof configProblemCodes)[number];
