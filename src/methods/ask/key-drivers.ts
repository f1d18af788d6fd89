import fCdf from '@stdlib/stats-base-dists-f-cdf';
import { z } from 'zod';
import { defineMethod, MethodProblem, type MethodRun, report } from '../method.ts';
import { type LinearRegression, linearRegression } from '../numeric/linear-regression.ts';
import { quantileOfSorted } from '../numeric/quantile.ts';
import { randomFrom } from '../numeric/random.ts';
import { momentsOf } from '../numeric/sample-mean.ts';
import { correlations, countedCorrelations } from './correlations.ts';
import {
  type Data,
  driver,
  driversOf,
  finite,
  MOST_DRIVERS_EXACT,
  pictureOf,
  readingOf,
  warningsOf,
} from './driver-table.ts';
import { keyDriversExample } from './key-drivers.example.ts';
import { relativeWeights } from './relative-weights.ts';
import { lmgShares } from './shapley-shares.ts';

const MOST_DRIVERS = 100;
/** Subsets times resamples that may be spent on the intervals. */
const MOST_RESAMPLED_SUBSETS = 2 ** 24;

const column = z.array(z.number().nullable());
/**
 * Key-driver analysis: which of the things people rate moves the outcome, fairly shared among drivers that go together.
 *
 * @throws MethodProblem `no-drivers`, `too-many-drivers`, `unequal-lengths`, `too-few-answers`, `constant-outcome`.
 * @example keyDrivers.run(keyDrivers.inputs.parse(keyDrivers.example.inputs)).drivers.find(({ rank }) => rank === 1)?.name;
 */
export const keyDrivers = defineMethod({
  name: 'key-drivers',
  field: 'ask',
  title: 'Key-driver analysis',
  summary:
    'What moves satisfaction (or any outcome) most, with credit shared fairly among drivers that rise and fall together.',
  whenToUse: ['When people rated the whole and its parts, and you must choose which part to improve.'],
  whenNot: ['As proof of cause: a driver may only travel along.', 'With more drivers than a tenth of the answers.'],
  assumes: [
    'Effects are about linear and add up (not checked).',
    'Answers are independent (not checked).',
    'Drivers are not copies of each other (checked: variance inflation, collinear columns).',
    'At least ten complete answers per driver (checked).',
  ],
  formula:
    'Least squares by QR. Importance of a driver: its gain in R², averaged over all orders in which drivers can enter (LMG, the Shapley value of R²), exact over all subsets. VIF = 1 / (1 − R² of the driver on the others).',
  source: [
    'Lindeman, R. H., Merenda, P. F., Gold, R. Z. (1980), Introduction to Bivariate and Multivariate Analysis.',
    'Grömping, U. (2006), Relative importance for linear regression in R: the package relaimpo, Journal of Statistical Software 17(1).',
    'Johnson, J. W. (2000), A heuristic method for estimating the relative weight of predictor variables, Multivariate Behavioral Research 35.',
  ],
  verified:
    'R lm and relaimpo on Longley and swiss: coefficients, errors, t, p, VIF, beta to 1e-7, LMG to 1e-9; NIST StRD Longley to 1e-11; LMG against all orders by brute force.',
  cost: 'O(n·k² + 2^k) for k drivers, times the resamples; at most 20 drivers for the exact shares',
  warns: {
    'too-few-answers': 'Fewer than ten complete answers per driver.',
    'answers-missing': 'Rows with a gap were left out.',
    collinear: 'A driver is determined by the others (or constant): it has no coefficient, and shares its importance.',
    'high-variance-inflation': 'VIF above 10: read the importance, not the coefficient.',
    'sign-differs': 'A coefficient points the other way than the plain correlation: likely a matter of overlap.',
    'weak-fit': 'The drivers together explain no more than chance might.',
    'too-many-drivers-for-exact': 'More than 20 drivers: relative weights in place of Shapley shares.',
    'no-interval': 'So many drivers that the resampling was left out.',
  },
  heavy: true,
  inputs: z.object({
    outcome: column.describe('The rating of the whole, one number per respondent (null: no answer).'),
    drivers: z
      .record(z.string(), column)
      .describe('The ratings of the parts by name, in the same order of respondents.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
    resamples: z
      .int()
      .min(0)
      .max(10_000)
      .default(200)
      .describe('Bootstrap resamples for the interval of importance; 0 for none.'),
  }),
  result: z.object({
    drivers: z.array(driver).describe('In the order given.'),
    intercept: z.object({
      coefficient: z.number(),
      standardError: z.number().nullable(),
      t: z.number().nullable(),
      p: z.number().nullable(),
    }),
    answers: z.int().describe('Complete rows used.'),
    missing: z.int().describe('Rows left out for a gap.'),
    rSquared: z.number(),
    adjustedRSquared: z.number().nullable(),
    sigma: z.number().nullable().describe('Residual standard error.'),
    degreesOfFreedom: z.int(),
    f: z.number().nullable().describe('All drivers against none; null for a perfect fit.'),
    p: z.number().nullable(),
    logLikelihood: z.number().nullable().describe('Null for a perfect fit.'),
    aic: z.number().nullable(),
    bic: z.number().nullable(),
    ...report,
  }),
  example: keyDriversExample,
  run(inputs, how = {}) {
    const data = completeRows(inputs);
    const fit = linearRegression(data.y, data.columns);
    const matrix = correlations([...data.columns, data.y]);
    const exact = data.columns.length <= MOST_DRIVERS_EXACT;
    const importance = exact ? lmgShares(matrix, data.columns.length) : null;
    const bounds = importance && resampled(data, inputs, how);
    const weights = relativeWeights(matrix, data.columns.length);
    const drivers = driversOf(data, fit, { matrix, importance, bounds, weights, level: inputs.level });
    const whole = wholeOf(data, fit);
    const warnings = [
      ...warningsOf(data, whole, drivers),
      ...(bounds === null && exact && inputs.resamples > 0
        ? [{ id: 'no-interval', text: 'Resampling so many subsets takes too long: use fewer drivers for intervals.' }]
        : []),
    ];
    return {
      drivers,
      ...whole,
      warnings,
      reading: readingOf(drivers, whole.rSquared, data.y.length),
      picture: pictureOf(drivers),
    };
  },
});

function completeRows({
  outcome,
  drivers,
}: {
  outcome: readonly (number | null)[];
  drivers: Record<string, readonly (number | null)[]>;
}): Data {
  const names = Object.keys(drivers);
  if (names.length === 0) throw new MethodProblem('no-drivers', 'drivers', 'Give at least one driver.');
  if (names.length > MOST_DRIVERS)
    throw new MethodProblem('too-many-drivers', 'drivers', `Give at most ${MOST_DRIVERS}.`);
  for (const name of names)
    if (drivers[name]!.length !== outcome.length)
      throw new MethodProblem(
        'unequal-lengths',
        `drivers.${name}`,
        `Give ${outcome.length} values, as many as outcomes.`,
      );
  const all = [outcome, ...names.map((name) => drivers[name]!)];
  const rows = outcome.map((_, i) => i).filter((i) => all.every((values) => values[i] !== null));
  const chosen = (values: readonly (number | null)[]) => Float64Array.from(rows, (i) => values[i] ?? 0);
  const y = chosen(outcome);
  if (rows.length < 3) throw new MethodProblem('too-few-answers', 'outcome', 'Give at least three complete rows.');
  if (!(momentsOf(y).variance > 0))
    throw new MethodProblem('constant-outcome', 'outcome', 'All outcomes are alike: nothing can move them.');
  return { names, y, columns: names.map((name) => chosen(drivers[name]!)), missing: outcome.length - rows.length };
}

/** Percentile bounds of each driver's importance over resampled respondents; null where it would take too long. */
function resampled(data: Data, { resamples, level }: { resamples: number; level: number }, how: MethodRun) {
  const size = data.columns.length;
  if (resamples === 0 || resamples * 2 ** size > MOST_RESAMPLED_SUBSETS) return null;
  const random = randomFrom(how.seed);
  const rows = data.y.length;
  const draws = data.columns.map(() => new Float64Array(resamples));
  const correlated = countedCorrelations([...data.columns, data.y]);
  for (let draw = 0; draw < resamples; draw++) {
    const counts = new Float64Array(rows);
    for (let i = 0; i < rows; i++) counts[random.below(rows)]!++;
    lmgShares(correlated(counts), size).forEach((share, at) => {
      draws[at]![draw] = share;
    });
    how.progress?.((draw + 1) / resamples);
  }
  return draws.map((values) => {
    values.sort();
    return { low: quantileOfSorted(values, (1 - level) / 2), high: quantileOfSorted(values, (1 + level) / 2) };
  });
}

function wholeOf({ y, missing }: Data, fit: LinearRegression) {
  const parameters = fit.coefficients.length - fit.aliased.length - 1;
  const { degreesOfFreedom, rSquared } = fit;
  const f = rSquared / parameters / ((1 - rSquared) / degreesOfFreedom);
  const testable = parameters > 0 && degreesOfFreedom > 0 && Number.isFinite(f) && f > 0;
  return {
    intercept: {
      coefficient: fit.coefficients[0]!,
      standardError: finite(fit.standardErrors[0]!),
      t: finite(fit.t[0]!),
      p: finite(fit.p[0]!),
    },
    answers: y.length,
    missing,
    rSquared,
    adjustedRSquared: finite(fit.adjustedRSquared),
    sigma: finite(fit.sigma),
    degreesOfFreedom,
    f: testable ? f : null,
    // The upper tail, by the reciprocal: 1 - cdf would lose a small p.
    p: testable ? fCdf(1 / f, degreesOfFreedom, parameters) : null,
    logLikelihood: finite(fit.logLikelihood),
    aic: finite(fit.aic),
    bic: finite(fit.bic),
  };
}
