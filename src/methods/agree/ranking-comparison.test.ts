import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { kendallTau } from './rank-correlation.ts';
import { rankingComparison } from './ranking-comparison.ts';
import { rankBiasedOverlap } from './ranking-overlap.ts';

const ask = (first: unknown, second: unknown, persistence = 0.9) =>
  answerMethod(rankingComparison, { first, second, persistence });

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) => ordersOf(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}

/** Every way to break the ties. */
function brokenOf(ranking: readonly (readonly string[])[]): string[][] {
  return ranking.reduce<string[][]>(
    (so, group) => so.flatMap((before) => ordersOf(group).map((order) => [...before, ...order])),
    [[]],
  );
}

describe('Kendall and Spearman', () => {
  test('R cor.test(method = "kendall") on 1:7 and 2 1 4 3 7 6 5: exact p by all orders', () => {
    const first = [1, 2, 3, 4, 5, 6, 7];
    const { tau, p } = kendallTau(first, [2, 1, 4, 3, 7, 6, 5]);
    expect(tau).toBeCloseTo(11 / 21, 12);
    const all = ordersOf(first).map((order) => kendallTau(first, order).discordant);
    const few = all.filter((count) => count <= 5).length / all.length;
    expect(p).toBeCloseTo(2 * few, 12);
  });

  test('with ties: tau-b and its variance by hand', () => {
    const { tau, p, tiedInFirst, tiedInSecond } = kendallTau([1, 2, 2, 3], [1, 2, 3, 3]);
    expect([tiedInFirst, tiedInSecond]).toEqual([1, 1]);
    expect(tau).toBeCloseTo(4 / 5, 12);
    // 4·3·13/18 - 2·(2·1·9)/18 + (2·2)/(2·12) = 8.667 - 2 + 1/6; z = 4 / sqrt(6.8333)
    expect(p).toBeCloseTo(0.12597, 4);
  });

  test('more than fifty: normal', () => {
    const long = Array.from({ length: 60 }, (_, i) => i);
    expect(kendallTau(long, long.toReversed())).toMatchObject({ tau: -1, exact: false });
  });
});

const groups = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e'], { minLength: 1 }).chain((names) =>
  fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }).map((cuts) => {
    const found: string[][] = [];
    names.forEach((name, i) => {
      const last = found.at(-1);
      if (last === undefined || cuts[i]) found.push([name]);
      else last.push(name);
    });
    return found;
  }),
);

describe('rank-biased overlap', () => {
  test('of full lists without ties is the sum of its definition', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        fc.double({ min: 0.1, max: 0.95, noNaN: true }),
        (order, p) => {
          const one = order.toSorted().map((item) => [String(item)]);
          const other = order.map((item) => [String(item)]);
          let sum = 0;
          for (let d = 1; d < 2000; d++) {
            const top = new Set(order.slice(0, d));
            const common = d >= 6 ? d : [0, 1, 2, 3, 4, 5].slice(0, d).filter((item) => top.has(item)).length;
            sum += (1 - p) * p ** (d - 1) * (common / d);
          }
          expect(rankBiasedOverlap(one, other, p).extrapolated).toBeCloseTo(sum, 9);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('with ties is the mean over all ways of breaking them; bounds hold; it does not matter which is first', () => {
    fc.assert(
      fc.property(groups, groups, (one, other) => {
        const { extrapolated, minimum, maximum } = rankBiasedOverlap(one, other, 0.8);
        const pairs = brokenOf(one).flatMap((a) => brokenOf(other).map((b) => [a, b] as const));
        const singles = (names: readonly string[]) => names.map((name) => [name]);
        const mean =
          pairs.reduce((sum, [a, b]) => sum + rankBiasedOverlap(singles(a), singles(b), 0.8).extrapolated, 0) /
          pairs.length;
        expect(extrapolated).toBeCloseTo(mean, 9);
        expect(minimum).toBeLessThanOrEqual(extrapolated + 1e-9);
        expect(maximum).toBeGreaterThanOrEqual(extrapolated - 1e-9);
        expect(maximum).toBeLessThanOrEqual(1);
        expect(rankBiasedOverlap(other, one, 0.8).extrapolated).toBeCloseTo(extrapolated, 9);
      }),
      { numRuns: 60 },
    );
  });

  test('least and most, of lists that go on: one common item of two', () => {
    // a b … against a c …: least counts 1/d for ever; most has b and c matched at once from depth 3 on.
    const { minimum, maximum } = rankBiasedOverlap([['a'], ['b']], [['a'], ['c']], 0.5);
    expect(minimum).toBeCloseTo(Math.LN2, 12);
    let most = 0;
    for (let d = 1; d < 60; d++) most += 0.5 ** d * (d === 1 ? 1 : d === 2 ? 0.5 : 1);
    expect(maximum).toBeCloseTo(most, 12);
  });
});

test('the same ranking agrees wholly, its reverse not at all, and scores say the same as lists', async () => {
  const same = await ask(['a', 'b', 'c', 'd', 'e'], { a: 9, b: 7, c: 5, d: 3, e: 1 });
  expect(same).toMatchObject({ tau: { tau: 1 }, spearman: 1, firstParting: null, warnings: [] });
  expect(same.overlap.extrapolated).toBeCloseTo(1, 12);
  const reverse = await ask(['a', 'b', 'c', 'd', 'e'], ['e', 'd', 'c', 'b', 'a']);
  expect(reverse).toMatchObject({ tau: { tau: -1 }, spearman: -1, firstParting: 1 });
  expect(reverse.moved[0]).toMatchObject({ name: 'a', difference: 4, disagreements: 4 });
});

test('nothing in common, all tied, one item: no correlation, and it is said', async () => {
  const apart = await ask(['a', 'b'], ['c']);
  expect(apart).toMatchObject({
    common: 0,
    tau: { tau: null, p: null },
    spearman: null,
    overlap: { extrapolated: 0, minimum: 0 },
  });
  expect(apart.warnings.map(({ id }) => id)).toEqual(['few-common', 'not-in-both', 'all-tied']);
  expect((await ask([['a', 'b', 'c']], ['a', 'b', 'c'])).tau.tau).toBeNull();
  expect((await ask(['a'], ['a'])).overlap.extrapolated).toBeCloseTo(1, 12);
});

test('an empty ranking and an item twice are refused', async () => {
  await expect(ask([], ['a'])).rejects.toMatchObject({ id: 'ranking-empty', field: 'first' });
  await expect(ask(['a'], ['b', ['b']])).rejects.toMatchObject({ id: 'item-twice', field: 'second' });
});

test('rankings without a common item are not called alike', async () => {
  expect((await ask(['a', 'b'], ['c', 'd'])).reading).toBe(
    'The two rankings have no item in common: nothing can be compared.',
  );
});
