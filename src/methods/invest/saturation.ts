import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { type HillCurve, hillInflexion, hillMarginal, hillResponse } from './media-curves.ts';

/** At this share of the maximum more spend brings little. */
const NEARLY_FULL = 0.9;

const curve = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('hill'),
      slope: z.number().positive().describe('Above 1 the curve is S-shaped (alpha).'),
      half: z.number().positive().optional().describe('Spend at which half of the maximum is reached.'),
      halfShareOfLargest: z
        .number()
        .positive()
        .optional()
        .describe("The same as a share of the largest spend given (Robyn's gamma); give one of the two."),
      maximum: z.number().positive().default(1).describe('Response that is approached, never reached.'),
    }),
    z.object({
      kind: z.literal('michaelis-menten'),
      maximum: z.number().positive().describe('Response that is approached (Vmax).'),
      half: z.number().positive().describe('Spend at which half of it is reached (Km).'),
    }),
  ])
  .describe('The shape of diminishing returns.');

/**
 * Saturation: the response to each spend and what one unit more would bring, by a Hill or a Michaelis-Menten curve.
 *
 * @throws MethodProblem `half-missing` where a Hill curve has neither `half` nor a share of a largest spend above 0.
 * @example saturation.run({ spend: [10], curve: { kind: 'michaelis-menten', maximum: 2, half: 10 } }).response; // 1
 */
export const saturation = defineMethod({
  name: 'saturation',
  field: 'invest',
  title: 'Saturation curves',
  summary: 'How the response levels off as spend grows, and what the next unit of spend brings.',
  whenToUse: ['To read or draw a response curve whose parameters are known.'],
  whenNot: ['To learn the curve from sales: use `media-response`.'],
  assumes: ['The response depends on the (adstocked) spend of this channel alone.'],
  formula: [
    'Hill: `maximum · x^slope / (x^slope + half^slope)`; Michaelis-Menten is slope 1.',
    'Marginal response: `maximum · slope · h (1 - h) / x` with h the share of the maximum. It peaks at `half · ((slope - 1)/(slope + 1))^(1/slope)` where the slope is above 1.',
  ].join('\n'),
  source: [
    'Hill, A. (1910).',
    'Michaelis & Menten (1913).',
    "Robyn's saturation_hill and mic_men; LightweightMMM's hill.",
  ],
  verified: "Robyn's own functions in R and LightweightMMM's formula to 1e-8; marginal response against differences.",
  cost: 'O(n)',
  warns: { 'nearly-saturated': 'The largest spend is beyond 90 % of the maximum.' },
  inputs: z.object({
    spend: z.array(z.number().min(0, 'Spend is 0 or more.')).min(1, 'Give at least one spend.'),
    curve,
  }),
  result: z.object({
    response: z.array(z.number()),
    shareOfMaximum: z.array(z.number()),
    marginalResponse: z
      .array(z.number().nullable())
      .describe('What one unit more brings; null where it is without bound (no spend, slope below 1).'),
    averageResponse: z.array(z.number().nullable()).describe('Response over spend; null at no spend.'),
    half: z.number().describe('Spend at half of the maximum.'),
    steepestAt: z.number().describe('Spend from which returns diminish; 0 where they always do.'),
    ...report,
  }),
  example: {
    about: 'Adstocked spend through an S-shaped curve that is half full at half of the largest spend.',
    source: "Robyn's documented example (MIT).",
    inputs: { spend: [100, 150, 170, 190, 200], curve: { kind: 'hill', slope: 3, halfShareOfLargest: 0.5 } },
  },
  run({ spend, curve: given }) {
    const shape = shapeOf(given, spend);
    const response = spend.map((one) => hillResponse(shape, one));
    const shareOfMaximum = response.map((one) => one / shape.maximum);
    const marginal = spend.map((one) => hillMarginal(shape, one));
    const largest = Math.max(...shareOfMaximum);
    const steepestAt = hillInflexion(shape);
    return {
      response,
      shareOfMaximum,
      marginalResponse: marginal.map((one) => (Number.isFinite(one) ? one : null)),
      averageResponse: spend.map((one, at) => (one === 0 ? null : response[at]! / one)),
      half: shape.half,
      steepestAt,
      warnings: warningsOf(largest),
      reading: `Half of the largest possible response is reached at a spend of ${say(shape.half)}; the largest spend given reaches ${(largest * 100).toFixed(0)} %. ${steepestAt > 0 ? `Returns grow up to a spend of ${say(steepestAt)} and diminish from there.` : 'Returns diminish from the first unit.'}`,
      picture: drawn(shape, spend),
    };
  },
});

function shapeOf(given: z.output<typeof curve>, spend: readonly number[]): HillCurve {
  if (given.kind === 'michaelis-menten') return { maximum: given.maximum, half: given.half, slope: 1 };
  const { maximum, slope, half, halfShareOfLargest } = given;
  const at = half ?? (halfShareOfLargest ?? 0) * Math.max(...spend);
  if (at <= 0)
    throw new MethodProblem('half-missing', 'curve.half', 'Give `half`, or `halfShareOfLargest` with some spend.');
  return { maximum, half: at, slope };
}

function drawn(shape: HillCurve, spend: readonly number[]) {
  const reach = Math.max(...spend, 2 * shape.half);
  const x = Array.from({ length: 41 }, (_, at) => (at * reach) / 40);
  const steepest = hillInflexion(shape);
  const marks = [{ axis: 'x' as const, at: shape.half, label: 'half' }];
  return {
    kind: 'lines' as const,
    title: 'Response to spend',
    x: 'Spend',
    y: 'Response',
    series: [{ name: 'Response', x, y: x.map((one) => hillResponse(shape, one)) }],
    marks: steepest > 0 ? [...marks, { axis: 'x' as const, at: steepest, label: 'steepest' }] : marks,
  };
}

function warningsOf(largest: number): Warning[] {
  if (largest < NEARLY_FULL) return [];
  return [{ id: 'nearly-saturated', text: 'More spend here brings little: compare with other channels.' }];
}

function say(value: number): string {
  return String(Number(value.toPrecision(3)));
}
