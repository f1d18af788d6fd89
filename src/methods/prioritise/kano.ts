import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { listed } from '../plain-words.ts';
import { KANO_CATEGORIES, type KanoCategory } from './kano-categories.ts';
import { type Analysed, analysed, analysedOf, counts, evaluationTable, reply, talliesOf } from './kano-features.ts';

const FEW_ANSWERS = 30;
/** Above this share of contradictions the question was misunderstood. */
const MANY_QUESTIONABLE = 0.05;
const MEANING: Readonly<Record<KanoCategory, string>> = {
  M: 'must-be',
  O: 'one-dimensional',
  A: 'attractive',
  I: 'indifferent',
  R: 'reverse',
  Q: 'questionable',
};

const feature = z.string().min(1, 'Name the feature.');
const segment = z
  .string()
  .min(1)
  .optional()
  .describe('The group the answers came from; results are then also given for each.');
/**
 * Kano: what kind of feature each one is, and how much it pleases when there and displeases when missing.
 *
 * @throws MethodProblem `no-answers` where a feature has none.
 * @example kano.run({ counts: [{ feature: 'Hotline', M: 15, O: 24, A: 121, I: 124, R: 6, Q: 6 }], ... }).features[0].category; // 'I'
 */
export const kano = defineMethod({
  name: 'kano',
  field: 'prioritise',
  title: 'Kano analysis',
  summary: 'Which features people expect, which please in proportion, which delight, and which leave them cold.',
  whenToUse: [
    'Sorting features by kind before ranking within a kind.',
    'Comparing segments: one group’s delight is another’s must.',
  ],
  whenNot: [
    'To rank many features by worth: use best-worst or choice questions.',
    'For things people have never met: answers are guesses.',
  ],
  assumes: [
    'Each person answers how they feel with the feature and without it, on the five customary answers.',
    'Answers are independent (not checked); at least 30 a feature (checked).',
  ],
  formula: [
    'The 5×5 table turns each pair of answers into M, O, A, I, R or Q.',
    'Better `(A+O)/(A+O+M+I)`, worse `-(O+M)/(A+O+M+I)`, total strength `(M+O+A)/n`, category strength `(first - second)/n`.',
    'Fong: first - second > `1.65·sqrt((a+b)(2n-a-b)/(2n))`. DuMouchel: answers score 4, 2, 0, -1, -2 (with) and -2, -1, 0, 2, 4 (without).',
  ].join('\n'),
  source: [
    'Berger, C. et al. (1993), Kano’s methods for understanding customer-defined quality, CQM Journal 2(4) (with DuMouchel’s scores and Pouliot’s table).',
    'Matzler, K. and Hinterhuber, H. (1998), How to make product development projects more successful, Technovation 18(1).',
    'Fong, D. (1996), Using the self-stated importance questionnaire to interpret Kano questionnaire results, CQM Journal 5.',
  ],
  verified:
    'The printed table and coefficients of R package stp25kano and R 4.2.2 (1e-9): categories, tie rule, strengths, Fong.',
  cost: 'O(answers)',
  warns: {
    'too-few-answers': 'Fewer than 30 answers on a feature.',
    'category-unsure': 'The two commonest categories differ by no more than chance (Fong).',
    'many-questionable': 'More than 5 % contradict themselves: the questions were misunderstood.',
    'segments-differ': 'A feature’s category differs between segments.',
  },
  inputs: z
    .object({
      answers: z
        .array(
          z.object({
            feature,
            functional: reply.describe('How they feel if the feature is there.'),
            dysfunctional: reply.describe('How they feel if it is not.'),
            segment,
          }),
        )
        .default([])
        .describe('One row for each person and feature.'),
      counts: z
        .array(z.object({ feature, ...counts.shape, segment }))
        .default([])
        .describe('Or how many fell into each category.'),
      evaluationTable: evaluationTable
        .default('berger')
        .describe(
          'What a pair of answers means. berger: the customary table; pouliot: the same, but must-be twice and live-with twice are contradictions (Q); or a table of five rows (functional like, must-be, neutral, live-with, dislike) of five categories (dysfunctional, in the same order).',
        ),
      tieMargin: z
        .number()
        .min(0)
        .max(1)
        .default(0.05)
        .describe('Share of answers within which categories count as tied.'),
      level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
    })
    .refine(({ answers, counts: given }) => answers.length + given.length > 0, {
      message: 'Give answers or counts.',
      path: ['answers'],
    }),
  result: z.object({
    features: z.array(analysed).describe('Over all segments, in the order first named.'),
    segments: z
      .array(z.object({ segment: z.string(), features: z.array(analysed) }))
      .describe('Empty where no segment was given.'),
    ...report,
  }),
  example: {
    about:
      'What skiers want of a ski and its seller: edge grip is expected, ease of turn pleases in proportion, service delights. The percentages printed, as so many of a thousand answers.',
    source: 'Matzler and Hinterhuber (1998), published table of percentages.',
    inputs: {
      counts: [
        { feature: 'Edge grip', M: 493, O: 323, A: 70, I: 95, R: 3, Q: 15 },
        { feature: 'Ease of turn', M: 305, O: 451, A: 104, I: 115, R: 12, Q: 12 },
        { feature: 'Service', M: 29, O: 216, A: 638, I: 85, R: 7, Q: 25 },
      ],
    },
  },
  run(inputs) {
    const rows = [...inputs.answers, ...inputs.counts];
    const names = [...new Set(rows.flatMap((row) => row.segment ?? []))];
    const analyse = (segmentName?: string) =>
      talliesOf(inputs, segmentName).map((tally) => analysedOf(tally, inputs.tieMargin, inputs.level));
    const features = analyse();
    const segments = names.map((name) => ({ segment: name, features: analyse(name) }));
    return {
      features,
      segments,
      warnings: warningsOf(features, segments),
      reading: readingOf(features),
      picture: {
        kind: 'points' as const,
        title: 'Better and worse',
        x: 'Worse without it (share)',
        y: 'Better with it (share)',
        series: features.map(({ feature: name, worse, better }) => ({
          name,
          x: [-(worse?.estimate ?? 0)],
          y: [better?.estimate ?? null],
          low: [better?.low ?? null],
          high: [better?.high ?? null],
        })),
        marks: [
          { axis: 'x' as const, at: 0.5, label: 'Missed' },
          { axis: 'y' as const, at: 0.5, label: 'Welcome' },
        ],
      },
    };
  },
});

function warningsOf(features: readonly Analysed[], segments: readonly { features: readonly Analysed[] }[]): Warning[] {
  const warnings: Warning[] = [];
  const warn = (id: string, some: readonly Analysed[], text: (names: string) => string) => {
    if (some.length > 0) warnings.push({ id, text: text(listed(some.map((one) => one.feature))) });
  };
  warn(
    'too-few-answers',
    features.filter((one) => one.answers < FEW_ANSWERS),
    (names) => `Fewer than ${FEW_ANSWERS} answers on ${names}: ask more people.`,
  );
  warn(
    'category-unsure',
    features.filter((one) => !one.fong.significant),
    (names) =>
      `The two commonest categories of ${names} differ by no more than chance: look at better and worse, or at segments.`,
  );
  warn(
    'many-questionable',
    features.filter((one) => one.counts.Q > MANY_QUESTIONABLE * one.answers),
    (names) => `More than 5 % contradict themselves on ${names}: reword the question.`,
  );
  const kinds = new Map(features.map(({ feature: name }) => [name, new Set<KanoCategory>()]));
  for (const part of segments) for (const one of part.features) kinds.get(one.feature)?.add(one.category);
  const differ = features.filter(({ feature: name }) => (kinds.get(name)?.size ?? 0) > 1);
  warn(
    'segments-differ',
    differ,
    (names) => `${names} fall into different categories in different segments: decide for each segment.`,
  );
  return warnings;
}

function readingOf(features: readonly Analysed[]): string {
  const parts = KANO_CATEGORIES.flatMap((kind) => {
    const names = features.filter((one) => one.category === kind).map((one) => one.feature);
    return names.length === 0 ? [] : [`${MEANING[kind]}: ${listed(names)}`];
  });
  return `By the commonest answer, ${parts.join('; ')}.`;
}
