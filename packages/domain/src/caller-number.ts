import { normalisePhone } from './identity.ts';

/** What exchanges say of a caller who shows no number. */
const withheld = /^$|anonymous|unknown|restricted|private|withheld|unavailable/i;

/**
 * The number of a caller as exchanges and people give it → the one form by which it is found again; null where it is
 * withheld. Of several (`a/b`) the first; an extension (`转 8`, `ext. 8`, `#8`, `,8`) is not part of who calls; exchanges put a 0
 * before a mobile number of another place.
 */
export function callerNumber(text: string): string | null {
  const said = text.normalize('NFKC').replace(/[<>"]/g, '').trim();
  if (withheld.test(said)) return null;
  const [first = ''] = said.split(/\/|、|;|,|#|转|分机|\s*ext\.?|\s*x(?=\d)/i);
  const digits = normalisePhone(first)
    .replace(/^0(?=1[3-9]\d{9}$)/, '')
    .replace(/^\+86/, '');
  return /^\d{3,15}$/.test(digits) ? digits : null;
}
