/** What the methods of the exponential smoothing family answer, and the warnings they share. */

import { z } from 'zod';
import type { MethodRun, Warning } from '../method.ts';
import type { EtsFit } from './ets-fit.ts';
import { etsMoments } from './ets-forecast.ts';
import { DAMPED_FROM, DAMPED_TO, SHARE_EDGE } from './ets-freedom.ts';
import { etsModel, etsName, etsState, smoothing } from './ets-model.ts';
import { simulateEts } from './ets-simulate.ts';
import { accuracy, accuracyOf, fanPicture, fanReading, forecastSteps, normalSteps } from './time-series.ts';

export const etsAnswer = {
  method: z.string().describe('The model in letters: ETS(error,trend,season).'),
  model: etsModel,
  parameters: smoothing,
  initial: etsState.describe('States before the first value.'),
  final: etsState.describe('States after the last value.'),
  logLikelihood: z
    .number()
    .describe('Without the constant of the normal density: compare it within this family alone.'),
  aic: z.number(),
  aicc: z.number().nullable().describe('Null where there are too few values for it.'),
  bic: z.number(),
  sigma2: z
    .number()
    .describe(
      'Variance of the one-step error by its degrees of freedom; of the relative error where it is multiplicative.',
    ),
  meanSquaredError: z.number(),
  accuracy,
  fitted: z.array(z.number()).describe('One-step forecasts of the series.'),
  residuals: z.array(z.number()).describe('Value less fit; divided by the fit where the error is multiplicative.'),
  forecast: forecastSteps,
};

export const ETS_WARNS = {
  'not-converged': 'The likelihood was still rising when the search ended.',
  'boundary-solution':
    'A smoothing share lies at the edge of what is allowed: that part does not move, or forgets at once.',
  'few-values': 'Fewer than three values to a parameter: the forecast depends on little.',
  'residuals-correlated': 'What is left still follows a pattern (lag-one correlation): the intervals are too narrow.',
} as const;

/** The members every answer of the family shares. */
export function answered(
  values: readonly number[],
  fit: EtsFit,
  { steps, level, how }: { steps: number; level: number; how: MethodRun | undefined },
) {
  const moments = etsMoments(fit, steps);
  const forecast =
    moments === null
      ? simulateEts(fit, { steps, level, seed: how?.seed })
      : normalSteps(
          moments.mean,
          moments.variance.map((variance) => Math.sqrt(variance)),
          level,
        );
  const method = etsName(fit.model);
  return {
    method,
    model: fit.model,
    parameters: fit.smoothing,
    initial: fit.initial,
    final: fit.final,
    logLikelihood: fit.logLikelihood,
    aic: fit.aic,
    aicc: fit.aicc,
    bic: fit.bic,
    sigma2: fit.variance,
    meanSquaredError: fit.meanSquaredError,
    accuracy: accuracyOf(values, fit.fitted, { period: fit.period }),
    fitted: fit.fitted,
    residuals: fit.residuals,
    forecast,
    warnings: warningsOf(fit),
    reading: fanReading(forecast),
    picture: fanPicture(method, { values, fitted: fit.fitted, forecast }),
  };
}

function warningsOf(fit: EtsFit): Warning[] {
  const warnings: Warning[] = [];
  const n = fit.residuals.length;
  if (!fit.converged) warnings.push({ id: 'not-converged', text: 'The search ended early; treat the fit as rough.' });
  const edges = atEdge(fit);
  if (edges.length > 0)
    warnings.push({
      id: 'boundary-solution',
      text: `At the edge of its range: ${edges.join(', ')}. A simpler model may do.`,
    });
  if (n < 3 * fit.parameters)
    warnings.push({
      id: 'few-values',
      text: `${n} values carry ${fit.parameters} parameters: add history or fit a simpler model.`,
    });
  const correlation = lagOneCorrelation(fit.residuals);
  if (Math.abs(correlation) > 2.6 / Math.sqrt(n))
    warnings.push({
      id: 'residuals-correlated',
      text: `Residuals correlate from one moment to the next (${correlation.toFixed(2)}); take the intervals as too narrow.`,
    });
  return warnings;
}

function atEdge({ smoothing: { alpha, beta, gamma, phi } }: EtsFit): string[] {
  const near = (value: number | null, edge: number) => value !== null && Math.abs(value - edge) < 2e-5;
  const edges = [];
  if (near(alpha, SHARE_EDGE) || near(alpha, 1 - SHARE_EDGE)) edges.push('alpha');
  if (near(beta, SHARE_EDGE) || near(beta, alpha)) edges.push('beta');
  if (near(gamma, SHARE_EDGE) || near(gamma, 1 - alpha)) edges.push('gamma');
  if (near(phi, DAMPED_FROM) || near(phi, DAMPED_TO)) edges.push('phi');
  return edges;
}

function lagOneCorrelation(residuals: readonly number[]): number {
  const mean = residuals.reduce((sum, residual) => sum + residual, 0) / residuals.length;
  let cross = 0;
  let square = 0;
  residuals.forEach((residual, t) => {
    square += (residual - mean) ** 2;
    if (t > 0) cross += (residual - mean) * (residuals[t - 1]! - mean);
  });
  return square > 0 ? cross / square : 0;
}
