import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference, referenceText } from '../../../tests/methods/reference.ts';
import { hypergeometric2F1 } from '../numeric/hypergeometric.ts';
import { withNumericGradient } from '../numeric/minimise-smooth.ts';
import { type Random, randomFrom } from '../numeric/random.ts';
import { bgNbd } from './bg-nbd.ts';
import { bgNbdModel } from './bg-nbd-model.ts';
import { expectedFurther } from './buying-model.ts';
import { paretoNbd } from './pareto-nbd.ts';
import { paretoNbdModel } from './pareto-nbd-model.ts';
import { groupHistories, historyRows } from './purchase-history.ts';

/** Expects agreement to a share of the value. */
function agrees(got: number, want: number, share: number) {
  expect(Math.abs(got - want)).toBeLessThanOrEqual(Math.abs(want) * share);
}

const row = (frequency: number, recency: number, age: number, count = 1) => ({ frequency, recency, age, count });

const MODELS = [
  { name: 'BG/NBD', method: bgNbd, model: bgNbdModel, key: 'bgnbd' },
  { name: 'Pareto/NBD', method: paretoNbd, model: paretoNbdModel, key: 'pnbd' },
] as const;

describe.each(MODELS)('$name: CDNOW sample (published; R BTYD 2.4.3)', ({ method, key }) => {
  const { inputs, expected, tolerance } = reference('retention_bgnbd_pnbd_cdnow');
  const want = expected[key];
  const answer = method.run(
    method.inputs.parse({
      customers: { frequency: inputs.x, recency: inputs.t_x, age: inputs.T },
      horizon: 39,
      newCustomerTimes: want.expected_transactions_new_customer.t,
      predictFor: want.customers.map((one: Record<string, number>) => ({
        frequency: one.x,
        recency: one.t_x,
        age: one.T,
      })),
    }),
  );

  test('parameters and log-likelihood', () => {
    for (const [name, { estimate }] of Object.entries(answer.parameters)) {
      agrees(estimate, want[name], tolerance.params.rel);
      agrees(estimate, expected.printed[key][name], 0.002);
    }
    expect(Math.abs(answer.logLikelihood - want.loglik)).toBeLessThan(tolerance.loglik);
    expect(answer.logLikelihood).toBeGreaterThan(want.loglik - 1e-6);
    expect(answer.warnings).toEqual([]);
  });

  test('new customers, conditional expectations, chance of being active', () => {
    const { value } = want.expected_transactions_new_customer;
    value.forEach((one: number, i: number) => {
      agrees(answer.newCustomer.expectedPurchases[i]!, one, tolerance.conditional.rel);
    });
    answer.predictions.forEach((one, i) => {
      agrees(one.expectedPurchases, want.customers[i].conditional_expected_next.value, tolerance.conditional.rel);
      agrees(one.probabilityAlive, want.customers[i].p_alive, tolerance.conditional.rel);
    });
  });
});

/** Customers as the model has them: chance of leaving after each purchase, or a lifetime. */
function simulated(key: 'bgnbd' | 'pnbd', at: readonly number[], size: number) {
  const random = randomFrom(11);
  const exponential = (rate: number) => -Math.log(1 - random.uniform()) / rate;
  return Array.from({ length: size }, (_, i) => {
    const age = 20 + (i % 30);
    const rate = random.gamma(at[0]!) / at[1]!;
    const [leaves, end] = life(key, at, age, random);
    let frequency = 0;
    let recency = 0;
    for (let now = exponential(rate); now < end && frequency < 10_000; now += exponential(rate)) {
      frequency++;
      recency = now;
      if (random.uniform() < leaves) break;
    }
    return row(frequency, recency, age);
  });

  function life(which: string, [, , c = 1, d = 1]: readonly number[], age: number, draw: Random): [number, number] {
    if (which === 'bgnbd') return [draw.beta(c, d), age];
    return [0, Math.min(age, exponential(draw.gamma(c) / d))];
  }
}

describe.each(MODELS)('$name', ({ method, model, key }) => {
  const truth = key === 'bgnbd' ? [0.6, 3, 0.9, 2.1] : [0.8, 4, 0.7, 12];

  test('known parameters are recovered, and the likelihood is not below theirs', () => {
    const customers = simulated(key, truth, 4000);
    const answer = method.run(method.inputs.parse({ customers, predictFor: [] }));
    const atTruth = model.logLikelihood(groupHistories(customers))(Float64Array.from(truth), new Float64Array(4));
    expect(answer.logLikelihood).toBeGreaterThanOrEqual(atTruth);
    expect(2 * (answer.logLikelihood - atTruth)).toBeLessThan(18.5);
    for (const [i, { estimate, standardError }] of Object.values(answer.parameters).entries())
      expect(Math.abs(estimate - truth[i]!)).toBeLessThan(4 * (standardError ?? 0));
  });

  test('slopes agree with differences; the order of customers does not matter', () => {
    const positive = fc.double({ min: 0.05, max: 20, noNaN: true });
    const history = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), positive)
      .map(([x, part, age]) => row(x, x === 0 ? 0 : part * age, age));
    fc.assert(
      fc.property(
        fc.array(history, { minLength: 2, maxLength: 8 }).filter((rows) => rows.some(({ frequency: x }) => x > 0)),
        fc.tuple(positive, positive, positive, positive),
        (rows, at) => {
          const f = model.logLikelihood(groupHistories(rows));
          const slopes = new Float64Array(4);
          const differences = new Float64Array(4);
          const value = f(Float64Array.from(at), slopes);
          withNumericGradient((moved) => f(moved, new Float64Array(4)))(Float64Array.from(at), differences);
          slopes.forEach((slope, i) => {
            expect(Math.abs(slope - differences[i]!)).toBeLessThan(
              2e-5 * (1 + Math.abs(slope)) + 1e-8 * Math.abs(value),
            );
          });
          const backwards = model.logLikelihood(groupHistories([...rows].reverse()))(Float64Array.from(at), slopes);
          expect(backwards).toBeCloseTo(value, 9);
        },
      ),
    );
  });

  test.each([7, 1e12, 1e-12])('another unit of time (by %s) scales the timed parameters alone', (unit) => {
    const customers = simulated(key, truth, 800);
    const days = customers.map((one) => ({ ...one, recency: one.recency * unit, age: one.age * unit }));
    const weekly = method.run(method.inputs.parse({ customers, predictFor: [] })).parameters;
    const daily = method.run(method.inputs.parse({ customers: days, predictFor: [] })).parameters;
    const scaled = key === 'bgnbd' ? ['alpha'] : ['alpha', 'beta'];
    for (const [name, { estimate }] of Object.entries(weekly)) {
      const other = Object.entries(daily).find(([own]) => own === name)?.[1].estimate ?? 0;
      agrees(other, estimate * (scaled.includes(name) ? unit : 1), 1e-3);
    }
  });

  test('expected purchases at a = 1 or s = 1 lie between their neighbours', () => {
    const at = (third: number) => Float64Array.of(0.5, 4, third, 2);
    const value = (third: number) => expectedFurther(model, at(third), row(3, 10, 20), 15);
    agrees(value(1), (value(1 - 1e-3) + value(1 + 1e-3)) / 2, 1e-5);
    expect(model.expectedPurchases(at(1), 0)).toBeCloseTo(0, 9);
  });

  test('300 purchases, a second, a century: finite', () => {
    const at = Float64Array.from(truth);
    for (const one of [row(300, 38, 39), row(300, 1, 4000), row(1, 1e-6, 1e-5)]) {
      expect(Number.isFinite(expectedFurther(model, at, one, 100))).toBe(true);
      expect(model.probabilityAlive(at, one)).toBeGreaterThanOrEqual(0);
      expect(model.probabilityAlive(at, one)).toBeLessThanOrEqual(1);
    }
  });

  test('the example runs and reads well', () => {
    const answer = method.result.parse(method.run(method.inputs.parse(method.example.inputs)));
    expect(answer.reading).toContain('949 customers');
    expect(answer.warnings).toEqual([]);
    expect(answer.predictions).toHaveLength(73);
  });

  test('no customers, no repeat purchases, recency after age: refused by name', () => {
    const run = (customers: unknown) => () => method.run(method.inputs.parse({ customers }));
    expect(run([])).toThrow(expect.objectContaining({ id: 'no-customers' }));
    expect(run([row(0, 0, 10)])).toThrow(expect.objectContaining({ id: 'no-repeat-purchases' }));
    expect(run([row(1, 11, 10)])).toThrow(expect.objectContaining({ id: 'recency-after-age' }));
    expect(run([row(0, 3, 10)])).toThrow(expect.objectContaining({ id: 'recency-without-purchase' }));
    expect(run({ frequency: [1], recency: [], age: [3] })).toThrow(expect.objectContaining({ id: 'lengths-differ' }));
  });

  test('few customers who all behave alike: answered, with warnings and without NaN', () => {
    const answer = method.result.parse(method.run(method.inputs.parse({ customers: [row(3, 8, 10, 20)] })));
    expect(answer.warnings.map(({ id }) => id)).toContain('too-few-customers');
    expect(answer.warnings.map(({ id }) => id)).toContain('boundary-solution');
  });
});

describe('Pareto/NBD: the published form with 2F1', () => {
  /** Fader & Hardie (2005), equations 13 to 15: alpha above beta, and below. */
  function published(at: readonly number[], { frequency: x, recency, age }: ReturnType<typeof row>): number {
    const [r = 0, alpha = 0, s = 0, beta = 0] = at;
    const above = alpha >= beta;
    const high = Math.max(alpha, beta);
    const term = (t: number) =>
      hypergeometric2F1(r + s + x, above ? s + 1 : r + x, r + s + x + 1, Math.abs(alpha - beta) / (high + t)) /
      (high + t) ** (r + s + x);
    const left = (s / (r + s + x)) * (term(recency) - term(age));
    const active = (alpha + age) ** -(r + x) * (beta + age) ** -s;
    let gammas = 1;
    for (let k = 0; k < x; k++) gammas *= r + k;
    return Math.log(gammas * alpha ** r * beta ** s * (active + left));
  }

  test.each([
    [0.5, 10, 0.6, 12],
    [0.5, 12, 0.6, 3],
    [2, 4, 1, 4],
    [0.3, 0.01, 1.5, 30],
    [1.2, 50, 0.4, 0.02],
  ])('r %f, alpha %f, s %f, beta %f', (...at) => {
    for (const one of [row(0, 0, 39), row(2, 30, 39), row(7, 10, 39), row(12, 1, 25)]) {
      const rows = groupHistories([row(1, 1, 2), one]);
      const place = rows.frequency.findIndex((x, i) => x === one.frequency && rows.age[i] === one.age);
      const only = { ...rows, count: Float64Array.from(rows.count, (_, i) => (i === place ? 1 : 0)) };
      agrees(paretoNbdModel.logLikelihood(only)(Float64Array.from(at), new Float64Array(4)), published(at, one), 1e-8);
    }
  });
});

test('an order log becomes histories: days are counted once, customers who came on the last day left out', () => {
  const orders = [
    ['Ada', '2026-01-01'],
    ['Ada', '2026-01-01'],
    ['Ada', '2026-01-15'],
    ['Ben', '2026-01-08'],
    ['Cy', '2026-01-29'],
  ].map(([customer, date]) => ({ customer: customer ?? '', date: date ?? '', amount: 5 }));
  expect(historyRows({ orders, unit: 'week' })).toEqual([
    { customer: 'Ada', frequency: 1, recency: 2, age: 4, count: 1, meanValue: 5 },
    { customer: 'Ben', frequency: 0, recency: 0, age: 3, count: 1, meanValue: 0 },
  ]);
});

test('BG/NBD: customers all equally likely to leave (a and b beyond measure) are predicted without overflow', () => {
  const leaving = (size: number) => Float64Array.of(0.6, 3, 0.2 * size, 0.8 * size);
  const value = (size: number) => expectedFurther(bgNbdModel, leaving(size), row(4, 20, 30), 25);
  agrees(value(1e7), value(1e5), 1e-4);
  expect(expectedFurther(bgNbdModel, leaving(1e9), row(40, 20, 30), 2500)).toBeGreaterThan(0);
});

test('the CDNOW order log up to September 1997 gives the published histories', () => {
  const { expected, tolerance } = reference('retention_bgnbd_pnbd_cdnow');
  const lines = referenceText('data_cdnow_sample.csv').trim().split('\n').slice(1);
  const orders = lines.map((line) => {
    const [customer = '', date = ''] = line.split(',');
    return { customer, date };
  });
  const customers = { orders, until: '1997-09-30', unit: 'week' };
  const answer = bgNbd.run(bgNbd.inputs.parse({ customers, predictFor: [] }));
  expect(answer.customers).toBe(2357);
  for (const [name, { estimate }] of Object.entries(answer.parameters))
    agrees(estimate, expected.bgnbd[name], tolerance.params.rel);
});
