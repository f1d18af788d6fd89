import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { meanInterval, momentsOf, welchDifference } from '../numeric/sample-mean.ts';
import { chance, confidence } from '../plain-words.ts';

const ITEMS = 10;
/** Contributions add to at most 40; times this the score runs to 100. */
const SCORE_PER_POINT = 2.5;
const NEUTRAL = 3;
/** Items 4 and 10 ask of learning (Lewis and Sauro 2009). */
const LEARNING_ITEMS = [3, 9];
/** Below this the mean moves by ten points and more from sample to sample. */
const FEW_RESPONDENTS = 12;

/** Curved grading scale of Sauro and Lewis (2016): lowest score of each grade, and the percentiles it spans. */
const GRADES: readonly { from: number; grade: string; percentile: readonly [number, number] }[] = [
  { from: 84.1, grade: 'A+', percentile: [0.96, 1] },
  { from: 80.8, grade: 'A', percentile: [0.9, 0.95] },
  { from: 78.9, grade: 'A-', percentile: [0.85, 0.89] },
  { from: 77.2, grade: 'B+', percentile: [0.8, 0.84] },
  { from: 74.1, grade: 'B', percentile: [0.7, 0.79] },
  { from: 72.6, grade: 'B-', percentile: [0.65, 0.69] },
  { from: 71.1, grade: 'C+', percentile: [0.6, 0.64] },
  { from: 65, grade: 'C', percentile: [0.41, 0.59] },
  { from: 62.7, grade: 'C-', percentile: [0.35, 0.4] },
  { from: 51.7, grade: 'D', percentile: [0.15, 0.34] },
  { from: 0, grade: 'F', percentile: [0, 0.14] },
];
/** Mean score of those who chose each word (Bangor, Kortum and Miller 2009). */
const ADJECTIVES: readonly (readonly [number, string])[] = [
  [12.5, 'worst imaginable'],
  [20.3, 'awful'],
  [35.7, 'poor'],
  [50.9, 'OK'],
  [71.4, 'good'],
  [85.5, 'excellent'],
  [90.9, 'best imaginable'],
];

const row = z
  .array(z.int().min(1, 'An answer is 1 to 5.').max(5, 'An answer is 1 to 5.').nullable())
  .length(ITEMS, 'Give the ten answers of a respondent in the order of the questionnaire.');
const responses = z
  .union([row, z.array(row)], 'Give one list of ten answers (1 to 5, or null) for each respondent.')
  .describe(
    'One list of ten answers for each respondent, in the order of the questionnaire, 1 (strongly disagree) to 5 (strongly agree), null where not answered; or the ten of a single respondent.',
  );

const group = z.object({
  respondents: z.int(),
  score: z.object({
    estimate: z.number().describe('Mean score, 0 to 100. It is not a percentage.'),
    low: z.number().nullable().describe("Student's interval; null for a single respondent."),
    high: z.number().nullable(),
    level: z.number(),
  }),
  standardDeviation: z.number().nullable().describe('Of one respondent; null for fewer than two.'),
  scores: z.array(z.number()).describe('Score of each respondent, 0 to 100.'),
  sumOfContributions: z.array(z.number()).describe('Of each respondent, 0 to 40; the score is 2.5 times it.'),
  itemContributions: z.array(z.number()).describe('Mean contribution of each of the ten items, 0 (bad) to 4 (good).'),
  usability: z.number().describe('Mean of the eight items other than 4 and 10, scaled to 0 to 100.'),
  learnability: z.number().describe('Mean of items 4 and 10, scaled to 0 to 100.'),
  cronbachAlpha: z.number().nullable().describe('How well the items agree; null where they do not vary.'),
  grade: z.string().describe('A+ to F on the curve of Sauro and Lewis; C holds the average of 68.'),
  percentile: z
    .object({ low: z.number(), high: z.number() })
    .describe(
      'Share of the products in the data of Sauro and Lewis that score lower, 0 to 1: the range of that grade.',
    ),
  adjective: z.string().describe('The word people choose at about this score (Bangor and others).'),
});
type Group = z.infer<typeof group>;

/**
 * System Usability Scale: ten statements, one score from 0 to 100, with its interval, grade and the items behind it.
 *
 * @throws MethodProblem `no-answers` where nobody, or a respondent not one item, answered.
 * @example systemUsabilityScale.run({ responses: [[5, 4, 2, 1, 2, 3, 2, 4, 5, 2]], level: 0.95 }).group.score.estimate; // 55
 */
export const systemUsabilityScale = defineMethod({
  name: 'system-usability-scale',
  field: 'ask',
  title: 'System Usability Scale (SUS)',
  summary:
    'How usable people find the product on a scale with thousands of products to compare with, and how sure that is.',
  whenToUse: [
    'After people have used the product, in a test or in the field, to compare versions or with the average of 68.',
  ],
  whenNot: [
    'To find out what is wrong: it tells how good, not why.',
    'With changed or translated wording that nobody has validated.',
  ],
  assumes: [
    'The ten items stand in the original order, odd ones positive, even ones negative (not checked).',
    'At least 12 respondents for a usable interval (checked).',
  ],
  formula:
    'Odd items contribute answer − 1, even items 5 − answer; score = 2.5 × sum. Mean with Student interval; two groups by Welch. An item left out counts 3, as the questionnaire says.',
  source: [
    'Brooke, J. (1996), SUS: a quick and dirty usability scale, in Usability Evaluation in Industry, 189-194.',
    'Sauro, J., Lewis, J. R. (2016), Quantifying the User Experience, 2nd ed. (grades).',
    'Bangor, A., Kortum, P., Miller, J. (2009), Determining what individual SUS scores mean, Journal of Usability Studies 4(3).',
    'Lewis, J. R., Sauro, J. (2009), The factor structure of the System Usability Scale.',
  ],
  verified: 'Worked example of Brooke (1996): 22 and 55, exactly; means and differences: R t.test to 1e-6.',
  cost: 'O(respondents)',
  warns: {
    'too-few-answers': 'Fewer than 12 respondents: the interval is wide.',
    'answers-missing': 'Items without an answer count as neutral.',
    'straight-lined': 'Some gave the same answer to all ten, though half the items are reversed.',
  },
  inputs: z.object({
    responses,
    against: responses.optional().describe('A second group or version to compare with.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  }),
  result: z.object({
    group,
    against: group.optional(),
    difference: z
      .object({ ...interval.shape, p: z.number().describe("Two-sided, Welch's t test.") })
      .nullable()
      .optional()
      .describe('Group less against; null where the scores do not vary or a group is one respondent.'),
    ...report,
  }),
  example: {
    about: 'The filled-in form printed with the scale.',
    source: 'Brooke (1996), worked example.',
    inputs: { responses: [[5, 4, 2, 1, 2, 3, 2, 4, 5, 2]] },
  },
  run(inputs) {
    const one = grouped(inputs.responses, 'responses', inputs.level);
    const other = inputs.against === undefined ? undefined : grouped(inputs.against, 'against', inputs.level);
    const compared = other && welchDifference(momentsOf(one.group.scores), momentsOf(other.group.scores), inputs.level);
    const difference = compared && {
      estimate: compared.estimate,
      low: compared.low,
      high: compared.high,
      level: inputs.level,
      p: compared.p,
    };
    const groups = [one, ...(other === undefined ? [] : [other])];
    return {
      group: one.group,
      ...(other === undefined ? {} : { against: other.group, difference: difference ?? null }),
      warnings: groups.flatMap(({ warnings }) => warnings),
      reading: readingOf(one.group, difference ?? undefined),
      picture: {
        kind: 'bars' as const,
        title: 'System Usability Scale by item',
        x: 'Item',
        y: 'Mean contribution (0 bad to 4 good)',
        series: groups.map(({ group }, i) => ({
          name: i === 0 ? 'Group' : 'Against',
          x: group.itemContributions.map((_, item) => item + 1),
          y: group.itemContributions,
        })),
      },
    };
  },
});

function grouped(
  given: z.output<typeof responses>,
  field: string,
  level: number,
): { group: Group; warnings: Warning[] } {
  const forms = formsOf(given);
  if (forms.length === 0) throw new MethodProblem('no-answers', field, 'Give the answers of at least one respondent.');
  const empty = forms.findIndex((form) => form.every((answer) => answer === null));
  if (empty >= 0)
    throw new MethodProblem('no-answers', `${field}.${empty}`, 'Leave out a respondent who answered nothing.');
  const contributions = forms.map((form) =>
    form.map((answer, item) => (item % 2 === 0 ? (answer ?? NEUTRAL) - 1 : 5 - (answer ?? NEUTRAL))),
  );
  const sums = contributions.map(total);
  const scores = sums.map((sum) => sum * SCORE_PER_POINT);
  const moments = momentsOf(scores);
  const items = Array.from({ length: ITEMS }, (_, item) => momentsOf(contributions.map((form) => form[item]!)));
  const means = items.map(({ mean }) => mean);
  const learning = total(LEARNING_ITEMS.map((item) => means[item]!));
  const spread = momentsOf(sums).variance;
  return {
    group: {
      respondents: forms.length,
      score: meanInterval(moments, level),
      standardDeviation: forms.length > 1 ? Math.sqrt(moments.variance) : null,
      scores,
      sumOfContributions: sums,
      itemContributions: means,
      usability: ((total(means) - learning) / (4 * (ITEMS - LEARNING_ITEMS.length))) * 100,
      learnability: (learning / (4 * LEARNING_ITEMS.length)) * 100,
      cronbachAlpha:
        spread > 0 ? (ITEMS / (ITEMS - 1)) * (1 - total(items.map(({ variance }) => variance)) / spread) : null,
      ...gradeOf(moments.mean),
      adjective: nearestAdjective(moments.mean),
    },
    warnings: warningsOf(forms),
  };
}

function gradeOf(mean: number) {
  const rounded = Math.round(mean * 10) / 10;
  const { grade, percentile } = GRADES.find(({ from }) => rounded >= from) ?? GRADES[GRADES.length - 1]!;
  return { grade, percentile: { low: percentile[0], high: percentile[1] } };
}

/** A single respondent may come without a list around. */
function formsOf(given: z.output<typeof responses>): z.output<typeof row>[] {
  const forms: z.output<typeof row>[] = [];
  const single: z.output<typeof row> = [];
  for (const entry of given)
    if (Array.isArray(entry)) forms.push(entry);
    else single.push(entry);
  return single.length > 0 ? [single] : forms;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function nearestAdjective(score: number): string {
  const distance = (at: number) => Math.abs(at - score);
  return ADJECTIVES.reduce((best, next) => (distance(next[0]) < distance(best[0]) ? next : best))[1];
}

function warningsOf(forms: readonly (readonly unknown[])[]): Warning[] {
  const warnings: Warning[] = [];
  const missing = forms.flat().filter((answer) => answer === null).length;
  const straight = forms.filter((form) => new Set(form).size === 1).length;
  if (forms.length < FEW_RESPONDENTS)
    warnings.push({ id: 'too-few-answers', text: `${forms.length} respondents: ask at least ${FEW_RESPONDENTS}.` });
  if (missing > 0)
    warnings.push({ id: 'answers-missing', text: `${missing} items without an answer count as neutral (3).` });
  if (straight > 0)
    warnings.push({
      id: 'straight-lined',
      text: `${straight} gave the same answer to every item: look whether they read them.`,
    });
  return warnings;
}

function readingOf(
  { score, respondents, grade, adjective }: Group,
  difference?: { estimate: number; p: number },
): string {
  const { estimate, low, high, level } = score;
  const range =
    low === null || high === null
      ? ''
      : `; ${confidence(level)} between ${Math.max(0, low).toFixed(1)} and ${Math.min(100, high).toFixed(1)}`;
  const side = estimate >= 68 ? 'at or above' : 'below';
  const first = `The mean score is ${estimate.toFixed(1)} of 100 from ${respondents} ${respondents === 1 ? 'respondent' : 'respondents'}${range}. That is grade ${grade}, about "${adjective}", and ${side} the average product (68).`;
  if (difference === undefined) return first;
  return `${first} It differs by ${difference.estimate.toFixed(1)} from the other group, which ${chance(difference.p)}.`;
}
