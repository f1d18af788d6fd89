import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { contractualLifetimeValue } from './contractual-lifetime-value.ts';

const ask = (inputs: unknown) => contractualLifetimeValue.run(contractualLifetimeValue.inputs.parse(inputs));
const base = contractualLifetimeValue.example.inputs;

test('high-end subscribers of Fader & Hardie (2007): the discounted lifetime times the margin', () => {
  const { expected, tolerance } = reference('retention_sbg_high_end');
  const answer = contractualLifetimeValue.result.parse(ask(base));
  expect(Math.abs(answer.payments - expected.DEL_new_d10)).toBeLessThan(tolerance.DEL);
  expect(answer.newCustomer.estimate).toBeCloseTo(100 * answer.payments, 9);
  expect(answer.net).toBeCloseTo(answer.newCustomer.estimate - 200, 9);
  expect(answer.warnings).toEqual([]);
});

test('the value of the base is the discounted sum of the renewals it is expected to make', () => {
  const answer = ask({ ...base, base: [{ inPeriod: 3, customers: 50 }], discountRate: 0.2 });
  const { alpha, beta } = answer.parameters;
  let sum = 0;
  let share = 1;
  for (let t = 0; t < 400; t++) {
    share *= (beta.estimate + 2 + t) / (alpha.estimate + beta.estimate + 2 + t);
    sum += share / 1.2 ** t;
  }
  expect(answer.baseValue.estimate).toBeCloseTo(50 * 100 * sum, 6);
  expect(answer.base[0]?.valueEach).toBeCloseTo(100 * sum, 8);
});

test('more customers observed: narrower; twice the margin twice the value; a mixed base is worth more than its retention says', () => {
  const small = ask(base);
  const large = ask({ ...base, customers: 100_000 });
  expect(large.newCustomer.standardError).toBeLessThan((small.newCustomer.standardError ?? 0) / 9);
  expect(ask({ ...base, margin: 200 }).baseValue.estimate).toBeCloseTo(2 * small.baseValue.estimate, 6);
  expect(small.baseValue.estimate).toBeGreaterThan(small.constantRetentionValue ?? Number.POSITIVE_INFINITY);
});

test('margin from spending: the mean of Gamma-Gamma, and its error in the interval', () => {
  const spending = Array.from({ length: 60 }, (_, i) => ({ frequency: 1 + (i % 4), meanValue: 60 + ((i * 29) % 80) }));
  const { margin: _, ...rest } = base;
  const answer = contractualLifetimeValue.result.parse(ask({ ...rest, spending, marginShare: 0.5 }));
  expect(answer.marginPerPeriod).toBeGreaterThan(40);
  expect(answer.marginPerPeriod).toBeLessThan(60);
});

test('neither margin nor spending, no discount and no end: refused by name; one renewal: warned of', () => {
  const { margin: _, ...rest } = base;
  expect(() => ask(rest)).toThrow(expect.objectContaining({ id: 'margin-missing' }));
  expect(() => ask({ ...base, discountRate: 0 })).toThrow(expect.objectContaining({ id: 'value-unbounded' }));
  expect(ask({ active: [100, 70], margin: 9 }).warnings.map(({ id }) => id)).toContain('too-few-periods');
});

test('on any falling cohort: a dearer discount never adds value, money only scales, cohorts side by side are one', () => {
  const falling = fc
    .array(fc.integer({ min: 55, max: 95 }), { minLength: 3, maxLength: 8 })
    .map((kept) =>
      [100, ...kept].map((_, at) =>
        Math.round(kept.slice(0, at).reduce((left, percent) => (left * percent) / 100, 4000)),
      ),
    );
  fc.assert(
    fc.property(falling, fc.integer({ min: 1, max: 50 }), (active, margin) => {
      const asked = { active, margin, discountRate: 0.1 };
      const plain = ask(asked);
      expect(ask({ ...asked, discountRate: 0.2 }).payments).toBeLessThan(plain.payments);
      expect(ask({ ...asked, margin: 7 * margin }).newCustomer.estimate / plain.newCustomer.estimate).toBeCloseTo(7, 9);
      expect(ask({ ...asked, active: [active, active] }).payments / plain.payments).toBeCloseTo(1, 4);
    }),
    { numRuns: 25 },
  );
});
