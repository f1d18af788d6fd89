import { z } from 'zod';
import { defineMethod, report } from '../method.ts';
import { percent } from './wording.ts';

const PROCEDURES = ['benjaminiHochberg', 'benjaminiYekutieli', 'holm', 'hochberg', 'bonferroni'] as const;

const adjusted = z.array(z.number()).describe('Adjusted p-values, in the order given.');
const rejected = z.object({
  benjaminiHochberg: z.int(),
  benjaminiYekutieli: z.int(),
  holm: z.int(),
  hochberg: z.int(),
  bonferroni: z.int(),
});

/**
 * Many p-values read together: which of them still stand once it is counted how many were looked at.
 *
 * Benjamini-Hochberg and Benjamini-Yekutieli bound the share of false findings among the findings; Holm, Hochberg and Bonferroni the chance of
 * any false finding. An adjusted p-value is compared with `alpha` as it is.
 *
 * @example multipleComparisons.run({ p: [0.001, 0.02, 0.4], alpha: 0.05 }).adjusted.benjaminiHochberg; // [0.003, 0.03, 0.4]
 */
export const multipleComparisons = defineMethod({
  name: 'multiple-comparisons',
  field: 'compare',
  title: 'Many comparisons at once',
  summary: 'Which of many p-values stand once it is counted how many were looked at.',
  whenToUse: [
    'Several metrics, segments or variants judged from one experiment: Benjamini-Hochberg to explore, Holm where one false alarm is costly.',
  ],
  whenNot: ['To look at one metric many times: use confidence-sequence or group-sequential.'],
  assumes: [
    'All p-values that were looked at are given, not only the small ones (not checked).',
    'Benjamini-Hochberg and Hochberg: independent or positively dependent tests; Benjamini-Yekutieli, Holm and Bonferroni: any dependence.',
  ],
  formula:
    'With p sorted upwards, m of them: Benjamini-Hochberg `min over j ≥ i of p_j·m/j`; Benjamini-Yekutieli the same times `1 + 1/2 + … + 1/m`; ' +
    'Holm `max over j ≤ i of p_j·(m - j + 1)`; Hochberg the least of these over j ≥ i; Bonferroni `p·m`; none above 1.',
  source: [
    'Benjamini, Y. & Hochberg, Y. (1995), Controlling the false discovery rate, JRSS B 57.',
    'Benjamini, Y. & Yekutieli, D. (2001), The control of the false discovery rate under dependency, Annals of Statistics 29.',
    'Hochberg, Y. (1988), A sharper Bonferroni procedure for multiple tests of significance, Biometrika 75.',
    'Holm, S. (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6.',
  ],
  verified:
    'The 15 comparisons printed by Benjamini and Hochberg, with R 4.2.2 p.adjust, to 1e-12; the rejections printed in the paper.',
  cost: 'O(m log m)',
  warns: { 'nothing-to-adjust': 'One p-value only: every adjustment leaves it as it is.' },
  inputs: z.object({
    p: z
      .array(z.number().min(0, 'A p-value is 0 to 1.').max(1, 'A p-value is 0 to 1.'))
      .min(1, 'Give at least one p-value.')
      .describe('The p-values of all comparisons that were looked at.'),
    labels: z.array(z.string()).optional().describe('A name for each p-value, in the same order.'),
    alpha: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.05)
      .describe(
        'Share of false findings (or chance of any) that is tolerated; adjusted p-values up to it are rejected.',
      ),
  }),
  result: z.object({
    adjusted: z.object({
      benjaminiHochberg: adjusted,
      benjaminiYekutieli: adjusted,
      holm: adjusted,
      hochberg: adjusted,
      bonferroni: adjusted,
    }),
    rejected: rejected.describe('How many null hypotheses each procedure rejects.'),
    comparisons: z
      .array(
        z.object({
          label: z.string(),
          p: z.number(),
          rejectedBy: z.array(z.enum(PROCEDURES)).describe('The procedures under which this finding stands.'),
        }),
      )
      .describe('In the order given.'),
    ...report,
  }),
  example: {
    about: 'Four sign-up buttons of the 2008 Obama campaign, each new one tested against the old.',
    source:
      'Counts published by Optimizely (2010), How Obama raised $60 million; p-values of the pooled z-test computed from them.',
    inputs: { p: [1.0879e-23, 0.4419, 0.1797], labels: ['Learn More', 'Join Us Now', 'Sign Up Now'] },
  },
  run({ p, labels, alpha }) {
    const adjusted = adjustmentsOf(p);
    const stands = (values: readonly number[], i: number) => values[i]! <= alpha;
    const comparisons = p.map((value, i) => ({
      label: labels?.[i] ?? `Comparison ${i + 1}`,
      p: value,
      rejectedBy: PROCEDURES.filter((name) => stands(adjusted[name], i)),
    }));
    const count = (name: (typeof PROCEDURES)[number]) => adjusted[name].filter((value) => value <= alpha).length;
    const plain = p.filter((value) => value <= alpha).length;
    const standing = comparisons.filter(({ rejectedBy }) => rejectedBy.includes('benjaminiHochberg'));
    const named = labels === undefined ? '' : standing.map(({ label }) => ` ${label}`).join(',');
    return {
      adjusted,
      rejected: {
        benjaminiHochberg: count('benjaminiHochberg'),
        benjaminiYekutieli: count('benjaminiYekutieli'),
        holm: count('holm'),
        hochberg: count('hochberg'),
        bonferroni: count('bonferroni'),
      },
      comparisons,
      warnings: p.length === 1 ? [{ id: 'nothing-to-adjust', text: 'Give all p-values that were looked at.' }] : [],
      reading: `Taken alone ${plain} of ${p.length} would look significant. Counting how many were looked at, ${standing.length} of them ${standing.length === 1 ? 'stands' : 'stand'}${named === '' ? '' : ` (${named.trim()})`} where at most ${percent(alpha)} of findings may be false (Benjamini-Hochberg), and ${count('holm')} where not even one may be (Holm).`,
      picture: pictureOf(p, adjusted.benjaminiHochberg, alpha),
    };
  },
});

function adjustmentsOf(p: readonly number[]) {
  const m = p.length;
  const upwards = p.map((_, i) => i).sort((i, j) => p[i]! - p[j]!);
  const harmonic = p.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  return {
    benjaminiHochberg: steppedUp(p, upwards, (rank) => m / rank),
    benjaminiYekutieli: steppedUp(p, upwards, (rank) => (m * harmonic) / rank),
    holm: steppedDown(p, upwards),
    hochberg: steppedUp(p, upwards, (rank) => m - rank + 1),
    bonferroni: p.map((value) => Math.min(1, value * m)),
  };
}

function steppedUp(p: readonly number[], upwards: readonly number[], factor: (rank: number) => number): number[] {
  const m = p.length;
  const values = Array<number>(m).fill(1);
  let least = 1;
  for (let rank = m; rank >= 1; rank--) {
    const i = upwards[rank - 1]!;
    least = Math.min(least, p[i]! * factor(rank));
    values[i] = least;
  }
  return values;
}

function steppedDown(p: readonly number[], upwards: readonly number[]): number[] {
  const m = p.length;
  const values = Array<number>(m).fill(0);
  let most = 0;
  for (let rank = 1; rank <= m; rank++) {
    const i = upwards[rank - 1]!;
    most = Math.max(most, Math.min(1, p[i]! * (m - rank + 1)));
    values[i] = most;
  }
  return values;
}

function pictureOf(p: readonly number[], benjaminiHochberg: readonly number[], alpha: number) {
  const sorted = [...p].sort((a, b) => a - b);
  const ranks = sorted.map((_, i) => i + 1);
  return {
    kind: 'points' as const,
    title: 'p-values in order, with the Benjamini-Hochberg line',
    x: 'Rank of the p-value',
    y: 'p-value',
    series: [
      { name: 'p-value', x: ranks, y: sorted },
      { name: 'Adjusted', x: ranks, y: [...benjaminiHochberg].sort((a, b) => a - b) },
      { name: 'Line', x: ranks, y: ranks.map((rank) => (rank / p.length) * alpha) },
    ],
    marks: [{ axis: 'y' as const, at: alpha, label: 'alpha' }],
  };
}
