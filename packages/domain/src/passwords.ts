/** The password of every demo account. Outside the demo it opens nothing and can be set nowhere. */
export const DEMO_PASSWORD = 'yichuang-demo';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;
/** From this length on any characters will do. */
export const PASSWORD_LONG = 16;
/** Of these kinds a shorter one needs three: small and capital letters, digits, other signs, letters without case (汉字). */
const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u, /\p{Lo}/u];
export const PASSWORD_KINDS = 3;

export const passwordProblems = ['too_short', 'too_long', 'too_simple', 'has_staff_no', 'demo', 'same'] as const;
export type PasswordProblem = (typeof passwordProblems)[number];

/** Long before clever: at least ten characters of three kinds or sixteen of any, not the staff number. */
export function passwordProblem(password: string, staffNo: string, demo: boolean): PasswordProblem | null {
  const length = [...password].length;
  if (password === DEMO_PASSWORD) return demo ? null : 'demo';
  if (length < PASSWORD_MIN) return 'too_short';
  if (length > PASSWORD_MAX) return 'too_long';
  if (staffNo.length >= 3 && password.toLowerCase().includes(staffNo.toLowerCase())) return 'has_staff_no';
  const held = kinds.filter((kind) => kind.test(password)).length;
  const different = new Set(password).size;
  return different < 5 || (held < PASSWORD_KINDS && length < PASSWORD_LONG) ? 'too_simple' : null;
}

/** One's own new password in place of the old one. */
export function nextPasswordProblem(next: string, old: string, staffNo: string, demo: boolean): PasswordProblem | null {
  return next === old ? 'same' : passwordProblem(next, staffNo, demo);
}

/** Read aloud and typed once: nothing that looks like something else (0 o, 1 l). 32 signs, so that a byte picks without favour. */
const readable = '23456789abcdefghijkmnpqrstuvwxyz';
/** Random bytes that {@link oneTimePassword} asks for: 80 bits. */
export const ONE_TIME_BYTES = 16;

/** A password to hand over, as `k7mq-2xpa-9dwe-h3tn`; the person replaces it at the first sign-in. */
export function oneTimePassword(random: Uint8Array): string {
  const signs = Array.from(random.subarray(0, ONE_TIME_BYTES), (byte) => readable[byte & 31]).join('');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}
