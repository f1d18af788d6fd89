import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { type Boundary, driftForPower, stoppingChances } from './sequential-boundary.ts';
import { decisionsOf, seen } from './sequential-decision.ts';
import { boundsOf, SEQUENTIAL_DESIGNS } from './sequential-design.ts';
import { short } from './wording.ts';

const MOST_LOOKS = 50;
/** Looks nearer than this in information are the same look. */
const NEAREST_LOOKS = 0.000_999;
/** A trial may overrun its plan; beyond this the numbers are not shares of it. */
const FURTHEST_OVERRUN = 2;
/** A z beyond this comes once in 10^15 tests. */
const OUT_OF_REACH = 8;

const decision = z.object({
  look: z.int().describe('From 1.'),
  z: z.number(),
  upperZ: z.number(),
  crossed: z.boolean(),
  action: z
    .enum(['stop', 'continue'])
    .describe('stop: the bound is crossed here or was before, or this was the last look.'),
  stagewiseP: z.number().describe('Chance under no effect to stop earlier, or to come here and be as far out.'),
  repeatedInterval: interval.nullable().describe('Holds at all looks together; null where only z was given.'),
});

/**
 * Group sequential test: how far a running experiment must be out at each planned look, so that all looks together keep alpha.
 *
 * @throws MethodProblem `information-order`, `information-not-shares`, `too-many-seen`.
 * @example groupSequential.run({ information: [0.5, 1], design: 'pocock', alpha: 0.05, sides: 2, shape: 0, observed: [], power: 0.8 }).constant; // 2.178
 */
export const groupSequential = defineMethod({
  name: 'group-sequential',
  field: 'compare',
  title: 'Group sequential test',
  summary:
    'How far out a running experiment must be at each look to stop early without more false alarms, and whether it is.',
  whenToUse: ['An experiment that is looked at a few planned times and should stop once it is clear.'],
  whenNot: ['Looks at any time, without end: use confidence-sequence.'],
  assumes: [
    'The statistic is near normal with independent increments (means, rates, log-rank).',
    'Looks are not placed where the result looks good (not checked).',
  ],
  formula:
    'O’Brien-Fleming `c_k = C/sqrt(t_k)`, Pocock `c_k = C`, Wang-Tsiatis `C·t_k^(Δ - 1/2)` with t the fraction of information (C is the bound at the last look). ' +
    'Spending of each side’s share a: Lan-DeMets O’Brien-Fleming `2 - 2Φ(z_{a/2}/sqrt(t))`, Pocock `a·ln(1 + (e - 1)t)`, ' +
    'Hwang-Shih-DeCani `a(1 - e^{-γt})/(1 - e^{-γ})`, Kim-DeMets `a·t^ρ`. Bounds by recursive numerical integration over all looks.',
  source: [
    'Jennison, C. & Turnbull, B. W. (2000), Group sequential methods with applications to clinical trials.',
    'Lan, K. K. G. & DeMets, D. L. (1983), Discrete sequential boundaries for clinical trials, Biometrika 70.',
    'Armitage, P., McPherson, C. K. & Rowe, B. C. (1969), Repeated significance tests on accumulating data, JRSS A 132.',
  ],
  verified:
    'Constants printed in Jennison and Turnbull (tables 2.1 and 2.3) to 0.001, R ldbounds 2.0.2 and mvtnorm bounds to 0.002 (constants agree with mvtnorm’s to 1e-6; ldbounds integrates on a coarser grid and differs by up to 1e-4); unequal looks by simulation.',
  cost: 'O(looks · nodes²), about 100 to 1600 nodes; a few hundredths of a second',
  warns: {
    'bound-out-of-reach': 'So little is spent at a look that its bound is practically never crossed.',
    'not-at-full-information': 'The last look comes before the whole information: part of alpha is never spent.',
    'crossed-before': 'A bound was crossed at an earlier look: the experiment should have stopped there.',
  },
  inputs: z.object({
    looks: z
      .int()
      .min(1)
      .max(MOST_LOOKS, `At most ${MOST_LOOKS} looks.`)
      .optional()
      .describe('How many equally spaced looks (5 where nothing is given); or give information.'),
    information: z
      .array(z.number().gt(0))
      .min(1)
      .max(MOST_LOOKS, `At most ${MOST_LOOKS} looks.`)
      .optional()
      .describe(
        'Share of the planned information (people, mostly) at each look, rising, 1 at the planned end: [0.3, 0.5, 1].',
      ),
    design: z
      .enum(SEQUENTIAL_DESIGNS)
      .default('lan-demets-obrien-fleming')
      .describe('How alpha is spread over the looks; the lan-demets ones bear looks at other times than planned.'),
    shape: z
      .number()
      .optional()
      .describe(
        'Wang-Tsiatis Δ (default 0.25), Hwang-Shih-DeCani γ (default -4) or Kim-DeMets ρ (default 3); other designs have none.',
      ),
    alpha: z
      .number()
      .gt(0)
      .lt(0.5)
      .default(0.05)
      .describe('Chance of a false alarm over all looks and sides together.'),
    sides: z
      .union([z.literal(1), z.literal(2)], 'A test has 1 or 2 sides.')
      .default(2)
      .describe('1: only an effect above 0 stops it.'),
    observed: z.array(seen).default([]).describe('What the looks so far showed, in order.'),
    power: z.number().gt(0.05).lt(1).default(0.8).describe('For the size such a test needs.'),
  }),
  result: z.object({
    constant: z
      .number()
      .nullable()
      .describe('C of O’Brien-Fleming, Pocock and Wang-Tsiatis; null for the spending designs.'),
    looks: z.array(
      z.object({
        look: z.int(),
        information: z.number(),
        upperZ: z.number().describe('Stop where z is this far out.'),
        lowerZ: z.number().nullable().describe('The same below; null where one-sided.'),
        nominalP: z.number().describe('The p-value (of as many sides) at which to stop, as a plain test prints it.'),
        alphaSpent: z.number().describe('Newly at this look.'),
        cumulativeAlphaSpent: z.number(),
        cumulativePower: z
          .number()
          .describe('Chance to have stopped by now, under the effect that `power` is asked for.'),
      }),
    ),
    inflation: z.number().describe('Largest size of this test over that of a test with one look and the same power.'),
    expectedInformation: z.number().describe('Average share of the planned information used if that effect is there.'),
    decisions: z.array(decision).describe('One for each look observed.'),
    action: z.enum(['stop', 'continue']).nullable().describe('After the latest look observed; null where none is.'),
    ...report,
  }),
  example: {
    about:
      'The Beta-Blocker Heart Attack Trial: seven planned looks, and the statistics of the first six; it was stopped then.',
    source:
      'DeMets, D. L. et al. (1984), Statistical aspects of early termination in the Beta-Blocker Heart Attack Trial: published statistics.',
    inputs: { looks: 7, observed: [1.68, 2.24, 2.37, 2.3, 2.34, 2.82] },
  },
  run({ looks, information: given, design, shape, alpha, sides, observed, power }) {
    const information = informationOf(looks, given);
    if (observed.length > information.length)
      throw new MethodProblem(
        'too-many-seen',
        'observed',
        `Give at most one result for each of the ${information.length} looks.`,
      );
    const boundary = { information, sides };
    const { bounds, constant } = boundsOf(boundary, design, alpha, shape);
    const spent = stoppingChances(boundary, bounds);
    const drift = driftForPower(boundary, bounds, power) ?? 0;
    const stops = stoppingChances(boundary, bounds, drift);
    const decisions = decisionsOf(boundary, bounds, observed, spent);
    const full = information[information.length - 1]!;
    const single = normalQuantile(power, 0, 1) - normalQuantile(alpha / sides, 0, 1);
    const rows = rowsOf(boundary, bounds, spent, stops);
    const unstopped = 1 - stops.reduce((sum, chance) => sum + chance, 0);
    return {
      constant,
      looks: rows,
      inflation: (drift * drift * full) / (single * single),
      expectedInformation: stops.reduce((sum, chance, k) => sum + chance * information[k]!, unstopped * full),
      decisions,
      action: decisions.at(-1)?.action ?? null,
      warnings: warningsOf(
        bounds,
        full,
        decisions.slice(0, -1).some(({ crossed }) => crossed),
      ),
      reading: readingOf(decisions.at(-1), rows, information.length),
      picture: pictureOf(rows, decisions, sides),
    };
  },
});

function informationOf(looks: number | undefined, given: readonly number[] | undefined): readonly number[] {
  if (given === undefined) {
    const count = looks ?? 5;
    return Array.from({ length: count }, (_, k) => (k + 1) / count);
  }
  if (looks !== undefined && looks !== given.length)
    throw new MethodProblem(
      'information-order',
      'information',
      'Give looks or information, or as many of one as the other says.',
    );
  if (given.some((t) => t > FURTHEST_OVERRUN))
    throw new MethodProblem(
      'information-not-shares',
      'information',
      'Give shares of the planned information: numbers of people, say, each divided by the number planned for the end.',
    );
  if (given.some((t, k) => t - (given[k - 1] ?? 0) < NEAREST_LOOKS))
    throw new MethodProblem(
      'information-order',
      'information',
      'Give rising shares of the information, at least 0.001 apart.',
    );
  return given;
}

function rowsOf(
  { information, sides }: Boundary,
  bounds: readonly number[],
  spent: readonly number[],
  stops: readonly number[],
) {
  let alpha = 0;
  let power = 0;
  return information.map((t, k) => {
    alpha += spent[k]!;
    power += stops[k]!;
    return {
      look: k + 1,
      information: t,
      upperZ: bounds[k]!,
      lowerZ: sides === 2 ? -bounds[k]! : null,
      nominalP: sides * normalCdf(-bounds[k]!, 0, 1),
      alphaSpent: spent[k]!,
      cumulativeAlphaSpent: alpha,
      cumulativePower: Math.min(1, power),
    };
  });
}

function warningsOf(bounds: readonly number[], full: number, before: boolean): Warning[] {
  const warnings: Warning[] = [];
  if (bounds.some((bound) => bound >= OUT_OF_REACH))
    warnings.push({
      id: 'bound-out-of-reach',
      text: 'A look comes so early that nothing can stop there: leave it out.',
    });
  if (full < 1)
    warnings.push({
      id: 'not-at-full-information',
      text: 'Add a last look with information 1, or all of alpha will not be used.',
    });
  if (before)
    warnings.push({ id: 'crossed-before', text: 'Read the result of the look at which a bound was first crossed.' });
  return warnings;
}

type Row = ReturnType<typeof rowsOf>[number];
type Decision = ReturnType<typeof decisionsOf>[number];

function readingOf(latest: Decision | undefined, rows: readonly Row[], count: number): string {
  if (latest === undefined)
    return `With ${count} looks, stop at the first only if z is beyond ${short(rows[0]!.upperZ)}, at the last beyond ${short(rows[rows.length - 1]!.upperZ)}.`;
  const where = `At look ${latest.look} of ${count} z is ${short(latest.z)}; the bound is ${short(latest.upperZ)}.`;
  if (latest.crossed) return `${where} It is crossed: stop, the effect is unlikely to be chance.`;
  if (latest.look === count) return `${where} It is not crossed and this was the last look: no effect is shown.`;
  return latest.action === 'stop'
    ? `${where} A bound was crossed at an earlier look: stop.`
    : `${where} It is not crossed: continue.`;
}

function pictureOf(rows: readonly Row[], decisions: readonly Decision[], sides: 1 | 2) {
  const x = rows.map(({ information }) => information);
  const upper = { name: 'Upper bound', x, y: rows.map(({ upperZ }) => upperZ) };
  const lower = { name: 'Lower bound', x, y: rows.map(({ lowerZ }) => lowerZ) };
  const observed = { name: 'Observed', x: x.slice(0, decisions.length), y: decisions.map(({ z }) => z) };
  return {
    kind: 'lines' as const,
    title: 'Bounds and what was seen',
    x: 'Share of the planned information',
    y: 'z-statistic',
    series: [upper, ...(sides === 2 ? [lower] : []), ...(decisions.length > 0 ? [observed] : [])],
  };
}
