import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { differenceInDifferences } from './difference-in-differences.ts';

const { inputs, expected, tolerance } = reference('causal_did_kielmc');
const { outcome, treated, post } = inputs;

describe('Kiel and McClain (1995), Wooldridge table 13.2, R 4.2.2', () => {
  test('means, estimate, OLS and HC1 errors, p', async () => {
    const answer = await answerMethod(differenceInDifferences, { outcome, treated, post });
    expect(Object.values(answer.means)).toEqual(
      ['treated_before', 'treated_after', 'control_before', 'control_after'].map((name) =>
        expect.closeTo(expected.means[name], 6),
      ),
    );
    expect(Math.abs(answer.estimate - expected.did)).toBeLessThan(tolerance.did);
    expect(Math.abs((answer.ols?.standardError ?? 0) - expected.se_ols)).toBeLessThan(tolerance.se);
    expect(Math.abs((answer.hc1?.standardError ?? 0) - expected.se_hc1)).toBeLessThan(tolerance.se);
    expect(answer.ols?.t).toBeCloseTo(expected.t, 8);
    expect(answer.ols?.p).toBeCloseTo(expected.p, 8);
    expect(Math.abs(answer.estimate - expected.printed.did)).toBeLessThan(tolerance.printed);
    expect(Math.abs((answer.ols?.standardError ?? 0) - expected.printed.se)).toBeLessThan(tolerance.printed);
  });

  test('Card and Krueger (1994), table 3, from four means', async () => {
    const { treated_before, treated_after, control_before, control_after } = inputs.card_krueger_means;
    const means = {
      treatedBefore: treated_before,
      treatedAfter: treated_after,
      controlBefore: control_before,
      controlAfter: control_after,
    };
    const answer = await answerMethod(differenceInDifferences, { means });
    expect(answer.estimate).toBeCloseTo(expected.card_krueger.did_from_means, 9);
    expect(Math.abs(answer.estimate - expected.card_krueger.printed)).toBeLessThan(tolerance.card_krueger);
    expect(answer.warnings.map(({ id }) => id)).toEqual(['no-standard-error']);
  });
});

const rows = fc.array(
  fc.tuple(fc.integer({ min: -50, max: 50 }), fc.boolean(), fc.boolean(), fc.integer({ min: 0, max: 5 })),
  {
    minLength: 4,
    maxLength: 40,
  },
);
const four = [0, 1, 2, 3].map((k): [number, boolean, boolean, number] => [k * k, k < 2, k % 2 === 0, k]);

test('the estimate is the difference of the means, and neither order nor names of clusters matter', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: -9, max: 9 }), (some, shift) => {
      const all = [...some, ...four];
      const ask = (given: typeof all, name: (cluster: number) => string | number) =>
        differenceInDifferences.run({
          outcome: given.map(([value]) => value),
          treated: given.map(([, flag]) => flag),
          post: given.map(([, , flag]) => flag),
          cluster: given.map(([, , , cluster]) => name(cluster)),
          level: 0.95,
        });
      const plain = ask(all, (cluster) => cluster);
      const turned = ask([...all].reverse(), (cluster) => `c${cluster}`);
      expect(plain.estimate).toBeCloseTo(plain.didOfMeans, 8);
      expect(turned.standardError).toBeCloseTo(plain.standardError ?? 0, 8);
      const moved = ask(
        all.map(([value, a, b, c]) => [value + shift, a, b, c]),
        (cluster) => cluster,
      );
      expect(moved.estimate).toBeCloseTo(plain.estimate, 8);
    }),
    { numRuns: 60 },
  );
});

test('every row a cluster of its own: HC1 without its k', () => {
  const answer = differenceInDifferences.run({
    outcome,
    treated,
    post,
    cluster: outcome.map((_: number, i: number) => i),
    level: 0.95,
  });
  const n = outcome.length;
  expect(answer.cluster?.standardError).toBeCloseTo(expected.se_hc1 * Math.sqrt((n / (n - 1)) * ((n - 1) / n)), 4);
});

test('clusters with an error in common: the clustered interval covers the effect as often as it says, the plain one does not', () => {
  let [clustered, plain] = [0, 0];
  const runs = 200;
  for (let seed = 1; seed <= runs; seed++) {
    const { normal } = randomFrom(seed);
    const shops = Array.from({ length: 40 }, (_, shop) => ({
      shop,
      treated: shop % 2,
      shock: normal(),
      base: normal(),
    }));
    const data = shops.flatMap(({ shop, treated: group, shock, base }) =>
      [0, 1].flatMap((after) =>
        Array.from({ length: 8 }, () => ({
          shop,
          group,
          after,
          value: base + after * shock + 2 * group * after + normal(),
        })),
      ),
    );
    const answer = differenceInDifferences.run({
      outcome: data.map(({ value }) => value),
      treated: data.map(({ group }) => group === 1),
      post: data.map(({ after }) => after === 1),
      cluster: data.map(({ shop }) => shop),
      level: 0.9,
    });
    const covers = (at: { low: number; high: number } | undefined) => at !== undefined && at.low < 2 && at.high > 2;
    if (covers(answer.cluster?.interval)) clustered++;
    if (covers(answer.ols?.interval)) plain++;
  }
  expect(clustered / runs).toBeGreaterThan(0.84);
  expect(plain / runs).toBeLessThan(0.8);
});

test('covariates are held constant; groups that drifted apart before are warned of', () => {
  const moments = Array.from({ length: 24 }, (_, t) => t);
  const both = [0, 1].flatMap((group) => moments.map((t) => ({ group, t, after: Number(t >= 12) })));
  const weather = both.map((_, i) => Math.sin(i * 1.7));
  const outcomeOf = (drift: number) =>
    both.map(({ group, t, after }, i) => 5 + drift * group * t + 3 * group * after + 4 * weather[i]!);
  const ask = (drift: number) =>
    differenceInDifferences.run({
      outcome: outcomeOf(drift).map((value, i) => value + 0.1 * Math.cos(i * i)),
      treated: both.map(({ group }) => group === 1),
      post: both.map(({ after }) => after === 1),
      time: both.map(({ t }) => t),
      covariates: { weather },
      level: 0.95,
    });
  expect(ask(0).estimate).toBeCloseTo(3, 0);
  expect(ask(4).warnings.map(({ id }) => id)).toContain('pre-trends-differ');
});

describe('refused by name', () => {
  const ask = (given: object) => answerMethod(differenceInDifferences, given);
  test('nothing given, a column too short, a group empty, no row to spare', async () => {
    await expect(ask({})).rejects.toMatchObject({ id: 'rows-missing' });
    await expect(ask({ outcome: [1, 2], treated: [1], post: [0, 1] })).rejects.toMatchObject({
      id: 'lengths-differ',
      field: 'treated',
    });
    await expect(ask({ outcome: [1, 2, 3], treated: [1, 1, 0], post: [0, 1, 0] })).rejects.toMatchObject({
      id: 'group-empty',
    });
    await expect(ask({ outcome: [1, 2, 3, 4], treated: [1, 1, 0, 0], post: [0, 1, 0, 1] })).rejects.toMatchObject({
      id: 'too-few-rows',
    });
  });
});

test('a constant outcome: no effect, no width, p of 1', async () => {
  const answer = await answerMethod(differenceInDifferences, {
    outcome: Array(8).fill(3),
    treated: [1, 1, 1, 1, 0, 0, 0, 0],
    post: [0, 0, 1, 1, 0, 0, 1, 1],
  });
  expect(answer.estimate).toBeCloseTo(0, 12);
  expect(answer.standardError).toBeCloseTo(0, 12);
});

test('the example runs: the new looks brought questions on looks', async () => {
  const answer = await answerMethod(differenceInDifferences, differenceInDifferences.example.inputs);
  expect(answer.interval?.low).toBeGreaterThan(0);
});

describe('where errors cannot be had', () => {
  const cells = { treated: [0, 0, 0, 0, 1, 1, 1, 1], post: [0, 0, 1, 1, 0, 0, 1, 1] };

  test('a constant or exact outcome: no rounding is read as an effect or as an error', async () => {
    const constant = await answerMethod(differenceInDifferences, { ...cells, outcome: cells.post.map(() => 0.3) });
    expect(constant).toMatchObject({ estimate: 0, standardError: 0, p: 1 });
    const exact = await answerMethod(differenceInDifferences, { ...cells, outcome: [1, 1, 2, 2, 1, 1, 5, 5] });
    expect(exact.estimate).toBeCloseTo(3, 12);
    expect(exact).toMatchObject({ standardError: 0, p: 0, ols: { t: null } });
    expect(exact.reading).toContain('exactly 3 more');
  });

  test('one cluster for each group and time: no clustered error, rather than one of nearly zero', async () => {
    const answer = await answerMethod(differenceInDifferences, {
      ...cells,
      outcome: [1, 2, 3, 4, 2, 3, 7, 9],
      cluster: ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'],
    });
    expect(answer.cluster).toBeNull();
    expect(answer.standardError).toBe(answer.hc1?.standardError);
    expect(answer.warnings.find(({ id }) => id === 'few-clusters')?.text).toContain('no clustered error');
  });
});

/** Nine clusters of unlike sizes; numbers by rule, so that R has the same. */
function clusteredRows() {
  const rows = Array.from({ length: 9 }, (_, at) => at + 1).flatMap((g) =>
    Array.from({ length: 3 + g }, (_, i) => ({
      g,
      treated: Number(g <= 4),
      post: i % 2,
      z: (((i + 1) * 7 + g * 3) % 11) / 3,
      own: (((g * 37) % 13) - 6) / 4,
    })),
  );
  const outcome = rows.map(
    ({ treated: t, post: p, z, own }, r) =>
      2 + t + 0.5 * p + 1.2 * t * p + 0.3 * z + own + ((((r + 1) * 29) % 17) - 8) / 8,
  );
  return {
    outcome,
    treated: rows.map((row) => row.treated),
    post: rows.map((row) => row.post),
    cluster: rows.map((row) => row.g),
    z: rows.map((row) => row.z),
  };
}

test('bias-reduced clustered errors and their degrees of freedom: R 4.2.2 clubSandwich CR2, with and without a covariate', async () => {
  const { z, ...rows } = clusteredRows();
  const plain = await answerMethod(differenceInDifferences, { ...rows, errors: 'clusterBiasReduced' });
  expect(plain.standardError).toBeCloseTo(0.26446920621, 9);
  expect(plain.clusterBiasReduced?.degreesOfFreedom).toBeCloseTo(5.18641799574, 8);
  const { cluster, clusterBiasReduced: reduced } = await answerMethod(differenceInDifferences, {
    ...rows,
    covariates: { z },
  });
  expect(cluster?.standardError).toBeCloseTo(0.1735959924144, 9);
  expect(reduced?.standardError).toBeCloseTo(0.1852641021691, 9);
  expect(reduced?.degreesOfFreedom).toBeCloseTo(5.23966201001, 8);
  expect(reduced?.p).toBeCloseTo(0.00153753984034, 9);
});

test('one row a cluster: bias-reduced errors are HC2, and all clusters need not be numbers', async () => {
  const { outcome: y, treated: t, post: p } = clusteredRows();
  const answer = await answerMethod(differenceInDifferences, {
    outcome: y,
    treated: t,
    post: p,
    cluster: y.map((_, i) => `user ${i}`),
  });
  const cell = (a: number, b: number) => y.filter((_, i) => t[i] === a && p[i] === b);
  const variance = [cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)].reduce((sum, values) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return sum + values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1) / values.length;
  }, 0);
  expect(answer.clusterBiasReduced?.standardError).toBeCloseTo(Math.sqrt(variance), 9);
});
