export interface BodyField {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** A body as lines: what lies in something is told with the way to it. Lists of words stay one line. */
export function fieldsOf(body: string): BodyField[] {
  const walk = (value: unknown, path: readonly string[]): BodyField[] => {
    if (isObject(value)) return Object.entries(value).flatMap(([name, inner]) => walk(inner, [...path, name]));
    return [{ path, value: Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join('、') : value }];
  };
  const whole: unknown = JSON.parse(body);
  return isObject(whole) ? walk(whole, []) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
