/** One pass of exponential smoothing over a series, with the slopes of every one-step forecast where they are asked for. */

import type { EtsModel } from './ets-model.ts';

/** Where each parameter stands in the vector the recursion reads; -1 where the model has none. */
export interface EtsLayout {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
  readonly level: number;
  readonly trend: number;
  /** First of `period - 1` initial seasons; the last one follows, since they add up to 0 (additive) or the period. */
  readonly season: number;
  readonly size: number;
}

export function etsLayout({ trend, season }: EtsModel, period: number): EtsLayout {
  let next = 0;
  const place = (present: boolean, width = 1) => {
    const at = present ? next : -1;
    if (present) next += width;
    return at;
  };
  const alpha = place(true);
  const beta = place(trend !== 'N');
  const gamma = place(season !== 'N');
  const phi = place(trend === 'Ad');
  const level = place(true);
  const slope = place(trend !== 'N');
  const seasonal = place(season !== 'N', period - 1);
  return { alpha, beta, gamma, phi, level, trend: slope, season: seasonal, size: next };
}

/** What one moment needs while its slopes are worked out. */
interface Moment {
  at: number;
  row: number;
  before: number;
  season: number;
  error: number;
}

/**
 * One model on one series; its buffers are used again at each pass.
 *
 * With raw error d = value - forecast, level and trend move by alpha and beta times d, the season by gamma times d; under a
 * multiplicative season d is first divided by the season (for level and trend) or by the level (for the season). Additive and
 * multiplicative error share this pass and differ in their likelihood alone.
 *
 * @example const pass = new EtsPass(Float64Array.of(3, 4, 5), { error: 'A', trend: 'N', season: 'N' }, 1);
 */
export class EtsPass {
  readonly layout: EtsLayout;
  /** One-step forecasts. */
  readonly fitted: Float64Array;
  /** Slope of each one-step forecast by each parameter, row by row. */
  readonly slopes: Float64Array;
  level = 0;
  trend = 0;
  /** `season[t % period]` belongs to moment t. */
  readonly season: Float64Array;
  readonly values: Float64Array;
  readonly period: number;
  private readonly multiplied: boolean;
  private readonly moment: Moment = { at: 0, row: 0, before: 0, season: 0, error: 0 };
  private readonly levelSlope: Float64Array;
  private readonly trendSlope: Float64Array;
  private readonly seasonSlope: Float64Array;

  constructor(values: Float64Array, model: EtsModel, period: number) {
    this.values = values;
    this.period = period;
    this.layout = etsLayout(model, period);
    const { size } = this.layout;
    const seasons = model.season === 'N' ? 0 : period;
    this.multiplied = model.season === 'M';
    this.fitted = new Float64Array(values.length);
    this.slopes = new Float64Array(values.length * size);
    this.season = new Float64Array(seasons);
    this.levelSlope = new Float64Array(size);
    this.trendSlope = new Float64Array(size);
    this.seasonSlope = new Float64Array(seasons * size);
  }

  /** @returns false where a multiplicative part left the positive numbers. */
  run(parameters: Float64Array, withSlopes: boolean): boolean {
    this.begin(parameters);
    const { layout, moment, multiplied, values, season } = this;
    const alpha = parameters[layout.alpha]!;
    const beta = layout.beta < 0 ? 0 : parameters[layout.beta]!;
    const gamma = layout.gamma < 0 ? 0 : parameters[layout.gamma]!;
    const phi = layout.phi < 0 ? 1 : parameters[layout.phi]!;
    const seasonal = season.length > 0;
    for (let t = 0; t < values.length; t++) {
      const at = seasonal ? t % this.period : 0;
      const before = this.level + phi * this.trend;
      const factor = seasonal ? season[at]! : 0;
      if (multiplied && !(factor > 0 && before > 0)) return false;
      const fit = multiplied ? before * factor : before + factor;
      const error = values[t]! - fit;
      this.fitted[t] = fit;
      if (withSlopes) {
        moment.at = at;
        moment.row = t * layout.size;
        moment.before = before;
        moment.season = factor;
        moment.error = error;
        this.move(alpha, beta, gamma, phi);
      }
      const forLevel = multiplied ? error / factor : error;
      this.level = before + alpha * forLevel;
      this.trend = phi * this.trend + beta * forLevel;
      if (seasonal) season[at] = factor + gamma * (multiplied ? error / before : error);
    }
    return true;
  }

  private begin(parameters: Float64Array): void {
    const { layout, levelSlope, trendSlope, seasonSlope, season, period } = this;
    this.level = parameters[layout.level]!;
    this.trend = layout.trend < 0 ? 0 : parameters[layout.trend]!;
    levelSlope.fill(0);
    trendSlope.fill(0);
    seasonSlope.fill(0);
    levelSlope[layout.level] = 1;
    if (layout.trend >= 0) trendSlope[layout.trend] = 1;
    if (season.length === 0) return;
    let rest = this.multiplied ? period : 0;
    for (let j = 0; j < period - 1; j++) {
      const at = layout.season + j;
      season[j] = parameters[at]!;
      rest -= parameters[at]!;
      seasonSlope[j * layout.size + at] = 1;
      seasonSlope[(period - 1) * layout.size + at] = -1;
    }
    season[period - 1] = rest;
  }

  /** Slopes of the forecast and of the states after it, from those before. */
  private move(alpha: number, beta: number, gamma: number, phi: number): void {
    const { layout, moment, multiplied, levelSlope, trendSlope, seasonSlope, slopes } = this;
    const { before, season, error, row } = moment;
    const offset = moment.at * layout.size;
    const seasonal = seasonSlope.length > 0;
    const forLevel = multiplied ? error / season : error;
    const forSeason = multiplied ? error / before : error;
    for (let p = 0; p < layout.size; p++) {
      const ofBefore = levelSlope[p]! + phi * trendSlope[p]! + (p === layout.phi ? this.trend : 0);
      const ofSeason = seasonal ? seasonSlope[offset + p]! : 0;
      const ofFit = multiplied ? ofBefore * season + before * ofSeason : ofBefore + ofSeason;
      slopes[row + p] = ofFit;
      const ofLevelError = multiplied ? -(ofFit + forLevel * ofSeason) / season : -ofFit;
      levelSlope[p] = ofBefore + alpha * ofLevelError;
      trendSlope[p] = phi * trendSlope[p]! + beta * ofLevelError;
      if (!seasonal) continue;
      const ofSeasonError = multiplied ? -(ofFit + forSeason * ofBefore) / before : -ofFit;
      seasonSlope[offset + p] = ofSeason + gamma * ofSeasonError;
    }
    levelSlope[layout.alpha]! += forLevel;
    if (layout.beta >= 0) trendSlope[layout.beta]! += forLevel;
    if (layout.phi >= 0) trendSlope[layout.phi]! += this.trend;
    if (layout.gamma >= 0) seasonSlope[offset + layout.gamma]! += forSeason;
  }
}
