import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report } from '../method.ts';
import { linearRegression } from '../numeric/linear-regression.ts';
import {
  described,
  EFFECT,
  effectUnder,
  errorKind,
  errorsOf,
  fourMeans,
  groupMeans,
  pictureOf,
  type Rows,
  readingOf,
  trendBefore,
  warningsOf,
} from './difference-estimation.ts';
import { flag, flags, namedColumns, requireLength } from './regression-inputs.ts';
import { launchPanel, SUPPORT_QUESTIONS_SOURCE } from './support-questions.example.ts';

/**
 * What a treatment changed: the treated group's change less the control group's.
 *
 * Give rows (`outcome`, `treated`, `post`), or four means for the plain difference without an error.
 *
 * @throws MethodProblem `rows-missing`, `lengths-differ`, `group-empty` where one of the four groups has no row, `too-few-rows`.
 * @example differenceInDifferences.run({ means: { treatedBefore: 20.44, treatedAfter: 21.03, controlBefore: 23.33, controlAfter: 21.17 }, level: 0.95 }).estimate; // 2.75
 */
export const differenceInDifferences = defineMethod({
  name: 'difference-in-differences',
  field: 'cause',
  title: 'Difference in differences',
  summary:
    'What a launch or policy changed for those it reached, by comparing their change with the change of those it did not reach.',
  whenToUse: ['One group got the change and a like one did not, both observed before and after.'],
  whenNot: [
    'The groups were already drifting apart.',
    'The control group was touched by the change too (spill-over).',
    'Only one treated series with a long history: take causal impact.',
  ],
  assumes: [
    'Without the change both groups would have moved in parallel (checked on the time before, where `time` is given).',
    'Nothing else struck one group alone at that time (cannot be checked).',
    'Rows independent, or correlated within `cluster` only.',
  ],
  formula:
    '(treated after - treated before) - (control after - control before): the coefficient of treated × post in a regression on treated, post, their product and covariates. Errors: OLS; HC1 (White, n / (n - k)); clustered with G / (G - 1) · (n - 1) / (n - k) (CR1, as Stata), t with G - 1 degrees of freedom; bias-reduced (CR2): each cluster’s residuals times (I - H)^(-1/2) first.',
  source: [
    'Card, D., Krueger, A. B. (1994), Minimum wages and employment, American Economic Review 84.',
    'Wooldridge, J. M., Introductory Econometrics, chapter 13.',
    'Bell, R. M. & McCaffrey, D. F. (2002), Bias reduction in standard errors for linear regression with multi-stage samples, Survey Methodology 28; Pustejovsky, J. E. & Tipton, E. (2018).',
    'Liang, K.-Y., Zeger, S. L. (1986); Bertrand, M., Duflo, E., Mullainathan, S. (2004), How much should we trust differences-in-differences estimates?',
  ],
  verified:
    'Kiel and McClain (1995) as printed by Wooldridge and recomputed in R 4.2.2: estimate, OLS and HC1 errors to 1e-4; Card and Krueger (1994), table 3. Clustered errors against their definition; CR2 and its degrees of freedom with R clubSandwich 0.5.8 (1e-6).',
  cost: 'O(n · columns²)',
  warns: {
    'parallel-trends-unchecked':
      'No `time` was given (or only one moment before): that the groups moved in parallel is taken on trust.',
    'pre-trends-differ': 'The groups were already drifting apart before the change.',
    'few-clusters': 'Fewer than 20 clusters: the clustered error is too small.',
    'clusters-missing': 'No clusters given: repeated measures of the same users or shops make the error too small.',
    'few-rows': 'Fewer than ten rows in one of the four groups.',
    'no-standard-error': 'Means alone carry no error: the estimate may be chance.',
  },
  inputs: z.object({
    outcome: z.array(z.number()).optional().describe('One a row: a user, shop or day.'),
    treated: flags.optional().describe('Whether the row belongs to the group the change reached.'),
    post: flags.optional().describe('Whether the row is from after the change.'),
    cluster: z
      .array(z.union([z.string(), z.number()]))
      .optional()
      .describe('Who the row belongs to, where rows of one are alike: user, shop, region.'),
    covariates: namedColumns.optional().describe('Further columns by name, to be held constant.'),
    time: z
      .array(z.number())
      .optional()
      .describe('Moment of each row; used to check that the groups moved in parallel before.'),
    errors: errorKind
      .optional()
      .describe(
        'Which error the estimate is given with: clustered (CR1) where clusters are given, else HC1. `clusterBiasReduced` for fewer than some forty clusters.',
      ),
    means: fourMeans.optional().describe('Instead of rows: the four means.'),
    level: z.number().gt(0).lt(1).default(0.95),
  }),
  result: z.object({
    estimate: z.number().describe('The effect, in units of the outcome.'),
    interval: interval.nullable().describe('Under the errors asked for; null from means alone.'),
    standardError: z.number().nullable(),
    p: z.number().nullable(),
    means: fourMeans.describe('Plain means of the four groups.'),
    didOfMeans: z.number().describe('From the plain means; equals the estimate where there are no covariates.'),
    relativeEffect: z
      .number()
      .nullable()
      .describe('Effect over what the treated would have had without it; null where that is zero.'),
    counts: z
      .object({ treatedBefore: z.int(), treatedAfter: z.int(), controlBefore: z.int(), controlAfter: z.int() })
      .nullable(),
    ols: effectUnder.nullable(),
    hc1: effectUnder.nullable(),
    cluster: effectUnder.nullable().describe('Null where no clusters are given, or too few for such an error.'),
    clusterBiasReduced: effectUnder
      .nullable()
      .describe(
        'CR2 of Bell and McCaffrey with Satterthwaite’s degrees of freedom, as clubSandwich in R: the one to read with few clusters. Null as `cluster`.',
      ),
    coefficients: z
      .array(z.object({ name: z.string(), estimate: z.number(), standardError: z.number().describe('OLS.') }))
      .describe('Of the whole regression; empty from means alone.'),
    preTrend: z
      .object({
        difference: z
          .number()
          .describe('Slope of the treated less slope of the control, a unit of time, before the change.'),
        standardError: z.number(),
        p: z.number(),
      })
      .nullable(),
    ...report,
  }),
  example: {
    about:
      'Questions a day on looks (tabs, customising) against privacy and sync, 30 days before and after Firefox 89 changed the looks.',
    source: SUPPORT_QUESTIONS_SOURCE,
    inputs: launchPanel(),
  },
  run(inputs) {
    const { outcome, treated, post, means } = inputs;
    if (outcome === undefined || treated === undefined || post === undefined) {
      if (means === undefined)
        throw new MethodProblem('rows-missing', 'outcome', 'Give outcome, treated and post, or four means.');
      return fromMeans(means);
    }
    const rows = { ...inputs, outcome, treated: treated.map(flag), post: post.map(flag) };
    return fromRows(rows);
  },
});

function fromRows(rows: Rows) {
  const { outcome, treated, post, cluster, covariates = {}, time, level } = rows;
  requireLength(outcome.length, { treated, post, cluster, time });
  requireLength(
    outcome.length,
    Object.fromEntries(Object.entries(covariates).map(([name, column]) => [`covariates.${name}`, column])),
  );
  const { means, counts } = groupMeans(rows);
  const columns = [treated, post, treated.map((value, i) => value * post[i]!), ...Object.values(covariates)];
  const fit = linearRegression(outcome, columns);
  if (fit.degreesOfFreedom < 1 || fit.aliased.includes(EFFECT))
    throw new MethodProblem(
      'too-few-rows',
      'outcome',
      'Give more rows, or fewer covariates: nothing is left to judge the error by.',
    );
  const under = errorsOf(fit, [outcome.map(() => 1), ...columns], { cluster, level });
  const kind = rows.errors ?? (under.cluster === null ? 'hc1' : 'cluster');
  const chosen = under[kind];
  if (chosen === null)
    throw new MethodProblem(
      'clusters-missing',
      'cluster',
      'Give more clusters than there are coefficients, or ask for other errors.',
    );
  const estimate = chosen.interval.estimate;
  const preTrend = time === undefined ? null : trendBefore({ ...rows, time });
  const names = ['intercept', 'treated', 'post', 'treated and post', ...Object.keys(covariates)];
  return {
    estimate,
    interval: chosen.interval,
    standardError: chosen.standardError,
    p: chosen.p,
    ...described(means, estimate),
    counts,
    ...under,
    coefficients: names.flatMap((name, i) =>
      fit.aliased.includes(i) ? [] : [{ name, estimate: fit.coefficients[i]!, standardError: fit.standardErrors[i]! }],
    ),
    preTrend,
    warnings: warningsOf(rows, counts, { preTrend, clustered: under.cluster !== null }),
    reading: readingOf(estimate, chosen),
    picture: pictureOf(means, estimate),
  };
}

function fromMeans(means: z.infer<typeof fourMeans>) {
  const estimate = means.treatedAfter - means.treatedBefore - (means.controlAfter - means.controlBefore);
  return {
    estimate,
    interval: null,
    standardError: null,
    p: null,
    ...described(means, estimate),
    counts: null,
    ols: null,
    hc1: null,
    cluster: null,
    clusterBiasReduced: null,
    coefficients: [],
    preTrend: null,
    warnings: [{ id: 'no-standard-error', text: 'Means alone say nothing of chance: give the rows.' }],
    reading: `The treated group changed by ${estimate.toPrecision(4)} more than the control group; means alone do not tell whether that is chance.`,
    picture: pictureOf(means, estimate),
  };
}
