import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { type CodedChoices, choiceTable, codeChoices, levelUtilities, utilityRange } from './choice-coding.ts';
import { rankingChoices } from './hierarchical-bayes-conjoint.example.ts';
import { partWorths } from './part-worths.ts';
import { samplePartWorths } from './sample-part-worths.ts';

const CONVERGED_R_HAT = 1.05;
const FEW_EFFECTIVE_DRAWS = 100;
const FEW_RESPONDENTS = 30;

const posterior = {
  mean: z.number().describe('Posterior mean.'),
  standardDeviation: z.number().describe('Posterior standard deviation: how unsure the mean is.'),
  low: z.number(),
  high: z.number(),
};
const diagnosed = z.object({
  name: z.string().describe('The attribute, or `attribute: level`.'),
  ...posterior,
  rHat: z.number().nullable().describe('Split R-hat: above 1.05 the chains disagree.'),
  effectiveDraws: z.number().nullable().describe('How many independent draws tell as much.'),
});

const inputs = z.object({
  ...choiceTable,
  respondents: z.array(z.union([z.number(), z.string()])).describe('One entry a row: who chose.'),
  draws: z
    .int()
    .min(400)
    .max(1_000_000)
    .default(10_000)
    .describe(
      'Sweeps in all, over all chains, burn-in included. A sweep moves every respondent and the population once.',
    ),
  chains: z.int().min(1).max(8).default(2).describe('Chains from different starts; the draws are shared among them.'),
  burnIn: z.number().gt(0).lt(0.95).default(0.4).describe('Share of each chain that is thrown away, 0 to 1.'),
  thin: z
    .int()
    .min(1)
    .optional()
    .describe('Every how many sweeps respondents are kept; such that about 1,000 are, where not given.'),
  priorVariance: z
    .number()
    .gt(0)
    .default(1)
    .describe('How widely people are expected to differ, as a variance in utility; the data soon outweigh it.'),
  priorDegreesOfFreedom: z
    .number()
    .gt(0)
    .optional()
    .describe(
      'Weight of that expectation, in respondents; coefficients + 3 where not given. At least the number of coefficients.',
    ),
  level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
});

/**
 * Part-worths of every single respondent from choices, each borrowing strength from all others.
 *
 * Choices follow a logit with the respondent's own part-worths, which are normal around a common mean: b ~ N(mean, V), mean given
 * V ~ N(0, 100 V), V inverse Wishart. Numeric attributes are scaled by their range, so that the prior does not depend on their unit.
 *
 * @throws MethodProblem as choice-based conjoint; `prior-too-weak`, `too-large`, `choices-not-whole`.
 * @example
 * hierarchicalBayesConjoint.run(hierarchicalBayesConjoint.inputs.parse(hierarchicalBayesConjoint.example.inputs), { seed: 1 }).population[0].mean;
 */
export const hierarchicalBayesConjoint = defineMethod({
  name: 'hierarchical-bayes-conjoint',
  field: 'choose',
  title: 'Hierarchical Bayes conjoint',
  summary: 'What each feature and price is worth to each single respondent, from a dozen choices of each.',
  whenToUse: [
    'Choice-based conjoint whose part-worths go into a share simulator or into segments.',
    'When tastes differ, as they do: one set of utilities for all overstates how alike products compete.',
  ],
  whenNot: ['Below some thirty respondents or with one or two choices each: the prior speaks louder than they do.'],
  assumes: [
    'Part-worths are normal in the population: one cloud, not two camps (not checked; look at the individuals).',
    'Respondents were drawn from the population of interest (not checked).',
    'Chains have converged (checked by split R-hat and effective draws).',
  ],
  formula:
    '`P(i) = exp(x_i b_r) / sum exp(x_j b_r)`, `b_r ~ N(m, V)`, `m | V ~ N(0, V / 0.01)`, `V ~ IW(k + 3, (k + 3) I)`. Gibbs: each `b_r` by a Metropolis-adjusted Langevin step in the metric of its own curvature, `(m, V)` from the conjugate normal inverse Wishart.',
  source: [
    'Rossi, P., Allenby, G. & McCulloch, R. (2005), Bayesian Statistics and Marketing, ch. 5 (prior as in bayesm rhierMnlRwMixture, one component).',
    'Roberts, G. & Stramer, O. (2002), Langevin diffusions and Metropolis-Hastings algorithms.',
    'Gelman, A. et al. (2013), Bayesian Data Analysis, 3rd ed., ch. 11 (split R-hat, effective draws).',
  ],
  verified:
    'Recovery of simulated part-worths (population means within their intervals, individuals correlated with the truth); the conjugate draw against its exact moments; gradient and curvature against differences; R bayesm 3.1-5 rhierMnlRwMixture on 200 simulated respondents: individual part-worths correlate at 0.997, root likelihood 0.351 and 0.352.',
  cost: 'O(draws · choices · alternatives · coefficients): 10,000 draws of 200 respondents, 12 tasks, 4 alternatives, 4 coefficients in about 2.5 seconds',
  warns: {
    'not-converged': 'Chains disagree (R-hat above 1.05) or mix slowly (fewer than 100 effective draws).',
    'few-respondents': 'Fewer than 30 respondents.',
    'few-choices-each': 'Fewer choices a respondent than coefficients: individuals lean on the population.',
    'situations-left-out': 'Situations without a choice or with a single alternative.',
  },
  heavy: true,
  inputs,
  result: z.object({
    population: z.array(diagnosed).describe('Mean of the part-worths over the population.'),
    heterogeneity: z
      .array(diagnosed)
      .describe('Standard deviation of the part-worths across people, with its own posterior.'),
    populationCovariance: z.array(z.array(z.number())).describe('Posterior mean of V, in the order of `population`.'),
    respondents: z.array(
      z.object({
        respondent: z.string(),
        partWorths: partWorths,
        coefficients: z.array(z.object(posterior)).describe('In the order of `population`.'),
        importance: z.record(z.string(), z.number()).describe('Share of this person’s utility ranges, 0 to 1.'),
      }),
    ),
    importance: z.record(z.string(), z.number()).describe('Mean over respondents, 0 to 1.'),
    rootLikelihood: z
      .number()
      .describe(
        'Geometric mean probability of the choices made, over draws: 1 divided by the number of alternatives is chance, 1 is perfect.',
      ),
    meanLogLikelihood: z.number(),
    acceptanceRate: z.number().describe('Of the proposals for respondents past the burn-in; about 0.57 is ideal.'),
    draws: z.int().describe('Sweeps past the burn-in, over all chains.'),
    keptDraws: z.int().describe('Of them, kept for respondents.'),
    choices: z.int(),
    ...report,
  }),
  example: {
    about:
      'Where twelve users of an open-source project look when something breaks: first, second and third choice among eight sources.',
    source: 'Strimzi user survey 2022, first complete rankings, github.com/cncf/surveys, Apache-2.0.',
    inputs: { ...rankingChoices, draws: 20_000 },
  },
  run(given, how = {}) {
    const coded = codeChoices(given);
    const { kept, acceptanceRate, choices } = samplePartWorths(coded, given, how);
    const population = coded.names.map((name, k) => ({ name, ...kept.populationMean(k) }));
    const heterogeneity = coded.names.map((name, k) => ({ name, ...kept.populationSpread(k) }));
    const people = coded.respondents.map((respondent, person) => {
      const coefficients = coded.names.map((_, k) => kept.person(person, k));
      const means = coefficients.map(({ mean }) => mean);
      return { respondent, partWorths: worthsOf(coded, means), coefficients, importance: importanceOf(coded, means) };
    });
    const importance = Object.fromEntries(
      coded.attributes.map(({ name }) => [
        name,
        people.reduce((sum, person) => sum + person.importance[name]!, 0) / people.length,
      ]),
    );
    return {
      population,
      heterogeneity,
      populationCovariance: kept.populationCovariance(),
      respondents: people,
      importance,
      rootLikelihood: Math.exp(kept.meanLogLikelihood / choices),
      meanLogLikelihood: kept.meanLogLikelihood,
      acceptanceRate,
      draws: kept.draws,
      keptDraws: kept.keptDraws,
      choices,
      warnings: [...coded.warnings, ...warningsOf([...population, ...heterogeneity], coded, choices)],
      reading: readingOf(population, heterogeneity, importance),
      picture: pictureOf(population, heterogeneity),
    };
  },
});

type Diagnosed = z.infer<typeof diagnosed>;

/** In the shape that the share simulator takes. */
function worthsOf({ attributes, effects }: CodedChoices, means: readonly number[]) {
  return Object.fromEntries(
    attributes.map((attribute) => {
      const { levels } = attribute;
      if (levels === null) return [attribute.name, means[attribute.from]!];
      const utilities = levelUtilities(attribute, means, effects);
      return [attribute.name, Object.fromEntries(levels.map((level, at) => [level, utilities[at]!]))];
    }),
  );
}

function importanceOf({ attributes, effects }: CodedChoices, means: readonly number[]): Record<string, number> {
  const ranges = attributes.map((attribute) => utilityRange(attribute, means, effects));
  const total = ranges.reduce((sum, range) => sum + range, 0);
  return Object.fromEntries(attributes.map(({ name }, at) => [name, total > 0 ? ranges[at]! / total : 0]));
}

function warningsOf(all: readonly Diagnosed[], { respondents, names }: CodedChoices, choices: number): Warning[] {
  const warnings: Warning[] = [];
  const astray = all.filter(
    ({ rHat, effectiveDraws }) =>
      (rHat ?? 1) > CONVERGED_R_HAT || (effectiveDraws ?? Number.POSITIVE_INFINITY) < FEW_EFFECTIVE_DRAWS,
  );
  if (astray.length > 0)
    warnings.push({
      id: 'not-converged',
      text: `The chains have not settled for ${[...new Set(astray.map(({ name }) => name))].join(', ')}: take more draws.`,
    });
  if (respondents.length < FEW_RESPONDENTS)
    warnings.push({
      id: 'few-respondents',
      text: `${respondents.length} respondents: the prior weighs heavily below ${FEW_RESPONDENTS}.`,
    });
  if (choices / respondents.length < names.length)
    warnings.push({
      id: 'few-choices-each',
      text: `${(choices / respondents.length).toFixed(1)} choices a respondent for ${names.length} coefficients: individuals lean on the population.`,
    });
  return warnings;
}

function readingOf(
  population: readonly Diagnosed[],
  heterogeneity: readonly Diagnosed[],
  importance: Record<string, number>,
): string {
  const [first, share] = Object.entries(importance).sort(([, a], [, b]) => b - a)[0] ?? ['', 0];
  const sure = population.filter(({ low, high }) => low > 0 || high < 0).map(({ name }) => name);
  const [widest] = [...heterogeneity].sort((a, b) => b.mean - a.mean);
  const clear = sure.length > 0 ? `On average clearly not zero: ${sure.join(', ')}.` : 'No average is clear of zero.';
  return `To the average respondent ${first} matters most (${(share * 100).toFixed(0)} % of what the attributes can move). ${clear} People differ most on ${widest?.name} (standard deviation ${widest?.mean.toFixed(2)}).`;
}

function pictureOf(population: readonly Diagnosed[], heterogeneity: readonly Diagnosed[]) {
  const line = (name: string, of: readonly Diagnosed[]) => ({
    name,
    x: of.map((each) => each.name),
    y: of.map(({ mean }) => mean),
    low: of.map(({ low }) => low),
    high: of.map(({ high }) => high),
  });
  return {
    kind: 'intervals' as const,
    title: 'Part-worths in the population',
    x: 'Attribute or level',
    y: 'Utility',
    series: [line('Mean', population), line('Spread across people', heterogeneity)],
    marks: [{ axis: 'y' as const, at: 0, label: 'no effect' }],
  };
}
