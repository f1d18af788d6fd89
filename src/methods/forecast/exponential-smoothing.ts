import { z } from 'zod';
import { defineMethod, MethodProblem, type MethodRun, report } from '../method.ts';
import { answered, ETS_WARNS, etsAnswer } from './ets-answer.ts';
import { type EtsFit, fitEts } from './ets-fit.ts';
import { admissibleModels, type EtsModel, etsModel, etsName, parameterCount } from './ets-model.ts';
import { SUPPORT_QUESTIONS_SOURCE, WEEKLY_QUESTIONS } from './support-questions.example.ts';
import { horizon, level, requireSeries, seasonLength, seriesValues } from './time-series.ts';

const FEWEST_VALUES = 6;
/** One initial state a moment of the season: beyond this the likelihood has too many of them. */
const LONGEST_SEASON = 24;

const candidate = z.object({
  method: z.string(),
  logLikelihood: z.number(),
  aic: z.number(),
  aicc: z.number().nullable(),
  bic: z.number(),
});

/**
 * Exponential smoothing with error, trend and season each none, additive or multiplicative: one model, or the best of all that
 * the data allow by AICc (or AIC, BIC).
 *
 * @throws MethodProblem `too-few-values`, `constant-series`, `season-too-long` above 24, `values-not-positive` where a
 * multiplicative model meets a value of zero or less.
 * @example exponentialSmoothing.run({ values, period: 12, horizon: 12, criterion: 'aicc', level: 0.95 }).method; // 'ETS(M,A,M)'
 */
export const exponentialSmoothing = defineMethod({
  name: 'exponential-smoothing',
  field: 'forecast',
  title: 'Exponential smoothing (ETS) with model selection',
  summary:
    'Forecasts a series by the exponential smoothing model that fits best for its number of parameters, with intervals.',
  whenToUse: ['Forecasting demand, traffic or revenue from its own past, with or without trend and season.'],
  whenNot: [
    'Season longer than 24 values (weeks of a year): decompose first (STL) or add up to months.',
    'Known future events or prices drive the series: use a regression.',
    'Mostly zeros.',
  ],
  assumes: [
    'Values are evenly spaced and complete (checked).',
    'The pattern of the past goes on; no break in level (see change points).',
    'One-step errors are independent and normal, of constant relative variance where multiplicative (lag-one correlation checked).',
  ],
  formula:
    'States level, trend, season; each moves by its share (alpha, beta, gamma) of the one-step error. Likelihood `-n/2 · ln Σe² - Σ ln|fit|` (the last term for multiplicative ' +
    'errors only), maximised over shares and initial states. The model with the lowest AICc wins. Intervals: exact variance; simulated (5,000 paths) for additive error with multiplicative season.',
  source: [
    'Hyndman, R. J., Koehler, A. B., Snyder, R. D., Grose, S. (2002), A state space framework for automatic forecasting, International Journal of Forecasting 18.',
    'Hyndman, R. J., Khandakar, Y. (2008), Automatic time series forecasting, Journal of Statistical Software 27(3).',
    'Hyndman et al. (2008), Forecasting with Exponential Smoothing, Springer.',
  ],
  verified:
    'R forecast 8.20 ets on AirPassengers: log-likelihood of ETS(M,Ad,M) and ETS(M,A,M) at or above R, forecast of the former to 1 %. R ends its search early and so keeps ETS(M,Ad,M); at the true maximum ' +
    'ETS(M,A,M) is ahead by nine points of AICc, and is chosen here. statsmodels 0.15, asked for the maximum, finds the same two likelihoods to 0.01. Variances against simulated futures.',
  cost: 'O(n · period) a pass, some hundreds of passes for each of up to 15 models.',
  warns: ETS_WARNS,
  heavy: true,
  inputs: z.object({
    values: seriesValues,
    period: seasonLength.default(1),
    model: etsModel.optional().describe('Left out, the best of all admissible models is taken.'),
    criterion: z.enum(['aicc', 'aic', 'bic']).default('aicc').describe('What decides among models.'),
    horizon: horizon.default(10),
    level,
  }),
  result: z.object({
    ...etsAnswer,
    candidates: z.array(candidate).describe('Every model tried, best first.'),
    ...report,
  }),
  example: {
    about: 'Questions a week in a support forum over two years: which model forecasts the next month?',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: { values: WEEKLY_QUESTIONS, horizon: 4 },
  },
  run({ values, period, model, criterion, horizon: steps, level: coverage }, how?) {
    requireSeries(values, FEWEST_VALUES);
    if (period > LONGEST_SEASON)
      throw new MethodProblem(
        'season-too-long',
        'period',
        `Give a season of at most ${LONGEST_SEASON} values, or decompose first.`,
      );
    const models = model === undefined ? admissibleModels(values, period) : [fitting(model, values, period)];
    const fits = fitAll(values, { models, period, how });
    const weigh = (fit: EtsFit) => fit[criterion] ?? fit.aic;
    fits.sort((a, b) => weigh(a) - weigh(b));
    const best = fits[0];
    if (best === undefined)
      throw new MethodProblem('not-fitted', 'values', 'No model fits these values; check them for slips.');
    const answer = answered(values, best, { steps, level: coverage, how });
    return {
      ...answer,
      candidates: fits.map(({ model: of, logLikelihood, aic, aicc, bic }) => ({
        method: etsName(of),
        logLikelihood,
        aic,
        aicc,
        bic,
      })),
      reading: `${answer.reading} ${answer.method} describes the series best of ${fits.length} ${fits.length === 1 ? 'model' : 'models'} tried.`,
    };
  },
});

function fitAll(
  values: readonly number[],
  { models, period, how }: { models: readonly EtsModel[]; period: number; how: MethodRun | undefined },
): EtsFit[] {
  const fits: EtsFit[] = [];
  models.forEach((model, index) => {
    const fit = fitEts(values, model, period);
    if (fit !== null) fits.push(fit);
    how?.progress?.((index + 1) / models.length);
  });
  return fits;
}

/** A model that was asked for, refused where the data cannot carry it. */
function fitting(model: EtsModel, values: readonly number[], period: number): EtsModel {
  const multiplies = model.error === 'M' || model.season === 'M';
  if (multiplies && values.some((value) => value <= 0))
    throw new MethodProblem(
      'values-not-positive',
      'values',
      'A multiplicative model needs values above zero; take an additive one.',
    );
  if (model.season !== 'N' && period === 1)
    throw new MethodProblem(
      'season-missing',
      'period',
      'Say how many values make one season, or take a model without one.',
    );
  const needed = parameterCount(model, period) + 3;
  if (values.length < needed)
    throw new MethodProblem(
      'too-few-values',
      'values',
      `This model needs at least ${needed} values; there are ${values.length}.`,
    );
  return model;
}
