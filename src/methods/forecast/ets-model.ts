/** The family of exponential smoothing models: error, trend and season, each by a letter (Hyndman et al. 2008, chapter 2). */

import { z } from 'zod';

export const etsModel = z.object({
  error: z.enum(['A', 'M']).describe('A additive, M multiplicative.'),
  trend: z.enum(['N', 'A', 'Ad']).describe('N none, A additive, Ad additive and damped.'),
  season: z.enum(['N', 'A', 'M']).describe('N none, A additive, M multiplicative.'),
});
export type EtsModel = z.infer<typeof etsModel>;

export const smoothing = z.object({
  alpha: z.number().describe('How far the level follows each error, 0 to 1.'),
  beta: z.number().nullable().describe('How far the trend follows each error, at most alpha; null without trend.'),
  gamma: z
    .number()
    .nullable()
    .describe('How far the season follows each error, at most 1 - alpha; null without season.'),
  phi: z.number().nullable().describe('Share of the trend that lives on at each step; null where it is not damped.'),
});
export type Smoothing = z.infer<typeof smoothing>;

/** Level, trend and season at one moment; `season[0]` belongs to the next value. */
export const etsState = z.object({
  level: z.number(),
  trend: z.number().nullable(),
  season: z
    .array(z.number())
    .describe('One a moment of the season, that of the next value first; empty without season.'),
});
export type EtsState = z.infer<typeof etsState>;

/** `ETS(M,Ad,M)`. */
export const etsName = ({ error, trend, season }: EtsModel) => `ETS(${error},${trend},${season})`;

/** Parameters and initial states that are fitted, without sigma. */
export function parameterCount({ trend, season }: EtsModel, period: number): number {
  const ofTrend = trend === 'N' ? 0 : trend === 'A' ? 2 : 3;
  return 2 + ofTrend + (season === 'N' ? 0 : period);
}

/**
 * The models worth trying: multiplicative ones only where every value is above zero, no multiplicative season with additive
 * error (infinite variance), and none with more parameters than the series can carry.
 */
export function admissibleModels(values: readonly number[], period: number): EtsModel[] {
  const positive = values.every((value) => value > 0);
  const models: EtsModel[] = [];
  for (const error of positive ? (['A', 'M'] as const) : (['A'] as const))
    for (const trend of ['N', 'A', 'Ad'] as const)
      for (const season of ['N', 'A', 'M'] as const) {
        if (season !== 'N' && period === 1) continue;
        if (season === 'M' && error === 'A') continue;
        if (values.length > parameterCount({ error, trend, season }, period) + 2) models.push({ error, trend, season });
      }
  return models;
}
