/** The parts of an interrupted time series beside the fit: its series, intervals, warnings, words and picture. */

import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { z } from 'zod';
import { interval, MethodProblem, type Warning } from '../method.ts';
import { normalInterval, normalP } from '../numeric/normal-interval.ts';
import { chance, confidence, percent } from '../plain-words.ts';
import type { InterruptedFit, InterruptedSeries } from './interrupted-fit.ts';
import { flag, requireLength } from './regression-inputs.ts';

const FEW_ON_A_SIDE = 8;
const OVERDISPERSED = 1.5;

export const coefficient = z.object({
  name: z.string().describe('intercept, time, levelChange, slopeChange, sine1, cosine1 …'),
  estimate: z.number().describe('On the scale of the outcome (linear) or of its logarithm (Poisson).'),
  standardError: z.number(),
  statistic: z.number().nullable().describe('t (linear) or z (Poisson); null where the error is zero.'),
  p: z.number().describe('Two-sided; where the error is zero, 1 for a coefficient of zero and 0 for any other.'),
  interval,
});
type Coefficient = z.infer<typeof coefficient>;

interface Given {
  readonly outcome: readonly number[];
  readonly interruptedFrom?: number | undefined;
  readonly post?: readonly (number | boolean)[] | undefined;
  readonly time?: readonly number[] | undefined;
  readonly model: 'linear' | 'poisson';
  readonly exposure?: readonly number[] | undefined;
  readonly slopeChange: boolean;
  readonly slopeOrigin: 'first-after' | 'last-before';
  readonly season?: { period: number; harmonics: number } | undefined;
}

export function seriesOf({
  outcome,
  interruptedFrom,
  post,
  time,
  model,
  exposure,
  slopeChange,
  slopeOrigin,
  season,
}: Given): InterruptedSeries {
  if (interruptedFrom === undefined && post === undefined)
    throw new MethodProblem(
      'interruption-missing',
      'interruptedFrom',
      'Say from which moment on the change was in force.',
    );
  requireLength(outcome.length, { post, time, exposure });
  const after = post?.map(flag) ?? outcome.map((_, i) => Number(i + 1 >= (interruptedFrom ?? 0)));
  if (!after.includes(0) || !after.includes(1))
    throw new MethodProblem('side-empty', 'interruptedFrom', 'Give values from both before and after the change.');
  if (model === 'poisson' && outcome.some((count) => count < 0))
    throw new MethodProblem(
      'counts-negative',
      'outcome',
      'Counts are zero or more; take the linear model for other values.',
    );
  if (model === 'poisson' && [0, 1].some((side) => outcome.every((count, i) => after[i] !== side || count === 0)))
    throw new MethodProblem(
      'side-without-counts',
      'outcome',
      'Nothing was counted before, or nothing after: the ratio has no bound. Take the linear model.',
    );
  if (exposure?.some((value) => value <= 0))
    throw new MethodProblem('exposure-not-positive', 'exposure', 'Every exposure must be above zero.');
  return {
    outcome,
    time: time ?? outcome.map((_, i) => i + 1),
    post: after,
    slopeChange,
    slopeOrigin,
    season,
    exposure,
  };
}

/** Student's intervals for linear and quasi fits, normal ones for Poisson. */
export function intervals(
  fit: InterruptedFit,
  { model, quasi, level }: { model: 'linear' | 'poisson'; quasi: boolean; level: number },
) {
  const student = model === 'linear' || quasi;
  return (name: string, estimate: number, variance: number): Coefficient => {
    const standardError = Math.sqrt(Math.max(0, variance));
    const statistic = standardError > 0 ? estimate / standardError : null;
    const half = student ? tQuantile((1 + level) / 2, fit.degreesOfFreedom) * standardError : 0;
    const p = chanceOf(
      statistic ?? (estimate === 0 ? 0 : Number.POSITIVE_INFINITY),
      student ? fit.degreesOfFreedom : null,
    );
    const around = student
      ? { estimate, low: estimate - half, high: estimate + half, level }
      : normalInterval(estimate, standardError, level);
    return { name, estimate, standardError, statistic, p, interval: around };
  };
}

/** Two-sided; normal without degrees of freedom. */
function chanceOf(statistic: number, degreesOfFreedom: number | null): number {
  if (!Number.isFinite(statistic)) return 0;
  return degreesOfFreedom === null ? normalP(statistic) : 2 * tCdf(-Math.abs(statistic), degreesOfFreedom);
}

type Bounds = z.infer<typeof interval>;

export function mapped({ estimate, low, high, level }: Bounds, by: (value: number) => number): Bounds {
  return { estimate: by(estimate), low: by(low), high: by(high), level };
}

export function ratiosOf(fit: InterruptedFit, { model, level }: { model: 'linear' | 'poisson'; level: number }) {
  const at = fit.names.indexOf('levelChange');
  const variance = fit.covariance[at * fit.names.length + at]!;
  if (model === 'linear') return { rateRatio: null, rateRatioQuasi: null };
  const plain = intervals(fit, { model, quasi: false, level })('levelChange', fit.coefficients[at]!, variance);
  const quasi = intervals(fit, { model, quasi: true, level })(
    'levelChange',
    fit.coefficients[at]!,
    variance * (fit.dispersion ?? 1),
  );
  return { rateRatio: mapped(plain.interval, Math.exp), rateRatioQuasi: mapped(quasi.interval, Math.exp) };
}

export function lagOneCorrelation(residuals: Float64Array): number {
  let cross = 0;
  let square = 0;
  residuals.forEach((residual, t) => {
    square += residual ** 2;
    if (t > 0) cross += residual * residuals[t - 1]!;
  });
  return square > 0 ? cross / square : 0;
}

export function warningsOf(
  fit: InterruptedFit,
  { post }: InterruptedSeries,
  { correlation, quasi }: { correlation: number; quasi: boolean },
): Warning[] {
  const warnings: Warning[] = [];
  const after = post.filter((flagged) => flagged === 1).length;
  if (Math.min(after, post.length - after) < FEW_ON_A_SIDE)
    warnings.push({
      id: 'few-values',
      text: `${post.length - after} moments before and ${after} after: give at least ${FEW_ON_A_SIDE} on each side.`,
    });
  if (!quasi && (fit.dispersion ?? 1) > OVERDISPERSED)
    warnings.push({
      id: 'overdispersed',
      text: `Variance is ${(fit.dispersion ?? 1).toFixed(1)} times the mean: ask for \`quasi\` errors.`,
    });
  if (Math.abs(correlation) > 2.6 / Math.sqrt(post.length))
    warnings.push({
      id: 'residuals-correlated',
      text: `Residuals correlate from one moment to the next (${correlation.toFixed(2)}): treat the interval as too narrow.`,
    });
  if (!fit.converged)
    warnings.push({ id: 'not-converged', text: 'The fit had not settled; check for moments with no counts at all.' });
  return warnings;
}

export function readingOf(
  coefficients: readonly Coefficient[],
  { model, ratio }: { model: 'linear' | 'poisson'; ratio: Bounds | null },
): string {
  const step = coefficients.find(({ name }) => name === 'levelChange');
  if (step === undefined) return '';
  const say = (value: number) => Number(value.toPrecision(4)).toString();
  const { low, high, level } = step.interval;
  if (step.standardError === 0)
    return `The model fits every value exactly: the step at the change is ${say(step.estimate)}.`;
  if (model === 'linear' || ratio === null)
    return `At the change the series stepped by ${say(step.estimate)}, ${confidence(level)} between ${say(low)} and ${say(high)}; this ${chance(step.p)}.`;
  const off = (value: number) => `${value >= 1 ? '+' : ''}${percent(value - 1, 0)}`;
  return `At the change the rate stepped to ${say(ratio.estimate)} times what was expected (${off(ratio.estimate)}), ${confidence(level)} between ${off(ratio.low)} and ${off(ratio.high)}; this ${chance(step.p)}.`;
}

export function pictureOf({ outcome, time, post }: InterruptedSeries, fit: InterruptedFit) {
  const x = [...time];
  const start = Math.min(...time.filter((_, i) => post[i] === 1));
  return {
    kind: 'lines' as const,
    title: 'Interrupted time series',
    x: 'Time',
    y: 'Outcome',
    series: [
      { name: 'Observed', x, y: [...outcome] },
      { name: 'Fitted', x, y: [...fit.fitted] },
      { name: 'Without the change', x, y: post.map((after, i) => (after === 1 ? fit.counterfactual[i]! : null)) },
    ],
    marks: [{ axis: 'x' as const, at: start, label: 'Change' }],
  };
}
