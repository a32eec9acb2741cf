/** What is wrong with a citizen's number of identity (GB 11643-1999). */
export type IdProblem = 'form' | 'date' | 'check_digit';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkDigits = '10X98765432';

/** Full-width digits, spaces and a small x as people type them → the number as it is stored and looked up. */
export function normaliseIdNo(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

/** +86, spaces and dashes off: one phone has one form. */
export function normalisePhone(text: string): string {
  const digits = text.normalize('NFKC').replace(/[^\d+]/g, '');
  return digits.replace(/^(\+|00)86(?=1\d{10}$)/, '');
}

/** One name has one form, whichever way its characters were composed. */
export function normaliseName(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}

/** The check digit over the first 17. */
export function idCheckDigit(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return checkDigits[sum % 11]!;
}

/** `null` where the 18 characters can be a real number; `today` refuses a birth in the future. */
export function idProblem(text: string, today: string): IdProblem | null {
  const id = normaliseIdNo(text);
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return 'form';
  const birth = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
  if (!isDate(birth) || birth < '1850-01-01' || birth > today) return 'date';
  return idCheckDigit(id.slice(0, 17)) === id[17] ? null : 'check_digit';
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
