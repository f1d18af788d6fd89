import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { randomFrom } from '../numeric/random.ts';
import { groupSequential } from './group-sequential.ts';

const run = (inputs: Parameters<typeof groupSequential.inputs.parse>[0]) =>
  groupSequential.run(groupSequential.inputs.parse(inputs));

describe('Jennison and Turnbull (2000), and R ldbounds 2.0.2', () => {
  const { inputs, expected } = reference('experiment_group_sequential');

  test('constants for 2 to 5 equal looks', () => {
    for (const [i, looks] of inputs.K.entries()) {
      expect(run({ looks, design: 'obrien-fleming' }).constant).toBeCloseTo(expected.obrien_fleming_C[i], 6);
      expect(run({ looks, design: 'pocock' }).constant).toBeCloseTo(expected.pocock_C[i], 6);
      expect(run({ looks, design: 'pocock' }).constant?.toFixed(3)).toBe(expected.printed.pocock[i].toFixed(3));
    }
  });

  test.each([
    ['lan-demets-obrien-fleming', 'lan_demets_obf_5'],
    ['lan-demets-pocock', 'lan_demets_pocock_5'],
  ] as const)('%s', (design, name) => {
    const want = expected[name];
    const { looks } = run({ information: want.information, design });
    const close = (values: number[], digits: number) => values.map((value) => expect.closeTo(value, digits));
    expect(looks.map(({ upperZ }) => upperZ)).toEqual(close(want.upper_z, 3));
    expect(looks.map(({ nominalP }) => nominalP)).toEqual(close(want.nominal_p_two_sided, 5));
    expect(looks.map((look) => look.cumulativeAlphaSpent)).toEqual(close(want.cumulative_alpha_spent, 9));
  });

  test('inflation for power 0.8, as printed in tables 2.2 and 2.4', () => {
    const inflation = (looks: number, design: 'pocock' | 'obrien-fleming') =>
      run({ looks, design }).inflation.toFixed(3);
    expect([2, 3].map((looks) => inflation(looks, 'pocock'))).toEqual(['1.110', '1.166']);
    expect([2, 3, 5].map((looks) => inflation(looks, 'obrien-fleming'))).toEqual(['1.008', '1.017', '1.028']);
  });
});

test('one look is the plain test, one-sided and two-sided', () => {
  expect(run({ looks: 1 }).looks[0]?.upperZ).toBeCloseTo(1.959964, 6);
  expect(run({ looks: 1, sides: 1, alpha: 0.025 }).looks[0]?.upperZ).toBeCloseTo(1.959964, 6);
  expect(run({ looks: 1 }).inflation).toBeCloseTo(1, 3);
});

test('unequal looks, near ones among them: simulated walks cross as often as said', () => {
  const information = [0.1, 0.12, 0.55, 1];
  const { looks } = run({ information, design: 'lan-demets-pocock' });
  const random = randomFrom(5);
  const runs = 200_000;
  const crossed = [0, 0, 0, 0];
  for (let i = 0; i < runs; i++) {
    let score = 0;
    for (let k = 0; k < 4; k++) {
      score += random.normal() * Math.sqrt(information[k]! - (information[k - 1] ?? 0));
      if (Math.abs(score) / Math.sqrt(information[k]!) < looks[k]!.upperZ) continue;
      crossed[k] = crossed[k]! + 1;
      break;
    }
  }
  for (const [k, look] of looks.entries()) {
    const error = Math.sqrt(look.alphaSpent / runs);
    expect(Math.abs(crossed[k]! / runs - look.alphaSpent)).toBeLessThan(4 * error);
  }
});

test('alpha is spent exactly, whatever the looks, and bounds never fall below the plain one', () => {
  const gaps = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
  const designs = [
    'lan-demets-obrien-fleming',
    'lan-demets-pocock',
    'hwang-shih-decani',
    'kim-demets',
    'pocock',
  ] as const;
  fc.assert(
    fc.property(gaps, fc.constantFrom(...designs), fc.constantFrom(1, 2), (steps, design, sides) => {
      const whole = steps.reduce((sum, step) => sum + step, 0);
      const information = steps.map((_, k) => steps.slice(0, k + 1).reduce((sum, step) => sum + step, 0) / whole);
      const { looks } = run({ information, design, sides, alpha: 0.05 });
      expect(looks.at(-1)?.cumulativeAlphaSpent).toBeCloseTo(0.05, 8);
      const plain = -normalQuantile(0.05 / sides, 0, 1);
      for (const look of looks) expect(look.upperZ).toBeGreaterThan(plain - 1e-6);
    }),
    { numRuns: 20 },
  );
});

test('the Beta-Blocker Heart Attack Trial stops at its sixth look', () => {
  const { decisions, action } = run(groupSequential.example.inputs);
  expect(decisions.map((decision) => decision.action)).toEqual([...Array(5).fill('continue'), 'stop']);
  expect(decisions[5]?.upperZ).toBeCloseTo(2.23, 1);
  expect(action).toBe('stop');
});

test('repeated intervals leave 0 out exactly where the bound is crossed', () => {
  const observed = [
    { estimate: 1, standardError: 0.5 },
    { estimate: 1.2, standardError: 0.3 },
  ];
  for (const { crossed, repeatedInterval } of run({ looks: 3, observed }).decisions)
    expect(repeatedInterval && repeatedInterval.low > 0).toBe(crossed);
  expect(run({ looks: 3, observed: [2] }).decisions[0]?.stagewiseP).toBeCloseTo(0.0455, 4);
});

test('falling information, numbers of people for shares, more results than looks: refused; very early, unfinished and overrun looks: warned of', () => {
  expect(() => run({ information: [0.5, 0.4] })).toThrow(expect.objectContaining({ id: 'information-order' }));
  expect(() => run({ information: [100, 200, 500] })).toThrow(
    expect.objectContaining({ id: 'information-not-shares' }),
  );
  expect(() => run({ looks: 1, observed: [1, 2] })).toThrow(expect.objectContaining({ id: 'too-many-seen' }));
  const ids = (inputs: Parameters<typeof run>[0]) => run(inputs).warnings.map(({ id }) => id);
  expect(ids({ information: [0.01, 1] })).toEqual(['bound-out-of-reach']);
  expect(ids({ information: [0.3, 0.8] })).toEqual(['not-at-full-information']);
  expect(ids({ looks: 3, observed: [5, 1] })).toEqual(['crossed-before']);
});
