import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { rankTest } from './log-rank-test.ts';
import {
  CONFIDENCE_TYPES,
  type CurvePoint,
  type Observations,
  restrictedMean,
  survivalAt,
  survivalCurve,
  timeOfShare,
} from './survival-curve.ts';
import { observedGroups, survivalData } from './survival-data.ts';
import { TENURE_BY_LINE } from './tenure-by-line.example.ts';

/** Points of the curve beyond this rest on too few customers. */
const FEW_AT_RISK = 5;
const FEW_EVENTS = 10;

const point = z.object({
  time: z.number(),
  atRisk: z.number().describe('Still there and observed just before.'),
  events: z.number().describe('Left at this time.'),
  censored: z.number().describe('Last seen from this time until before the next one.'),
  survival: z.number().describe('Share still there after this time.'),
  standardError: z.number().nullable().describe('Greenwood; null where nobody is left.'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  cumulativeHazard: z.number().describe('Nelson-Aalen.'),
});
const quantile = z.object({
  share: z.number().describe('Share that has left.'),
  time: z.number().nullable().describe('When that share has left; null where the curve does not fall so far.'),
  low: z.number().nullable().describe('Where the lower edge of the band crosses; null where it does not.'),
  high: z.number().nullable(),
});
const test = z
  .object({
    chiSquare: z.number(),
    degreesOfFreedom: z.number(),
    p: z.number(),
    observed: z.array(z.number()),
    expected: z.array(z.number()),
  })
  .nullable();

const groupAnswer = z.object({
  name: z.string(),
  customers: z.number(),
  events: z.number(),
  curve: z.array(point).describe('One point for each time at which somebody left.'),
  median: quantile,
  quantiles: z.array(quantile),
  survivalAt: z.array(
    z.object({
      time: z.number(),
      survival: z.number().nullable().describe('Null beyond the last time observed, unless all have left.'),
    }),
  ),
  restrictedMean: z.object({
    limit: z.number(),
    value: z.number().describe('Mean time there, up to the limit: the area under the curve.'),
    standardError: z.number().nullable(),
  }),
});
type Group = z.infer<typeof groupAnswer>;

/**
 * The Kaplan-Meier curve: the share of customers still there after a time, also where many have not left yet, and whether groups differ.
 *
 * The band comes on the scale asked for: log-log, logit and arcsin stay between 0 and 1 and are best for few customers.
 *
 * @throws MethodProblem `no-customers`, `lengths-differ`.
 * @example kaplanMeier.run(kaplanMeier.inputs.parse({ customers: { time: [6, 6, 7, 9], event: [1, 0, 1, 0] } })).groups[0]?.curve;
 */
export const kaplanMeier = defineMethod({
  name: 'kaplan-meier',
  field: 'retain',
  title: 'Kaplan-Meier retention curve and log-rank test',
  summary:
    'How long customers stay, from those who left and those who have not yet, with its interval, and whether groups differ.',
  whenToUse: [
    'Time until churn, first value, upgrade or bug fix, where not everybody has got there yet.',
    'Comparing plans, segments or cohorts over the whole time.',
  ],
  whenNot: [
    'To project beyond the time observed: use the shifted beta-geometric model.',
    'Where those last seen are about to leave: being last seen must tell nothing.',
  ],
  assumes: [
    'Being last seen (censored) is unrelated to leaving (not checked).',
    'Chances do not depend on when a customer started (not checked).',
    'Log-rank looks best for hazards in constant ratio; curves that cross need a look of their own (not checked).',
    'Enough events and customers at risk (checked).',
  ],
  formula:
    '`S(t) = Π (1 - d_i/n_i)` over event times up to t; Greenwood `Var = S² Σ d/(n(n-d))`. Log-rank: `Σ (observed - expected)` by group with hypergeometric covariance, chi-square with groups less one degrees of freedom; Peto & Peto weigh by the share just before, Fleming & Harrington by `S^rho (1 - S)^gamma`.',
  source: [
    'Kaplan, E. L. & Meier, P. (1958), Nonparametric estimation from incomplete observations, JASA 53:457-481.',
    'Peto, R. & Peto, J. (1972), Asymptotically efficient rank invariant test procedures, JRSS A 135:185-207.',
    'Harrington, D. & Fleming, T. (1982), A class of rank test procedures for censored survival data, Biometrika 69:553-566.',
    'Therneau, T., R package survival 3.5.3 (bands, quantiles and ties as there).',
  ],
  verified:
    'Freireich’s 6-MP trial: textbook values, and R survival 3.5.3 for survival, errors, all bands, medians, restricted mean (1e-6) and both tests (1e-4); without censoring against the plain share.',
  cost: 'O(n log n)',
  warns: {
    'too-few-events': 'Fewer than ten events in a group: the curve is rough.',
    'few-at-risk': 'The end of a curve rests on fewer than five customers.',
    'no-events': 'Nobody left in a group: its curve stays at one and has no band.',
    'not-comparable': 'The groups were never at risk together while somebody left, so they cannot be compared.',
  },
  inputs: z.object({
    customers: survivalData,
    confidenceType: z
      .enum(CONFIDENCE_TYPES)
      .default('log-log')
      .describe('Scale on which the band is symmetric; R survfit takes `log` where not told.'),
    rho: z
      .number()
      .min(0)
      .max(10)
      .default(0)
      .describe('For `weighted`: early times weigh more, S^rho; 1 is Peto & Peto (R survdiff: rho).'),
    gamma: z.number().min(0).max(10).default(0).describe('For `weighted`: late times weigh more, (1 - S)^gamma.'),
    level: z.number().gt(0).lt(1).default(0.95),
    quantiles: z
      .array(z.number().gt(0).lt(1))
      .default([0.25, 0.5, 0.75])
      .describe('Shares that have left, whose time is wanted.'),
    times: z.array(z.number().min(0)).default([]).describe('Times at which the share still there is wanted.'),
    restrictedAt: z
      .number()
      .gt(0)
      .optional()
      .describe('Limit of the restricted mean time; the shortest of the groups’ longest times by default.'),
  }),
  result: z.object({
    groups: z.array(groupAnswer),
    logRank: test.describe(
      'Whether the groups differ, all times alike; null for one group or where they cannot be compared. Observed and expected events are in the order of the groups.',
    ),
    petoPeto: test.describe('The same, early times weighing more.'),
    weighted: test.describe(
      'The same under `rho` and `gamma` (Fleming & Harrington): with neither, the log-rank test.',
    ),
    ...report,
  }),
  example: {
    about: 'How long do customers of a telephone company on monthly contracts stay, by kind of line?',
    source:
      'IBM Telco customer churn (github.com/IBM/telco-customer-churn-on-icp4d), Apache-2.0: the first sixty of each kind of line.',
    inputs: { customers: TENURE_BY_LINE },
  },
  run(inputs) {
    const { confidenceType, level, quantiles, times } = inputs;
    const named = observedGroups(inputs.customers);
    const limit = inputs.restrictedAt ?? Math.min(...named.map(({ observations }) => lastOf(observations)));
    const groups = named.map(({ name, observations }) => {
      const curve = survivalCurve(observations, confidenceType, level);
      const last = lastOf(observations);
      const total = (of: 'events' | 'censored') => observations[of].reduce((a, b) => a + b, 0);
      const known = (t: number) => t <= last || curve.at(-1)?.survival === 0;
      return {
        name,
        customers: total('events') + total('censored'),
        events: total('events'),
        curve,
        median: quantileOf(curve, 0.5),
        quantiles: quantiles.map((share) => quantileOf(curve, share)),
        survivalAt: times.map((t) => ({ time: t, survival: known(t) ? survivalAt(curve, t) : null })),
        restrictedMean: { limit, ...restrictedMean(curve, limit) },
      };
    });
    const observations = named.map((one) => one.observations);
    const logRank = observations.length > 1 ? rankTest(observations, { rho: 0, gamma: 0 }) : null;
    return {
      groups,
      logRank,
      petoPeto: observations.length > 1 ? rankTest(observations, { rho: 1, gamma: 0 }) : null,
      weighted: observations.length > 1 ? rankTest(observations, { rho: inputs.rho, gamma: inputs.gamma }) : null,
      warnings: [...groups.flatMap(warningsOf), ...comparable(groups.length, logRank !== null)],
      reading: readingOf(groups, logRank),
      picture: pictureOf(groups, observations.map(lastOf)),
    };
  },
});

function lastOf({ time }: Observations): number {
  return time[time.length - 1]!;
}

function quantileOf(curve: readonly CurvePoint[], share: number) {
  const at = (of: (one: CurvePoint) => number | null) => timeOfShare(curve, 1 - share, of);
  return { share, time: at(({ survival }) => survival), low: at(({ low }) => low), high: at(({ high }) => high) };
}

function warningsOf({ name, events, curve }: Group): Warning[] {
  if (events === 0) return [{ id: 'no-events', text: `${name}: nobody has left yet. Observe longer.` }];
  const warnings: Warning[] = [];
  if (events < FEW_EVENTS)
    warnings.push({ id: 'too-few-events', text: `${name}: ${events} left; wait for at least ${FEW_EVENTS}.` });
  const thin = curve.find(({ atRisk }) => atRisk < FEW_AT_RISK);
  if (thin !== undefined)
    warnings.push({
      id: 'few-at-risk',
      text: `${name}: from ${thin.time} on the curve rests on fewer than ${FEW_AT_RISK} customers; do not read it there.`,
    });
  return warnings;
}

function comparable(groups: number, compared: boolean): Warning[] {
  if (groups < 2 || compared) return [];
  return [
    { id: 'not-comparable', text: 'Nobody left while the groups were observed together: give times that overlap.' },
  ];
}

function readingOf(groups: readonly Group[], logRank: { p: number } | null): string {
  const each = groups.map(({ name, customers, events, median, curve }) => {
    const last = curve.at(-1);
    const half =
      median.time === null
        ? last === undefined
          ? 'nobody has left'
          : `${(last.survival * 100).toFixed(0)} % are still there at ${last.time}, so the median is not reached`
        : `half have left by ${median.time}`;
    return `${name}: ${events} of ${customers} left; ${half}.`;
  });
  if (logRank === null) return each.join(' ');
  const say = logRank.p < 0.05 ? 'differ more than chance explains' : 'may differ by chance alone';
  return `${each.join(' ')} The curves ${say} (log-rank p = ${logRank.p.toPrecision(2)}).`;
}

/** Each curve runs on to where its last customer was seen. */
function pictureOf(groups: readonly Group[], lasts: readonly number[]) {
  return {
    kind: 'steps' as const,
    title: 'Customers still there',
    x: 'Time',
    y: 'Share still there',
    series: groups.map(({ name, curve }, at) => {
      const end = curve.at(-1);
      const rest = end === undefined ? { survival: 1, low: null, high: null } : end;
      const points = (lasts[at] ?? 0) > (end?.time ?? 0) ? [...curve, { ...rest, time: lasts[at]! }] : curve;
      return {
        name,
        x: [0, ...points.map(({ time }) => time)],
        y: [1, ...points.map(({ survival }) => survival)],
        low: [1, ...points.map(({ low }) => low)],
        high: [1, ...points.map(({ high }) => high)],
      };
    }),
  };
}
