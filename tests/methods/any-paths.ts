/** Random customer paths for the properties of attribution. */

import fc from 'fast-check';

export interface PathRow {
  readonly path: string[];
  readonly conversions: number;
  readonly nulls: number;
}

/** Paths over four channels, at least one of which converts. */
export const anyPaths = fc
  .array(
    fc.record({
      path: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 7 }),
      conversions: fc.integer({ min: 0, max: 9 }),
      nulls: fc.integer({ min: 0, max: 9 }),
    }),
    { minLength: 1, maxLength: 15 },
  )
  .filter((rows: readonly PathRow[]) => rows.some(({ conversions }) => conversions > 0));
