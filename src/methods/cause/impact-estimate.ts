/** The causal impact itself: what was, less what was expected. */

import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { MethodProblem, type MethodRun } from '../method.ts';
import { diagnoseChains } from '../numeric/chain-diagnostics.ts';
import { type ImpactData, type ImpactInputs, impactData } from './impact-data.ts';
import { type Ahead, expectedOver, type LevelPart } from './impact-prediction.ts';
import { type SelectionSettings, selectLevels } from './impact-selection.ts';
import { type LocalLevelData, likelyLevels, mostLikelyLevel } from './local-level.ts';

export interface ImpactEstimate {
  readonly data: ImpactData;
  readonly learnt: Learnt;
  /** Whether the draws agree, where controls were selected. */
  readonly settled: boolean;
  /** Moments after the change at which the outcome is known. */
  readonly counted: number;
  readonly actual: readonly (number | null)[];
  readonly expected: readonly number[];
  /** Half the width of each interval. */
  readonly half: readonly number[];
  readonly cumulative: readonly number[];
  readonly cumulativeHalf: readonly number[];
  readonly actualSum: number;
  readonly expectedSum: number;
  readonly sumStandardError: number;
  readonly degreesOfFreedom: number;
  readonly quantile: number;
}

/** What the time before teaches, on the scale of the standardised outcome. */
export interface Learnt {
  /** Of every column: mean, variance, and the chance that it belongs in. */
  readonly coefficients: readonly { mean: number; variance: number; inclusion: number }[];
  readonly noiseVariance: number;
  readonly ratio: number;
  /** Restricted; null where controls were selected. */
  readonly logLikelihood: number | null;
  /** One-step expectations; NaN where the outcome is missing. */
  readonly expected: Float64Array;
  /** One-step errors over their standard deviation in units of the noise; NaN where the outcome is missing. */
  readonly innovations: Float64Array;
  readonly degreesOfFreedom: number;
}

export interface ImpactSettings {
  /** Whether the ratio of variances is taken as known. */
  readonly plugIn: boolean;
  readonly level: number;
  /** Null where all controls are in. */
  readonly selection: SelectionSettings | null;
  readonly how?: MethodRun;
}

const SETTLED_R_HAT = 1.05;
const SETTLED_DRAWS = 100;

/**
 * @throws MethodProblem as `impactData`; `not-fitted`, `nothing-after`, `too-large`
 * @example estimateImpact(inputs, { plugIn: false, level: 0.95, selection: null }).sumStandardError;
 */
export function estimateImpact(inputs: ImpactInputs, settings: ImpactSettings): ImpactEstimate {
  const data = impactData(inputs, settings.selection !== null);
  const length = data.outcome.length;
  const history = { outcome: data.outcome, columns: data.columns.map((column) => column.slice(0, length)) };
  const actual = inputs.outcome.slice(inputs.after[0] - 1, inputs.after[1]);
  const ahead: Ahead = {
    steps: data.ahead.map((moment) => moment - length + 1),
    columns: data.columns.map((column) => Float64Array.from(data.ahead, (moment) => column[moment]!)),
    counted: actual.map((value) => value !== null),
  };
  const counted = ahead.counted.filter(Boolean).length;
  if (counted === 0) throw new MethodProblem('nothing-after', 'outcome', 'Give at least one value after the change.');
  const { learnt, parts, chains } = learn(history, data.always, settings);
  const { mean, variance, sumMean, sumVariance, totals } = expectedOver(parts, ahead);
  const quantile = tQuantile((1 + settings.level) / 2, learnt.degreesOfFreedom);
  const expected = Array.from(mean, (value) => data.centre + data.scale * value);
  let [known, sum] = [0, 0];
  const cumulative = actual.map((value, i) => {
    if (value !== null) {
      known++;
      sum += value;
    }
    return sum - known * data.centre - data.scale * sumMean[i]!;
  });
  const spread = (value: number) => data.scale * Math.sqrt(Math.max(0, value));
  const sumStandardError = spread(sumVariance[actual.length - 1]!);
  return {
    data,
    learnt,
    settled: agree(chains.map((places) => Float64Array.from(places, (place) => totals[place]!))),
    counted,
    actual,
    expected,
    half: Array.from(variance, (value) => quantile * spread(value)),
    cumulative,
    cumulativeHalf: Array.from(sumVariance, (value) => quantile * spread(value)),
    actualSum: sum,
    expectedSum: sum - cumulative[actual.length - 1]!,
    sumStandardError,
    degreesOfFreedom: learnt.degreesOfFreedom,
    quantile,
  };
}

interface Learning {
  readonly learnt: Learnt;
  readonly parts: readonly LevelPart[];
  readonly chains: readonly Int32Array[];
}

/** The fits that the data allow: over controls where they are selected, over ratios where they are uncertain. */
function learn(history: LocalLevelData, always: number, { plugIn, selection, how = {} }: ImpactSettings): Learning {
  const controls = history.columns.length - always;
  if (selection !== null && controls > 0) {
    const { parts, inclusion, chains } = selectLevels(history, always, selection, how);
    return { learnt: { ...learntFrom(parts, history, inclusion), logLikelihood: null }, parts, chains };
  }
  const fit = mostLikelyLevel(history);
  if (fit === null)
    throw new MethodProblem(
      'not-fitted',
      'outcome',
      'The series before the change cannot be fitted; give more of it, or fewer controls.',
    );
  const columns = [...history.columns.keys()];
  const likeliest = { fit, share: 1, columns };
  const parts = plugIn ? [likeliest] : likelyLevels(history, fit).map((each) => ({ ...each, columns }));
  const inclusion = new Float64Array(controls).fill(1);
  const { logLikelihood } = fit;
  return { learnt: { ...learntFrom([likeliest], history, inclusion), logLikelihood }, parts, chains: [] };
}

/** Means over fits; of a coefficient also the variance, a fit without its column counting as zero. */
function learntFrom(
  parts: readonly LevelPart[],
  { outcome, columns: all }: LocalLevelData,
  inclusion: Float64Array,
): Omit<Learnt, 'logLikelihood'> {
  const always = all.length - inclusion.length;
  const sums = all.map((_, at) => ({ mean: 0, square: 0, inclusion: at < always ? 1 : inclusion[at - always]! }));
  const expected = outcome.map((value) => (Number.isNaN(value) ? value : 0));
  const innovations = expected.slice();
  let [noiseVariance, ratio] = [0, 0];
  for (const { fit, share, columns } of parts) {
    noiseVariance += share * fit.noiseVariance;
    ratio += share * fit.ratio;
    columns.forEach((at, j) => {
      const own = fit.coefficients[j]!;
      sums[at]!.mean += share * own;
      sums[at]!.square += share * (own ** 2 + fit.noiseVariance * fit.inverse[j * columns.length + j]!);
    });
    for (let t = 0; t < expected.length; t++) {
      innovations[t]! += share * fit.innovations[t]!;
      expected[t]! += share * (outcome[t]! - fit.innovations[t]! * fit.spreads[t]!);
    }
  }
  const coefficients = sums.map(({ mean, square, inclusion: own }) => ({
    mean,
    variance: Math.max(0, square - mean ** 2),
    inclusion: own,
  }));
  const degreesOfFreedom = parts[0]!.fit.degreesOfFreedom;
  return { coefficients, noiseVariance, ratio, expected, innovations, degreesOfFreedom };
}

function agree(traces: readonly Float64Array[]): boolean {
  if (traces.length === 0) return true;
  const { rHat, effectiveDraws } = diagnoseChains(traces);
  return (rHat ?? 1) <= SETTLED_R_HAT && (effectiveDraws ?? SETTLED_DRAWS) >= SETTLED_DRAWS;
}

/** One-step expectations over the time before, in units of the outcome. */
export function expectedBefore({ data, learnt }: ImpactEstimate): (number | null)[] {
  return Array.from(learnt.expected, (value) => (Number.isNaN(value) ? null : data.centre + data.scale * value));
}
