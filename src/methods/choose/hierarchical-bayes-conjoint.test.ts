import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../numeric/random.ts';
import { choiceEvents, respondentInformation, respondentLikelihood } from './choice-events.ts';
import { hierarchicalBayesConjoint } from './hierarchical-bayes-conjoint.ts';
import { drawPopulation, startPopulation } from './population-draw.ts';

type Inputs = Parameters<typeof hierarchicalBayesConjoint.inputs.parse>[0];
const sampled = (inputs: Inputs, seed = 1) =>
  hierarchicalBayesConjoint.run(hierarchicalBayesConjoint.inputs.parse(inputs), { seed });

const TRUE_MEAN = { Bix: 1, Cor: -1, price: -0.5, fast: 0.8 };
const SPREAD = 0.9;
const trueMean = (name: string | undefined) => new Map(Object.entries(TRUE_MEAN)).get(name ?? '') ?? Number.NaN;

interface ChoiceColumns {
  respondents: string[];
  situations: number[];
  chosen: number[];
  attributes: { brand: string[]; price: number[]; fast: number[] };
}

/** Ten choices each among three offers, by people whose tastes are normal around `TRUE_MEAN`. */
function simulated(people: number, seed: number) {
  const random = randomFrom(seed);
  const truth: Record<string, number>[] = [];
  const table: ChoiceColumns = {
    respondents: [],
    situations: [],
    chosen: [],
    attributes: { brand: [], price: [], fast: [] },
  };
  for (let person = 0; person < people; person++) {
    const own = {
      Ada: 0,
      Bix: TRUE_MEAN.Bix + SPREAD * random.normal(),
      Cor: TRUE_MEAN.Cor + SPREAD * random.normal(),
      price: TRUE_MEAN.price + 0.5 * random.normal(),
      fast: TRUE_MEAN.fast + SPREAD * random.normal(),
    };
    truth.push(own);
    for (let task = 0; task < 10; task++) {
      const offers = [0, 1, 2].map(() => {
        const brand = (['Ada', 'Bix', 'Cor'] as const)[random.below(3)] ?? 'Ada';
        const price = 1 + random.below(5);
        const fast = random.below(2);
        const utility = own[brand] + own.price * price + own.fast * fast - Math.log(-Math.log(random.uniform()));
        return { brand, price, fast, utility };
      });
      const best = Math.max(...offers.map(({ utility }) => utility));
      for (const { brand, price, fast, utility } of offers) {
        table.respondents.push(`r${person}`);
        table.situations.push(task);
        table.chosen.push(utility === best ? 1 : 0);
        table.attributes.brand.push(brand);
        table.attributes.price.push(price);
        table.attributes.fast.push(fast);
      }
    }
  }
  return { table: { ...table, referenceLevels: { brand: 'Ada' } }, truth };
}

describe('part-worths of 150 simulated respondents', () => {
  const { table, truth } = simulated(150, 11);
  const answer = sampled({ ...table, draws: 6000 });
  const names = answer.population.map(({ name }) => name.replace('brand: ', ''));

  test('population means and spreads are recovered, and the chains have settled', () => {
    answer.population.forEach(({ mean, standardDeviation, rHat, effectiveDraws }, at) => {
      expect(Math.abs(mean - trueMean(names[at]))).toBeLessThan(4 * standardDeviation);
      expect(standardDeviation).toBeLessThan(0.3);
      expect(rHat).toBeLessThan(1.05);
      expect(effectiveDraws).toBeGreaterThan(100);
    });
    for (const { name, mean } of answer.heterogeneity)
      expect(Math.abs(mean - (name === 'price' ? 0.5 : SPREAD))).toBeLessThan(0.4);
    expect(answer.warnings).toEqual([]);
    expect(answer.acceptanceRate).toBeGreaterThan(0.4);
  });

  test('individuals go with their true tastes, and their intervals cover them as often as they say', () => {
    let covered = 0;
    const [a, b]: [number[], number[]] = [[], []];
    answer.respondents.forEach(({ coefficients }, person) => {
      names.forEach((name, at) => {
        const own = truth[person]![name]!;
        const { mean, low, high } = coefficients[at]!;
        if (low <= own && own <= high) covered++;
        if (name === 'price') return;
        a.push(own - trueMean(name));
        b.push(mean - answer.population[at]!.mean);
      });
    });
    expect(covered / (150 * 4)).toBeGreaterThan(0.9);
    expect(covered / (150 * 4)).toBeLessThan(0.99);
    const product = a.reduce((sum, value, at) => sum + value * b[at]!, 0);
    const lengths = Math.hypot(...a) * Math.hypot(...b);
    expect(product / lengths).toBeGreaterThan(0.6);
  });

  test('the same seed gives the same answer, another seed nearly', () => {
    const short = { ...simulated(30, 2).table, draws: 2000 };
    expect(sampled(short, 5)).toEqual(sampled(short, 5));
    const [one, other] = [sampled(short, 5), sampled(short, 6)];
    one.population.forEach(({ mean, standardDeviation }, at) => {
      expect(Math.abs(mean - (other.population[at]?.mean ?? 99))).toBeLessThan(0.6 * standardDeviation);
    });
  });
});

test('the unit of price changes its part-worth by the unit and nothing else', () => {
  const { table } = simulated(30, 3);
  const cents = {
    ...table,
    attributes: { ...table.attributes, price: table.attributes.price.map((value) => value * 128) },
  };
  const [one, other] = [sampled({ ...table, draws: 600 }), sampled({ ...cents, draws: 600 })];
  expect((other.population[2]?.mean ?? 0) * 128).toBeCloseTo(one.population[2]?.mean ?? 1, 6);
  expect(other.population[0]?.mean).toBeCloseTo(one.population[0]?.mean ?? 1, 6);
});

test('gradient and curvature of a respondent agree with differences', () => {
  const random = randomFrom(4);
  const rows = {
    x: Float64Array.from({ length: 27 }, () => random.normal()),
    columns: 3,
    starts: Int32Array.of(0, 3, 6, 9),
    chosen: Float64Array.of(1, 0, 0, 0, 0, 1, 0, 1, 0),
  };
  const events = choiceEvents(rows, Int32Array.of(0, 0, 0));
  const b = Float64Array.of(0.3, -0.6, 1);
  const gradient = new Float64Array(3);
  const other = new Float64Array(3);
  const information = new Float64Array(9);
  respondentLikelihood(events, 0, b, gradient);
  respondentInformation(events, 0, b, information);
  for (let k = 0; k < 3; k++) {
    const at = (by: number) => b.map((value, i) => (i === k ? value + by : value));
    const up = respondentLikelihood(events, 0, at(1e-5), other);
    const slopeUp = Float64Array.from(other);
    const down = respondentLikelihood(events, 0, at(-1e-5), other);
    expect(gradient[k]).toBeCloseTo((up - down) / 2e-5, 6);
    for (let j = 0; j < 3; j++) expect(information[k * 3 + j]).toBeCloseTo(-(slopeUp[j]! - other[j]!) / 2e-5, 5);
  }
});

test('the conjugate draw has the moments of the normal inverse Wishart, and precision inverts covariance', () => {
  const random = randomFrom(8);
  const people = Float64Array.from({ length: 40 }, () => 1 + random.normal());
  const population = startPopulation(2);
  const prior = { meanPersons: 0.01, degreesOfFreedom: 5, variance: 1 };
  const sums = [0, 0, 0];
  const runs = 20_000;
  for (let run = 0; run < runs; run++) {
    drawPopulation(people, population, prior, random);
    sums[0]! += population.mean[0]! / runs;
    sums[1]! += population.covariance[0]! / runs;
    sums[2]! += population.covariance[1]! / runs;
  }
  const { covariance: v, precision: p } = population;
  expect(v[0]! * p[0]! + v[1]! * p[2]!).toBeCloseTo(1, 9);
  expect(v[0]! * p[1]! + v[1]! * p[3]!).toBeCloseTo(0, 9);
  const column = (k: number) => Array.from({ length: 20 }, (_, at) => people[at * 2 + k]!);
  const [xs, ys] = [column(0), column(1)];
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / 20;
  const [mx, my] = [mean(xs), mean(ys)];
  const shrink = (20 * 0.01) / 20.01;
  const cross = (a: number[], b: number[], ma: number, mb: number) =>
    a.reduce((sum, value, at) => sum + (value - ma) * (b[at]! - mb), 0) + shrink * ma * mb;
  expect(sums[0]).toBeCloseTo((20 * mx) / 20.01, 1.7);
  expect(sums[1]).toBeCloseTo((5 + cross(xs, xs, mx, mx)) / (25 - 3), 1.7);
  expect(sums[2]).toBeCloseTo(cross(xs, ys, mx, my) / (25 - 3), 1.7);
});

test('one respondent, constant attributes and separable choices: the prior answers, and the warnings say so', () => {
  const answer = sampled({
    respondents: ['only', 'only', 'only', 'only'],
    situations: [1, 1, 2, 2],
    chosen: [1, 0, 1, 0],
    attributes: { always: [1, 0, 1, 0], same: [5, 5, 5, 5] },
    draws: 2000,
  });
  expect(answer.warnings.map(({ id }) => id)).toContain('few-respondents');
  expect(answer.respondents[0]?.coefficients[0]?.mean).toBeGreaterThan(0);
});

test('too weak a prior, and half choices: refused by name', () => {
  const base = { respondents: ['a', 'a'], situations: [1, 1], attributes: { x: [1, 2], y: [2, 1] } };
  expect(() => sampled({ ...base, chosen: [1, 0], priorDegreesOfFreedom: 1 })).toThrow(
    expect.objectContaining({ id: 'prior-too-weak' }),
  );
  expect(() => sampled({ ...base, chosen: [0.5, 0.5] })).toThrow(expect.objectContaining({ id: 'choices-not-whole' }));
  expect(() => sampled({ ...base, chosen: [0, 0] })).toThrow(expect.objectContaining({ id: 'no-choices' }));
});

test('what people and situations are called changes nothing, and importances add up to one', () => {
  const { table } = simulated(12, 5);
  const plain = sampled({ ...table, draws: 400 });
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 5 }), fc.integer({ min: -9, max: 9 }), (name, shift) => {
      const other = sampled({
        ...table,
        respondents: table.respondents.map((respondent) => `${name} ${respondent}`),
        situations: table.situations.map((situation) => `${situation + shift}`),
        draws: 400,
      });
      expect(other.population).toEqual(plain.population);
      expect(other.respondents.map(({ partWorths }) => partWorths)).toEqual(
        plain.respondents.map(({ partWorths }) => partWorths),
      );
      for (const { importance } of other.respondents)
        expect(Object.values(importance).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }),
    { numRuns: 5 },
  );
});
