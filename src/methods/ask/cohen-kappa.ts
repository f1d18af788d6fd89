import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { normalInterval, normalP } from '../numeric/normal-interval.ts';
import { confidence, percent } from '../plain-words.ts';
import { agreementStrength } from './agreement-strength.ts';
import { type Kappa, type KappaWeights, largestKappa, unskewedAgreement, weightedKappa } from './weighted-kappa.ts';

const FEW_ITEMS = 30;
const MOST_CATEGORIES = 500;
/** A kappa this far below the agreement in percent comes of one category that holds nearly everything. */
const SKEWED_SHARE = 0.85;

const label = z.union([z.string(), z.number()], 'A category is a text or a number.');
const labels = z.array(label.nullable());

/**
 * Cohen's kappa: how far two raters agree beyond chance, plain or with nearer misses counted less.
 *
 * @throws MethodProblem `no-ratings`, `unequal-lengths`, `table-not-square`, `unknown-category`, `no-variation`,
 * `weights-not-square`, `weights-unfit`.
 * @example cohenKappa.run(cohenKappa.inputs.parse({ table: [[20, 5], [10, 15]] })).kappa.estimate; // 0.4
 */
export const cohenKappa = defineMethod({
  name: 'cohen-kappa',
  field: 'ask',
  title: "Cohen's kappa (two raters)",
  summary: 'How far two people who sorted the same items agree beyond what chance would bring.',
  whenToUse: ['When two people tagged the same feedback, or a person and a model did.'],
  whenNot: [
    'With more than two raters or gaps: use fleiss-kappa or krippendorff-alpha.',
    'Weighted, where the categories have no order.',
  ],
  assumes: [
    'Both rated every item on their own (not checked).',
    'At least 30 items for the normal interval (checked).',
  ],
  formula:
    '`(observed − expected) / (1 − expected)`; expected from the product of the two raters’ totals. Weighted: a miss by d of k − 1 steps counts 1 − d/(k−1) (linear) or 1 − (d/(k−1))² (quadratic). Errors of Fleiss, Cohen and Everitt.',
  source: [
    'Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20:37-46; (1968), Weighted kappa, Psychological Bulletin 70:213-220.',
    'Fleiss, J. L., Cohen, J., Everitt, B. S. (1969), Large sample standard errors of kappa and weighted kappa, Psychological Bulletin 72:323-327.',
    'Gwet, K. L. (2008), British Journal of Mathematical and Statistical Psychology 61:29-48 (AC1); Brennan, R. L., Prediger, D. J. (1981), Educational and Psychological Measurement 41:687-699.',
    'Landis, J. R., Koch, G. G. (1977), Biometrics 33:159-174 (words).',
  ],
  verified:
    'Worked tables to 1e-9 against R (vcd::Kappa for errors, psych::cohen.kappa for weights of one’s own: Cohen 1968); simulated coverage of the interval.',
  cost: 'O(items + categories²)',
  warns: {
    'too-few-items': 'Fewer than 30 items: the interval is rough.',
    'skewed-categories': 'One category holds nearly everything: kappa is low even where raters mostly agree.',
    'answers-missing': 'Items that only one rater rated were left out.',
  },
  inputs: z.object({
    table: z
      .array(z.array(z.number().min(0)))
      .optional()
      .describe(
        'Counts: one row for each category of the first rater, one column for each of the second, in the same order.',
      ),
    first: labels
      .optional()
      .describe("In place of the table: the first rater's category of each item (null: not rated)."),
    second: labels.optional().describe("The second rater's, for the same items."),
    categories: z
      .array(label)
      .optional()
      .describe('All categories in their order (needed for weights; otherwise as found, sorted).'),
    weights: z
      .union(
        [z.enum(['none', 'linear', 'quadratic']), z.array(z.array(z.number().min(0)))],
        'Give none, linear or quadratic, or a square matrix of what each disagreement costs.',
      )
      .default('none')
      .describe(
        'How a near miss counts in `kappa`: linear or quadratic in the steps between ordered categories, or a matrix of what each disagreement costs (Cohen 1968), 0 on the diagonal, in the order of the categories.',
      ),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval.'),
  }),
  result: z.object({
    kappa: interval.describe('With the weights asked for.'),
    standardError: z.number(),
    z: z.number().nullable().describe('Against no agreement beyond chance; null where that has no spread.'),
    p: z.number().nullable().describe('Two-sided.'),
    unweighted: z.number(),
    linear: z.number(),
    quadratic: z.number(),
    observedAgreement: z.number().describe('Weighted as asked for; plain, the share of items rated alike.'),
    expectedAgreement: z.number().describe('What chance would bring.'),
    largestPossible: z.number().describe("Largest plain kappa that the raters' own totals allow."),
    gwetAc1: z
      .number()
      .describe("Gwet's AC1: chance from how mixed the categories are; steady where one holds nearly everything."),
    brennanPrediger: z
      .number()
      .describe(
        'Chance as if every category were as likely; with two categories the prevalence-adjusted kappa (PABAK).',
      ),
    categoryAgreement: z
      .array(z.number().nullable())
      .describe(
        'For each category: share of its uses by one rater in which the other chose it too; null where nobody used it.',
      ),
    strength: z.string().describe('In the words of Landis and Koch: a convention, no law.'),
    categories: z.array(z.string()),
    table: z.array(z.array(z.number())),
    items: z.number(),
    missing: z.int(),
    ...report,
  }),
  example: {
    about: 'Two judges diagnose two hundred patients; a neurosis taken for a psychosis costs most.',
    source: 'Cohen (1968), published table of agreement and of weights.',
    inputs: {
      table: [
        [88, 14, 18],
        [10, 40, 10],
        [2, 6, 12],
      ],
      categories: ['personality disorder', 'neurosis', 'psychosis'],
      weights: [
        [0, 1, 3],
        [1, 0, 6],
        [3, 6, 0],
      ],
    },
  },
  run(inputs) {
    const { names, table, missing } = tableOf(inputs);
    const size = names.length;
    if (typeof inputs.weights !== 'string') checkCosts(inputs.weights, size);
    const of = (weights: KappaWeights): Kappa => {
      const kappa = weightedKappa(table, size, weights);
      if (kappa === null)
        throw new MethodProblem(
          'no-variation',
          inputs.table === undefined ? 'first' : 'table',
          'Both put every item into one category: there is nothing to agree on beyond chance.',
        );
      return kappa;
    };
    const chosen = of(inputs.weights);
    const items = table.reduce((sum, count) => sum + count, 0);
    const kappa = normalInterval(chosen.kappa, chosen.standardError, inputs.level);
    const test = chosen.nullStandardError > 0 ? chosen.kappa / chosen.nullStandardError : null;
    const rows = names.map((_, i) => [...table.subarray(i * size, (i + 1) * size)]);
    const strength = agreementStrength(chosen.kappa);
    return {
      kappa,
      standardError: chosen.standardError,
      z: test,
      p: test === null ? null : normalP(test),
      unweighted: of('none').kappa,
      linear: of('linear').kappa,
      quadratic: of('quadratic').kappa,
      observedAgreement: chosen.observed,
      expectedAgreement: chosen.expected,
      largestPossible: largestKappa(table, size),
      ...unskewedAgreement(table, size),
      strength,
      categories: names,
      table: rows,
      items,
      missing,
      warnings: warningsOf(rows, items, missing),
      reading: `The two raters agree on ${percent(of('none').observed, 0)} of ${items} items; beyond chance that is a kappa of ${kappa.estimate.toFixed(2)} (${strength}), ${confidence(kappa.level)} between ${kappa.low.toFixed(2)} and ${kappa.high.toFixed(2)}.`,
      picture: {
        kind: 'bars' as const,
        title: 'How the second rater sorted what the first put into each category',
        x: 'Category of the first rater',
        y: 'Items',
        series: names.map((name, j) => ({ name, x: names, y: rows.map((row) => row[j]!) })),
      },
    };
  },
});

function checkCosts(costs: readonly (readonly number[])[], size: number): void {
  if (costs.length !== size || costs.some((row) => row.length !== size))
    throw new MethodProblem('weights-not-square', 'weights', `Give ${size} rows of ${size} costs, one a category.`);
  if (costs.some((row, i) => row[i] !== 0) || !costs.some((row) => row.some((cost) => cost > 0)))
    throw new MethodProblem('weights-unfit', 'weights', 'Agreement costs 0 (the diagonal), some disagreement more.');
}

interface Given {
  readonly table?: readonly (readonly number[])[] | undefined;
  readonly first?: readonly (string | number | null)[] | undefined;
  readonly second?: readonly (string | number | null)[] | undefined;
  readonly categories?: readonly (string | number)[] | undefined;
}

function tableOf(given: Given): { names: string[]; table: Float64Array; missing: number } {
  const found = given.table === undefined ? counted(given) : { ...squared(given.table, given.categories), missing: 0 };
  if (!(found.table.reduce((sum, count) => sum + count, 0) > 0))
    throw new MethodProblem(
      'no-ratings',
      given.table === undefined ? 'first' : 'table',
      'Give at least one item that both rated.',
    );
  return found;
}

function squared(table: readonly (readonly number[])[], categories: Given['categories']) {
  const size = table.length;
  if (size < 2 || size > MOST_CATEGORIES || table.some((row) => row.length !== size))
    throw new MethodProblem('table-not-square', 'table', `Give as many columns as rows, 2 to ${MOST_CATEGORIES}.`);
  if (categories !== undefined && categories.length !== size)
    throw new MethodProblem('unequal-lengths', 'categories', `Name ${size} categories, as many as the table has rows.`);
  return { names: table.map((_, i) => String(categories?.[i] ?? i + 1)), table: Float64Array.from(table.flat()) };
}

function counted({ first = [], second = [], categories }: Given) {
  if (first.length !== second.length)
    throw new MethodProblem('unequal-lengths', 'second', `Give ${first.length} ratings, as many as first has.`);
  const pairs = first.flatMap((one, i) => (one === null || (second[i] ?? null) === null ? [] : [[one, second[i]!]]));
  const names = (categories ?? sorted(pairs.flat())).map(String);
  const index = new Map(names.map((name, at) => [name, at]));
  const size = names.length;
  if (pairs.length > 0 && size < 2) throw new MethodProblem('no-variation', 'first', 'Give at least two categories.');
  if (size > MOST_CATEGORIES)
    throw new MethodProblem('too-many-categories', 'first', `Use at most ${MOST_CATEGORIES} categories.`);
  const table = new Float64Array(size * size);
  for (const pair of pairs) {
    const [i, j] = pair.map((value) => index.get(String(value)));
    if (i === undefined || j === undefined)
      throw new MethodProblem(
        'unknown-category',
        'categories',
        `Name every category: ${pair.join(' or ')} is not among them.`,
      );
    table[i * size + j]!++;
  }
  return { names, table, missing: first.length - pairs.length };
}

/** Distinct values, numbers by size and before words. */
function sorted(values: readonly (string | number)[]): (string | number)[] {
  const distinct = [...new Set(values)];
  const numbers = distinct.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  return [...numbers, ...distinct.filter((value) => typeof value === 'string').sort()];
}

function warningsOf(rows: readonly (readonly number[])[], items: number, missing: number): Warning[] {
  const warnings: Warning[] = [];
  if (items < FEW_ITEMS)
    warnings.push({ id: 'too-few-items', text: `${items} items: have at least ${FEW_ITEMS} rated.` });
  const agreed = Math.max(...rows.map((row, i) => row[i]!));
  if (agreed > SKEWED_SHARE * items)
    warnings.push({
      id: 'skewed-categories',
      text: 'One category holds nearly everything: read the agreement in percent and gwetAc1 too.',
    });
  if (missing > 0) warnings.push({ id: 'answers-missing', text: `${missing} items rated by one alone were left out.` });
  return warnings;
}
