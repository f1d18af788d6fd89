import { z } from 'zod';
import { defineMethod, MethodProblem, report } from '../method.ts';
import { type Picks, pairsOf, pickScores, picksInTurn } from './best-worst-pairs.ts';
import { clusteredCovariance, respondentScores } from './clustered-covariance.ts';
import { fitConditionalLogit } from './conditional-logit.ts';
import { coefficientTable, fitWarnings, logitCoefficient } from './logit-coefficients.ts';

const pick = z.int().min(1, 'Give the number of the item in `items`, from 1.').nullable();

const inputs = z.object({
  items: z.array(z.string()).min(2, 'Name at least two items.'),
  sets: z
    .array(z.array(z.int().min(1)).min(2, 'A question shows at least two items.'))
    .min(1, 'Give at least one question.')
    .describe('Each question: the numbers (1 is the first of `items`) of the items it showed.'),
  best: z
    .array(z.array(pick))
    .min(1)
    .describe(
      'One row a respondent, one entry a question: number of the item picked as best; null for none, or for a question this respondent was not asked.',
    ),
  worst: z.array(z.array(pick)).describe('As `best`, for the item picked as worst.'),
  model: z
    .enum(['maxdiff', 'sequential', 'marginal'])
    .default('maxdiff')
    .describe(
      'How a person picks. maxdiff: the pair furthest apart, of all pairs at once. sequential: first the best of all, then the worst of the rest. marginal: the best of all and, on its own, the worst of all.',
    ),
  referenceItem: z.string().optional().describe('The item whose utility is 0; the last where not given.'),
  level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
});

const itemResult = z.object({
  item: z.string(),
  best: z.int().describe('How often it was picked as best.'),
  worst: z.int(),
  bestMinusWorst: z.int(),
  shown: z.int().describe('How often it stood in a question that was answered.'),
  standardised: z.number().nullable().describe('(best - worst) / shown, -1 to 1; null where it was never shown.'),
  squareRootRatio: z
    .number()
    .nullable()
    .describe('sqrt(best / worst), a rough ratio scale; null where it was never picked as worst.'),
  utility: z.number().describe('Of the conditional logit, the reference item at 0.'),
  share: z.number().describe('Share of preference: exp(utility) over the sum of all items, 0 to 1.'),
});

/**
 * MaxDiff (best-worst scaling, object case): which items matter most, from picks of the best and the worst of a few.
 *
 * Counts, and a conditional logit of the pair: of all ordered pairs in a question, the one picked has utility best - worst.
 *
 * @throws MethodProblem `item-unknown`, `pick-not-shown`, `lengths-differ`, `no-choices`, `not-identified`.
 * @example
 * maxdiff.run(maxdiff.inputs.parse({ items: ['a', 'b', 'c'], sets: [[1, 2, 3]], best: [[1], [1], [2]], worst: [[3], [2], [3]] })).items[0].best; // 2
 */
export const maxdiff = defineMethod({
  name: 'maxdiff',
  field: 'choose',
  title: 'MaxDiff (best-worst scaling)',
  summary: 'Which of many items matter most, and by how much, from picks of the best and the worst of a few at a time.',
  whenToUse: [
    'Ten to thirty features, claims or needs to be ordered by people who would rate all of them important.',
    'Across countries: picks do not depend on how people use a scale.',
  ],
  whenNot: [
    'To learn whether anything matters at all: the result is relative.',
    'When items are levels of attributes that belong together: use choice-based conjoint.',
  ],
  assumes: [
    'All share one utility scale; persons differ only by chance (not checked; errors are clustered by person).',
    'Every item is linked to every other by questions they share (checked).',
    'Picks are made as `model` says (not checked; the three mostly agree).',
  ],
  formula:
    'Best-worst score: times best less times worst, by times shown. Logit: `P(best i, worst j) = exp(v_i - v_j) / sum over all ordered pairs of the question` (maxdiff); `P(best i) = exp(v_i) / sum exp(v)`, `P(worst j) = exp(-v_j) / sum exp(-v)` over all (marginal) or the rest (sequential); share of preference `exp(v_i) / sum exp(v)`.',
  source: [
    'Finn, A. & Louviere, J. (1992), Determining the appropriate response to evidence of public concern, Journal of Public Policy & Marketing 11.',
    'Marley, A. & Louviere, J. (2005), Some probabilistic models of best, worst, and best-worst choices, Journal of Mathematical Psychology 49.',
    'Aizaki, H., Nakatani, T. & Sato, K. (2014), Stated Preference Methods Using R.',
  ],
  verified:
    'R support.BWS 0.4.6 with survival clogit on 100 respondents: counts exactly, coefficients, standard errors, shares to 1e-6; sequential and marginal picks with survival clogit, clustered errors included.',
  cost: 'O(pairs in all questions · items² · steps + answers)',
  warns: {
    'separable-data': 'Some items were always (or never) preferred: no finite utility.',
    'not-converged': 'The search stopped at its cap of steps.',
    'too-few-choices': 'Fewer than ten answers for each item.',
    'answers-left-out': 'Questions without both picks, or with the same item as both.',
    'unbalanced-exposure': 'Some items were shown more than twice as often as others.',
  },
  inputs,
  result: z.object({
    items: z.array(itemResult).describe('In the order given.'),
    coefficients: z.array(logitCoefficient).describe('Utility of each item but the reference.'),
    referenceItem: z.string(),
    logLikelihood: z.number(),
    logLikelihoodNull: z.number().describe('With every pair of a question (or every item of a pick) equally likely.'),
    mcfaddenRsquared: z.number(),
    aic: z.number(),
    bic: z.number(),
    respondents: z.int(),
    answers: z.int().describe('Questions answered with both picks.'),
    ...report,
  }),
  example: {
    about:
      'Forty contributors ranked seven projects of a community team: the first of each ranking is best, the last is worst.',
    source: 'Kubernetes contributor survey 2019, first complete rankings, github.com/cncf/surveys, Apache-2.0.',
    inputs: {
      items: [
        'Mentoring',
        'GitHub management',
        'Contributor summits',
        'Governance',
        'Moderation',
        'OWNERs clean-up',
        'Contributor documentation',
      ],
      sets: [[1, 2, 3, 4, 5, 6, 7]],
      best: [
        1, 2, 7, 7, 1, 4, 6, 7, 1, 1, 1, 1, 7, 7, 2, 1, 2, 1, 1, 1, 5, 7, 1, 4, 4, 2, 5, 7, 6, 1, 1, 3, 1, 1, 7, 1, 1,
        5, 1, 3,
      ].map((item) => [item]),
      worst: [
        7, 5, 5, 4, 2, 6, 3, 6, 6, 6, 3, 6, 5, 6, 4, 4, 6, 6, 4, 6, 7, 6, 4, 6, 5, 4, 6, 6, 3, 6, 6, 6, 3, 5, 4, 2, 6,
        6, 6, 6,
      ].map((item) => [item]),
    },
  },
  run(given) {
    const { items, level } = given;
    const reference = given.referenceItem === undefined ? items.length - 1 : items.indexOf(given.referenceItem);
    if (reference < 0) throw new MethodProblem('item-unknown', 'referenceItem', 'Name one of the items.');
    const picks = picksOf(given);
    const counts = countsOf(given, picks);
    const names = items.filter((_, item) => item !== reference);
    const { rows, scoresAt } = choicesOf(given, picks, reference);
    const fit = fitConditionalLogit(rows);
    if ('column' in fit)
      throw new MethodProblem(
        'not-identified',
        'sets',
        `Show ${names[fit.column]} together with items that lead to all others: it cannot be compared yet.`,
      );
    const robust = clusteredCovariance(fit.covariance, scoresAt(fit.coefficients));
    const utilities = items.map((_, item) =>
      item === reference ? 0 : fit.coefficients[item < reference ? item : item - 1]!,
    );
    const shares = sharesOf(utilities);
    const results = counts.map((count, item) => ({ ...count, utility: utilities[item]!, share: shares[item]! }));
    return {
      items: results,
      coefficients: coefficientTable(names, fit, { level, robust }),
      referenceItem: items[reference]!,
      logLikelihood: fit.logLikelihood,
      logLikelihoodNull: fit.logLikelihoodNull,
      mcfaddenRsquared: 1 - fit.logLikelihood / fit.logLikelihoodNull,
      aic: 2 * names.length - 2 * fit.logLikelihood,
      bic: Math.log(picks.length) * names.length - 2 * fit.logLikelihood,
      respondents: new Set(picks.map(({ person }) => person)).size,
      answers: picks.length,
      warnings: [...fitWarnings(fit, names, picks.length), ...answerWarnings(given, picks, counts)],
      reading: readingOf(results, picks.length),
      picture: pictureOf(results),
    };
  },
});

type Inputs = z.output<typeof inputs>;
type ItemResult = z.infer<typeof itemResult>;

/** The choices that the model sees in the picks, and each respondent's gradient at given utilities. */
function choicesOf({ items, sets, best, model }: Inputs, picks: readonly Picks[], reference: number) {
  if (model === 'maxdiff') {
    const rows = pairsOf(items.length, sets, { picks, reference });
    const people = best.length;
    const scoresAt = (utilities: Float64Array) => pickScores(rows, utilities, { picks, reference, people });
    return { rows, scoresAt };
  }
  const inTurn = picksInTurn(items.length, sets, { picks, reference, sequential: model === 'sequential' });
  const scoresAt = (utilities: Float64Array) => respondentScores(inTurn.rows, utilities, inTurn.respondentOf);
  return { rows: inTurn.rows, scoresAt };
}

function picksOf({ items, sets, best, worst }: Inputs): Picks[] {
  if (worst.length !== best.length)
    throw new MethodProblem('lengths-differ', 'worst', `Give ${best.length} rows, one a respondent, as in best.`);
  sets.forEach((set, at) => {
    if (set.some((item) => item > items.length) || new Set(set).size < set.length)
      throw new MethodProblem('item-unknown', `sets.${at}`, `Give different numbers from 1 to ${items.length}.`);
  });
  const picks: Picks[] = [];
  best.forEach((row, person) => {
    const others = worst[person]!;
    if (row.length !== sets.length || others.length !== sets.length)
      throw new MethodProblem(
        'lengths-differ',
        `best.${person}`,
        `Give ${sets.length} picks, one a question, best and worst.`,
      );
    sets.forEach((set, at) => {
      const [top, bottom] = [row[at] ?? null, others[at] ?? null];
      for (const item of [top, bottom])
        if (item !== null && !set.includes(item))
          throw new MethodProblem(
            'pick-not-shown',
            `best.${person}.${at}`,
            `Question ${at + 1} did not show item ${item}.`,
          );
      if (top !== null && bottom !== null && top !== bottom)
        picks.push({ person, set: at, best: top - 1, worst: bottom - 1 });
    });
  });
  if (picks.length === 0)
    throw new MethodProblem('no-choices', 'best', 'Give at least one question with a best and a worst.');
  return picks;
}

function countsOf({ items, sets }: Inputs, picks: readonly Picks[]) {
  const zeros = () => items.map(() => 0);
  const [best, worst, shown] = [zeros(), zeros(), zeros()];
  for (const pick of picks) {
    best[pick.best]!++;
    worst[pick.worst]!++;
    for (const item of sets[pick.set]!) shown[item - 1]!++;
  }
  return items.map((item, at) => {
    const count = { best: best[at]!, worst: worst[at]!, shown: shown[at]! };
    return {
      item,
      ...count,
      bestMinusWorst: count.best - count.worst,
      standardised: count.shown === 0 ? null : (count.best - count.worst) / count.shown,
      squareRootRatio: count.worst === 0 ? null : Math.sqrt(count.best / count.worst),
    };
  });
}

function sharesOf(utilities: readonly number[]): number[] {
  const highest = Math.max(...utilities);
  const weights = utilities.map((utility) => Math.exp(utility - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function answerWarnings({ sets, best }: Inputs, picks: readonly Picks[], counts: { shown: number }[]) {
  const leftOut = best.length * sets.length - picks.length;
  const shown = counts.map((count) => count.shown);
  return [
    ...(leftOut > 0
      ? [{ id: 'answers-left-out', text: `${leftOut} questions lack two different picks and were left out.` }]
      : []),
    ...(Math.max(...shown) > 2 * Math.min(...shown)
      ? [
          {
            id: 'unbalanced-exposure',
            text: 'Some items were shown more than twice as often as others: compare shares, not counts.',
          },
        ]
      : []),
  ];
}

function readingOf(results: readonly ItemResult[], answers: number): string {
  const ordered = [...results].sort((a, b) => b.share - a.share);
  const [first, last] = [ordered[0]!, ordered[ordered.length - 1]!];
  return `From ${answers} answers, ${first.item} matters most (${(first.share * 100).toFixed(0)} % of preference) and ${last.item} least (${(last.share * 100).toFixed(0)} %).`;
}

function pictureOf(results: readonly ItemResult[]) {
  const ordered = [...results].sort((a, b) => b.share - a.share);
  return {
    kind: 'bars' as const,
    title: 'Share of preference',
    x: 'Item',
    y: 'Share of preference (0 to 1)',
    series: [{ name: 'Share', x: ordered.map(({ item }) => item), y: ordered.map(({ share }) => share) }],
  };
}
