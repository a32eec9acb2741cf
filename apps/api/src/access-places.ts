/** One's own unit, another one of the same area, one of another area: three halls with a department each. */
export const places = ['own', 'near', 'far'] as const;
export type Place = (typeof places)[number];

export async function byPlace<T>(of: (at: Place) => Promise<T>): Promise<Record<Place, T>> {
  const entries: [Place, T][] = [];
  for (const at of places) entries.push([at, await of(at)]);
  return Object.fromEntries(entries) as Record<Place, T>;
}
