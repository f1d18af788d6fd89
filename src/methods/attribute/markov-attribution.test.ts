import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPaths, type PathRow } from '../../../tests/methods/any-paths.ts';
import { reference, referenceText } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { markovAttribution } from './markov-attribution.ts';

const ask = (inputs: object) => answerMethod(markovAttribution, { resamples: 0, ...inputs });

/** The chance to convert by walking probability mass through the chain step by step, with the states written as text. */
function walked(rows: readonly PathRow[], order: number, removed?: string): number {
  const counts = new Map<string, Map<string, number>>();
  const count = (from: string, to: string, by: number) => {
    const row = counts.get(from) ?? new Map<string, number>();
    counts.set(from, row.set(to, (row.get(to) ?? 0) + by));
  };
  for (const { path, conversions, nulls } of rows) {
    const touched = path.filter((one, at) => one !== path[at - 1]);
    let at = 'start';
    touched.forEach((_, t) => {
      const next = touched.slice(Math.max(0, t + 1 - order), t + 1).join();
      count(at, next, conversions + nulls);
      at = next;
    });
    count(at, 'converted', conversions);
    count(at, 'lost', nulls);
  }
  let mass = new Map([['start', 1]]);
  let converted = 0;
  for (let step = 0; step < 4000 && mass.size > 0; step++) {
    const next = new Map<string, number>();
    for (const [state, share] of mass) {
      if (state === 'converted') converted += share;
      if (state === 'converted' || state === 'lost' || state.split(',').at(-1) === removed || share < 1e-17) continue;
      const row = counts.get(state) ?? new Map<string, number>();
      const all = [...row.values()].reduce((sum, one) => sum + one, 0);
      for (const [to, by] of row) if (by > 0) next.set(to, (next.get(to) ?? 0) + (share * by) / all);
    }
    mass = next;
  }
  return converted;
}

test('the worked example of three paths: chance .333, effects .5, 1, 1, credits .2, .4, .4', async () => {
  const { inputs, expected, tolerance } = reference('attribution_markov_worked');
  const { channels, conversionProbability } = await ask(inputs);
  expect(Math.abs(conversionProbability.estimate - expected.conversion_probability)).toBeLessThan(tolerance.abs);
  for (const { channel, removalEffect, share } of channels) {
    expect(Math.abs(removalEffect.estimate - expected.removal_effect[channel])).toBeLessThan(tolerance.abs);
    expect(Math.abs(share.estimate - expected.attributed_share[channel])).toBeLessThan(tolerance.abs);
  }
});

describe('10,000 paths of 12 channels', () => {
  const { inputs, expected, tolerance } = reference('attribution_pathdata');
  const paths = referenceText(inputs.file)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([path, conversions, value, nulls]) => ({
      path,
      conversions: Number(conversions),
      value: Number(value),
      nulls: Number(nulls),
    }));

  test('order 1 equals the linear solution in R, and ChannelAttribution 2.2.4 within the noise of its simulation', async () => {
    const { channels, conversionProbability } = await ask({ paths });
    const exact = expected.markov_order1_exact;
    expect(Math.abs(conversionProbability.estimate - exact.conversion_probability)).toBeLessThan(tolerance.markov);
    for (const { channel, removalEffect, conversions, value } of channels) {
      expect(Math.abs(removalEffect.estimate - exact.removal_effect[channel])).toBeLessThan(tolerance.markov);
      expect(Math.abs(conversions - exact.attributed_conversions[channel])).toBeLessThan(tolerance.markov);
      expect(Math.abs((value ?? 0) - exact.attributed_value[channel])).toBeLessThan(tolerance.markov);
      const simulated = expected.markov_package_simulated.conversions[channel];
      expect(Math.abs(conversions - simulated)).toBeLessThan(
        tolerance.markov_vs_package.rel * Math.max(simulated, 1400),
      );
    }
  });

  test('the intervals hold the estimate and are narrow for channels seen often', async () => {
    const { channels } = await ask({ paths: paths.slice(0, 2000), resamples: 60 });
    for (const {
      removalEffect: { estimate, low, high },
    } of channels)
      expect(low <= estimate && estimate <= high).toBe(true);
    const alpha = channels[0]?.removalEffect;
    expect((alpha?.high ?? 1) - (alpha?.low ?? 0)).toBeLessThan(0.1);
    expect((alpha?.high ?? 0) - (alpha?.low ?? 0)).toBeGreaterThan(0);
  });
});

test.each([1, 2, 3])('order %i equals walking the probability through the chain', async (order) => {
  await fc.assert(
    fc.asyncProperty(anyPaths, async (paths) => {
      const { channels, conversionProbability } = await ask({ paths, order });
      const overall = walked(paths, order);
      expect(conversionProbability.estimate).toBeCloseTo(overall, 9);
      for (const { channel, removalEffect } of channels)
        expect(removalEffect.estimate).toBeCloseTo(1 - walked(paths, order, channel) / overall, 8);
    }),
    { numRuns: 30 },
  );
});

test('names and order of the paths do not matter, credits sum to all conversions', async () => {
  await fc.assert(
    fc.asyncProperty(anyPaths, async (paths) => {
      const { channels, totalConversions } = await ask({ paths });
      expect(channels.reduce((sum, { conversions }) => sum + conversions, 0)).toBeCloseTo(totalConversions, 8);
      const renamed = [...paths].reverse().map((one) => ({ ...one, path: one.path.map((channel) => `z${channel}`) }));
      const again = await ask({ paths: renamed });
      again.channels.forEach(({ share }, c) => {
        expect(share.estimate).toBeCloseTo(channels[c]?.share.estimate ?? Number.NaN, 9);
      });
    }),
    { numRuns: 30 },
  );
});

test('a higher order never predicts the next touch worse', async () => {
  await fc.assert(
    fc.asyncProperty(anyPaths, async (paths) => {
      const first = await ask({ paths, order: 1 });
      const second = await ask({ paths, order: 2 });
      expect(second.fit.logLikelihood).toBeGreaterThanOrEqual(first.fit.logLikelihood - 1e-9);
    }),
    { numRuns: 30 },
  );
});

test('the same seed gives the same intervals, another seed others', async () => {
  const paths = [
    { path: 'a > b', conversions: 40, nulls: 60 },
    { path: 'b', conversions: 10, nulls: 90 },
  ];
  const run = (seed: number) => answerMethod(markovAttribution, { paths, resamples: 100, order: 2 }, { seed });
  expect((await run(5)).channels).toEqual((await run(5)).channels);
  expect((await run(5)).channels).not.toEqual((await run(6)).channels);
});

test('one channel alone takes all; only converting paths are warned of', async () => {
  const { channels, warnings } = await ask({ paths: [{ path: 'a > a', conversions: 500 }] });
  expect(channels[0]?.removalEffect.estimate).toBe(1);
  expect(warnings.map(({ id }) => id)).toEqual(['no-null-paths']);
});

test('nobody converted, or order 4: refused by name', async () => {
  await expect(ask({ paths: [{ path: 'a', conversions: 0, nulls: 4 }] })).rejects.toThrow(
    expect.objectContaining({ id: 'no-conversions' }),
  );
  await expect(ask({ paths: [{ path: 'a', conversions: 1 }], order: 4 })).rejects.toThrow(
    expect.objectContaining({ id: 'inputs-invalid', field: 'order' }),
  );
});
