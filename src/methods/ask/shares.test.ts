import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { exampleProblems } from '../../../tests/methods/example.ts';
import { reference } from '../../../tests/methods/reference.ts';
import { marginOfError } from './margin-of-error.ts';
import { proportionInterval } from './proportion-interval.ts';
import { sampleSize } from './sample-size.ts';
import { seanEllisTest } from './sean-ellis-test.ts';

type Inputs<M extends { inputs: z.ZodType }> = z.input<M['inputs']>;
const needed = (inputs: Inputs<typeof sampleSize>) => sampleSize.run(sampleSize.inputs.parse(inputs));
const margin = (inputs: Inputs<typeof marginOfError>) => marginOfError.run(marginOfError.inputs.parse(inputs));
const shareOf = (inputs: Inputs<typeof proportionInterval>) =>
  proportionInterval.run(proportionInterval.inputs.parse(inputs));
const tested = (inputs: Inputs<typeof seanEllisTest>) => seanEllisTest.run(seanEllisTest.inputs.parse(inputs));

describe('sample size', () => {
  const { inputs, expected, tolerance } = reference('survey_sample_size_krejcie_morgan');
  const table: number[][] = inputs.population.map((population: number, i: number) => [
    population,
    expected.formula_unrounded[i],
    expected.sample_size[i],
  ]);

  test.each(table)('Krejcie and Morgan (1970), Table 1: of %i', (population, formula, printed) => {
    const result = needed({ population, chiSquare: 3.841 });
    expect(Math.abs(result.unrounded - (formula ?? 0))).toBeLessThan(tolerance.formula);
    expect(Math.abs(result.roundedToNearest - (printed ?? 0))).toBeLessThanOrEqual(tolerance.printed);
    expect(result.sampleSize).toBe(Math.ceil(formula ?? 0));
  });

  test('without a population: 385 for five points at 95 %, 2401 for two', () => {
    expect([needed({}).sampleSize, needed({ margin: 0.02 }).sampleSize]).toEqual([385, 2401]);
  });

  test('the margin of the size it asks for is met, and of one fewer is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 100_000 }),
        fc.double({ min: 0.01, max: 0.1, noNaN: true }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (population, width, share) => {
          const { sampleSize: answers } = needed({ population, margin: width, share });
          expect(margin({ answers, population, share }).margin).toBeLessThanOrEqual(width + 1e-9);
          if (answers > 1) expect(margin({ answers: answers - 1, population, share }).margin).toBeGreaterThan(width);
        },
      ),
    );
  });

  test('a low response rate asks for more than there are: warned of', () => {
    const result = needed({ population: 400, responseRate: 0.2, designEffect: 1.5 });
    expect(result).toMatchObject({ sampleSize: 295, invitations: 1475 });
    expect(result.warnings.map(({ id }) => id)).toEqual(['population-too-small']);
  });

  test('a population of one, and a share near the edge', () => {
    expect(needed({ population: 1 }).sampleSize).toBe(1);
    expect(needed({ share: 0.001, margin: 0.01 }).warnings.map(({ id }) => id)).toEqual(['share-near-edge']);
  });
});

describe('margin of error', () => {
  const { inputs, expected, tolerance } = reference('survey_proportion_ci_margin');
  test.each<[{ p: number; n: number; N?: number }, number]>(
    inputs.moe_cases.map((given: unknown, i: number) => [given, expected.moe[i]]),
  )('R: %j', ({ p, n, N }, oracle) => {
    const result = margin({ share: p, answers: n, ...(N === undefined ? {} : { population: N }) });
    expect(Math.abs(result.margin - oracle)).toBeLessThan(tolerance.abs);
  });

  test('a census has none; more answers than people are refused; a design effect of four doubles it', () => {
    expect(margin({ answers: 10, population: 10 })).toMatchObject({ margin: 0, warnings: [{ id: 'census' }] });
    expect(() => margin({ answers: 11, population: 10 })).toThrow(expect.objectContaining({ field: 'answers' }));
    expect(margin({ answers: 90, designEffect: 4 }).margin).toBeCloseTo(2 * margin({ answers: 90 }).margin, 12);
    expect(margin({ answers: 10, share: 0 }).warnings.map(({ id }) => id)).toEqual(['too-few-answers']);
  });
});

test('more answers never widen the margin, a finite population never does, and half has the widest', () => {
  const counts = fc.record({ answers: fc.integer({ min: 1, max: 5000 }), more: fc.nat(5000), beyond: fc.nat(5000) });
  fc.assert(
    fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), ({ answers, more, beyond }, share) => {
      const of = (inputs: Inputs<typeof marginOfError>) => marginOfError.run(marginOfError.inputs.parse(inputs)).margin;
      expect(of({ answers: answers + more, share })).toBeLessThanOrEqual(of({ answers, share }));
      expect(of({ answers, share, population: answers + beyond })).toBeLessThanOrEqual(of({ answers, share }));
      expect(of({ answers, share })).toBeLessThanOrEqual(of({ answers }));
    }),
  );
});

describe('share with its interval', () => {
  test('all six hold the share, and the headline is the one asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 80 }), (successes, more) => {
        const result = shareOf({ successes, trials: successes + more, interval: 'jeffreys' });
        expect(result.share).toMatchObject(result.intervals.jeffreys);
        for (const { low, high } of Object.values(result.intervals)) {
          expect(low).toBeLessThanOrEqual(result.share.estimate);
          expect(high).toBeGreaterThanOrEqual(result.share.estimate);
        }
      }),
    );
  });

  test("Jeffreys' bounds for one of two cut equal tails off Beta(1.5, 1.5), whose distribution is a closed form", () => {
    const { low, high } = shareOf({ successes: 1, trials: 2 }).intervals.jeffreys;
    const below = (x: number) => (2 / Math.PI) * (Math.asin(Math.sqrt(x)) - (1 - 2 * x) * Math.sqrt(x * (1 - x)));
    expect([below(low), below(high)]).toEqual([expect.closeTo(0.025, 9), expect.closeTo(0.975, 9)]);
  });

  test('no answers, more successes than answers: refused by name; none of twenty: warned of', () => {
    expect(() => shareOf({ successes: 0, trials: 0 })).toThrow(expect.objectContaining({ field: 'trials' }));
    const against = { successes: 3, trials: 2 };
    expect(() => shareOf({ successes: 1, trials: 2, against })).toThrow(
      expect.objectContaining({ field: 'against.successes' }),
    );
    expect(shareOf({ successes: 0, trials: 20 }).warnings.map(({ id }) => id)).toEqual([
      'too-few-answers',
      'boundary-solution',
    ]);
  });
});

describe('Sean Ellis test', () => {
  test('lists and counts agree; those who left are out of the share', () => {
    const listed = tested({ answers: ['very', 'somewhat', 'not', 'no-longer-use', null, 'very'] }).group;
    const counts = { veryDisappointed: 2, somewhatDisappointed: 1, notDisappointed: 1, noLongerUse: 1 };
    expect(listed).toEqual({ ...tested({ answers: counts }).group, missing: 1 });
    expect(listed).toMatchObject({ answers: 4, share: { estimate: 0.5 } });
  });

  test('how many of how many is enough; more than the total is refused', () => {
    const counts = { veryDisappointed: 20, somewhatDisappointed: 20, notDisappointed: 10 };
    const known = tested({ answers: counts }).group;
    expect(tested({ answers: { veryDisappointed: 20, total: 50 } }).group).toEqual({
      ...known,
      somewhatDisappointed: null,
      notDisappointed: null,
    });
    expect(() => tested({ answers: { veryDisappointed: 51, total: 50 } })).toThrow(
      expect.objectContaining({ id: 'more-than-total', field: 'answers.veryDisappointed' }),
    );
  });

  test('the exact p is the binomial tail summed by hand', () => {
    // At least 2 of 3 at 0.4: 3 * 0.16 * 0.6 + 0.064
    const counts = { veryDisappointed: 2, somewhatDisappointed: 1, notDisappointed: 0 };
    expect(tested({ answers: counts }).group.p).toBeCloseTo(0.352, 12);
  });

  test('more who would miss it never lower the probability of being above', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), (k) => {
        const at = (veryDisappointed: number) =>
          tested({ answers: { veryDisappointed, somewhatDisappointed: 100 - veryDisappointed, notDisappointed: 0 } })
            .group;
        expect(at(k + 1).probabilityAbove).toBeGreaterThanOrEqual(at(k).probabilityAbove);
        expect(at(k + 1).p).toBeLessThanOrEqual(at(k).p);
      }),
    );
  });

  test('verdicts at 60, 40 and 20 of a hundred', () => {
    const verdict = (k: number) =>
      tested({ answers: { veryDisappointed: k, somewhatDisappointed: 100 - k, notDisappointed: 0 } }).group.verdict;
    expect([verdict(60), verdict(40), verdict(20)]).toEqual(['above', 'undecided', 'below']);
  });

  test('nobody who uses it: refused; everybody alike: warned of', () => {
    expect(() => tested({ answers: ['no-longer-use', null] })).toThrow(expect.objectContaining({ id: 'no-answers' }));
    expect(tested({ answers: ['very'] }).warnings.map(({ id }) => id)).toEqual([
      'too-few-answers',
      'boundary-solution',
    ]);
  });
});

test('the examples run', async () => {
  expect(await exampleProblems(sampleSize)).toEqual([]);
  expect(await exampleProblems(marginOfError)).toEqual([]);
  expect(await exampleProblems(proportionInterval)).toEqual([]);
  expect(await exampleProblems(seanEllisTest)).toEqual([]);
});
