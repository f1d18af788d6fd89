import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { marginMultiple } from './margin-multiple.ts';

const ask = (inputs: unknown) => marginMultiple.run(marginMultiple.inputs.parse(inputs));

test('Gupta & Lehmann (2005), table 2.1, and five years in R 4.2.2', () => {
  const { inputs, expected, tolerance } = reference('finance_clv_margin_multiple');
  const { multiples, values } = ask({ retention: inputs.retention, discountRate: inputs.discount });
  expected.multiple.flat().forEach((want: number, i: number) => {
    expect(Math.abs((multiples.flat()[i] ?? 0) - want)).toBeLessThan(tolerance.abs);
    expect(Math.abs((multiples.flat()[i] ?? 0) - expected.printed.flat()[i])).toBeLessThanOrEqual(tolerance.printed);
    expect(
      Math.abs((values[i]?.immediateMultiple ?? 0) - expected.immediate_first_margin_multiple.flat()[i]),
    ).toBeLessThan(tolerance.abs);
  });
  const { margin, retention, discount, years, acquisition_cost } = inputs.finite;
  const five = ask({ retention, discountRate: discount, margin, periods: years, acquisitionCost: acquisition_cost })
    .values[0];
  const want = expected.finite_5_years;
  expect(five?.immediateLifetimeValue).toBeCloseTo(want.ltv_first_margin_now, 9);
  expect(five?.endOfPeriodLifetimeValue).toBeCloseTo(want.ltv_first_margin_end_year, 9);
  expect(five?.immediateNet).toBeCloseTo(want.net_of_cac, 9);
});

test('the sum written out; value rises with retention and falls with discount', () => {
  const part = fc.double({ min: 0.01, max: 0.95, noNaN: true });
  fc.assert(
    fc.property(
      part,
      part,
      fc.double({ min: -0.02, max: 0.009, noNaN: true }),
      fc.integer({ min: 1, max: 40 }),
      (r, i, growth, periods) => {
        let sum = 0;
        for (let t = 1; t <= periods; t++) sum += (50 * r ** t * (1 + growth) ** (t - 1)) / (1 + i) ** t;
        expect(
          ask({ retention: r, discountRate: i, margin: 50, growth, periods }).values[0]?.lifetimeValue,
        ).toBeCloseTo(sum, 8);
        const [base, kept, dear] = [
          ask({ retention: r, discountRate: i }),
          ask({ retention: r + 0.01, discountRate: i }),
          ask({ retention: r, discountRate: i + 0.1 }),
        ];
        expect(kept.values[0]?.multiple).toBeGreaterThan(base.values[0]?.multiple ?? 0);
        expect(dear.values[0]?.multiple).toBeLessThan(base.values[0]?.multiple ?? 0);
      },
    ),
  );
});

test('retention observed on few customers: values at both ends of its interval', () => {
  const { interval, warnings } = ask({ observed: { customers: 20, renewed: 16 }, discountRate: 0.1 });
  expect(interval?.retention.estimate).toBe(0.8);
  expect(interval?.low.multiple).toBeLessThan(2.67);
  expect(interval?.high.multiple).toBeGreaterThan(2.67);
  expect(warnings.map(({ id }) => id)).toEqual(['too-few-customers']);
});

test('everybody stays and nothing is discounted: no end, said so; with a number of periods a plain sum', () => {
  const endless = marginMultiple.result.parse(ask({ retention: 1, discountRate: 0 }));
  expect(endless.values[0]?.multiple).toBeNull();
  expect(endless.warnings.map(({ id }) => id)).toEqual(['value-unbounded']);
  expect(ask({ retention: 1, discountRate: 0, periods: 7 }).values[0]?.multiple).toBe(7);
  expect(ask({ retention: 0, discountRate: 0.1 }).values[0]?.multiple).toBe(0);
});

test('neither retention nor observed, or both: refused', () => {
  expect(() => ask({ discountRate: 0.1 })).toThrow();
  expect(() => ask({ retention: 0.8, observed: { customers: 5, renewed: 4 } })).toThrow();
});

test('the example runs', () => {
  const answer = marginMultiple.result.parse(ask(marginMultiple.example.inputs));
  expect(answer.multiples[2]?.[0]).toBeCloseTo(8 / 3, 9);
});

test('a table of rates reads from its least to its greatest value', () => {
  const { reading } = ask({ retention: [0.6, 0.9], discountRate: [0.1, 0.16], margin: 100, acquisitionCost: 120 });
  expect(reading).toContain('At retention of 60.0 % to 90.0 % and discount of 10.0 % to 16.0 %');
  expect(reading).toContain('107.14 to 450.00, and -12.86 to 330.00 after');
});
