import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { percent } from '../plain-words.ts';

/** So that 384.0000000001 asks for 384. */
const ROUNDING = 1e-9;
const PICTURED_MARGINS = [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1];

/**
 * How many answers a share needs for a margin of error, in a population of any size.
 *
 * Krejcie and Morgan's formula and Cochran's with finite population correction are the same; their table takes 3.841 for
 * chi-square and rounds to the nearest, which falls short of the margin where it rounds down: `sampleSize` rounds up.
 *
 * @example sampleSize.run(sampleSize.inputs.parse({ population: 1500 })).sampleSize; // 306
 */
export const sampleSize = defineMethod({
  name: 'sample-size',
  field: 'ask',
  title: 'Sample size for a share',
  summary: 'How many people must answer, and be asked, so that a share is known within a margin.',
  whenToUse: ['Before a survey, to decide how many to invite.'],
  whenNot: [
    'To plan a comparison of two groups: that needs a power calculation.',
    'For a convenience sample: no size makes it representative.',
  ],
  assumes: [
    'A simple random sample, or a known design effect (not checked).',
    'The share is not near 0 or 1 (checked).',
  ],
  formula:
    'X² = z². n = X²·N·P(1−P) / (d²(N−1) + X²·P(1−P)), without N: X²·P(1−P) / d². Times the design effect; divided by the response rate.',
  source: [
    'Krejcie, R. V., Morgan, D. W. (1970), Determining sample size for research activities, Educational and Psychological Measurement 30:607-610.',
    'Cochran, W. G. (1977), Sampling Techniques, 3rd ed., ch. 4.',
  ],
  verified: 'Krejcie and Morgan (1970), Table 1, and their formula to 1e-9.',
  cost: 'O(1)',
  warns: {
    'population-too-small': 'Even everybody asked would not bring enough answers at this response rate.',
    'share-near-edge': 'So few expected with or without the answer that the normal margin is rough.',
  },
  inputs: z.object({
    population: z
      .int()
      .min(1, 'A population has at least one member.')
      .optional()
      .describe('How many there are in all; left out: many.'),
    margin: z.number().gt(0).lt(1).default(0.05).describe('Half width of the interval, as a share: 0.05 is 5 points.'),
    share: z.number().gt(0).lt(1).default(0.5).describe('Expected share; 0.5 is the safe choice.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval.'),
    chiSquare: z
      .number()
      .positive()
      .optional()
      .describe('Takes the place of the exact value from level; the table of Krejcie and Morgan used 3.841.'),
    designEffect: z.number().positive().default(1).describe('By how much weighting or clusters inflate the variance.'),
    responseRate: z.number().gt(0).max(1).default(1).describe('Expected share of the invited who answer.'),
  }),
  result: z.object({
    sampleSize: z.int().describe('Answers needed, rounded up, at most the population.'),
    unrounded: z.number().describe('What the formula gives, times the design effect.'),
    roundedToNearest: z.int().describe('As printed tables round.'),
    infinitePopulation: z.number().describe('What the formula gives without a population.'),
    invitations: z.int().describe('How many to ask at the response rate, rounded up.'),
    ...report,
  }),
  example: {
    about: 'A customer base of 1,500.',
    source: 'Krejcie and Morgan (1970), Table 1.',
    inputs: { population: 1500, chiSquare: 3.841 },
  },
  run(inputs) {
    const { population, designEffect, responseRate, margin, share } = inputs;
    const chiSquare = inputs.chiSquare ?? normalQuantile(1 - (1 - inputs.level) / 2, 0, 1) ** 2;
    const needed = (width: number, size: number | undefined) =>
      designEffect * answersNeeded(chiSquare * share * (1 - share), width, size);
    const unrounded = needed(margin, population);
    const size = atMost(Math.ceil(unrounded - ROUNDING), population);
    const invitations = Math.ceil(size / responseRate - ROUNDING);
    return {
      sampleSize: size,
      unrounded,
      roundedToNearest: atMost(Math.round(unrounded), population),
      infinitePopulation: needed(margin, undefined),
      invitations,
      warnings: warningsOf(inputs, size, invitations),
      reading: `${size} answers${population === undefined ? '' : ` out of ${population}`} tell a share within ${(margin * 100).toFixed(1)} points either way${responseRate < 1 ? `; at a response rate of ${percent(responseRate, 0)} invite ${invitations}` : ''}.`,
      picture: {
        kind: 'lines' as const,
        title: 'Answers needed by margin of error',
        x: 'Margin of error (share)',
        y: 'Answers',
        series: [
          {
            name: 'Answers',
            x: PICTURED_MARGINS,
            y: PICTURED_MARGINS.map((width) => atMost(Math.ceil(needed(width, population) - ROUNDING), population)),
          },
        ],
        marks: [{ axis: 'x' as const, at: margin, label: 'Chosen margin' }],
      },
    };
  },
});

function answersNeeded(scaledVariance: number, margin: number, population: number | undefined): number {
  if (population === undefined) return scaledVariance / margin ** 2;
  return (scaledVariance * population) / (margin ** 2 * (population - 1) + scaledVariance);
}

function atMost(size: number, population: number | undefined): number {
  return Math.min(size, population ?? Number.POSITIVE_INFINITY);
}

function warningsOf(
  inputs: { population?: number | undefined; share: number },
  size: number,
  invitations: number,
): Warning[] {
  const warnings: Warning[] = [];
  const { population, share } = inputs;
  if (population !== undefined && invitations > population)
    warnings.push({
      id: 'population-too-small',
      text: `${invitations} invitations are needed and there are ${population}: ask everybody and raise the response rate, or accept a wider margin.`,
    });
  if (size * Math.min(share, 1 - share) < 5)
    warnings.push({
      id: 'share-near-edge',
      text: 'Fewer than five expected on one side: plan with a share nearer one half.',
    });
  return warnings;
}
