/** From what is asked to draws: scaling, the mode from several starts, then sampling or the normal shape around the mode. */

import { hessian } from '../numeric/hessian.ts';
import { type Minimum, minimiseSmooth } from '../numeric/minimise-smooth.ts';
import { type Random, randomFrom } from '../numeric/random.ts';
import { drawAround, hamiltonianDraws, shapeAround } from './hamiltonian-draws.ts';
import { type MediaData, type MediaPriors, minusLogPosterior, PER_CHANNEL, startOf } from './media-model.ts';

const STARTS = 8;

export interface Asked {
  readonly outcome: readonly number[];
  readonly spend: readonly (readonly number[])[];
  readonly priors: readonly MediaPriors[];
  /** Return per unit of spend, measured by an experiment. */
  readonly measured: readonly ({ readonly estimate: number; readonly standardError: number } | undefined)[];
  readonly controls: readonly (readonly number[])[];
  readonly trend: boolean;
  readonly seasonPeriods: number | undefined;
  readonly harmonics: number;
}

export interface Scaled {
  readonly data: MediaData;
  readonly mean: number;
  readonly deviation: number;
  readonly largest: readonly number[];
}

export interface Posterior {
  readonly mode: Minimum;
  readonly rows: readonly Float64Array[];
  readonly chains: number;
  readonly acceptance: number | null;
}

function standardised(values: ArrayLike<number>): { scaled: Float64Array; mean: number; deviation: number } {
  const column = Float64Array.from(values);
  const mean = column.reduce((sum, one) => sum + one, 0) / column.length;
  const deviation = Math.sqrt(column.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (column.length - 1));
  return { scaled: column.map((one) => (one - mean) / (deviation || 1)), mean, deviation };
}

export function scaledData(asked: Asked): Scaled {
  const { scaled, mean, deviation } = standardised(asked.outcome);
  const n = scaled.length;
  const periods = Array.from({ length: n }, (_, t) => t);
  const season = Array.from({ length: asked.seasonPeriods === undefined ? 0 : asked.harmonics }, (_, k) => {
    const turn = (2 * Math.PI * (k + 1)) / (asked.seasonPeriods ?? 1);
    return [periods.map((t) => Math.sin(turn * t)), periods.map((t) => Math.cos(turn * t))];
  }).flat();
  const moving = [...(asked.trend ? [periods] : []), ...season, ...asked.controls]
    .map((column) => standardised(column))
    .filter((column) => column.deviation > 1e-9);
  const largest = asked.spend.map((spend) => Math.max(...spend));
  const data = {
    outcome: scaled,
    columns: [new Float64Array(n).fill(1), ...moving.map((column) => column.scaled)],
    spend: asked.spend.map((spend, c) => Float64Array.from(spend, (one) => one / largest[c]!)),
    priors: asked.priors,
    measured: asked.measured.map((one, c) =>
      one === undefined
        ? null
        : { mean: (one.estimate * largest[c]!) / deviation, error: (one.standardError * largest[c]!) / deviation },
    ),
  };
  return { data, mean, deviation, largest };
}

/** @example posteriorOf(scaledData(asked).data, { sampled: true, draws: 500, warmUp: 300, chains: 4, seed: 1 }); */
export function posteriorOf(
  data: MediaData,
  settings: {
    sampled: boolean;
    draws: number;
    warmUp: number;
    chains: number;
    seed: number;
    progress?: ((done: number) => void) | undefined;
  },
): Posterior {
  const random = randomFrom(settings.seed);
  const minus = minusLogPosterior(data);
  const mode = bestMode(data, random);
  const lower = shapeAround(hessian(minus, mode.at), mode.at.length);
  if (settings.sampled) {
    // Either sign of a root is the same strength.
    const fold = (row: Float64Array) => {
      for (let c = 0; c < data.spend.length; c++) row[c * PER_CHANNEL + 3] = Math.abs(row[c * PER_CHANNEL + 3]!);
    };
    return { mode, ...hamiltonianDraws(minus, mode.at, lower, { ...settings, random, fold }) };
  }
  const rows = Array.from({ length: settings.draws * settings.chains }, () => drawAround(mode.at, lower, random));
  return { mode, rows, chains: 1, acceptance: null };
}

function bestMode(data: MediaData, random: Random): Minimum {
  const minus = minusLogPosterior(data);
  let best = minimiseSmooth(
    minus,
    startOf(data, () => 0),
    { steps: 400, gradientTolerance: 1e-7 },
  );
  for (let start = 1; start < STARTS; start++) {
    const found = minimiseSmooth(
      minus,
      startOf(data, () => random.normal()),
      { steps: 400, gradientTolerance: 1e-7 },
    );
    if (found.value < best.value - 1e-9 || !best.converged) best = found.value <= best.value ? found : best;
  }
  return best;
}
