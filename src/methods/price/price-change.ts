import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { percent } from '../plain-words.ts';

/** Changes of the price shown beside the one asked about. */
const PICTURED_CHANGES = [-0.3, -0.25, -0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3];

const elasticity = z
  .number()
  .min(-50, 'Give an elasticity between -50 and 50.')
  .max(50, 'Give an elasticity between -50 and 50.');
const side = z.object({
  price: z.number(),
  volume: z.number(),
  revenue: z.number(),
  unitMargin: z.number().describe('Price less unit cost.'),
  marginShare: z.number().describe('Unit margin divided by price.'),
  contribution: z.number().describe('Unit margin times volume.'),
  profit: z.number().describe('Contribution less fixed cost.'),
});
type Side = z.infer<typeof side>;

/**
 * What a change of price does to volume, revenue and margin, and how much volume it may cost before it does not pay.
 *
 * @throws MethodProblem `change-missing`, `change-given-twice`.
 * @example priceChange.run(priceChange.inputs.parse({ price: 10, unitCost: 6, volume: 1000, newPrice: 9 })).breakEvenVolumeChange; // 0.333
 */
export const priceChange = defineMethod({
  name: 'price-change',
  field: 'price',
  title: 'Price, volume and margin what-if',
  summary: 'What a new price does to revenue and margin, and the change of volume at which it just breaks even.',
  whenToUse: ['Before a rise, a discount or a new tier, to see how much volume it may cost or must bring.'],
  whenNot: ['In place of measuring demand: the elasticity put in decides what comes out.'],
  assumes: [
    'Unit and fixed cost do not change with volume, save as given (not checked).',
    'The elasticity holds over the whole change (not checked; large changes are warned of).',
  ],
  formula:
    'Break-even change of volume = (old unit margin × volume + added fixed cost) / (new unit margin × volume) − 1; with the same costs: −Δprice / (unit margin + Δprice). Volume by constant elasticity: `volume × (new price / price)^elasticity`. Best price at constant elasticity e < −1: `unit cost × e / (1 + e)`.',
  source: [
    'Marn, M. and Rosiello, R. (1992), Managing price, gaining profit, Harvard Business Review 70(5) (profit levers).',
    'Nagle, T. T., Müller, G. (2018), The Strategy and Tactics of Pricing, 6th ed., ch. on financial analysis (break-even sales change).',
    'Lerner, A. P. (1934), The concept of monopoly and the measurement of monopoly power, Review of Economic Studies 1 (mark-up).',
  ],
  verified:
    'Textbook break-even changes (a 10 % cut at 40 % margin needs 33.3 %; a 5 % rise at 45 % bears 10 %); closed forms; profit at break-even equal to 1e-9.',
  cost: 'O(1)',
  warns: {
    'no-break-even': 'The new price does not cover the unit cost: no volume can make up for it.',
    'sold-below-cost': 'The price before does not cover the unit cost.',
    'large-change': 'More than 30 %: the elasticity was likely measured on smaller changes.',
    'inelastic-no-optimum': 'At an elasticity of −1 or above every rise pays on paper: there is no best price.',
  },
  inputs: z.object({
    price: z.number().positive('A price is above 0.').describe('Price before.'),
    unitCost: z.number().min(0).describe('Variable cost of one unit before.'),
    volume: z.number().positive().describe('Units sold in the period before.'),
    newPrice: z.number().positive().optional().describe('Price after; or give priceChange.'),
    priceChange: z
      .number()
      .gt(-1)
      .optional()
      .describe('Change as a share in place of newPrice: 0.05 is five percent up.'),
    elasticity: elasticity.optional().describe('Price elasticity of demand (negative), to foresee the volume.'),
    elasticityLow: elasticity.optional().describe('Lower bound of the elasticity, for a range of outcomes.'),
    elasticityHigh: elasticity.optional().describe('Upper bound.'),
    newVolume: z
      .number()
      .min(0)
      .optional()
      .describe('Volume after, where it is known or assumed; goes before elasticity.'),
    newUnitCost: z.number().min(0).optional().describe('Variable cost after, where it changes too.'),
    fixedCost: z.number().min(0).default(0).describe('Fixed cost of the period.'),
    addedFixedCost: z.number().default(0).describe('What the change itself costs in the period.'),
  }),
  result: z.object({
    before: side,
    after: side.nullable().describe('Null where neither elasticity nor newVolume is given.'),
    priceChange: z.number().describe('As a share.'),
    breakEvenVolumeChange: z
      .number()
      .nullable()
      .describe(
        'Change of volume (share) at which profit stays as it was: −0.1 means a tenth may be lost. Null where no volume suffices.',
      ),
    breakEvenVolume: z.number().nullable(),
    breakEvenElasticity: z
      .number()
      .nullable()
      .describe('Elasticity at which the change just pays; null without a change of price.'),
    volumeChange: z.number().nullable(),
    revenueChange: z.number().nullable().describe('In money.'),
    profitChange: z.number().nullable().describe('In money.'),
    profitChangeLow: z.number().nullable().describe('Worst over the range of elasticities; null without one.'),
    profitChangeHigh: z.number().nullable(),
    bestPrice: z
      .number()
      .nullable()
      .describe('Price of highest contribution at constant elasticity; null unless elasticity is below −1.'),
    pays: z.boolean().nullable().describe('Whether profit rises.'),
    ...report,
  }),
  example: {
    about:
      'One percent on the price of the average of 2,463 companies (of each 100 of sales 70.3 variable and 20.7 fixed cost), should volume stay: profit rises by 11.1 %. It would take a loss of 3.3 % of the volume to undo it.',
    source:
      'Marn and Rosiello (1992), Managing price, gaining profit, Harvard Business Review 70(5): published averages.',
    inputs: { price: 100, unitCost: 70.3, volume: 1000, fixedCost: 20_700, priceChange: 0.01, newVolume: 1000 },
  },
  run(inputs) {
    const { price, unitCost, volume, fixedCost, elasticity } = inputs;
    const next = nextPriceOf(inputs);
    const cost = inputs.newUnitCost ?? unitCost;
    const before = sideOf({ price, unitCost, volume }, fixedCost);
    const volumeAt = (e: number, at: number) => volume * (at / price) ** e;
    const afterAt = (units: number, at: number) =>
      sideOf({ price: at, unitCost: cost, volume: units }, fixedCost + inputs.addedFixedCost);
    const foreseen = inputs.newVolume ?? (elasticity === undefined ? null : volumeAt(elasticity, next));
    const after = foreseen === null ? null : afterAt(foreseen, next);
    const evenVolume = next > cost ? Math.max(0, (before.contribution + inputs.addedFixedCost) / (next - cost)) : null;
    const change = next / price - 1;
    const ends = [inputs.elasticityLow, inputs.elasticityHigh].flatMap((e) =>
      e === undefined ? [] : [afterAt(volumeAt(e, next), next).profit - before.profit],
    );
    const bestPrice =
      elasticity !== undefined && elasticity < -1 && cost > 0 ? (cost * elasticity) / (1 + elasticity) : null;
    const figures = {
      priceChange: change,
      breakEvenVolume: evenVolume,
      breakEvenVolumeChange: evenVolume === null ? null : evenVolume / volume - 1,
      breakEvenElasticity:
        evenVolume === null || evenVolume === 0 || change === 0
          ? null
          : Math.log(evenVolume / volume) / Math.log(next / price),
      volumeChange: after && after.volume / volume - 1,
      revenueChange: after && after.revenue - before.revenue,
      profitChange: after && after.profit - before.profit,
      profitChangeLow: ends.length === 0 ? null : Math.min(...ends),
      profitChangeHigh: ends.length === 0 ? null : Math.max(...ends),
      bestPrice,
      pays: after && after.profit > before.profit,
    };
    return {
      before,
      after,
      ...figures,
      warnings: warningsOf(before, figures, elasticity),
      reading: readingOf(before, after, figures),
      picture: pictureOf({ price, cost, change, before, addedFixedCost: inputs.addedFixedCost }, (at) =>
        elasticity === undefined ? null : volumeAt(elasticity, at),
      ),
    };
  },
});

function nextPriceOf({
  price,
  newPrice,
  priceChange: change,
}: {
  price: number;
  newPrice?: number | undefined;
  priceChange?: number | undefined;
}): number {
  if (newPrice !== undefined && change !== undefined)
    throw new MethodProblem('change-given-twice', 'priceChange', 'Give newPrice or priceChange, not both.');
  if (newPrice !== undefined) return newPrice;
  if (change === undefined) throw new MethodProblem('change-missing', 'newPrice', 'Give newPrice or priceChange.');
  return price * (1 + change);
}

function sideOf(
  { price, unitCost, volume }: { price: number; unitCost: number; volume: number },
  fixedCost: number,
): Side {
  const unitMargin = price - unitCost;
  const contribution = unitMargin * volume;
  return {
    price,
    volume,
    revenue: price * volume,
    unitMargin,
    marginShare: unitMargin / price,
    contribution,
    profit: contribution - fixedCost,
  };
}

interface Figures {
  readonly priceChange: number;
  readonly breakEvenVolumeChange: number | null;
  readonly revenueChange: number | null;
  readonly profitChange: number | null;
}

function warningsOf(before: Side, figures: Figures, elasticity: number | undefined): Warning[] {
  const warnings: Warning[] = [];
  const warn = (id: string, text: string) => warnings.push({ id, text });
  if (figures.breakEvenVolumeChange === null) warn('no-break-even', 'Keep the new price above the unit cost.');
  if (before.unitMargin <= 0) warn('sold-below-cost', 'The price before loses money on every unit: check unit cost.');
  if (Math.abs(figures.priceChange) > 0.3)
    warn('large-change', `${percent(figures.priceChange, 0)}: test it on a part of the market first.`);
  if (elasticity !== undefined && elasticity >= -1)
    warn('inelastic-no-optimum', 'Measure the elasticity at higher prices before rising far.');
  return warnings;
}

function readingOf(
  before: Side,
  after: Side | null,
  { priceChange: change, breakEvenVolumeChange: even, profitChange }: Figures,
): string {
  const first = `A price of ${((1 + change) * before.price).toFixed(2)} in place of ${before.price.toFixed(2)} (${percent(change)})`;
  const bears =
    even === null
      ? 'cannot pay at any volume'
      : even < 0
        ? `pays as long as no more than ${percent(-even)} of the volume is lost`
        : `pays only if volume grows by ${percent(even)} or more`;
  if (after === null || profitChange === null) return `${first} ${bears}.`;
  return `${first} ${bears}. With ${percent(after.volume / before.volume - 1)} volume profit changes by ${profitChange.toFixed(2)} to ${after.profit.toFixed(2)}.`;
}

interface Pictured {
  readonly price: number;
  readonly cost: number;
  readonly change: number;
  readonly before: Side;
  readonly addedFixedCost: number;
}

function pictureOf(
  { price, cost, change, before, addedFixedCost }: Pictured,
  volumeAt: (price: number) => number | null,
) {
  const prices = PICTURED_CHANGES.map((each) => price * (1 + each));
  const even = prices.map((at) =>
    at > cost ? Math.max(0, (before.contribution + addedFixedCost) / (at - cost)) / before.volume - 1 : null,
  );
  const foreseen = prices.map((at) => {
    const volume = volumeAt(at);
    return volume === null ? null : volume / before.volume - 1;
  });
  return {
    kind: 'lines' as const,
    title: 'Change of volume at which a change of price breaks even',
    x: 'Change of price (share)',
    y: 'Change of volume (share)',
    series: [
      { name: 'Break-even', x: PICTURED_CHANGES, y: even },
      ...(foreseen.every((each) => each === null) ? [] : [{ name: 'Foreseen', x: PICTURED_CHANGES, y: foreseen }]),
    ],
    marks: [{ axis: 'x' as const, at: change, label: 'This change' }],
  };
}
