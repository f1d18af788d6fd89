import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { normalInterval } from '../numeric/normal-interval.ts';
import { type Random, randomFrom } from '../numeric/random.ts';
import { partWorths, productLevels, utilityOf } from './part-worths.ts';
import { addFirstChoice, shareRules, sharesOf } from './share-rules.ts';

const FEW_PERSONS = 30;

const inputs = z.object({
  partWorths: z
    .array(partWorths)
    .min(1, 'Give the part-worths of at least one person.')
    .describe(
      'One entry a person, as hierarchical Bayes or ratings conjoint give them; one entry alone for utilities shared by all.',
    ),
  products: z
    .array(z.object({ name: z.string(), levels: productLevels }))
    .min(2, 'Give at least two products (none of these may be one, with no levels).')
    .describe('What stands on the shelf.'),
  intercepts: z
    .array(z.number())
    .optional()
    .describe('One a person, added to every product: matters to bradleyTerryLuce alone.'),
  weights: z.array(z.number().min(0)).optional().describe('One a person; all alike where not given.'),
  scale: z
    .number()
    .gt(0)
    .default(1)
    .describe('Multiplies utilities before logit and randomised first choice: above 1 nearer to first choice.'),
  attributeError: z
    .number()
    .min(0)
    .default(0.5)
    .describe(
      'Randomised first choice: standard deviation of the error on each level’s part-worth, shared by products with that level. 0: plain logit.',
    ),
  draws: z
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .describe('Randomised first choice: choices simulated for each person.'),
  level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval.'),
});

/**
 * Shares of products on a shelf, from part-worths.
 *
 * @throws MethodProblem `level-unknown`, `lengths-differ`, `weights-zero`, `names-repeat`.
 * @example
 * shareSimulator.run(shareSimulator.inputs.parse({
 *   partWorths: [{ colour: { red: 1, blue: 0 } }],
 *   products: [{ name: 'A', levels: { colour: 'red' } }, { name: 'B', levels: { colour: 'blue' } }],
 * })).products[0].logit; // 0.731
 */
export const shareSimulator = defineMethod({
  name: 'share-simulator',
  field: 'choose',
  title: 'Share simulator',
  summary: 'Which share of people would choose each product of a shelf, by the rules of the trade, from part-worths.',
  whenToUse: ['After conjoint: what a new feature, price or competitor would do to shares.'],
  whenNot: ['As a forecast of sales: awareness, distribution and stock are not in it.'],
  assumes: [
    'People know all products and may have any of them (not checked).',
    'Part-worths stand for the market by their weights (not checked).',
  ],
  formula:
    'First choice: the highest utility. Logit: `exp(s u) / sum exp(s u)` per person. Randomised first choice: highest of `s u` plus normal errors on part-worths, shared by products with the same level, plus Gumbel errors on products.',
  source: [
    'Orme, B. & Huber, J. (2000), Improving the value of conjoint simulations, Marketing Research 12(4).',
    'Bradley, R. & Terry, M. (1952); Luce, D. (1959).',
  ],
  verified:
    'Package conjoint’s three rules on the tea data (through ratings conjoint) to 1e-8; randomised first choice without attribute error against logit.',
  cost: 'O(persons · products · (attributes + draws))',
  warns: {
    'few-persons': 'Fewer than 30 persons: the interval is rough.',
    'one-person': 'One set of part-worths: no interval over people.',
    'identical-products': 'Products with the same levels: logit gives each a full share.',
  },
  heavy: true,
  inputs,
  result: z.object({
    products: z.array(
      z.object({
        name: z.string(),
        meanUtility: z.number(),
        ...shareRules,
        randomisedFirstChoice: z.number().describe('Splits the share of look-alikes, as people do.'),
        share: interval.nullable().describe('Logit share with its interval over people (normal); null for one person.'),
      }),
    ),
    persons: z.int(),
    bradleyTerryLucePersons: z.int(),
    ...report,
  }),
  example: {
    about:
      'Three of the contributors whose channels were rated: how they would split among a chat, a mailing list and a recorded call.',
    source:
      'Part-worths by ratings conjoint from the Kubernetes contributor survey 2019, github.com/cncf/surveys, Apache-2.0, rounded.',
    inputs: {
      partWorths: [
        { live: { no: 0.27, yes: -0.27 }, medium: { text: 0.45, video: -0.45 } },
        { live: { no: 0.23, yes: -0.23 }, medium: { text: 0.3, video: -0.3 } },
        { live: { no: 0.14, yes: -0.14 }, medium: { text: -0.02, video: 0.02 } },
      ],
      products: [
        { name: 'Chat', levels: { live: 'yes', medium: 'text' } },
        { name: 'Mailing list', levels: { live: 'no', medium: 'text' } },
        { name: 'Recorded call', levels: { live: 'no', medium: 'video' } },
      ],
    },
  },
  run(given, how = {}) {
    const weights = checkedWeights(given);
    const utilities = given.partWorths.map((worths, person) =>
      given.products.map(
        ({ levels }, at) => (given.intercepts?.[person] ?? 0) + utilityOf(worths, levels, `products.${at}.levels`),
      ),
    );
    const plain = sharesOf(utilities, weights);
    const scaled = utilities.map((row) => row.map((utility) => utility * given.scale));
    const logit = given.scale === 1 ? plain.logit : sharesOf(scaled, weights).logit;
    const randomised = randomisedFirstChoice(given, {
      weights,
      scaled,
      random: randomFrom(how.seed),
      progress: how.progress,
    });
    const errors = standardErrors(scaled, weights, logit);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const products = given.products.map(({ name }, at) => ({
      name,
      meanUtility: utilities.reduce((sum, row, person) => sum + weights[person]! * row[at]!, 0) / total,
      firstChoice: plain.firstChoice[at]!,
      logit: logit[at]!,
      bradleyTerryLuce: plain.bradleyTerryLuce?.[at] ?? null,
      randomisedFirstChoice: randomised[at]!,
      share: errors === null ? null : normalInterval(logit[at]!, errors[at]!, given.level),
    }));
    return {
      products,
      persons: utilities.length,
      bradleyTerryLucePersons: plain.bradleyTerryLucePersons,
      warnings: warningsOf(given),
      reading: readingOf(products),
      picture: {
        kind: 'bars' as const,
        title: 'Simulated shares',
        x: 'Product',
        y: 'Share of choices (0 to 1)',
        series: [
          { name: 'Logit', x: products.map(({ name }) => name), y: products.map(({ logit: share }) => share) },
          { name: 'Randomised first choice', x: products.map(({ name }) => name), y: Array.from(randomised) },
          {
            name: 'First choice',
            x: products.map(({ name }) => name),
            y: products.map(({ firstChoice }) => firstChoice),
          },
        ],
      },
    };
  },
});

type Inputs = z.output<typeof inputs>;

function checkedWeights({ partWorths: people, weights, intercepts, products }: Inputs): number[] {
  for (const [field, column] of Object.entries({ weights, intercepts }))
    if (column !== undefined && column.length !== people.length)
      throw new MethodProblem('lengths-differ', field, `Give ${people.length} numbers, one a person.`);
  if (new Set(products.map(({ name }) => name)).size < products.length)
    throw new MethodProblem('names-repeat', 'products', 'Give each product a name of its own.');
  const given = weights ?? people.map(() => 1);
  if (!given.some((weight) => weight > 0))
    throw new MethodProblem('weights-zero', 'weights', 'Give some weight above zero.');
  return given;
}

interface Simulation {
  readonly weights: readonly number[];
  readonly scaled: readonly (readonly number[])[];
  readonly random: Random;
  readonly progress: ((done: number) => void) | undefined;
}

function randomisedFirstChoice(
  { products, partWorths: people, attributeError, draws }: Inputs,
  { weights, scaled, random, progress }: Simulation,
): Float64Array {
  const sums = new Float64Array(products.length);
  const row = new Float64Array(products.length);
  const parts = products.map(({ levels }) => Object.entries(levels).map(([name, level]) => `${name}\n${level}`));
  const names = [...new Set(parts.flat())];
  const members = parts.map((own) => own.map((part) => names.indexOf(part)));
  const errors = new Float64Array(names.length);
  people.forEach((_, person) => {
    if (person % 100 === 0) progress?.(person / people.length);
    for (let draw = 0; draw < draws; draw++) {
      if (attributeError > 0) for (let at = 0; at < errors.length; at++) errors[at] = attributeError * random.normal();
      for (let product = 0; product < row.length; product++) {
        let utility = scaled[person]![product]! - Math.log(-Math.log(1 - random.uniform()));
        for (const part of members[product]!) utility += errors[part]!;
        row[product] = utility;
      }
      addFirstChoice(row, weights[person]!, sums);
    }
  });
  const total = sums.reduce((sum, value) => sum + value, 0);
  return sums.map((value) => value / total);
}

/** Of the weighted mean of the persons' logit shares. */
function standardErrors(
  scaled: readonly (readonly number[])[],
  weights: readonly number[],
  shares: Float64Array,
): Float64Array | null {
  if (scaled.length < 2) return null;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const squares = new Float64Array(shares.length);
  scaled.forEach((row, person) => {
    const own = sharesOf([row], [1]).logit;
    for (let at = 0; at < shares.length; at++) squares[at]! += (weights[person]! * (own[at]! - shares[at]!)) ** 2;
  });
  return squares.map((sum) => Math.sqrt((sum * scaled.length) / (scaled.length - 1)) / total);
}

function warningsOf({ partWorths: people, products }: Inputs): Warning[] {
  const alike =
    new Set(products.map(({ levels }) => JSON.stringify(Object.entries(levels).sort()))).size < products.length;
  const few: Warning[] =
    people.length === 1
      ? [{ id: 'one-person', text: 'One set of part-worths says nothing of how people differ: fit individuals.' }]
      : people.length < FEW_PERSONS
        ? [{ id: 'few-persons', text: `${people.length} persons: shares are rough below ${FEW_PERSONS}.` }]
        : [];
  return alike
    ? [
        ...few,
        {
          id: 'identical-products',
          text: 'Some products have the same levels: trust randomised first choice rather than logit.',
        },
      ]
    : few;
}

function readingOf(products: readonly { name: string; logit: number; randomisedFirstChoice: number }[]): string {
  const [first, second] = [...products].sort((a, b) => b.logit - a.logit);
  return `${first?.name} would be chosen by ${((first?.logit ?? 0) * 100).toFixed(0)} % of people, ahead of ${second?.name} with ${((second?.logit ?? 0) * 100).toFixed(0)} % (if all know and can have every product).`;
}
