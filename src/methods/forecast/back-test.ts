import { z } from 'zod';
import { defineMethod, MethodProblem, report } from '../method.ts';
import { originsOf, readingOf, score, scoreOf, trialOf, warningsOf } from './back-test-scores.ts';
import { type ForecasterName, forecasterName, NEEDED_SEASONS } from './forecasters.ts';
import { DAILY_QUESTIONS, SUPPORT_QUESTIONS_SOURCE } from './support-questions.example.ts';
import { horizon, level, seasonLength, seriesValues } from './time-series.ts';

/**
 * Rolling-origin back-test: every forecaster forecasts again and again from what was known then, and is held against what came.
 *
 * @throws MethodProblem `too-few-values`, `constant-series`, `history-too-short`.
 * @example backTest.run({ values, period: 12, horizon: 6, origins: 12, every: 1, forecasters: ['exponential-smoothing'], window: 'expanding', level: 0.8 }).scores;
 */
export const backTest = defineMethod({
  name: 'back-test',
  field: 'forecast',
  title: 'Back-test of forecasts',
  summary:
    'How good each way to forecast would have been on this very series, against the seasonal naive forecast, and whether its intervals hold.',
  whenToUse: [
    'Before trusting any forecast: does it beat repeating last season?',
    'Choosing among methods, and checking that 95 % intervals hold 95 %.',
  ],
  whenNot: [
    'Fewer than some ten origins: the scores are chance.',
    'After choosing the best of many here, its score flatters it.',
  ],
  assumes: ['Evenly spaced and complete (checked).', 'The future is like the stretch tested.'],
  formula:
    'From each origin, the last `origins` ones `every` values apart, each forecaster sees only what came before (all of it, or the last `historyLength` values) and forecasts `horizon` steps. ' +
    'MASE divides errors by the mean absolute seasonal difference of that history. The seasonal naive forecast is always scored too.',
  source: [
    'Hyndman, R. J., Koehler, A. B. (2006), Another look at measures of forecast accuracy, International Journal of Forecasting 22.',
    'Tashman, L. J. (2000), Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16.',
    'Diebold, F. X., Mariano, R. S. (1995), Comparing predictive accuracy.',
  ],
  verified:
    'Scores by hand on short series; no forecaster sees beyond its origin (property test); coverage of the naive interval on random walks.',
  cost: 'Origins times the cost of each forecaster.',
  warns: {
    'few-origins': 'Fewer than ten origins: the scores may be chance.',
    'no-better-than-naive': 'No forecaster beats the seasonal naive forecast.',
    'coverage-off': 'The intervals of the best forecaster hold clearly fewer values than they should.',
    'forecaster-failed': 'A forecaster could not forecast at some origins.',
  },
  heavy: true,
  inputs: z.object({
    values: seriesValues,
    period: seasonLength.default(1),
    horizon: horizon.default(1),
    origins: z
      .int()
      .min(1)
      .max(500)
      .default(20)
      .describe('How many times to forecast; fewer where the series is too short.'),
    every: z.int().min(1).default(1).describe('Values between origins.'),
    forecasters: z
      .array(forecasterName)
      .min(1)
      .default(['seasonal-naive', 'drift', 'damped-holt', 'exponential-smoothing', 'stl-exponential-smoothing']),
    window: z
      .enum(['expanding', 'rolling'])
      .default('expanding')
      .describe('Whether each history begins with the series or has a fixed length.'),
    historyLength: z
      .int()
      .min(2)
      .optional()
      .describe('Shortest history, and its length where rolling; left out: three seasons, at least ten values.'),
    level,
  }),
  result: z.object({
    scores: z.array(score).describe('Best first, by mean absolute error.'),
    best: forecasterName,
    origins: z.array(z.int()).describe('Last moment known at each origin; 1 is the first value.'),
    ...report,
  }),
  example: {
    about:
      'Questions a day in a support forum: which forecast of the next week would have served best over the last month?',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: {
      values: DAILY_QUESTIONS,
      period: 7,
      horizon: 7,
      origins: 12,
      every: 2,
      forecasters: ['drift', 'holt-winters-additive', 'stl-exponential-smoothing'],
    },
  },
  run(inputs, how?) {
    const { period } = inputs;
    const origins = originsOf(inputs);
    const names: ForecasterName[] = [...new Set<ForecasterName>(['seasonal-naive', ...inputs.forecasters])];
    const trials = names.map((name, i) =>
      origins.map((origin, o) => {
        how?.progress?.((i * origins.length + o) / (names.length * origins.length));
        return trialOf(name, origin, { ...inputs, how });
      }),
    );
    const naive = trials[0]!;
    const overlap = Math.ceil(inputs.horizon / inputs.every) - 1;
    const scores = names.flatMap(
      (name, i) => scoreOf(name, trials[i]!, { naive, overlap, steps: inputs.horizon }) ?? [],
    );
    scores.sort((a, b) => a.meanAbsoluteError - b.meanAbsoluteError);
    const best = scores[0];
    if (best === undefined)
      throw new MethodProblem(
        'history-too-short',
        'historyLength',
        `Give longer histories: at least ${NEEDED_SEASONS * period + 1} values.`,
      );
    return {
      scores,
      best: best.forecaster,
      origins,
      warnings: warningsOf(scores, { origins: origins.length, level: inputs.level }),
      reading: readingOf(best, { origins: origins.length, steps: inputs.horizon, level: inputs.level }),
      picture: {
        kind: 'lines' as const,
        title: 'Scaled error by step ahead',
        x: 'Steps ahead',
        y: 'Mean absolute scaled error',
        series: scores.map(({ forecaster, maseByStep }) => ({
          name: forecaster,
          x: maseByStep.map((_, step) => step + 1),
          y: maseByStep,
        })),
        marks: [{ axis: 'y' as const, at: 1, label: 'Seasonal naive, one step' }],
      },
    };
  },
});
