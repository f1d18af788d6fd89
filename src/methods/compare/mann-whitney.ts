import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { type Alternative, alternative, normalP } from './alternative.ts';
import { doubledRanks, kthDifference, rankSumDistribution } from './rank-sum.ts';
import { missingWarning, presentIn, VALUES_MISSING } from './sample-summary.ts';
import { normalCritical } from './tail-probability.ts';
import { chance, percent, short } from './wording.ts';

/** R's rule: below so many values in each group, and without ties, the exact distribution is used. */
const EXACT_BELOW = 50;
/** Memory and time of the exact distribution grow with the cube of the sizes. */
const EXACT_AT_MOST = 200;

const values = z.array(z.number().nullable()).min(1, 'Give at least one value.');

/**
 * Mann-Whitney test (Wilcoxon rank sum): do the treatment's values tend to be larger than the control's?
 *
 * The shift and its interval are differences treatment less control in the unit of the values.
 *
 * @throws MethodProblem `no-variation` where all values are equal, `too-many-for-exact`.
 * @example mannWhitney.run({ control: [1, 2, 3], treatment: [4, 5, 6], distribution: 'auto', continuity: true, alternative: 'two-sided', level: 0.95 }).p; // 0.1
 */
export const mannWhitney = defineMethod({
  name: 'mann-whitney',
  field: 'compare',
  title: 'Mann-Whitney test',
  summary: 'Whether the values of one group tend to be larger than those of another, without trusting their averages.',
  whenToUse: ['Skewed or ordinal values (time to task, ratings, revenue with a long tail).'],
  whenNot: ['Where totals matter, as with revenue: an average is what pays. Use two-means.'],
  assumes: [
    'Values are independent (not checked).',
    'The shift means something where both groups have the same shape; the probability of a larger value always does.',
  ],
  formula:
    'U counts the pairs in which the treatment’s value is larger, ties as a half. Exact: every choice of ranks equally likely. Normal: ' +
    '`z = (|U - mn/2| - 1/2) / σ`, `σ² = mn/12·((N + 1) - Σ(t³ - t)/(N(N - 1)))` over ties of size t. Hodges-Lehmann shift: the median of ' +
    'all differences; its interval is between the differences whose ranks the test does not reject.',
  source: [
    'Mann, H. B. & Whitney, D. R. (1947), Annals of Mathematical Statistics 18.',
    'Hollander, M. & Wolfe, D. A. (1999), Nonparametric statistical methods, sections 4.1 to 4.3.',
  ],
  verified:
    'Student’s sleep data with R 4.2.2 wilcox.test (W, p to 1e-9); exact p against every choice of ranks counted; shift against the sorted list of all differences.',
  cost: 'O(N log N); exact distribution O(N³ · smaller group), used below 50 values a group unless asked for',
  warns: {
    'values-missing': VALUES_MISSING,
    'too-few-values': 'With so few values no outcome can be significant at this level.',
    ties: 'Values are tied and the p-value is the normal one with tie correction; ask for `exact` where groups are small.',
  },
  inputs: z.object({
    control: values.describe('Values without the change; null: missing, left out.'),
    treatment: values.describe('Values with the change; null: missing, left out.'),
    distribution: z
      .enum(['auto', 'exact', 'normal'])
      .default('auto')
      .describe(
        'auto: exact below 50 values in each group and without ties, as R does; exact also counts ties, up to 200 values together.',
      ),
    continuity: z.boolean().default(true).describe('Whether the normal p-value is corrected by half a pair.'),
    alternative,
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
  }),
  result: z.object({
    n: z.object({ control: z.int(), treatment: z.int() }),
    w: z
      .number()
      .describe('Pairs in which the treatment’s value is larger, ties as a half: R’s W of (treatment, control).'),
    z: z.number().nullable().describe('Normal statistic; null where the exact distribution was used.'),
    p: z.number().describe('Of the side asked for.'),
    distribution: z.enum(['exact', 'normal']).describe('Which one p is from.'),
    shift: interval.describe('Hodges-Lehmann: the treatment’s values are larger by this much.'),
    probabilityOfLarger: z.number().describe('W over all pairs: 0.5 where neither group tends to be larger.'),
    rankBiserial: z.number().describe('Effect size, -1 to 1: twice that less 1.'),
    medians: z.object({ control: z.number(), treatment: z.number() }),
    ...report,
  }),
  example: {
    about: 'Months a customer stayed so far: ten who then left (treatment) against ten who did not.',
    source: 'First rows of the IBM Telco customer churn sample (Apache-2.0).',
    inputs: {
      control: [1, 34, 45, 22, 10, 62, 13, 16, 58, 25],
      treatment: [2, 2, 8, 28, 49, 10, 1, 1, 47, 1],
    },
  },
  run({ control: controls, treatment: treatments, distribution, continuity, alternative: side, level }) {
    const [control, treatment] = [presentIn(controls), presentIn(treatments)];
    if (Math.min(control.length, treatment.length) === 0)
      throw new MethodProblem('no-values', control.length === 0 ? 'control' : 'treatment', 'Give at least one value.');
    const [m, n] = [control.length, treatment.length];
    const { ranks, tieSum } = doubledRanks(control, treatment);
    const variance = ((m * n) / 12) * (m + n + 1 - tieSum / ((m + n) * (m + n - 1)));
    if (!(variance > 1e-9))
      throw new MethodProblem('no-variation', 'treatment', 'All values are equal: there is nothing to rank.');
    if (distribution === 'exact' && m + n > EXACT_AT_MOST)
      throw new MethodProblem('too-many-for-exact', 'distribution', `Ask for normal beyond ${EXACT_AT_MOST} values.`);
    const exact = distribution === 'exact' || (distribution === 'auto' && tieSum === 0 && Math.max(m, n) < EXACT_BELOW);
    const w = (ranks.subarray(m).reduce((sum, rank) => sum + rank, 0) - n * (n + 1)) / 2;
    const z = exact ? null : standardised(w - (m * n) / 2, variance, { continuity, side });
    const tails = exact ? exactTails(ranks, m, level) : null;
    const p = tails === null ? normalP(z ?? 0, side) : tails.p(w, side);
    const one = Float64Array.from(control).sort();
    const other = Float64Array.from(treatment).sort();
    const edge = tails?.edge ?? normalEdge(m * n, variance, level);
    const shift = {
      estimate: median((k) => kthDifference(one, other, k), m * n),
      low: kthDifference(one, other, edge),
      high: kthDifference(one, other, m * n + 1 - edge),
      level,
    };
    const probabilityOfLarger = w / (m * n);
    return {
      n: { control: m, treatment: n },
      w,
      z,
      p,
      distribution: exact ? ('exact' as const) : ('normal' as const),
      shift,
      probabilityOfLarger,
      rankBiserial: 2 * probabilityOfLarger - 1,
      medians: { control: median((k) => one[k - 1]!, m), treatment: median((k) => other[k - 1]!, n) },
      warnings: [...warningsOf(tieSum > 0 && !exact, m, n, level), ...missingWarning(controls, treatments)],
      reading: `A value of the treatment is larger than one of the control with probability ${percent(probabilityOfLarger)}; this ${chance(p, 1 - level)}. Values are larger by ${short(shift.estimate)}, with ${level * 100} % confidence between ${short(shift.low)} and ${short(shift.high)}.`,
      picture: {
        kind: 'steps' as const,
        title: 'Share of values up to x',
        x: 'Value',
        y: 'Share of the group',
        series: [stepsOf('Control', one), stepsOf('Treatment', other)],
      },
    };
  },
});

/** As R: half a pair is taken towards no effect, and in a one-sided test against the side asked for. */
function standardised(
  gap: number,
  variance: number,
  { continuity, side }: { continuity: boolean; side: Alternative },
): number {
  const half = continuity ? 0.5 : 0;
  const nearer =
    side === 'two-sided'
      ? Math.sign(gap) * Math.max(0, Math.abs(gap) - half)
      : gap + (side === 'greater' ? -half : half);
  return nearer / Math.sqrt(variance) || 0;
}

/** The p of any w, and the rank of the difference at which the interval of the shift begins. */
function exactTails(ranks: Float64Array, m: number, level: number) {
  const n = ranks.length - m;
  const size = Math.min(m, n);
  const probabilities = rankSumDistribution(ranks, size);
  const base = size * (size + 1);
  let edge = 1;
  let below = 0;
  for (let u = 0; 2 * u + base < probabilities.length; u++) {
    below += (probabilities[2 * u + base] ?? 0) + (probabilities[2 * u + base - 1] ?? 0);
    if (below >= (1 - level) / 2) {
      edge = Math.max(1, u);
      break;
    }
  }
  const p = (w: number, side: Alternative) => {
    const sum = 2 * (size === n ? w : m * n - w) + base;
    let down = 0;
    let up = 0;
    for (let s = 0; s < probabilities.length; s++) {
      if (s <= sum) down += probabilities[s]!;
      if (s >= sum) up += probabilities[s]!;
    }
    const [less, greater] = size === n ? [down, up] : [up, down];
    if (side !== 'two-sided') return Math.min(1, side === 'less' ? less : greater);
    return Math.min(1, 2 * Math.min(down, up));
  };
  return { edge, p };
}

function normalEdge(pairs: number, variance: number, level: number): number {
  return Math.max(1, Math.floor(pairs / 2 - normalCritical(level) * Math.sqrt(variance)));
}

function median(kth: (k: number) => number, count: number): number {
  return count % 2 === 1 ? kth((count + 1) / 2) : (kth(count / 2) + kth(count / 2 + 1)) / 2;
}

function warningsOf(tiesLeft: boolean, m: number, n: number, level: number): Warning[] {
  const warnings: Warning[] = [];
  let leastP = 2;
  for (let k = 1; k <= Math.min(m, n); k++) leastP *= k / (Math.max(m, n) + k);
  if (leastP > 1 - level)
    warnings.push({
      id: 'too-few-values',
      text: `Even the clearest outcome would give p = ${leastP.toPrecision(2)}: collect more.`,
    });
  if (tiesLeft)
    warnings.push({
      id: 'ties',
      text: 'Some values are equal: p is the normal one, corrected for ties; exact is better where groups are small.',
    });
  return warnings;
}

function stepsOf(name: string, sorted: Float64Array) {
  const points = Math.min(sorted.length, 200);
  const at = Array.from({ length: points }, (_, i) => Math.ceil(((i + 1) * sorted.length) / points));
  return { name, x: at.map((k) => sorted[k - 1]!), y: at.map((k) => k / sorted.length) };
}
