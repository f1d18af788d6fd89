import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';

const existing = z.object({
  name: z.string(),
  contributionPerUnit: z.number().describe('Price less variable cost of the product that loses sales.'),
  unitsLost: z.number().min(0).optional().describe('Units it loses to the new product …'),
  shareTaken: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('… or the share of the new product’s units that come from it.'),
});

/**
 * Cannibalisation: what a new product really adds once the sales it takes from our own products are counted.
 *
 * @throws MethodProblem `loss-missing`, `more-than-sold`.
 * @example cannibalisation.run(cannibalisation.example.inputs).netContribution; // 9000
 */
export const cannibalisation = defineMethod({
  name: 'cannibalisation',
  field: 'invest',
  title: 'Cannibalisation',
  summary:
    'What a new product adds after the sales it takes from our own, and how much it may take before it loses money.',
  whenToUse: ['A new edition, a cheaper plan, a second brand beside an existing one.'],
  whenNot: [
    'Where the old product would lose those customers anyway (to a rival): count only what the launch itself moves.',
  ],
  assumes: ['A unit taken from an existing product would have been sold there without the launch.'],
  formula:
    'Rate = units taken / units of the new product. Net contribution = new units · new contribution - sum of units taken · old contribution - fixed cost. Break-even rate = (new contribution - fixed cost per unit) / mean old contribution.',
  source: ['Farris, Bendle, Pfeifer & Reibstein, Marketing Metrics (cannibalisation rate, weighted contribution).'],
  verified: 'Definitions by hand; net contribution is 0 at the break-even rate in a property test.',
  cost: 'O(products)',
  warns: {
    'loses-money': 'The launch loses more on existing products than it brings.',
    'close-to-break-even': 'The rate is within a fifth of the break-even rate.',
  },
  inputs: z.object({
    newUnits: z.number().positive('Give units above 0.').describe('Sold of the new product.'),
    newContributionPerUnit: z.number().describe('Price less variable cost of the new product.'),
    fixedCost: z.number().min(0).default(0).describe('Of the launch.'),
    existing: z.array(existing).min(1, 'Name at least one product that may lose sales.').max(200),
  }),
  result: z.object({
    cannibalisationRate: z.number().describe('Share of the new units taken from our own products, 0 to 1.'),
    unitsTaken: z.number(),
    grossContribution: z.number().describe('Of the new product alone, before fixed cost.'),
    contributionLost: z.number().describe('On existing products.'),
    netContribution: z.number().describe('After losses and fixed cost.'),
    netContributionPerNewUnit: z.number(),
    breakEvenRate: z
      .number()
      .nullable()
      .describe(
        'Rate at which nothing is gained; above 1 the launch gains even if all units are taken; null where no contribution is at stake.',
      ),
    products: z.array(z.object({ name: z.string(), unitsTaken: z.number(), contributionLost: z.number() })),
    ...report,
  }),
  example: {
    about:
      'A light edition sells 1,000 units at a contribution of 15; 400 of them would have bought the full edition at 15.',
    source: 'Plain figures.',
    inputs: {
      newUnits: 1000,
      newContributionPerUnit: 15,
      existing: [{ name: 'Full edition', contributionPerUnit: 15, unitsLost: 400 }],
    },
  },
  run({ newUnits, newContributionPerUnit, fixedCost, existing: given }) {
    const products = given.map((one, at) => lossOf(one, at, newUnits));
    const unitsTaken = sum(products.map((one) => one.unitsTaken));
    if (unitsTaken > newUnits * (1 + 1e-12))
      throw new MethodProblem(
        'more-than-sold',
        'existing',
        'More units are taken than the new product sells: lower them or raise `newUnits`.',
      );
    const grossContribution = newUnits * newContributionPerUnit;
    const contributionLost = sum(products.map((one) => one.contributionLost));
    const netContribution = grossContribution - contributionLost - fixedCost;
    const rate = unitsTaken / newUnits;
    const stake =
      unitsTaken > 0 ? contributionLost / unitsTaken : sum(given.map((one) => one.contributionPerUnit)) / given.length;
    const breakEvenRate = stake > 0 ? (grossContribution - fixedCost) / newUnits / stake : null;
    return {
      cannibalisationRate: rate,
      unitsTaken,
      grossContribution,
      contributionLost,
      netContribution,
      netContributionPerNewUnit: netContribution / newUnits,
      breakEvenRate,
      products,
      warnings: warningsOf(netContribution, rate, breakEvenRate),
      reading: readingOf(rate, netContribution, breakEvenRate),
      picture: {
        kind: 'bars' as const,
        title: 'What the launch adds',
        x: 'Step',
        y: 'Contribution',
        series: [
          {
            name: 'Contribution',
            x: ['New product', ...products.map(({ name }) => `Lost on ${name}`), 'Fixed cost', 'Net'],
            y: [grossContribution, ...products.map((one) => -one.contributionLost), -fixedCost, netContribution],
          },
        ],
      },
    };
  },
});

function lossOf(
  { name, contributionPerUnit, unitsLost, shareTaken }: z.output<typeof existing>,
  at: number,
  newUnits: number,
) {
  if (unitsLost === undefined && shareTaken === undefined)
    throw new MethodProblem('loss-missing', `existing.${at}.unitsLost`, 'Give `unitsLost` or `shareTaken`.');
  const unitsTaken = unitsLost ?? (shareTaken ?? 0) * newUnits;
  return { name, unitsTaken, contributionLost: unitsTaken * contributionPerUnit };
}

function warningsOf(net: number, rate: number, breakEven: number | null): Warning[] {
  if (net < 0)
    return [
      {
        id: 'loses-money',
        text: 'The launch costs more than it brings: raise its price, or keep it apart from our own products.',
      },
    ];
  if (breakEven === null || rate < 0.8 * breakEven) return [];
  return [
    {
      id: 'close-to-break-even',
      text: 'A little more taken from our own products and nothing is gained: test before launch.',
    },
  ];
}

function readingOf(rate: number, net: number, breakEven: number | null): string {
  const share = `${(rate * 100).toFixed(0)} % of the new units are taken from our own products`;
  const gain = `the launch ${net >= 0 ? 'adds' : 'loses'} ${Number(Math.abs(net).toPrecision(5))} in all`;
  if (breakEven === null) return `${share}; ${gain}.`;
  const limit =
    breakEven > 1
      ? 'It gains even if all its units are taken.'
      : `It may take up to ${(breakEven * 100).toFixed(0)} % before nothing is gained.`;
  return `${share}; ${gain}. ${limit}`;
}

function sum(of: readonly number[]): number {
  return of.reduce((total, one) => total + one, 0);
}
