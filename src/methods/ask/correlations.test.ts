import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correlations, countedCorrelations } from './correlations.ts';

test('rows that count several times give what rows repeated give, constant columns included', () => {
  const row = fc.record({ count: fc.integer({ min: 0, max: 3 }), a: fc.nat(3), b: fc.nat(9), c: fc.constant(5) });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 12 }), (rows) => {
      fc.pre(rows.some(({ count }) => count > 0));
      const columnsOf = (some: typeof rows) =>
        (['a', 'b', 'c'] as const).map((name) => Float64Array.from(some, (each) => each[name]));
      const repeated = rows.flatMap((each) => Array.from({ length: each.count }, () => each));
      const counted = countedCorrelations(columnsOf(rows))(Float64Array.from(rows, ({ count }) => count));
      correlations(columnsOf(repeated)).forEach((expected, at) => {
        expect(counted[at]).toBeCloseTo(expected, 9);
      });
    }),
  );
});
