/** Markup that may stand in a page as it is: only {@link html} makes it. */
export class Markup {
  constructor(readonly source: string) {}
}

type Part = Markup | string | number | false | null | readonly Part[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand between tags and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

function source(part: Part): string {
  if (part === false || part === null) return '';
  if (part instanceof Markup) return part.source;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map(source).join('');
}

/** Templates are laid out for people; a phone on a slow network need not carry the layout. Each is tidied once. */
const tidied = new WeakMap<TemplateStringsArray, readonly string[]>();

function tidy(strings: TemplateStringsArray): readonly string[] {
  let known = tidied.get(strings);
  if (!known) tidied.set(strings, (known = strings.map((text) => text.replace(/\s+/g, ' '))));
  return known;
}

/** A template whose every value is escaped; nested `html` is kept. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(tidy(strings).reduce((all, text, i) => all + source(parts[i - 1] ?? '') + text));
}
