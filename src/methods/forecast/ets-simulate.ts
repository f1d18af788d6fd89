/** Futures drawn from a fitted exponential smoothing model. */

import { randomFrom } from '../numeric/random.ts';
import type { EtsFit } from './ets-fit.ts';
import { carryOf } from './ets-forecast.ts';
import type { ForecastSteps } from './time-series.ts';

const PATHS = 5000;

/**
 * Mean, spread and quantiles of 5,000 simulated futures, for the models without a closed form.
 *
 * @example simulateEts(fit, { steps: 12, level: 0.95, seed: 1 }).lower;
 */
export function simulateEts(
  fit: EtsFit,
  { steps, level, seed }: { steps: number; level: number; seed: number | undefined },
): ForecastSteps {
  const { normal } = randomFrom(seed);
  const ends = Array.from({ length: steps }, () => new Float64Array(PATHS));
  for (let path = 0; path < PATHS; path++) walk(fit, normal, { ends, path });
  const edge = (1 - level) / 2;
  const mean = ends.map((values) => values.reduce((sum, value) => sum + value, 0) / PATHS);
  const sorted = ends.map((values) => values.slice().sort());
  return {
    mean,
    lower: sorted.map((values) => values[Math.floor(edge * (PATHS - 1))]!),
    upper: sorted.map((values) => values[Math.ceil((1 - edge) * (PATHS - 1))]!),
    standardError: ends.map((values, step) =>
      Math.sqrt(values.reduce((sum, value) => sum + (value - mean[step]!) ** 2, 0) / (PATHS - 1)),
    ),
    level,
  };
}

/** One future, written into its place at every step. */
function walk(
  { final, model, variance, ...rest }: EtsFit,
  normal: () => number,
  { ends, path }: { ends: readonly Float64Array[]; path: number },
): void {
  const { alpha, beta, gamma, phi } = carryOf({ model, smoothing: rest.smoothing });
  const season = final.season.slice();
  const relative = model.error === 'M';
  const multiplied = model.season === 'M';
  let level = final.level;
  let trend = final.trend ?? 0;
  ends.forEach((end, step) => {
    const before = level + phi * trend;
    const at = step % Math.max(1, season.length);
    const factor = season[at] ?? 0;
    const fit = multiplied ? before * factor : before + factor;
    const error = Math.sqrt(variance) * normal() * (relative ? fit : 1);
    end[path] = fit + error;
    level = before + alpha * (multiplied ? error / factor : error);
    trend = phi * trend + beta * (multiplied ? error / factor : error);
    if (season.length > 0) season[at] = factor + gamma * (multiplied ? error / before : error);
  });
}
