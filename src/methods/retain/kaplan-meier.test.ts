import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { kaplanMeier } from './kaplan-meier.ts';

const ask = (inputs: unknown) => kaplanMeier.run(kaplanMeier.inputs.parse(inputs));

describe('Freireich et al. (1963), R survival 3.5.3', () => {
  const { inputs, expected, tolerance } = reference('retention_kaplan_meier_6mp');
  const names = ['sixmp', 'control'] as const;
  const customers = {
    time: names.flatMap((name) => inputs[name].time),
    event: names.flatMap((name) => inputs[name].event),
    group: names.flatMap((name) => inputs[name].time.map(() => name)),
  };
  const near = (want: (number | null)[]) => want.map((one) => (one === null ? null : expect.closeTo(one, 6)));
  const answers = { 'log-log': ask({ customers }), log: ask({ customers, confidenceType: 'log' }) };

  test.each(names.map((name, i) => [name, i] as const))('%s: curve, errors and bands', (name, i) => {
    const want = expected[name];
    const one = answers['log-log'].groups[i]!;
    expect([one.customers, one.events]).toEqual([want.n, want.events]);
    expect(one.curve.map(({ time }) => time)).toEqual(want.times);
    expect(one.curve.map(({ atRisk }) => atRisk)).toEqual(want.at_risk);
    expect(one.curve.map(({ survival }) => survival)).toEqual(near(want.survival));
    expect(one.curve.map(({ standardError }) => standardError)).toEqual(near(want.std_err_greenwood));
    expect(one.curve.map(({ low }) => low)).toEqual(near(want.ci95_loglog_lower));
    expect(one.curve.map(({ high }) => high)).toEqual(near(want.ci95_loglog_upper));
    expect(answers.log.groups[i]?.curve.map(({ low }) => low)).toEqual(near(want.ci95_log_lower));
    expect(answers.log.groups[i]?.curve.map(({ high }) => high)).toEqual(near(want.ci95_log_upper));
    expect([one.median.time, one.quantiles[0]?.time]).toEqual([want.median, want.q25]);
    expect(one.restrictedMean.limit).toBe(want.rmst_to_last.tau);
    expect(one.restrictedMean.value).toBeCloseTo(want.rmst_to_last.value, 6);
  });

  test('log-rank and Peto & Peto', () => {
    const { logRank, petoPeto } = answers.log;
    expect(Math.abs((logRank?.chiSquare ?? 0) - expected.logrank.chisq)).toBeLessThan(tolerance.chisq);
    expect(logRank?.p).toBeCloseTo(expected.logrank.p, 9);
    expect(logRank?.degreesOfFreedom).toBe(expected.logrank.df);
    expect(logRank?.observed).toEqual(expected.logrank.observed);
    expect(logRank?.expected).toEqual(near(expected.logrank.expected));
    expect(Math.abs((petoPeto?.chiSquare ?? 0) - expected.logrank.peto_peto_chisq)).toBeLessThan(tolerance.chisq);
  });
});

describe('conventions of R survival on the same trial', () => {
  const { inputs } = reference('retention_kaplan_meier_6mp');
  const names = ['sixmp', 'control'] as const;
  const customers = {
    time: names.flatMap((name) => inputs[name].time),
    event: names.flatMap((name) => inputs[name].event),
    group: names.flatMap((name) => inputs[name].time.map(() => name)),
  };

  test.each([
    ['logit', [0.6386494523, 0.5832326835, 0.5247784845], [0.9532031321, 0.9256456835, 0.8937400106]],
    ['arcsin', [0.6798301228, 0.6134557064, 0.5462151582], [0.9701145036, 0.9437581599, 0.9119466459]],
  ])('survfit conf.type %s', (confidenceType, low, high) => {
    const curve = ask({ customers, confidenceType }).groups[0]?.curve.slice(0, 3);
    expect(curve?.map((point) => point.low)).toEqual(low.map((value) => expect.closeTo(value, 9)));
    expect(curve?.map((point) => point.high)).toEqual(high.map((value) => expect.closeTo(value, 9)));
  });

  test.each([
    ['survdiff rho 0.5', { rho: 0.5 }, 15.70639335],
    ['survdiff rho 2', { rho: 2 }, 12.3338379],
    ['late times, by hand', { gamma: 1 }, 13.048448624],
  ])('weighted log-rank: %s', (_, weights, chiSquare) => {
    expect(ask({ customers, ...weights }).weighted?.chiSquare).toBeCloseTo(chiSquare, 7);
  });

  test('without weights it is the log-rank test, with rho 1 Peto and Peto’s', () => {
    const [plain, early] = [ask({ customers }), ask({ customers, rho: 1 })];
    expect([plain.weighted, early.weighted]).toEqual([plain.logRank, early.petoPeto]);
  });
});

const customer = fc.record({
  time: fc.integer({ min: 0, max: 12 }),
  event: fc.boolean(),
  group: fc.constantFrom('a', 'b', 'c'),
});
const crowd = fc.array(customer, { minLength: 1, maxLength: 60 });

test('order, counts in place of rows, and another unit of time change nothing else', () => {
  fc.assert(
    fc.property(crowd, (customers) => {
      const plain = ask({ customers: customers.map((one) => ({ ...one, group: 'a' })) }).groups;
      const doubled = customers.map((one) => ({ ...one, group: 'a', time: one.time * 7, count: 1 }));
      const other = ask({ customers: doubled.toReversed() }).groups;
      expect(other[0]?.curve.map(({ survival }) => survival)).toEqual(plain[0]?.curve.map(({ survival }) => survival));
      expect(other[0]?.restrictedMean.value).toBeCloseTo((plain[0]?.restrictedMean.value ?? 0) * 7, 9);
    }),
  );
});

test('the curve never rises, stays in its band, and is the plain share where nobody is censored', () => {
  fc.assert(
    fc.property(crowd, fc.constantFrom('plain', 'log', 'log-log'), (customers, confidenceType) => {
      const everybody = customers.map(({ time }) => ({ time, event: true }));
      for (const one of [...ask({ customers, confidenceType }).groups, ...ask({ customers: everybody }).groups]) {
        let before = 1;
        for (const { survival, low, high } of one.curve) {
          expect(survival).toBeLessThanOrEqual(before);
          if (low !== null) expect(low).toBeLessThanOrEqual(survival);
          if (high !== null) expect(high).toBeGreaterThanOrEqual(survival - 1e-15);
          before = survival;
        }
      }
      for (const { time, survival } of ask({ customers: everybody }).groups[0]!.curve) {
        const share = everybody.filter((one) => one.time > time).length / everybody.length;
        expect(survival).toBeCloseTo(share, 12);
      }
    }),
  );
});

test('the names of the groups do not matter to the test, and groups that are copies do not differ', () => {
  fc.assert(
    fc.property(crowd, (customers) => {
      const renamed = customers.map((one) => ({ ...one, group: { a: 'z', b: 'y', c: 'x' }[one.group] ?? '' }));
      const one = ask({ customers }).logRank;
      const other = ask({ customers: renamed.toReversed() }).logRank;
      if (one !== null && other !== null) expect(other.chiSquare).toBeCloseTo(one.chiSquare, 6);
      const twins = ask({
        customers: ['left', 'right'].flatMap((group) => customers.map((c) => ({ ...c, group }))),
      }).logRank;
      if (twins !== null) expect(twins.chiSquare).toBeCloseTo(0, 9);
    }),
  );
});

test('a step that rests exactly on a half: the median is the middle of the step', () => {
  const { groups } = ask({ customers: { time: [1, 2, 3, 4], event: [1, 1, 1, 1] } });
  expect(groups[0]?.median.time).toBe(2.5);
});

test('nobody left, one customer, groups that never meet: answered with warnings, no NaN', () => {
  const ids = (inputs: unknown) => kaplanMeier.result.parse(ask(inputs)).warnings.map(({ id }) => id);
  expect(ids({ customers: { time: [1, 2], event: [0, 0] } })).toEqual(['no-events']);
  expect(ids({ customers: [{ time: 3, event: true }] })).toEqual(['too-few-events', 'few-at-risk']);
  const apart = { time: [5, 6, 0, 0], event: [1, 1, 0, 0], group: ['a', 'a', 'b', 'b'] };
  expect(ids({ customers: apart })).toContain('not-comparable');
});

test('asked beyond the last time observed: null; empty and unlike columns: refused by name', () => {
  const { groups } = ask({ customers: { time: [1, 5], event: [1, 0] }, times: [0, 1, 4, 9] });
  expect(groups[0]?.survivalAt.map(({ survival }) => survival)).toEqual([1, 0.5, 0.5, null]);
  expect(() => ask({ customers: [] })).toThrow(expect.objectContaining({ id: 'no-customers' }));
  expect(() => ask({ customers: { time: [1, 2], event: [1] } })).toThrow(
    expect.objectContaining({ id: 'lengths-differ' }),
  );
});

test('the example runs', () => {
  const answer = kaplanMeier.result.parse(ask(kaplanMeier.example.inputs));
  expect(answer.groups.map(({ name }) => name)).toEqual(['Fiber optic', 'DSL']);
});

test('the drawn curve runs on to where the last customer was seen', () => {
  const { picture } = ask({ customers: { time: [2, 5, 9], event: [1, 1, 0] } });
  expect(picture.series[0]?.x).toEqual([0, 2, 5, 9]);
  expect(picture.series[0]?.y.slice(2)).toEqual([expect.closeTo(1 / 3, 9), expect.closeTo(1 / 3, 9)]);
});
