import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { normalInterval } from '../numeric/normal-interval.ts';
import { confidence, percent } from '../plain-words.ts';

/**
 * Margin of error of a share from a sample of a finite or large population.
 *
 * @throws MethodProblem `more-answers-than-people`.
 * @example marginOfError.run(marginOfError.inputs.parse({ answers: 1000 })).margin; // 0.031
 */
export const marginOfError = defineMethod({
  name: 'margin-of-error',
  field: 'ask',
  title: 'Margin of error of a share',
  summary: 'How far a share may be off, given how many answered, of how many, and how unevenly they are weighted.',
  whenToUse: ['To say in one number how precise a survey is, or what a segment of it can bear.'],
  whenNot: [
    'For the interval of one measured share near 0 or 1: use proportion-interval.',
    'For a sample that is not random: it measures chance alone.',
  ],
  assumes: [
    'A simple random sample, or a known design effect (not checked).',
    'At least five expected with and without the answer (checked).',
  ],
  formula: '`z · sqrt(deff · p(1−p) / n) · sqrt((N − n) / (N − 1))`.',
  source: ['Cochran, W. G. (1977), Sampling Techniques, 3rd ed., ch. 2 and 3.'],
  verified: 'R, two cases of tests/methods/reference/survey_proportion_ci_margin.json to 1e-6.',
  cost: 'O(1)',
  warns: {
    'too-few-answers': 'Fewer than five expected on one side: the normal margin is rough.',
    census: 'Everybody answered: there is no sampling error, only whatever else is wrong.',
  },
  inputs: z.object({
    answers: z.int().min(1, 'Give at least one answer.').describe('How many answered.'),
    share: z.number().min(0).max(1).default(0.5).describe('The share; 0.5 gives the widest margin.'),
    population: z.int().min(1).optional().describe('How many there are in all; left out: many.'),
    designEffect: z.number().positive().default(1).describe('By how much weighting or clusters inflate the variance.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval.'),
  }),
  result: z.object({
    margin: z.number().describe('Half width of the interval, as a share: 0.031 is 3.1 points.'),
    share: interval.describe('As computed: can leave 0 to 1.'),
    standardError: z.number(),
    finitePopulationCorrection: z.number().describe('Factor on the standard error; 1 for a large population.'),
    effectiveAnswers: z.number().describe('Answers divided by the design effect.'),
    ...report,
  }),
  example: {
    about: 'The 211 contributors to Kubernetes who answered the survey of 2019.',
    source: 'Kubernetes contributor survey 2019, github.com/kubernetes/community, Apache-2.0.',
    inputs: { answers: 211 },
  },
  run(inputs) {
    const { answers, share, population, designEffect, level } = inputs;
    if (population !== undefined && answers > population)
      throw new MethodProblem('more-answers-than-people', 'answers', `At most ${population} can answer.`);
    const correctionFor = (n: number) =>
      population === undefined ? 1 : population === n ? 0 : Math.sqrt((population - n) / (population - 1));
    const errorFor = (n: number) => Math.sqrt((designEffect * share * (1 - share)) / n) * correctionFor(n);
    const standardError = errorFor(answers);
    const around = normalInterval(share, standardError, level);
    const margin = around.high - share;
    const sizes = [50, 100, 200, 400, 800, 1600, 3200].filter((n) => population === undefined || n <= population);
    return {
      margin,
      share: around,
      standardError,
      finitePopulationCorrection: correctionFor(answers),
      effectiveAnswers: answers / designEffect,
      warnings: warningsOf(answers, share, population),
      reading: `With ${answers} answers${population === undefined ? '' : ` out of ${population}`} a share of ${percent(share)} is known to within ${(margin * 100).toFixed(1)} points either way, ${confidence(level)}.`,
      picture: {
        kind: 'lines' as const,
        title: 'Margin of error by answers',
        x: 'Answers',
        y: 'Margin of error (share)',
        series: [{ name: 'Margin', x: sizes, y: sizes.map((n) => normalInterval(0, errorFor(n), level).high) }],
        marks: [{ axis: 'x' as const, at: answers, label: 'This sample' }],
      },
    };
  },
});

function warningsOf(answers: number, share: number, population: number | undefined): Warning[] {
  const warnings: Warning[] = [];
  if (answers === population) warnings.push({ id: 'census', text: 'Everybody answered: no sampling error is left.' });
  else if (answers * Math.min(share, 1 - share) < 5)
    warnings.push({ id: 'too-few-answers', text: 'Fewer than five expected on one side: use proportion-interval.' });
  return warnings;
}
