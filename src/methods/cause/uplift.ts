import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { normalInterval, normalP } from '../numeric/normal-interval.ts';
import { chance, confidence, percent } from '../plain-words.ts';
import { differenceOf, type GroupUplift, groupUplift, liftOf, pooledZ, total } from './group-lift.ts';
import { flag, flags } from './regression-inputs.ts';
import { type Curve, type Curves, type TargetGroup, targetingCurves } from './targeting-curves.ts';
import { EMAIL_GROUPS } from './uplift.example.ts';
import { groupsOfRows } from './uplift-groups.ts';

const FEW_RESPONSES = 10;

const groupRow = z.object({
  group: z.string().describe('Its name.'),
  treated: z.int().min(1, 'Every group needs someone treated.').describe('How many were treated.'),
  treatedResponses: z.number().min(0).describe('How many of them responded.'),
  control: z.int().min(1, 'Every group needs someone in control.'),
  controlResponses: z.number().min(0),
});

const curve = z.array(z.number()).describe('One a group, in the order of targeting.');

/**
 * Whom a campaign moves: lift by group, and what is won by treating the best groups first.
 *
 * Give counts by group in the order of targeting, or rows with a score that says who should be treated first.
 *
 * @throws MethodProblem `groups-missing`, `responses-exceed-people`, `lengths-differ`, `arm-empty`.
 * @example uplift.run({ groups, bins: 10, level: 0.95 }).qiniCoefficient.estimate; // 33.65
 */
export const uplift = defineMethod({
  name: 'uplift',
  field: 'cause',
  title: 'Uplift with Qini curve',
  summary: 'Which groups a treatment moves, and whether treating them in this order wins more than treating at random.',
  whenToUse: [
    'A campaign or nudge was given at random to some, and you want to know whom to give it to next.',
    'Judging an uplift model on a holdout.',
  ],
  whenNot: [
    'Treatment was not random: lift then mixes effect and choice.',
    'The order was found on the same data: the curve flatters it.',
  ],
  assumes: [
    'Treatment was assigned at random within groups (not checked).',
    'The order or score was fixed before looking at the responses.',
  ],
  formula:
    'Lift of a group: treated rate less control rate. Qini at k: `Yt - Yc · Nt / Nc`, summed over the first k groups: responses won among the treated. Qini coefficient: area under it over the share of the population (trapezium) less that under the straight line. ' +
    'AUUC: area under (Yt / Nt - Yc / Nc) times the share. Both are linear in the responses, so their errors are exact given the group sizes.',
  source: [
    'Radcliffe, N. J. (2007), Using control groups to target on predicted lift, Direct Marketing Analytics Journal.',
    'Gutierrez, P., Gérardy, J.-Y. (2017), Causal inference and uplift modelling: a review, PMLR 67.',
    'Hillstrom, K. (2008), MineThatData e-mail analytics challenge (counts).',
  ],
  verified:
    'R 4.2.2 on the Hillstrom counts: lift, both curves, areas, coefficient and z to 1e-6. Standard errors against repeated draws.',
  cost: 'O(n log n) for rows, O(groups) for counts.',
  warns: {
    'few-responses': 'A group has fewer than ten responses in an arm.',
    'groups-alike': 'The lifts do not differ more than by chance: no order of targeting is shown to win.',
    'order-no-better': 'The interval of the Qini coefficient includes zero.',
    'bins-merged': 'Equal scores, or too few people, left fewer groups than asked for.',
  },
  inputs: z.object({
    groups: z.array(groupRow).min(1).optional().describe('Counts by group, the first to be targeted first.'),
    score: z
      .array(z.number())
      .optional()
      .describe('Instead of groups: one a person, the highest to be targeted first.'),
    treated: flags.optional().describe('With `score`: whether each person was treated.'),
    outcome: z
      .array(z.number())
      .optional()
      .describe('With `score`: 1 or 0 for responded or not, or a value such as revenue.'),
    bins: z.int().min(2).max(100).default(10).describe('With `score`: how many groups of equal size.'),
    level: z.number().gt(0).lt(1).default(0.95),
  }),
  result: z.object({
    groups: z.array(groupUplift),
    overall: groupUplift.describe('All groups together.'),
    z: z
      .number()
      .nullable()
      .describe('Overall lift over its error were there none (both arms pooled); null where nothing varies.'),
    p: z.number().nullable().describe('Two-sided, of no overall lift.'),
    fraction: z.array(z.number()).describe('Share of the population up to each group.'),
    qiniCurve: curve,
    qiniStandardErrors: curve,
    areaQini: z.number(),
    areaRandom: z.number(),
    qiniCoefficient: z
      .object({ ...interval.shape, standardError: z.number() })
      .describe('Area under the Qini curve less that of random targeting, in responses.'),
    qiniNormalised: z
      .object({
        perPerson: z.number().describe('Over all people, treated and control.'),
        perTreated: z.number().describe('Over the people treated.'),
        overRandom: z.number().nullable().describe('Over the area of random targeting; null where that wins nothing.'),
        zeroDownlift: z
          .number()
          .nullable()
          .describe(
            'Radcliffe’s q0: over the gain of an order that puts every response won first and harms nobody; 1 is perfect. For yes-or-no responses; null where treatment wins nothing overall.',
          ),
      })
      .describe('The Qini coefficient in the units that other tools give it in.'),
    cumulativeUplift: curve.describe('Lift of the first groups times their share of the population.'),
    areaUnderUplift: z.number().describe('AUUC.'),
    areaUnderUpliftGain: z
      .object({ ...interval.shape, standardError: z.number() })
      .describe('AUUC less that of random targeting.'),
    bestFraction: z
      .number()
      .describe('Share of the population at which the Qini curve is highest: beyond it treatment wins nothing more.'),
    difference: z
      .object({ chiSquare: z.number(), degreesOfFreedom: z.int(), p: z.number() })
      .nullable()
      .describe('Whether the lifts of the groups differ at all; null for one group or without variance.'),
    ...report,
  }),
  example: {
    about: 'Visits after an e-mail campaign of 21,307 mails and 21,306 without, by months since the last purchase.',
    source: 'Hillstrom (2008), MineThatData e-mail analytics challenge; counts of public data.',
    inputs: { groups: EMAIL_GROUPS },
  },
  run({ groups: counts, score, treated, outcome, bins, level }) {
    const groups =
      counts === undefined ? groupsOfRows({ score, treated: treated?.map(flag), outcome, bins }) : counts.map(counted);
    const curves = targetingCurves(groups);
    const each = groups.map((group) => liftOf(group, level));
    const everybody = total(groups);
    const overall = liftOf(everybody, level);
    const statistic = pooledZ(everybody);
    const gain = (of: 'qini' | 'uplift') => ({
      ...normalInterval(curves[of].gain, curves[of].gainStandardError, level),
      standardError: curves[of].gainStandardError,
    });
    const qiniCoefficient = gain('qini');
    const difference = differenceOf(each);
    const best = curves.qini.points.indexOf(Math.max(...curves.qini.points));
    const bestFraction = curves.qini.points[best]! > 0 ? curves.fraction[best]! : 0;
    const merged = counts === undefined && groups.length < bins;
    return {
      groups: each,
      overall,
      z: statistic,
      p: statistic === null ? null : normalP(statistic),
      fraction: curves.fraction,
      qiniCurve: curves.qini.points,
      qiniStandardErrors: curves.qini.standardErrors,
      areaQini: curves.qini.area,
      areaRandom: curves.qini.randomArea,
      qiniCoefficient,
      qiniNormalised: normalised(curves.qini, everybody),
      cumulativeUplift: curves.uplift.points,
      areaUnderUplift: curves.uplift.area,
      areaUnderUpliftGain: gain('uplift'),
      bestFraction,
      difference,
      warnings: warningsOf(groups, { difference, low: qiniCoefficient.low, merged }),
      reading: readingOf(overall, { qiniCoefficient, statistic, bestFraction }),
      picture: pictureOf(curves, level),
    };
  },
});

function counted({
  group,
  treated,
  treatedResponses,
  control,
  controlResponses,
}: z.infer<typeof groupRow>): TargetGroup {
  if (treatedResponses > treated || controlResponses > control)
    throw new MethodProblem(
      'responses-exceed-people',
      'groups',
      `Group ${group} has more responses than people; give rows for values.`,
    );
  const spread = (share: number) => share * (1 - share);
  return {
    group,
    treated,
    treatedResponses,
    treatedVariance: spread(treatedResponses / treated),
    control,
    controlResponses,
    controlVariance: spread(controlResponses / control),
  };
}

function normalised({ gain, randomArea, points }: Curve, { treated, control, treatedResponses }: TargetGroup) {
  const won = points[points.length - 1]!;
  const ideal = (won / 2) * (1 - won / treated);
  return {
    perPerson: gain / (treated + control),
    perTreated: gain / treated,
    overRandom: randomArea === 0 ? null : gain / Math.abs(randomArea),
    zeroDownlift: won > 0 && ideal > 0 && treatedResponses <= treated ? gain / ideal : null,
  };
}

function warningsOf(
  groups: readonly TargetGroup[],
  { difference, low, merged }: { difference: { p: number } | null; low: number; merged: boolean },
): Warning[] {
  const warnings: Warning[] = [];
  const few = groups.filter((group) => Math.min(group.treatedResponses, group.controlResponses) < FEW_RESPONSES).length;
  if (few > 0)
    warnings.push({
      id: 'few-responses',
      text: `${few} groups have fewer than ${FEW_RESPONSES} responses in an arm: join groups.`,
    });
  if (difference !== null && difference.p >= 0.05)
    warnings.push({
      id: 'groups-alike',
      text: 'The lifts may differ by chance alone: this order is not shown to win.',
    });
  if (low <= 0)
    warnings.push({ id: 'order-no-better', text: 'Targeting in this order is not shown to win more than random.' });
  if (merged) warnings.push({ id: 'bins-merged', text: `Only ${groups.length} groups could be formed.` });
  return warnings;
}

function readingOf(
  overall: GroupUplift,
  {
    qiniCoefficient,
    statistic,
    bestFraction,
  }: { qiniCoefficient: { low: number }; statistic: number | null; bestFraction: number },
): string {
  const { estimate, low, high, level } = overall.uplift;
  const rates = Math.max(overall.treatedRate, overall.controlRate) <= 1;
  const say = (value: number) => (rates ? (value * 100).toFixed(2) : Number(value.toPrecision(4)).toString());
  const sure = statistic === null ? '' : `; this ${chance(normalP(statistic))}`;
  const order =
    qiniCoefficient.low > 0 ? 'wins more than treating at random' : 'is not shown to win more than treating at random';
  const best = bestFraction < 1 ? ` The curve is highest with ${percent(bestFraction, 0)} of people treated.` : '';
  const verb = estimate < 0 ? 'lowers' : 'lifts';
  const sign = estimate < 0 ? -1 : 1;
  const bounds = [sign * low, sign * high].sort((a, b) => a - b);
  return `Treatment ${verb} the response by ${say(Math.abs(estimate))}${rates ? ' percentage points' : ''}, ${confidence(level)} between ${bounds.map(say).join(' and ')}${sure}. Treating in this order ${order}.${best}`;
}

function pictureOf({ fraction, qini }: Curves, level: number) {
  const bands = qini.points.map((point, k) => normalInterval(point, qini.standardErrors[k]!, level));
  const end = qini.points[qini.points.length - 1]!;
  return {
    kind: 'lines' as const,
    title: 'Qini curve',
    x: 'Share of the population treated',
    y: 'Responses won',
    series: [
      {
        name: 'In this order',
        x: [0, ...fraction],
        y: [0, ...qini.points],
        low: [0, ...bands.map(({ low }) => low)],
        high: [0, ...bands.map(({ high }) => high)],
      },
      { name: 'At random', x: [0, 1], y: [0, end] },
    ],
  };
}
