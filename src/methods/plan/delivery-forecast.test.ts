import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../../../tests/methods/reference.ts';
import { answerMethod } from '../method.ts';
import { deliveryForecast } from './delivery-forecast.ts';

const { inputs: given, expected } = reference('planning_monte_carlo_delivery');
const base = { throughput: given.weekly_throughput, itemsLeft: given.items_left, periods: given.weeks };
const ask = (inputs: object, seed = 1) => answerMethod(deliveryForecast, { ...base, ...inputs }, { seed });
type Answer = Awaited<ReturnType<typeof ask>>;

function percentiles({ whenDone, howMany }: Answer) {
  return {
    when: whenDone?.percentiles.map(({ periods }) => periods),
    least: howMany?.atLeast.map(({ items }) => items),
  };
}
const wanted = {
  when: [50, 70, 85, 95].map((level) => expected.when_done_weeks[`p${level}`]),
  least: [50, 70, 85, 95].map((level) => expected.how_many[`at_least_p${level}`]),
};

test('exact convolution in R: percentiles, cumulative chances, mean and spread', async () => {
  const found = await ask({});
  expect(found.exact).toBe(true);
  expect(percentiles(found)).toEqual(wanted);
  expected.when_done_weeks.cdf_from_week1.forEach((chance: number, week: number) => {
    expect(found.whenDone?.chanceByPeriod[week]).toBeCloseTo(chance, 9);
  });
  expect(found.howMany?.mean).toBeCloseTo(expected.how_many.mean, 9);
  expect(found.howMany?.standardDeviation).toBeCloseTo(expected.how_many.sd, 9);
});

test('100,000 runs come within three standard errors of it, with the same percentiles', async () => {
  const found = await ask({ estimate: 'simulated' }, 4);
  expect(percentiles(found)).toEqual(wanted);
  expected.when_done_weeks.cdf_from_week1.forEach((chance: number, week: number) => {
    const error = 3 * Math.sqrt((chance * (1 - chance)) / 100_000) + 1e-5;
    expect(Math.abs((found.whenDone?.chanceByPeriod[week] ?? 0) - chance)).toBeLessThan(error);
  });
});

test('the same seed gives the same futures', async () => {
  const run = (seed: number) => ask({ estimate: 'simulated', runs: 2000 }, seed);
  expect(await run(9)).toEqual(await run(9));
  expect((await run(9)).whenDone).not.toEqual((await run(10)).whenDone);
});

test('more items never end earlier, more time never means fewer, and order does not matter', async () => {
  const history = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 15 })
    .filter((seen) => seen.some((one) => one > 0));
  await fc.assert(
    fc.asyncProperty(
      history,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 12 }),
      async (throughput, itemsLeft, periods) => {
        const here = percentiles(await ask({ throughput, itemsLeft, periods }));
        const more = percentiles(
          await ask({ throughput: [...throughput].reverse(), itemsLeft: itemsLeft + 5, periods: periods + 2 }),
        );
        here.when?.forEach((weeks, at) => {
          expect(more.when?.[at]).toBeGreaterThanOrEqual(weeks ?? 0);
        });
        here.least?.forEach((items, at) => {
          expect(more.least?.[at]).toBeGreaterThanOrEqual(items);
        });
      },
    ),
    { numRuns: 40 },
  );
});

test('constant throughput: no spread, and the date is the last day of the last period', async () => {
  const { whenDone, howMany } = await ask({ throughput: Array(10).fill(5), itemsLeft: 20, startDate: '2026-03-02' });
  expect(whenDone?.percentiles[0]).toEqual({ level: 0.5, periods: 4, date: '2026-03-29' });
  expect([whenDone?.meanPeriods, howMany?.standardDeviation]).toEqual([expect.closeTo(4, 6), 0]);
});

test('throughput in fractions is simulated; asking it exactly is refused', async () => {
  const fractions = { throughput: [1.5, 2.5, 0.5], itemsLeft: 10, runs: 1000 };
  expect((await ask(fractions)).exact).toBe(false);
  await expect(ask({ ...fractions, estimate: 'exact' })).rejects.toThrow(expect.objectContaining({ id: 'not-exact' }));
});

test('nothing left is done already; one period of history, a change between halves and a far date are warned of', async () => {
  expect((await ask({ itemsLeft: 0 })).whenDone?.percentiles[3]?.periods).toBe(0);
  expect((await ask({ throughput: [2], itemsLeft: 20 })).warnings.map(({ id }) => id)).toEqual([
    'too-few-periods',
    'far-ahead',
  ]);
  const changed = await ask({ throughput: [1, 2, 1, 2, 1, 9, 8, 9, 8, 9] });
  expect(changed.warnings.map(({ id }) => id)).toEqual(['throughput-changed']);
});

test('a team that nearly never finishes anything: chances beyond the cap are null, and said so', async () => {
  const throughput = [...Array(1199).fill(0), 1];
  for (const estimate of ['exact', 'simulated']) {
    const { warnings, whenDone, reading } = await ask({ throughput, itemsLeft: 3, estimate, runs: 500 });
    expect(warnings.map(({ id }) => id)).toEqual(['far-ahead', 'not-finished']);
    expect(whenDone?.percentiles.map(({ periods }) => periods === null)).toEqual([false, false, true, true]);
    expect(reading).toContain('is not reached within 5000 periods');
  }
});

test('what takes longer than 5,000 periods on average is refused at once', async () => {
  await expect(ask({ throughput: [3, 5, 2], itemsLeft: 1_000_000 })).rejects.toThrow(
    expect.objectContaining({ id: 'too-far' }),
  );
});

test('part of an item takes as long as a whole one, exactly; fractions as small as 1e-12 are items too', async () => {
  const whole = await ask({ throughput: [3, 5, 2], itemsLeft: 11 });
  const part = await ask({ throughput: [3, 5, 2], itemsLeft: 10.5 });
  expect([part.exact, part.whenDone]).toEqual([true, whole.whenDone]);
  const tiny = await ask({ throughput: [1e-12, 2e-12, 2e-12], itemsLeft: 2e-12 });
  expect(tiny.whenDone?.percentiles.map(({ periods }) => periods)).toEqual([1, 2, 2, 2]);
});

test('no throughput, nothing asked, negative counts: refused by name', async () => {
  const refused = (inputs: object, id: string) => expect(ask(inputs)).rejects.toThrow(expect.objectContaining({ id }));
  await refused({ throughput: [0, 0] }, 'no-throughput');
  await refused({ itemsLeft: undefined, periods: undefined }, 'nothing-asked');
  await refused({ throughput: [-1] }, 'inputs-invalid');
});
