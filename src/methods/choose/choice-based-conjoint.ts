import { z } from 'zod';
import { defineMethod, MethodProblem, report } from '../method.ts';
import { type CodedChoices, choiceTable, codeChoices, levelUtilities, utilityRange } from './choice-coding.ts';
import { clusteredCovariance, respondentScores } from './clustered-covariance.ts';
import {
  type ChoiceRows,
  type ConditionalLogit,
  fitConditionalLogit,
  longestSituation,
  type NotIdentified,
  sharesInto,
} from './conditional-logit.ts';
import { coefficientTable, fitWarnings, type LogitCoefficient, logitCoefficient } from './logit-coefficients.ts';
import { estimateWillingnessToPay, priceWarnings, willingnessToPayEstimate } from './willingness-to-pay-estimates.ts';

/**
 * What each attribute and level of an offer adds to its being chosen, from choices among alternatives.
 *
 * The chance of an alternative is `exp(V) / sum exp(V)` over its situation, V the weighted sum of its attributes. Fitted by
 * Newton's method on the analytic gradient and Hessian.
 *
 * @throws MethodProblem `lengths-differ`, `no-choices`, `attribute-constant`, `level-unknown`, `not-identified`, `price-unknown`.
 * @example
 * choiceBasedConjoint.run(choiceBasedConjoint.inputs.parse({
 *   situations: [1, 1, 2, 2, 3, 3], chosen: [1, 0, 0, 1, 1, 0], attributes: { price: [3, 5, 2, 4, 4, 6] },
 * })).coefficients[0].estimate;
 */
export const choiceBasedConjoint = defineMethod({
  name: 'choice-based-conjoint',
  field: 'choose',
  title: 'Choice-based conjoint (multinomial logit)',
  summary: 'What each feature and price adds to the chance that an offer is chosen, and what people would pay for it.',
  whenToUse: [
    'After a questionnaire in which people chose among offers, or on records of purchases with what else was on the shelf.',
    'To get willingness to pay and shares for offers that do not exist yet.',
  ],
  whenNot: [
    'When people differ widely and you need shares: fit individuals with hierarchical Bayes.',
    'On ratings or rankings of whole offers: use ratings conjoint.',
  ],
  assumes: [
    'Everybody shares the same utilities (not checked).',
    'The odds of two alternatives do not depend on a third (not checked).',
    'Attributes vary apart from one another within situations (checked), and no mix of them decides every choice (checked).',
  ],
  formula:
    '`P(i) = exp(x_i b) / sum_j exp(x_j b)`; b maximises the sum of log P over the choices. Standard errors from the inverse Hessian; clustered by respondent with the sandwich. Willingness to pay `-b_k / b_price` by the delta method and by Krinsky and Robb.',
  source: [
    'McFadden, D. (1974), Conditional logit analysis of qualitative choice behavior, in Zarembka, Frontiers in Econometrics.',
    'Krinsky, I. & Robb, A. L. (1986), On approximating the statistical properties of elasticities, Review of Economics and Statistics 68.',
    'Helveston, J. P. (2023), logitr, Journal of Statistical Software 105(10).',
  ],
  verified:
    'R logitr 1.1.2 on the yogurt panel and R mlogit 2.0.0 on the fishing data: coefficients, standard errors to 1e-6, log-likelihood and delta-method willingness to pay to 1e-4.',
  cost: 'O(rows · coefficients² · steps), some seven steps',
  warns: {
    'separable-data': 'A mix of attributes decides every choice: some coefficients have no finite estimate.',
    'not-converged': 'The search stopped at its cap of steps.',
    'too-few-choices': 'Fewer than ten choices for each coefficient.',
    'situations-left-out': 'Situations without a choice or with a single alternative.',
    'price-sign': 'The price coefficient is positive.',
    'price-unsure': 'The price coefficient may as well be zero.',
  },
  inputs: z.object({
    ...choiceTable,
    respondents: z
      .array(z.union([z.number(), z.string()]))
      .optional()
      .describe('One entry a row: who chose. Gives standard errors that allow for repeated answers.'),
    price: z
      .string()
      .optional()
      .describe('Name of the attribute that is price (numbers): gives willingness to pay for all others.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
    draws: z.int().min(100).max(1_000_000).default(10_000).describe('Draws for simulated willingness to pay.'),
  }),
  result: z.object({
    coefficients: z.array(logitCoefficient),
    covariance: z
      .array(z.array(z.number()))
      .nullable()
      .describe('Of the coefficients, in their order; null where the data are separable.'),
    attributes: z
      .array(
        z.object({
          name: z.string(),
          importance: z.number().describe('Share of all utility ranges, 0 to 1.'),
          partWorths: z
            .array(z.object({ level: z.string(), utility: z.number() }))
            .describe('Of a category; for a number, utility at its least and greatest value.'),
        }),
      )
      .describe('Importance depends on the levels shown.'),
    logLikelihood: z.number(),
    logLikelihoodNull: z.number().describe('With every alternative of a situation equally likely.'),
    mcfaddenRsquared: z.number().describe('1 - logLikelihood / logLikelihoodNull.'),
    aic: z.number(),
    bic: z.number(),
    choices: z.number().describe('How many choices there are (sum of `chosen`).'),
    situations: z.int(),
    respondents: z.int().nullable(),
    hitRate: z.number().describe('Share of choices that fell on the likeliest alternative, 0 to 1.'),
    iterations: z.int(),
    willingnessToPay: z.array(willingnessToPayEstimate).optional(),
    ...report,
  }),
  example: {
    about:
      'Where users of an open-source project look first when something breaks: 34 first choices among documentation, blog posts, example files, mailing lists, Slack, GitHub discussions, source code and videos.',
    source: 'Strimzi user survey 2022 (complete rankings), github.com/cncf/surveys, Apache-2.0.',
    inputs: {
      situations: [1, 1, 1, 1, 1, 1, 1, 1],
      chosen: [19, 2, 5, 3, 2, 3, 0, 0],
      attributes: {
        kind: ['published', 'published', 'code', 'people', 'people', 'people', 'code', 'published'],
        inRepository: [1, 0, 1, 0, 0, 1, 1, 0],
      },
    },
  },
  run({ level, draws, price, ...table }, how = {}) {
    const coded = codeChoices(table);
    const fit = identified(fitConditionalLogit(coded.rows), coded);
    const robust =
      table.respondents === undefined
        ? undefined
        : clusteredCovariance(fit.covariance, respondentScores(coded.rows, fit.coefficients, coded.respondentOf));
    const priced = price === undefined ? undefined : pricedOf(coded, fit, price);
    const separable = fit.runaway.length > 0;
    const coefficients = coefficientTable(coded.names, fit, { level, robust });
    const choices = coded.rows.chosen.reduce((sum, value) => sum + value, 0);
    const size = coded.names.length;
    const warnings = [...coded.warnings, ...fitWarnings(fit, coded.names, choices)];
    if (priced !== undefined && !separable) warnings.push(...priceWarnings(priced));
    const attributes = attributesOf(coded, fit.coefficients);
    return {
      coefficients,
      covariance: separable ? null : rowsOf(fit.covariance, size),
      attributes,
      logLikelihood: fit.logLikelihood,
      logLikelihoodNull: fit.logLikelihoodNull,
      mcfaddenRsquared: 1 - fit.logLikelihood / fit.logLikelihoodNull,
      aic: 2 * size - 2 * fit.logLikelihood,
      bic: Math.log(choices) * size - 2 * fit.logLikelihood,
      choices,
      situations: coded.rows.starts.length - 1,
      respondents: table.respondents === undefined ? null : coded.respondents.length,
      hitRate: hitRateOf(coded.rows, fit.coefficients) / choices,
      iterations: fit.iterations,
      ...(priced === undefined || separable
        ? {}
        : { willingnessToPay: estimateWillingnessToPay(priced, { level, draws, seed: how.seed }) }),
      warnings,
      reading: readingOf(attributes, coefficients, choices),
      picture: pictureOf(coefficients),
    };
  },
});

function identified(fit: ConditionalLogit | NotIdentified, { names }: CodedChoices): ConditionalLogit {
  if (!('column' in fit)) return fit;
  const name = names[fit.column]!;
  throw new MethodProblem(
    'not-identified',
    `attributes.${name}`,
    fit.constant
      ? `Leave ${name} out: it is the same for all alternatives of every situation, so no choice tells of it.`
      : `Leave ${name} out: the attributes before it determine it wherever people chose.`,
  );
}

function pricedOf(coded: CodedChoices, fit: ConditionalLogit, price: string) {
  const at = coded.attributes.find(({ name, levels }) => name === price && levels === null);
  if (at === undefined)
    throw new MethodProblem('price-unknown', 'price', 'Name the attribute, a column of numbers, that is the price.');
  return { names: coded.names, coefficients: fit.coefficients, covariance: fit.covariance, price: at.from };
}

function attributesOf(coded: CodedChoices, coefficients: Float64Array) {
  const ranges = coded.attributes.map((attribute) => utilityRange(attribute, coefficients, coded.effects));
  const total = ranges.reduce((sum, range) => sum + range, 0);
  return coded.attributes.map((attribute, at) => ({
    name: attribute.name,
    importance: total > 0 ? ranges[at]! / total : 0,
    partWorths: (attribute.levels === null
      ? [attribute.low, attribute.high].map((value) => ({
          level: String(value),
          utility: coefficients[attribute.from]! * value,
        }))
      : levelUtilities(attribute, coefficients, coded.effects).map((utility, level) => ({
          level: attribute.levels?.[level] ?? '',
          utility,
        }))
    ).filter(({ utility }) => Number.isFinite(utility)),
  }));
}

function rowsOf(matrix: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, row) => Array.from(matrix.subarray(row * size, (row + 1) * size)));
}

function hitRateOf(rows: ChoiceRows, coefficients: Float64Array): number {
  const share = new Float64Array(longestSituation(rows.starts));
  let hits = 0;
  for (let situation = 0; situation + 1 < rows.starts.length; situation++) {
    sharesInto(rows, situation, coefficients, share);
    const from = rows.starts[situation]!;
    let best = 0;
    for (let at = 1; at < rows.starts[situation + 1]! - from; at++) if (share[at]! > share[best]!) best = at;
    hits += rows.chosen[from + best]!;
  }
  return hits;
}

function readingOf(
  attributes: { name: string; importance: number }[],
  coefficients: LogitCoefficient[],
  choices: number,
): string {
  const [most] = [...attributes].sort((a, b) => b.importance - a.importance);
  const sure = coefficients.filter(({ p }) => p !== null && p < 0.05).map(({ name }) => name);
  const unbounded = coefficients.filter(({ standardError }) => standardError === null).map(({ name }) => name);
  const clear = sure.length > 0 ? `Clearly not zero: ${sure.join(', ')}.` : 'No single coefficient is clear of zero.';
  if (unbounded.length > 0)
    return `The ${choices} choices follow so strictly from ${unbounded.join(', ')} that no finite utility can be told. ${clear} Ask harder questions, or more people.`;
  return `In ${choices} choices ${most?.name} moved people most (${((most?.importance ?? 0) * 100).toFixed(0)} % of what the attributes can move, over the levels shown). ${clear}`;
}

function pictureOf(coefficients: LogitCoefficient[]) {
  return {
    kind: 'intervals' as const,
    title: 'Utility of each attribute',
    x: 'Attribute or level',
    y: 'Utility (log odds)',
    series: [
      {
        name: 'Coefficient',
        x: coefficients.map(({ name }) => name),
        y: coefficients.map(({ estimate }) => estimate),
        low: coefficients.map(({ low }) => low),
        high: coefficients.map(({ high }) => high),
      },
    ],
    marks: [{ axis: 'y' as const, at: 0, label: 'no effect' }],
  };
}
