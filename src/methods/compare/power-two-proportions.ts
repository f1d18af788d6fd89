import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { root } from '../numeric/root.ts';
import { powerAsked } from './power-asked.ts';
import { percent } from './wording.ts';

const SMALL_EXPECTED_COUNT = 5;

/** Beyond this, whole visitors are not told apart by a double. */
const MOST_VISITORS = 1e15;
const rate = z.number().gt(0, 'A rate is above 0 and below 1.').lt(1, 'A rate is above 0 and below 1.');
const effect = z.object({
  rate: z.number().describe('The treatment’s rate that would be found.'),
  absolute: z.number().describe('Less the control’s.'),
  relative: z.number().describe('Over the control’s, less 1.'),
});

/** The two rates, and what is asked of the test. */
interface Plan {
  readonly p: number;
  readonly q: number;
  /** Normal quantile of the significance and of the power. */
  readonly a: number;
  readonly b: number;
  /** Treatment group over control group. */
  readonly ratio: number;
}

/**
 * Sample size, power or minimum detectable effect of a test of two rates: leave out the one that is to be found.
 *
 * Without `perGroup`: the sample size. With it and a treatment rate: the power. With it alone: the smallest effect found.
 *
 * @throws MethodProblem `effect-too-small`; `effect-missing` where neither size nor effect is given; `no-effect` where both rates are equal; `rate-impossible`.
 * @example powerTwoProportions.run({ controlRate: 0.2, treatmentRate: 0.25, power: 0.8, alpha: 0.05, sides: 2, ratio: 1 }).sampleSize.pooledNull; // 1093.74
 */
export const powerTwoProportions = defineMethod({
  name: 'power-two-proportions',
  field: 'compare',
  title: 'Power and sample size for two proportions',
  summary:
    'How many visitors an A/B test of a rate needs, how likely it finds an effect, or the smallest effect it can find.',
  whenToUse: ['Before a test of conversion, to decide whether it is worth running and for how long.'],
  whenNot: ['After a test, with the effect it found: that power only says the p-value again.'],
  assumes: [
    'Independent visitors, one look at the planned end.',
    'The control’s rate will be as given (a guess: try others).',
  ],
  formula:
    'With r the pooled rate: `n = (z_α·sqrt(r(1-r)(1 + 1/k)) + z_β·sqrt(p(1-p) + q(1-q)/k))² / (q - p)²` for the control, k times that for the treatment ' +
    '(pooled null, unpooled alternative: R’s power.prop.test). Beside it: unpooled, `((z_α + z_β)/h)²·(1 + 1/k)` by arcsine, Miller’s calculator, ' +
    'and Fleiss’ continuity correction. They differ by a few per cent; the answer to read is `perGroup`, from the first.',
  source: [
    'Fleiss, J. L., Levin, B. & Paik, M. C. (2003), Statistical methods for rates and proportions, chapter 4.',
    'Cohen, J. (1988), Statistical power analysis, chapter 6; Miller, E., Sample size calculator.',
  ],
  verified:
    'R 4.2.2 power.prop.test, pwr 1.3.0 and Miller’s formula: sizes to 0.01, effects to 1e-5; power of the size found is the power asked for.',
  cost: 'O(1)',
  warns: {
    'small-expected-counts': 'Fewer than 5 successes or failures are expected in a group: plan with an exact test.',
    'no-such-effect': 'Even the most extreme rate on one side would not be found with this power: that side is null.',
  },
  inputs: z.object({
    controlRate: rate.describe('Rate without the change, as known from before.'),
    treatmentRate: rate.optional().describe('Rate with the change that must not be missed. Or give relativeLift.'),
    relativeLift: z.number().optional().describe('The same as treatment over control, less 1: 0.05 is 5 % more.'),
    perGroup: z
      .number()
      .min(2, 'Give at least 2 per group.')
      .optional()
      .describe('Visitors in the control group; leave out to have it found.'),
    ...powerAsked,
    visitorsPerDay: z.number().gt(0).optional().describe('Of both groups together, for the days it takes.'),
  }),
  result: z.object({
    solvedFor: z.enum(['sampleSize', 'power', 'effect']),
    controlRate: z.number(),
    treatmentRate: z.number().nullable().describe('null where the effect was found and only a lower rate exists.'),
    power: z.number(),
    perGroup: z.int().describe('Control group, whole visitors.'),
    perTreatmentGroup: z.int(),
    total: z.int(),
    days: z.int().nullable().describe('null unless visitorsPerDay is given.'),
    sampleSize: z
      .object({
        pooledNull: z.number().describe('power.prop.test: the one `perGroup` is rounded up from.'),
        unpooled: z.number(),
        arcsine: z.number().describe('Cohen’s h; pwr.2p.test.'),
        evanMiller: z.number().describe('Control’s rate under the null in both groups; equal groups.'),
        continuityCorrected: z.number().describe('Fleiss: for Yates’ chi-square or Fisher’s test.'),
      })
      .nullable()
      .describe('Control group under each formula, not rounded; null where no effect is given.'),
    minimumDetectableEffect: z
      .object({ higher: effect.nullable(), lower: effect.nullable() })
      .describe('Smallest rise and smallest fall found with this size and power; null where none is.'),
    cohenH: z.number().nullable(),
    ...report,
  }),
  example: {
    about: 'A sign-up rate of 7.5 %, of which a rise by a tenth must not be missed.',
    source: 'Rate of the 2008 Obama campaign’s old button, published by Optimizely (2010).',
    inputs: { controlRate: 0.0751, relativeLift: 0.1 },
  },
  run({ controlRate: p, treatmentRate, relativeLift, perGroup, power, alpha, sides, ratio, visitorsPerDay }) {
    const q = treatmentRate ?? (relativeLift === undefined ? undefined : p * (1 + relativeLift));
    checkEffect(p, q, perGroup);
    const a = -normalQuantile(alpha / sides, 0, 1);
    const b = normalQuantile(power, 0, 1);
    const sizes = q === undefined ? null : sampleSizes({ p, q, a, b, ratio });
    const exact = perGroup ?? sizes?.pooledNull ?? 2;
    if (exact * Math.max(1, ratio) > MOST_VISITORS)
      throw new MethodProblem(
        'effect-too-small',
        treatmentRate === undefined ? 'relativeLift' : 'treatmentRate',
        'So small an effect takes more visitors than can be counted: give a larger one, or a ratio nearer to 1.',
      );
    const control = Math.max(2, Math.ceil(exact - 1e-9));
    const treatment = Math.max(2, Math.ceil(exact * ratio - 1e-9));
    const solvedFor =
      perGroup === undefined ? ('sampleSize' as const) : q === undefined ? ('effect' as const) : ('power' as const);
    const minimumDetectableEffect = {
      higher: detectable({ p, a, b, ratio }, exact, 1),
      lower: detectable({ p, a, b, ratio }, exact, 0),
    };
    const found = q ?? minimumDetectableEffect.higher?.rate ?? null;
    const reached = q === undefined ? power : powerAt({ p, q, a, b, ratio }, perGroup ?? control);
    const answer = { control, treatment, reached, found, p };
    return {
      solvedFor,
      controlRate: p,
      treatmentRate: found,
      power: reached,
      perGroup: control,
      perTreatmentGroup: treatment,
      total: control + treatment,
      days: visitorsPerDay === undefined ? null : Math.ceil((control + treatment) / visitorsPerDay),
      sampleSize: sizes,
      minimumDetectableEffect,
      cohenH: q === undefined ? null : cohenH(p, q),
      warnings: warningsOf(
        [p, q ?? p],
        Math.min(control, treatment),
        Object.values(minimumDetectableEffect).includes(null),
      ),
      reading: readingOf(answer),
      picture: pictureOf({ p, q: found ?? p, a, b, ratio }, exact),
    };
  },
});

function checkEffect(p: number, q: number | undefined, perGroup: number | undefined): void {
  if (q === undefined && perGroup === undefined)
    throw new MethodProblem(
      'effect-missing',
      'treatmentRate',
      'Give the treatment’s rate (or relativeLift), the size, or both.',
    );
  if (q !== undefined && !(q > 0 && q < 1))
    throw new MethodProblem(
      'rate-impossible',
      'relativeLift',
      'The lift leads to a rate outside 0 to 1: give a smaller one.',
    );
  if (q === p) throw new MethodProblem('no-effect', 'treatmentRate', 'Give a rate other than the control’s.');
}

function cohenH(p: number, q: number): number {
  return 2 * (Math.asin(Math.sqrt(q)) - Math.asin(Math.sqrt(p)));
}

function sampleSizes(plan: Plan) {
  const { p, q, a, b, ratio } = plan;
  const gap = Math.abs(q - p);
  const pooledNull = ((a * nullDeviation(plan) + b * deviation(plan)) / gap) ** 2;
  // Miller's calculator mirrors rates above one half, so that the deviation grows on the way up.
  const base = p > 0.5 ? 1 - p : p;
  const top = Math.min(1, base + gap);
  const miller = a * Math.sqrt(2 * base * (1 - base)) + b * Math.sqrt(base * (1 - base) + top * (1 - top));
  const corrected = (pooledNull / 4) * (1 + Math.sqrt(1 + (2 * (1 + ratio)) / (pooledNull * ratio * gap))) ** 2;
  return {
    pooledNull,
    unpooled: (((a + b) * deviation(plan)) / gap) ** 2,
    arcsine: ((a + b) / cohenH(p, q)) ** 2 * (1 + 1 / ratio),
    evanMiller: (miller / gap) ** 2,
    continuityCorrected: corrected,
  };
}

/** Of the difference of rates, times the root of the control's size, where both rates are the pooled one. */
function nullDeviation({ p, q, ratio }: Plan): number {
  const pooled = (p + ratio * q) / (1 + ratio);
  return Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio));
}

function deviation({ p, q, ratio }: Plan): number {
  return Math.sqrt(p * (1 - p) + (q * (1 - q)) / ratio);
}

function powerAt(plan: Plan, n: number): number {
  const reach = Math.sqrt(n) * Math.abs(plan.q - plan.p) - plan.a * nullDeviation(plan);
  return normalCdf(reach / deviation(plan), 0, 1);
}

function detectable(plan: Omit<Plan, 'q'>, n: number, end: 0 | 1) {
  const { p, b } = plan;
  const lacking = (q: number) => {
    const whole = { ...plan, q };
    return Math.sqrt(n) * Math.abs(q - p) - plan.a * nullDeviation(whole) - b * deviation(whole);
  };
  const q = root(lacking, p, end, 1e-14);
  return q === null ? null : { rate: q, absolute: q - p, relative: q / p - 1 };
}

function warningsOf(rates: readonly number[], n: number, missing: boolean): Warning[] {
  const warnings: Warning[] = [];
  if (Math.min(...rates.flatMap((one) => [one, 1 - one])) * n < SMALL_EXPECTED_COUNT)
    warnings.push({
      id: 'small-expected-counts',
      text: 'Fewer than 5 are expected to succeed or fail in a group: plan for more.',
    });
  if (missing)
    warnings.push({
      id: 'no-such-effect',
      text: 'On one side no rate is far enough off to be found: take more visitors or accept less power.',
    });
  return warnings;
}

function readingOf({
  control,
  treatment,
  reached,
  found,
  p,
}: {
  control: number;
  treatment: number;
  reached: number;
  found: number | null;
  p: number;
}) {
  const size = control === treatment ? `${control} visitors in each group` : `${control} and ${treatment} visitors`;
  if (found === null) return `${size} cannot find any rise from ${percent(p)} with ${percent(reached)} power.`;
  return `With ${size}, a change of the rate from ${percent(p)} to ${percent(found)} is found ${Math.round(reached * 100)} times in 100.`;
}

function pictureOf(plan: Plan, n: number) {
  const sizes = Array.from({ length: 41 }, (_, i) => Math.max(2, Math.round((n * i) / 20)));
  return {
    kind: 'lines' as const,
    title: 'Power by size',
    x: 'Visitors in the control group',
    y: 'Chance to find the effect',
    series: [{ name: 'Power', x: sizes, y: sizes.map((size) => (plan.q === plan.p ? null : powerAt(plan, size))) }],
    marks: [{ axis: 'x' as const, at: Math.ceil(n), label: 'planned' }],
  };
}
