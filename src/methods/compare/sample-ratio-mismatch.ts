import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { wilson } from '../numeric/proportion-intervals.ts';
import { chiSquareUpper } from './tail-probability.ts';
import { percent } from './wording.ts';

const SMALL_EXPECTED_COUNT = 5;

/**
 * Sample ratio mismatch: whether the groups of an experiment have the sizes they were meant to have.
 *
 * Chi-square goodness of fit of the counts against the planned ratio. A mismatch means that assignment, logging or filtering lost
 * people unequally, so that every other result of the experiment is in doubt.
 *
 * @throws MethodProblem `ratio-length`, `no-units`.
 * @example sampleRatioMismatch.run({ observed: [821588, 815482], ratio: [1, 1], threshold: 0.001, level: 0.95 }).mismatch; // true
 */
export const sampleRatioMismatch = defineMethod({
  name: 'sample-ratio-mismatch',
  field: 'compare',
  title: 'Sample ratio mismatch',
  summary:
    'Whether the groups of an experiment have the sizes they were meant to have; if not, no other result can be trusted.',
  whenToUse: ['First of all, before any result of an experiment is read.'],
  whenNot: ['Where assignment follows the results on purpose, as a bandit’s does.'],
  assumes: [
    'Every unit was assigned independently with the planned shares (this is what is tested).',
    'At least 5 expected in every group (checked).',
  ],
  formula: '`X² = Σ (observed - expected)² / expected`, groups less 1 degrees of freedom, against the planned ratio.',
  source: [
    'Fabijan, A. et al. (2019), Diagnosing sample ratio mismatch in online controlled experiments, KDD.',
    'Kohavi, R., Tang, D. & Xu, Y. (2020), Trustworthy online controlled experiments, chapter 21.',
  ],
  verified:
    'The example printed in Kohavi, Tang and Xu (p 1.8e-6) and a three-armed one, with R 4.2.2 chisq.test: statistic 1e-6, p 1e-4 relative.',
  cost: 'O(groups)',
  warns: {
    'sample-ratio-mismatch':
      'The sizes differ from plan by more than chance explains: find the cause before reading results.',
    'small-expected-counts': 'A group is expected to hold fewer than 5: the p-value is rough.',
  },
  inputs: z.object({
    observed: z
      .array(z.int().min(0, 'A count is a whole number from 0.'))
      .min(2, 'Give the sizes of at least two groups.')
      .describe('How many units each group holds.'),
    ratio: z
      .array(z.number().gt(0, 'Give every group a share above 0.'))
      .optional()
      .describe('Planned sizes in any unit: [1, 1, 2]. Equal where not given.'),
    threshold: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.001)
      .describe('p below this is called a mismatch; small, because a check on every experiment must seldom cry wolf.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals of the shares.'),
  }),
  result: z.object({
    chiSquare: z.number(),
    degreesOfFreedom: z.int(),
    p: z.number(),
    mismatch: z.boolean().describe('Whether p is below the threshold.'),
    groups: z
      .array(
        z.object({
          observed: z.int(),
          expected: z.number(),
          share: interval.describe('Share of all units, with its Wilson interval.'),
          plannedShare: z.number(),
          standardisedResidual: z.number().describe('Beyond 3 or so this group is out of line.'),
        }),
      )
      .describe('In the order given.'),
    ...report,
  }),
  example: {
    about: 'Two groups of an experiment meant to be equal, 0.37 % apart: too far for such numbers.',
    source: 'Kohavi, Tang & Xu (2020), chapter 21: published counts.',
    inputs: { observed: [821588, 815482], ratio: [1, 1] },
  },
  run({ observed, ratio = observed.map(() => 1), threshold, level }) {
    const n = observed.reduce((sum, count) => sum + count, 0);
    if (ratio.length !== observed.length)
      throw new MethodProblem(
        'ratio-length',
        'ratio',
        `Give one planned size for each of the ${observed.length} groups.`,
      );
    if (n === 0) throw new MethodProblem('no-units', 'observed', 'Give at least one unit.');
    const whole = ratio.reduce((sum, part) => sum + part, 0);
    const groups = observed.map((count, i) => {
      const plannedShare = ratio[i]! / whole;
      const expected = n * plannedShare;
      const share = { estimate: count / n, ...wilson(count, n, level), level };
      const standardisedResidual = (count - expected) / Math.sqrt(expected * (1 - plannedShare));
      return { observed: count, expected, share, plannedShare, standardisedResidual };
    });
    const chiSquare = groups.reduce((sum, group) => sum + (group.observed - group.expected) ** 2 / group.expected, 0);
    const p = chiSquareUpper(chiSquare, observed.length - 1);
    const mismatch = p < threshold;
    return {
      chiSquare,
      degreesOfFreedom: observed.length - 1,
      p,
      mismatch,
      groups,
      warnings: warningsOf(mismatch, Math.min(...groups.map(({ expected }) => expected))),
      reading: readingOf(groups, p, mismatch),
      picture: {
        kind: 'intervals' as const,
        title: 'Share of each group, observed and planned',
        x: 'Group',
        y: 'Share of all units',
        series: [
          {
            name: 'Observed',
            x: groups.map((_, i) => `Group ${i + 1}`),
            y: groups.map(({ share }) => share.estimate),
            low: groups.map(({ share }) => share.low),
            high: groups.map(({ share }) => share.high),
          },
          { name: 'Planned', x: groups.map((_, i) => `Group ${i + 1}`), y: groups.map((group) => group.plannedShare) },
        ],
      },
    };
  },
});

function warningsOf(mismatch: boolean, leastExpected: number): Warning[] {
  const warnings: Warning[] = [];
  if (mismatch)
    warnings.push({
      id: 'sample-ratio-mismatch',
      text: 'Do not read the results: find where assignment, redirects, logging or bot filters lose people unequally.',
    });
  if (leastExpected < SMALL_EXPECTED_COUNT)
    warnings.push({ id: 'small-expected-counts', text: 'A group is expected to hold fewer than 5: wait for more.' });
  return warnings;
}

function readingOf(
  groups: readonly { share: { estimate: number }; plannedShare: number }[],
  p: number,
  mismatch: boolean,
) {
  const shares = groups.map(({ share }) => percent(share.estimate)).join(', ');
  const planned = groups.map(({ plannedShare }) => percent(plannedShare)).join(', ');
  const said = p < 1e-4 ? p.toExponential(1) : p.toPrecision(2);
  const first = `The groups hold ${shares} of all units; planned were ${planned} (p = ${said}).`;
  return mismatch
    ? `${first} Chance does not explain this: the experiment’s results cannot be trusted until the cause is found.`
    : `${first} The sizes are as planned.`;
}
