/** A profit and loss statement as a function of its drivers. */

import { z } from 'zod';
import { MethodProblem } from '../method.ts';

const share = z.number().min(0).max(1);
const product = z.object({
  name: z.string(),
  units: z.number().min(0, 'Give the units, 0 or more.'),
  price: z.number().min(0).describe('List price of a unit.'),
  unitCost: z.number().min(0).default(0).describe('Variable cost of a unit.'),
  discount: share.default(0).describe('Mean share taken off the price.'),
});

/** The statement, as both scenario and tornado take it. */
export const planInputs = {
  products: z.array(product).min(1, 'Give at least one product.').max(100),
  fixedCosts: z
    .array(z.object({ name: z.string(), amount: z.number() }))
    .max(200)
    .default([]),
  variableShare: share.default(0).describe('Further cost as a share of revenue: payment fees, royalties.'),
  taxRate: share.default(0).describe('On a profit; a loss pays none.'),
};
export type Plan = z.output<z.ZodObject<typeof planInputs>>;

export const DRIVER_NAMES =
  '`<product>.units`, `.price`, `.unitCost` or `.discount`, `fixed.<name>`, `variableShare` or `taxRate`';

export const statement = z.object({
  revenue: z.number().describe('After discounts.'),
  variableCost: z.number(),
  contribution: z.number().describe('Revenue less variable cost.'),
  contributionRatio: z.number().nullable().describe('Of revenue; null without revenue.'),
  fixedCost: z.number(),
  operatingProfit: z.number(),
  tax: z.number(),
  netProfit: z.number(),
});
export type Statement = z.infer<typeof statement>;
export const MEASURES = ['revenue', 'contribution', 'operatingProfit', 'netProfit'] as const;

/** @example statementOf(plan).netProfit; */
export function statementOf({ products, fixedCosts, variableShare, taxRate }: Plan): Statement {
  let revenue = 0;
  let variableCost = 0;
  for (const { units, price, unitCost, discount } of products) {
    revenue += units * price * (1 - discount);
    variableCost += units * unitCost;
  }
  variableCost += revenue * variableShare;
  const fixedCost = fixedCosts.reduce((sum, { amount }) => sum + amount, 0);
  const contribution = revenue - variableCost;
  const operatingProfit = contribution - fixedCost;
  const tax = Math.max(0, operatingProfit) * taxRate;
  const contributionRatio = revenue === 0 ? null : contribution / revenue;
  return {
    revenue,
    variableCost,
    contribution,
    contributionRatio,
    fixedCost,
    operatingProfit,
    tax,
    netProfit: operatingProfit - tax,
  };
}

/** How one driver is read and, on a copy, changed. */
export interface Driver {
  readonly now: number;
  /** Changes the plan given, which must be a copy. */
  set(plan: Plan, value: number): void;
}

export function copyOf(plan: Plan): Plan {
  return {
    ...plan,
    products: plan.products.map((one) => ({ ...one })),
    fixedCosts: plan.fixedCosts.map((one) => ({ ...one })),
  };
}

/** @throws MethodProblem `driver-unknown`. */
export function driverOf(plan: Plan, name: string, field: string): Driver {
  const unknown = new MethodProblem('driver-unknown', field, `There is no driver "${name}": name ${DRIVER_NAMES}.`);
  if (name === 'variableShare' || name === 'taxRate')
    return { now: plan[name], set: (copy, value) => Object.assign(copy, { [name]: value }) };
  const dot = name.lastIndexOf('.');
  const [owner, member] = [name.slice(0, dot), name.slice(dot + 1)];
  const product = plan.products.findIndex((one) => one.name === owner);
  if (product >= 0) {
    if (member !== 'units' && member !== 'price' && member !== 'unitCost' && member !== 'discount') throw unknown;
    return {
      now: plan.products[product]![member],
      set: (copy, value) => {
        copy.products[product]![member] = value;
      },
    };
  }
  const cost = plan.fixedCosts.findIndex((one) => `fixed.${one.name}` === name);
  if (cost < 0) throw unknown;
  return {
    now: plan.fixedCosts[cost]!.amount,
    set: (copy, value) => {
      copy.fixedCosts[cost]!.amount = value;
    },
  };
}
