import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';

/**
 * Contribution per unit and the volume at which fixed costs (and a wanted profit) are covered.
 *
 * @throws MethodProblem `no-contribution` where a unit does not bring more than it costs.
 * @example breakEven.run(breakEven.example.inputs).units; // 12500
 */
export const breakEven = defineMethod({
  name: 'break-even',
  field: 'invest',
  title: 'Contribution and break-even',
  summary: 'What each unit contributes, and how many units cover the fixed costs.',
  whenToUse: ['A price, a variable cost and a fixed cost are known.'],
  whenNot: ['Where price or cost per unit change with volume: use `profit-and-loss` scenarios.'],
  assumes: ['Price and variable cost per unit are the same at every volume; fixed costs are fixed.'],
  formula:
    'Contribution = price - variable cost; ratio = contribution / price; units = (fixed + target profit) / contribution; revenue = units · price; margin of safety = 1 - units / expected units.',
  source: ['Farris, Bendle, Pfeifer & Reibstein, Marketing Metrics.'],
  verified: 'Definitions computed in R to 1e-6.',
  cost: 'O(1)',
  warns: { 'below-break-even': 'The expected volume does not cover the costs.' },
  inputs: z.object({
    price: z.number().positive('Give a price above 0.').describe('Per unit, net of discounts and taxes.'),
    variableCost: z.number().min(0).describe('Per unit.'),
    fixedCost: z.number().min(0).describe('For the period.'),
    targetProfit: z.number().min(0).default(0).describe('Wanted on top of the fixed cost.'),
    expectedUnits: z.number().positive().optional().describe('To tell how far above the break-even you stand.'),
  }),
  result: z.object({
    contributionPerUnit: z.number(),
    contributionRatio: z.number().describe('Share of the price, 0 to 1.'),
    units: z.number().describe('Exact; round up for whole units.'),
    revenue: z.number(),
    expectedProfit: z.number().nullable().describe('At the expected units; null where not given.'),
    marginOfSafety: z
      .number()
      .nullable()
      .describe('Share by which the expected units may fall; below 0 they are too few.'),
    ...report,
  }),
  example: {
    about: 'A unit sold at 50 costs 30; fixed costs are 250,000.',
    source: 'Plain figures.',
    inputs: { price: 50, variableCost: 30, fixedCost: 250_000 },
  },
  run({ price, variableCost, fixedCost, targetProfit, expectedUnits }) {
    const contributionPerUnit = price - variableCost;
    if (contributionPerUnit <= 0)
      throw new MethodProblem(
        'no-contribution',
        'variableCost',
        'A unit costs what it brings or more: no volume breaks even. Raise the price or lower the cost.',
      );
    const units = (fixedCost + targetProfit) / contributionPerUnit;
    const expectedProfit = expectedUnits === undefined ? null : expectedUnits * contributionPerUnit - fixedCost;
    const marginOfSafety = expectedUnits === undefined ? null : 1 - units / expectedUnits;
    const reach = Math.max(2 * units, expectedUnits ?? 0, 1);
    const x = Array.from({ length: 21 }, (_, at) => (at * reach) / 20);
    return {
      contributionPerUnit,
      contributionRatio: contributionPerUnit / price,
      units,
      revenue: units * price,
      expectedProfit,
      marginOfSafety,
      warnings: warningsOf(marginOfSafety),
      reading: `Each unit contributes ${say(contributionPerUnit)} (${((100 * contributionPerUnit) / price).toFixed(0)} % of its price). ${Math.ceil(units - 1e-9)} units, or a revenue of ${say(units * price)}, cover ${targetProfit > 0 ? 'the fixed cost and the wanted profit' : 'the fixed cost'}.`,
      picture: {
        kind: 'lines' as const,
        title: 'Revenue and cost by volume',
        x: 'Units',
        y: 'Money',
        series: [
          { name: 'Revenue', x, y: x.map((volume) => volume * price) },
          { name: 'Cost', x, y: x.map((volume) => volume * variableCost + fixedCost + targetProfit) },
        ],
        marks: [{ axis: 'x' as const, at: units, label: 'break-even' }],
      },
    };
  },
});

function warningsOf(marginOfSafety: number | null): Warning[] {
  if (marginOfSafety === null || marginOfSafety >= 0) return [];
  const short = `${(-marginOfSafety * 100).toFixed(0)} %`;
  return [
    { id: 'below-break-even', text: `The expected volume is ${short} of itself short: change price, cost or plan.` },
  ];
}

function say(value: number): string {
  return String(Number(value.toPrecision(6)));
}
