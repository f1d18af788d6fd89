import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { normalInterval, normalP } from '../numeric/normal-interval.ts';
import { confidence, percent } from '../plain-words.ts';
import { agreementStrength } from './agreement-strength.ts';

const FEW_ITEMS = 30;
const MOST_CATEGORIES = 500;

const label = z.union([z.string(), z.number()], 'A category is a text or a number.');

/**
 * Fleiss' kappa: how far several raters agree beyond chance on which category an item belongs to.
 *
 * @throws MethodProblem `no-ratings`, `unequal-raters`, `unequal-lengths`, `too-few-raters`, `no-variation`.
 * @example fleissKappa.run(fleissKappa.inputs.parse(fleissKappa.example.inputs)).kappa.estimate; // 0.21
 */
export const fleissKappa = defineMethod({
  name: 'fleiss-kappa',
  field: 'ask',
  title: "Fleiss' kappa (several raters)",
  summary: 'How far several people who sorted the same items agree beyond chance, over all and for each category.',
  whenToUse: ['When three or more people tagged each item, not always the same people.'],
  whenNot: ['Where items have different numbers of ratings, or categories an order: use krippendorff-alpha.'],
  assumes: ['Every item has the same number of ratings (checked).', 'Raters work on their own (not checked).'],
  formula:
    'Share of agreeing pairs per item, averaged, against the sum of squared category shares. Test with the error under chance of Fleiss, Nee and Landis (1979); interval with the delete-one jackknife over items.',
  source: [
    'Fleiss, J. L. (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76:378-382.',
    'Fleiss, J. L., Nee, J. C. M., Landis, J. R. (1979), Large sample variance of kappa, Psychological Bulletin 86:974-977.',
  ],
  verified: 'The worked table of ten subjects and fourteen raters: 0.210, to 1e-9 against R.',
  cost: 'O(items · categories)',
  warns: { 'too-few-items': 'Fewer than 30 items: the interval is rough.' },
  inputs: z.object({
    counts: z
      .array(z.array(z.int().min(0)))
      .optional()
      .describe('One row an item, one column a category: how many raters chose it.'),
    ratings: z
      .array(z.array(label))
      .optional()
      .describe('In place of counts: one row an item with the category each rater gave.'),
    categories: z.array(label).optional().describe('Names of the columns of counts.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval.'),
  }),
  result: z.object({
    kappa: interval,
    standardError: z.number().describe('Jackknife, for the interval.'),
    nullStandardError: z.number().describe('Under chance agreement, for the test.'),
    z: z.number(),
    p: z.number().describe('Two-sided.'),
    observedAgreement: z.number().describe('Share of agreeing pairs of raters.'),
    expectedAgreement: z.number(),
    strength: z.string().describe('In the words of Landis and Koch: a convention, no law.'),
    categories: z.array(
      z.object({
        category: z.string(),
        share: z.number().describe('Share of all ratings.'),
        kappa: z
          .number()
          .nullable()
          .describe('This category against the rest; null where nobody or everybody chose it.'),
        z: z.number().nullable(),
        p: z.number().nullable(),
      }),
    ),
    items: z.int(),
    raters: z.int().describe('Ratings per item.'),
    ...report,
  }),
  example: {
    about: 'Ten subjects, each sorted into five categories by fourteen raters.',
    source: 'The usual worked table of Fleiss (1971).',
    inputs: {
      counts: [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
      ],
    },
  },
  run(inputs) {
    const { counts, names } = countsOf(inputs);
    const raters = checkedRaters(counts);
    const items = counts.length;
    const agreeing = counts.map(
      (row) => row.reduce((sum, count) => sum + count * (count - 1), 0) / (raters * (raters - 1)),
    );
    const totals = names.map((_, at) => counts.reduce((sum, row) => sum + row[at]!, 0));
    const shares = totals.map((total) => total / (items * raters));
    const observed = agreeing.reduce((sum, share) => sum + share, 0) / items;
    const expected = shares.reduce((sum, share) => sum + share ** 2, 0);
    if (expected > 1 - 1e-12)
      throw new MethodProblem(
        'no-variation',
        'counts',
        'Every rating is the same: there is nothing to agree on beyond chance.',
      );
    const estimate = (observed - expected) / (1 - expected);
    const standardError = jackknifed(counts, agreeing, totals, raters);
    const nullStandardError = nullErrorOf(shares, items, raters);
    const kappa = normalInterval(estimate, standardError, inputs.level);
    const strength = agreementStrength(estimate);
    const categories = names.map((category, at) =>
      categoryOf(
        category,
        counts.map((row) => row[at]!),
        raters,
      ),
    );
    const warnings: Warning[] =
      items < FEW_ITEMS ? [{ id: 'too-few-items', text: `${items} items: have at least ${FEW_ITEMS} rated.` }] : [];
    return {
      kappa,
      standardError,
      nullStandardError,
      z: estimate / nullStandardError,
      p: normalP(estimate / nullStandardError),
      observedAgreement: observed,
      expectedAgreement: expected,
      strength,
      categories,
      items,
      raters,
      warnings,
      reading: `Two raters drawn at random agree on ${percent(observed, 0)} of the items; beyond chance that is a kappa of ${estimate.toFixed(2)} (${strength}), ${confidence(inputs.level)} between ${kappa.low.toFixed(2)} and ${kappa.high.toFixed(2)}.`,
      picture: {
        kind: 'bars' as const,
        title: 'Agreement on each category',
        x: 'Category',
        y: 'Kappa against the rest',
        series: [{ name: 'Kappa', x: names, y: categories.map((category) => category.kappa) }],
      },
    };
  },
});

interface Given {
  readonly counts?: readonly (readonly number[])[] | undefined;
  readonly ratings?: readonly (readonly (string | number)[])[] | undefined;
  readonly categories?: readonly (string | number)[] | undefined;
}

function countsOf({ counts, ratings = [], categories }: Given): { counts: number[][]; names: string[] } {
  if (counts !== undefined) {
    const width = counts[0]?.length ?? 0;
    if (counts.some((row) => row.length !== width))
      throw new MethodProblem('unequal-lengths', 'counts', `Give every item ${width} counts, one a category.`);
    const names = Array.from({ length: width }, (_, at) => String(categories?.[at] ?? at + 1));
    return { counts: counts.map((row) => [...row]), names };
  }
  const names = [...new Set((categories ?? ratings.flat()).map(String))];
  if (names.length > MOST_CATEGORIES)
    throw new MethodProblem('too-many-categories', 'ratings', `Use at most ${MOST_CATEGORIES} categories.`);
  const index = new Map(names.map((name, at) => [name, at]));
  const tally = ratings.map((row, item) => {
    const found = names.map(() => 0);
    for (const rating of row) {
      const at = index.get(String(rating));
      if (at === undefined)
        throw new MethodProblem('unknown-category', `ratings.${item}`, `${rating} is not among the categories.`);
      found[at]!++;
    }
    return found;
  });
  return { counts: tally, names };
}

function checkedRaters(counts: readonly (readonly number[])[]): number {
  const sizes = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const raters = sizes[0] ?? 0;
  if (raters === 0) throw new MethodProblem('no-ratings', 'counts', 'Give counts or ratings of at least one item.');
  const other = sizes.findIndex((size) => size !== raters);
  if (other >= 0)
    throw new MethodProblem(
      'unequal-raters',
      `counts.${other}`,
      `${sizes[other]} ratings where the first item has ${raters}: use krippendorff-alpha.`,
    );
  if (raters < 2) throw new MethodProblem('too-few-raters', 'counts', 'Give at least two ratings of each item.');
  return raters;
}

/** Error of kappa from leaving out each item in turn; 0 for a single item. */
function jackknifed(
  counts: readonly (readonly number[])[],
  agreeing: readonly number[],
  totals: readonly number[],
  raters: number,
): number {
  const items = counts.length;
  const all = agreeing.reduce((sum, share) => sum + share, 0);
  const without = counts.flatMap((row, item) => {
    const expected = row.reduce((sum, count, at) => sum + ((totals[at]! - count) / ((items - 1) * raters)) ** 2, 0);
    const observed = (all - agreeing[item]!) / (items - 1);
    return expected < 1 - 1e-12 ? [(observed - expected) / (1 - expected)] : [];
  });
  const mean = without.reduce((sum, value) => sum + value, 0) / without.length;
  const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return items < 2 || without.length === 0 ? 0 : Math.sqrt((squares * (items - 1)) / items);
}

/** Fleiss, Nee and Landis (1979). */
function nullErrorOf(shares: readonly number[], items: number, raters: number): number {
  const spread = shares.reduce((sum, p) => sum + p * (1 - p), 0);
  const skew = shares.reduce((sum, p) => sum + p * (1 - p) * (1 - 2 * p), 0);
  return Math.sqrt((2 * (spread ** 2 - skew)) / (items * raters * (raters - 1))) / spread;
}

function categoryOf(category: string, counts: readonly number[], raters: number) {
  const items = counts.length;
  const share = counts.reduce((sum, count) => sum + count, 0) / (items * raters);
  const chance = share * (1 - share);
  if (!(chance > 0)) return { category, share, kappa: null, z: null, p: null };
  const parted = counts.reduce((sum, count) => sum + count * (raters - count), 0);
  const kappa = 1 - parted / (items * raters * (raters - 1) * chance);
  const z = kappa * Math.sqrt((items * raters * (raters - 1)) / 2);
  return { category, share, kappa, z, p: normalP(z) };
}
