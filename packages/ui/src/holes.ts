/** The holes of a sentence by its type: `'{n} 人'` has `n`. A sentence that is only known as `string` has none. */
type Holes<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;
type Figures = Readonly<Record<string, string | number>>;

/** What has to be given with a sentence: every hole is filled, or it does not compile. Without holes nothing is asked for. */
export type Filling<S> = [Holes<S>] extends [never]
  ? [figures?: Figures]
  : [figures: Figures & Readonly<Record<Holes<S>, string | number>>];
