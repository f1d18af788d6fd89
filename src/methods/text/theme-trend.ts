import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { chance, percent } from '../plain-words.ts';
import { countByPeriod, EVERY, periodsBetween } from './calendar-periods.ts';
import { type Growth, mannKendall, poissonGrowth } from './count-trend.ts';

const FEW_PERIODS = 6;
const FEW_TEXTS = 20;
const SCATTERED = 2;
const MOST_PERIODS = 10_000;

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}/u, 'Give dates as 2026-11-22, with or without a time.');

const inputs = z.object({
  counts: z
    .array(z.int().min(0, 'A count is 0 or more.'))
    .max(MOST_PERIODS)
    .optional()
    .describe('Texts of the theme in each period, oldest first. Give these or `dates`.'),
  totals: z
    .array(z.int().min(0))
    .max(MOST_PERIODS)
    .optional()
    .describe('All texts in each period: then the trend is that of the share, and a busier inbox is no rise.'),
  periods: z
    .array(z.string())
    .max(MOST_PERIODS)
    .optional()
    .describe('Names of the periods, as the first day of each, for the picture: one for each count.'),
  dates: z.array(date).max(500_000).optional().describe('Date of each text of the theme, instead of counts.'),
  allDates: z.array(date).max(500_000).optional().describe('Date of every text, instead of totals.'),
  every: z.enum(EVERY).default('week').describe('Length of a period where dates are given; weeks begin on Monday.'),
  level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the interval.'),
});

/**
 * Whether a theme comes up more often or less often as time goes on, by how much a period, and how sure that is.
 *
 * @throws MethodProblem `no-counts`, `too-few-periods`, `no-texts`, `totals-unequal`, `periods-unequal`, `totals-too-small`, `too-many-periods`.
 * @example themeTrend.run({ counts: [4, 6, 5, 9, 12, 14], every: 'week', level: 0.95 }).growth?.estimate; // 1.29 each week
 */
export const themeTrend = defineMethod({
  name: 'theme-trend',
  field: 'text',
  title: 'Trend of a theme',
  summary: 'Whether a theme is growing or fading, by what factor each period, with interval and test.',
  whenToUse: ['Following a theme over weeks or months, alone or as a share of all texts.'],
  whenNot: [
    'Around one event: compare before and after instead.',
    'For themes with a season shorter than the time seen.',
    'With a first or last period that is cut short: leave it out.',
  ],
  assumes: [
    'The rate changes by the same factor each period (the fitted line beside the counts shows whether).',
    'Periods are independent; more scatter than chance is allowed for (checked: dispersion).',
  ],
  formula:
    'Poisson regression `ln(rate) = a + b · period`, with ln(totals) as offset where given; the standard error of b is multiplied by the root of Pearson dispersion where that is above 1, and t with n - 2 degrees of freedom gives interval and p. Growth is exp(b). Mann-Kendall: rises less falls among all pairs of periods, ties allowed for.',
  source: [
    'McCullagh, P. and Nelder, J. (1989), Generalized Linear Models, chapter 6.',
    'Mann, H. (1945), Nonparametric tests against trend, Econometrica 13; Kendall, M. (1975), Rank Correlation Methods.',
  ],
  verified:
    'Score equations to 1e-9, exact geometric series, likelihood not below that at the true parameters, Mann-Kendall by hand with ties.',
  cost: 'O(periods) and O(periods squared) for the rank test',
  warns: {
    'too-few-periods': 'Fewer than six periods: the trend is a guess.',
    'too-few-texts': 'Fewer than twenty texts of the theme.',
    'boundary-solution': 'All texts lie in the first or the last period: growth has no finite estimate.',
    scattered: 'Counts scatter far more than chance: something besides a trend moves them.',
    'not-converged': 'The fit did not settle.',
  },
  inputs,
  result: z.object({
    growth: z
      .object({ ...interval.shape, p: z.number().describe('Two-sided, for no growth.') })
      .nullable()
      .describe('Factor by which the rate changes each period: 1.1 is 10 % more. Null at a boundary.'),
    direction: z.enum(['growing', 'fading', 'steady']).describe('Steady where the interval holds 1.'),
    slope: z.object({ estimate: z.number(), standardError: z.number() }).nullable().describe('Log of the growth.'),
    dispersion: z.number().nullable().describe('1 where counts scatter as chance alone would have it.'),
    logLikelihood: z.number().nullable().describe('Without the constant of the counts.'),
    rankTest: z
      .object({ s: z.number(), variance: z.number(), z: z.number(), p: z.number() })
      .describe('Mann-Kendall on the rates.'),
    periods: z.array(
      z.object({
        period: z.string(),
        count: z.int(),
        total: z.int().nullable(),
        rate: z.number().nullable().describe('Count, or share of the total; null where the total is 0.'),
        fitted: z.number().nullable(),
      }),
    ),
    ...report,
  }),
  example: {
    about:
      'Questions about customising Firefox as a share of all questions, week by week from the launch of its new face in June 2021: do they fade?',
    source: 'Mozilla Support contributors, support.mozilla.org; CC BY-SA 3.0.',
    inputs: {
      counts: [159, 69, 67, 49, 61, 54, 54, 50, 49, 95, 60, 42, 31, 65, 52],
      totals: [796, 519, 449, 461, 380, 407, 442, 390, 398, 567, 529, 431, 375, 471, 406],
      periods: [
        '2021-06-07',
        '2021-06-14',
        '2021-06-21',
        '2021-06-28',
        '2021-07-05',
        '2021-07-12',
        '2021-07-19',
        '2021-07-26',
        '2021-08-02',
        '2021-08-09',
        '2021-08-16',
        '2021-08-23',
        '2021-08-30',
        '2021-09-06',
        '2021-09-13',
      ],
    },
  },
  run(given) {
    const { counts, totals, names } = seriesOf(given);
    const exposures = totals ?? counts.map(() => 1);
    const rates = counts.map((count, at) => (exposures[at] === 0 ? null : count / exposures[at]!));
    const used = counts.map((_, at) => at).filter((at) => exposures[at]! > 0);
    const edge = isBoundary(used.map((at) => counts[at]!));
    const fit = edge ? null : poissonGrowth(counts, exposures);
    const growth = fit === null ? null : growthOf(fit, used.length, given.level);
    const rankTest = mannKendall(rates.filter((rate) => rate !== null));
    const direction =
      growth === null || (growth.low <= 1 && growth.high >= 1) ? 'steady' : growth.estimate > 1 ? 'growing' : 'fading';
    return {
      growth,
      direction,
      slope: fit === null ? null : { estimate: fit.slope, standardError: fit.standardError },
      dispersion: fit?.dispersion ?? null,
      logLikelihood: fit?.logLikelihood ?? null,
      rankTest,
      periods: names.map((period, at) => ({
        period,
        count: counts[at]!,
        total: totals?.[at] ?? null,
        rate: rates[at]!,
        fitted: fit === null || exposures[at] === 0 ? null : fit.fitted[at]! / exposures[at]!,
      })),
      warnings: warningsOf(counts, used.length, fit),
      reading: readingOf(growth, direction, given.level),
      picture: {
        kind: 'lines' as const,
        title: 'The theme over time',
        x: 'Period',
        y: totals === undefined ? 'Texts' : 'Share of texts',
        series: [
          { name: 'Seen', x: names, y: rates },
          {
            name: 'Trend',
            x: names,
            y: names.map((_, at) => (fit === null || exposures[at] === 0 ? null : fit.fitted[at]! / exposures[at]!)),
          },
        ],
      },
    };
  },
});

type Given = z.output<typeof inputs>;

function seriesOf(given: Given) {
  if (given.counts === undefined && given.dates === undefined)
    throw new MethodProblem('no-counts', 'counts', 'Give counts by period, or the date of each text.');
  const series = given.counts === undefined ? fromDates(given) : fromCounts(given, given.counts);
  const used = series.counts.filter((_, at) => series.totals?.[at] !== 0).length;
  if (used < 3) throw new MethodProblem('too-few-periods', 'counts', 'Give at least three periods with texts in all.');
  if (series.counts.every((count) => count === 0))
    throw new MethodProblem('no-texts', 'counts', 'Give at least one text of the theme.');
  if (series.totals?.some((total, at) => total < series.counts[at]!))
    throw new MethodProblem('totals-too-small', 'totals', 'A total counts all texts, those of the theme among them.');
  return series;
}

function fromCounts({ totals, periods }: Given, counts: readonly number[]) {
  if (totals !== undefined && totals.length !== counts.length)
    throw new MethodProblem('totals-unequal', 'totals', `Give ${counts.length} totals, one for each count.`);
  if (periods !== undefined && periods.length !== counts.length)
    throw new MethodProblem('periods-unequal', 'periods', `Give ${counts.length} names, one for each count.`);
  const names = counts.map((_, at) => periods?.[at] ?? String(at + 1));
  return { counts, totals, names };
}

function fromDates({ dates = [], allDates, every }: Given) {
  const span = [...(allDates ?? dates)].map((one) => one.slice(0, 10)).sort();
  const [first, last] = [span[0], span.at(-1)];
  if (first === undefined || last === undefined)
    throw new MethodProblem('no-texts', 'dates', 'Give at least one date.');
  if (![first, last].every((one) => !Number.isNaN(Date.parse(one))))
    throw new MethodProblem('date-invalid', 'dates', 'Give dates that exist, as 2026-11-22.');
  const names = periodsBetween([first, last], every, MOST_PERIODS);
  if (names.length > MOST_PERIODS)
    throw new MethodProblem(
      'too-many-periods',
      'every',
      `That makes more than ${MOST_PERIODS} periods: take longer ones.`,
    );
  const totals = allDates === undefined ? undefined : countByPeriod(allDates, names, every);
  return { counts: countByPeriod(dates, names, every), totals, names };
}

/** All texts at one end: the likelihood grows for ever as the trend steepens. */
function isBoundary(counts: readonly number[]): boolean {
  return counts.slice(1).every((count) => count === 0) || counts.slice(0, -1).every((count) => count === 0);
}

function growthOf(fit: Growth, used: number, level: number) {
  const error = fit.standardError;
  const half = tQuantile(1 - (1 - level) / 2, used - 2) * error;
  return {
    estimate: Math.exp(fit.slope),
    low: Math.exp(fit.slope - half),
    high: Math.exp(fit.slope + half),
    level,
    p: 2 * tCdf(-Math.abs(fit.slope / error), used - 2),
  };
}

function warningsOf(counts: readonly number[], used: number, fit: Growth | null): Warning[] {
  const warnings: Warning[] = [];
  const texts = counts.reduce((sum, count) => sum + count, 0);
  if (used < FEW_PERIODS)
    warnings.push({ id: 'too-few-periods', text: `${used} periods: wait for ${FEW_PERIODS} or take shorter ones.` });
  if (texts < FEW_TEXTS)
    warnings.push({
      id: 'too-few-texts',
      text: `${texts} texts of the theme: gather ${FEW_TEXTS} before acting on a trend.`,
    });
  if (fit === null)
    warnings.push({
      id: 'boundary-solution',
      text: 'All texts lie in one period at the end: the growth cannot be told; take more periods.',
    });
  else {
    if (fit.dispersion > SCATTERED)
      warnings.push({ id: 'scattered', text: 'Counts scatter far more than chance: look for events and seasons.' });
    if (!fit.converged) warnings.push({ id: 'not-converged', text: 'The fit did not settle; use the rank test.' });
  }
  return warnings;
}

function readingOf(
  growth: { estimate: number; low: number; high: number; p: number } | null,
  direction: string,
  level: number,
): string {
  if (growth === null) return 'All texts lie in one period, so that no trend can be told.';
  const change = (factor: number): string => `${factor >= 1 ? '+' : ''}${percent(factor - 1)}`;
  const how = direction === 'steady' ? 'shows no clear trend' : `is ${direction}`;
  return `The theme ${how}: ${change(growth.estimate)} each period, with ${Number((level * 100).toPrecision(6))} % confidence between ${change(growth.low)} and ${change(growth.high)}; this ${chance(growth.p)}.`;
}
