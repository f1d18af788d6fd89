import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import {
  copyOf,
  DRIVER_NAMES,
  driverOf,
  type Plan,
  planInputs,
  type Statement,
  statement,
  statementOf,
} from './profit-model.ts';

const change = z.object({
  driver: z.string().describe(DRIVER_NAMES),
  to: z.number().optional().describe('New value …'),
  times: z.number().optional().describe('… or factor on the value of the plan: 0.9 is 10 % less.'),
});
const scenario = z.object({
  name: z.string(),
  probability: z.number().min(0).max(1).optional().describe('Given for all scenarios, it yields an expected profit.'),
  changes: z.array(change).max(200),
});
const answered = z.object({
  name: z.string(),
  ...statement.shape,
  netProfitChange: z.number().describe('Less that of the plan.'),
});

/**
 * Profit and loss of a plan and of scenarios beside it: the same statement with some drivers changed.
 *
 * @throws MethodProblem `driver-unknown`, `change-missing`, `probabilities-not-one`.
 * @example profitAndLoss.run(profitAndLoss.example.inputs).plan.netProfit;
 */
export const profitAndLoss = defineMethod({
  name: 'profit-and-loss',
  field: 'invest',
  title: 'Profit and loss scenarios',
  summary: 'What a plan earns, line by line, and what it earns if things turn out otherwise.',
  whenToUse: ['A plan with a handful of products and costs, and two or three stories of how it may go.'],
  whenNot: ['To find which driver matters most: use `tornado`.', 'For payments over years: use `net-present-value`.'],
  assumes: ['Drivers do not move each other: a price change leaves units alone unless the scenario says otherwise.'],
  formula:
    'Revenue = sum of `units · price · (1 - discount)`; contribution = revenue - units · unit cost - variable share · revenue; operating profit = contribution - fixed cost; tax on a profit only.',
  source: ['Farris, Bendle, Pfeifer & Reibstein, Marketing Metrics.'],
  verified: 'Statements by hand; scenarios that undo each other return the plan.',
  cost: 'O(scenarios · lines)',
  warns: {
    'plan-loses': 'The plan itself loses money.',
    'sold-below-cost': 'A product sells for less than its unit cost.',
    'one-sided': 'All scenarios are better than the plan, or all are worse.',
  },
  inputs: z.object({ ...planInputs, scenarios: z.array(scenario).max(50).default([]) }),
  result: z.object({
    plan: statement,
    scenarios: z.array(answered),
    expectedNetProfit: z
      .number()
      .nullable()
      .describe('Over the scenarios by their probabilities; null where not given.'),
    ...report,
  }),
  example: {
    about: 'One product, and what happens if a fifth fewer are sold or the price falls by a tenth.',
    source: 'Plain figures.',
    inputs: {
      products: [{ name: 'Pro', units: 1000, price: 120, unitCost: 40 }],
      fixedCosts: [{ name: 'Team', amount: 50_000 }],
      scenarios: [
        { name: 'Slow start', changes: [{ driver: 'Pro.units', times: 0.8 }] },
        { name: 'Price war', changes: [{ driver: 'Pro.price', times: 0.9 }] },
        { name: 'Wave', changes: [{ driver: 'Pro.units', to: 1300 }] },
      ],
    },
  },
  run({ scenarios: given, ...plan }) {
    const base = statementOf(plan);
    const scenarios = given.map(({ name, changes }, at) => {
      const found = statementOf(changed(plan, changes, `scenarios.${at}.changes`));
      return { name, ...found, netProfitChange: found.netProfit - base.netProfit };
    });
    const expectedNetProfit = expected(given, scenarios);
    return {
      plan: base,
      scenarios,
      expectedNetProfit,
      warnings: warningsOf(plan, base, scenarios),
      reading: readingOf(base, scenarios, expectedNetProfit),
      picture: {
        kind: 'bars' as const,
        title: 'Net profit by scenario',
        x: 'Scenario',
        y: 'Net profit',
        series: [
          {
            name: 'Net profit',
            x: ['Plan', ...scenarios.map(({ name }) => name)],
            y: [base.netProfit, ...scenarios.map(({ netProfit }) => netProfit)],
          },
        ],
      },
    };
  },
});

function changed(plan: Plan, changes: readonly z.output<typeof change>[], field: string): Plan {
  const copy = copyOf(plan);
  changes.forEach(({ driver: name, to, times }, at) => {
    const driver = driverOf(plan, name, `${field}.${at}.driver`);
    if (to === undefined && times === undefined)
      throw new MethodProblem('change-missing', `${field}.${at}.to`, 'Give `to` or `times`.');
    driver.set(copy, to ?? driver.now * (times ?? 1));
  });
  return copy;
}

function expected(
  given: readonly z.output<typeof scenario>[],
  answers: readonly { netProfit: number }[],
): number | null {
  if (given.length === 0 || given.some(({ probability }) => probability === undefined)) return null;
  const whole = given.reduce((sum, { probability = 0 }) => sum + probability, 0);
  if (Math.abs(whole - 1) > 1e-6)
    throw new MethodProblem('probabilities-not-one', 'scenarios', `The probabilities add up to ${whole}: make it 1.`);
  return answers.reduce((sum, { netProfit }, at) => sum + netProfit * (given[at]?.probability ?? 0), 0);
}

function warningsOf({ products }: Plan, base: Statement, scenarios: readonly { netProfitChange: number }[]): Warning[] {
  const warnings: Warning[] = [];
  const below = products.filter(
    ({ price, discount, unitCost, units }) => units > 0 && price * (1 - discount) < unitCost,
  );
  if (base.netProfit < 0)
    warnings.push({ id: 'plan-loses', text: 'The plan loses money before anything goes wrong: see `break-even`.' });
  if (below.length > 0)
    warnings.push({
      id: 'sold-below-cost',
      text: `${below.map(({ name }) => name).join(', ')}: each unit sold loses money.`,
    });
  const signs = new Set(scenarios.map(({ netProfitChange }) => Math.sign(netProfitChange)));
  if (scenarios.length > 1 && signs.size === 1 && !signs.has(0))
    warnings.push({ id: 'one-sided', text: 'All scenarios lie on one side of the plan: add one from the other side.' });
  return warnings;
}

function readingOf(
  base: Statement,
  scenarios: readonly { name: string; netProfit: number }[],
  mean: number | null,
): string {
  const say = (value: number) => String(Number(value.toPrecision(5)));
  const plan = `The plan earns ${say(base.netProfit)} on a revenue of ${say(base.revenue)}.`;
  if (scenarios.length === 0) return plan;
  const sorted = [...scenarios].sort((a, b) => a.netProfit - b.netProfit);
  const [worst, best] = [sorted[0]!, sorted[sorted.length - 1]!];
  const middle = mean === null ? '' : ` Weighed by their probabilities the scenarios earn ${say(mean)}.`;
  return `${plan} It may be as little as ${say(worst.netProfit)} (${worst.name}) or as much as ${say(best.netProfit)} (${best.name}).${middle}`;
}
