import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPaths, type PathRow } from '../../../tests/methods/any-paths.ts';
import { reference, referenceText } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { shapleyAttribution } from './shapley-attribution.ts';

const ask = (inputs: object, seed = 1) => answerMethod(shapleyAttribution, inputs, { seed });

function orders<Of>(of: readonly Of[]): Of[][] {
  if (of.length === 0) return [[]];
  return of.flatMap((first, at) => orders(of.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

/** By definition: the mean over all orders of what each channel adds. */
function bruteForce(rows: readonly PathRow[], game: 'conversions' | 'rate'): Map<string, number> {
  const channels = [...new Set(rows.flatMap(({ path }) => path))].sort();
  const worth = (set: ReadonlySet<string>) => {
    const within = rows.filter(({ path }) => path.every((channel) => set.has(channel)));
    const converted = within.reduce((sum, { conversions }) => sum + conversions, 0);
    const all = within.reduce((sum, { conversions, nulls }) => sum + conversions + nulls, 0);
    return game === 'conversions' ? converted : all === 0 ? 0 : converted / all;
  };
  const shares = new Map(channels.map((channel) => [channel, 0]));
  const every = orders(channels);
  for (const order of every)
    order.forEach((channel, at) => {
      const added = worth(new Set(order.slice(0, at + 1))) - worth(new Set(order.slice(0, at)));
      shares.set(channel, (shares.get(channel) ?? 0) + added / every.length);
    });
  return shares;
}

test('10,000 paths of 12 channels equal the subset sums in R', async () => {
  const { inputs, expected, tolerance } = reference('attribution_pathdata');
  const paths = referenceText(inputs.file)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([path, conversions, , nulls]) => ({ path, conversions: Number(conversions), nulls: Number(nulls) }));
  const { channels, exact } = await ask({ paths });
  expect(exact).toBe(true);
  for (const { channel, conversions } of channels)
    expect(Math.abs(conversions - expected.shapley_set_game[channel])).toBeLessThan(tolerance.shapley);
});

test.each(['conversions', 'rate'] as const)('game %s equals the mean over all orders', async (game) => {
  await fc.assert(
    fc.asyncProperty(anyPaths, async (paths) => {
      const { channels, totalConversions } = await ask({ paths, game });
      const expected = bruteForce(paths, game);
      const whole = [...expected.values()].reduce((sum, one) => sum + one, 0);
      for (const { channel, conversions } of channels)
        expect(conversions).toBeCloseTo(((expected.get(channel) ?? 0) / whole) * totalConversions, 7);
    }),
    { numRuns: 40 },
  );
});

test('sampled orders come within their standard error of the exact credit', async () => {
  const paths = [
    { path: 'a > b', conversions: 20, nulls: 80 },
    { path: 'b > c > d', conversions: 30, nulls: 40 },
    { path: 'd', conversions: 5, nulls: 200 },
    { path: 'c > e > a', conversions: 12, nulls: 9 },
  ];
  for (const game of ['conversions', 'rate'] as const) {
    const exact = await ask({ paths, game });
    const drawn = await ask({ paths, game, estimate: 'sampled', samples: 2000 });
    drawn.channels.forEach(({ conversions, standardError }, c) => {
      const off = Math.abs(conversions - (exact.channels[c]?.conversions ?? Number.NaN));
      expect(off).toBeLessThanOrEqual(4 * standardError + 1e-9);
    });
    expect(drawn.channels.reduce((sum, { conversions }) => sum + conversions, 0)).toBeCloseTo(67, 8);
    expect(drawn.warnings.map(({ id }) => id)).toContain('sampled');
  }
});

test('sixteen channels: the rate game is sampled with its error, conversions stay exact', async () => {
  const paths = Array.from({ length: 16 }, (_, c) => ({
    path: [`c${c}`, `c${(c + 1) % 16}`],
    conversions: c + 1,
    nulls: 20,
  }));
  const rate = await ask({ paths, game: 'rate', samples: 300 });
  expect(rate.exact).toBe(false);
  expect(Math.min(...rate.channels.map(({ standardError }) => standardError))).toBeGreaterThan(0);
  expect((await ask({ paths })).exact).toBe(true);
});

test('a channel that lowers the rate is credited below zero in the rate game, and warned of', async () => {
  const { channels, warnings } = await ask({
    game: 'rate',
    paths: [
      { path: 'good', conversions: 200, nulls: 100 },
      { path: 'good > bad', conversions: 1, nulls: 900 },
    ],
  });
  expect(channels.find(({ channel }) => channel === 'bad')?.conversions).toBeLessThan(0);
  expect(warnings.map(({ id }) => id)).toContain('negative-credit');
});

test('one channel takes all, and repeated touches count once', async () => {
  const { channels } = await ask({ paths: [{ path: 'a > a > b', conversions: 4, value: 10 }] });
  expect(channels.map(({ conversions, value }) => [conversions, value])).toEqual([
    [2, 5],
    [2, 5],
  ]);
});

test('nobody converted: refused by name', async () => {
  await expect(ask({ paths: [{ path: 'a', conversions: 0, nulls: 4 }] })).rejects.toThrow(
    expect.objectContaining({ id: 'no-conversions' }),
  );
});
