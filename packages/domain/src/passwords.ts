/** The password of every demo account. Outside the demo it opens nothing and can be set nowhere. */
export const DEMO_PASSWORD = 'yichuang-demo';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;

export type PasswordProblem = 'too_short' | 'too_long' | 'too_simple' | 'has_staff_no' | 'demo';

/** Long before clever: at least ten characters of three kinds or sixteen of any, not the staff number. */
export function passwordProblem(password: string, staffNo: string, demo: boolean): PasswordProblem | null {
  const length = [...password].length;
  if (password === DEMO_PASSWORD) return demo ? null : 'demo';
  if (length < PASSWORD_MIN) return 'too_short';
  if (length > PASSWORD_MAX) return 'too_long';
  if (staffNo.length >= 3 && password.toLowerCase().includes(staffNo.toLowerCase())) return 'has_staff_no';
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u, /\p{Lo}/u].filter((kind) => kind.test(password)).length;
  const different = new Set(password).size;
  return different < 5 || (kinds < 3 && length < 16) ? 'too_simple' : null;
}
