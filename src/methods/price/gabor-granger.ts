import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';
import { wilson } from '../numeric/proportion-intervals.ts';
import { randomFrom } from '../numeric/random.ts';
import { percent } from '../plain-words.ts';
import { bestPriceOdds } from './best-price-odds.ts';

const FEW_ANSWERS = 50;
const MOST_PRICES = 1000;

const step = z.object({
  price: z.number(),
  wouldBuy: z.int(),
  share: interval.describe('Share who would buy at this price, with the interval of Wilson.'),
  revenuePerRespondent: z.number().describe('Price times share.'),
  marginPerRespondent: z.number().nullable().describe('Price less unit cost, times share; null without a unit cost.'),
  probabilityBestRevenue: z
    .number()
    .nullable()
    .describe('How likely this of the prices asked brings the highest revenue; null without draws.'),
  probabilityBestProfit: z.number().nullable().describe('The same for the margin; null without a unit cost or draws.'),
});
type Step = z.infer<typeof step>;
const best = z.object({ price: z.number(), share: z.number(), perRespondent: z.number() });

/**
 * Gabor-Granger: how many would buy at each of a few prices, and which price earns most.
 *
 * @throws MethodProblem `no-answers`, `no-prices`, `unequal-lengths`, `more-buyers-than-people`, `prices-repeat`, `price-untested`.
 * @example gaborGranger.run(gaborGranger.inputs.parse(gaborGranger.example.inputs)).bestRevenuePrice; // 10
 */
export const gaborGranger = defineMethod({
  name: 'gabor-granger',
  field: 'price',
  title: 'Gabor-Granger demand and revenue curve',
  summary: 'How demand falls with the price, how elastic it is between the prices asked, and which of them earns most.',
  whenToUse: ['When the range of prices is known and one product is asked about on its own.'],
  whenNot: ['Where people compare offers: use conjoint.', 'To find the range in the first place: use van-westendorp.'],
  assumes: [
    'People would do as they say (not checked; they overstate).',
    'Demand does not rise with the price (checked).',
    'The best price lies within those asked (checked).',
  ],
  formula:
    'Share at each price; revenue per person = price × share, margin = (price − unit cost) × share. Arc elasticity between neighbours: change of share over their mean, divided by change of price over their mean. Between prices demand is taken as straight. How likely a price is the best: Bayesian bootstrap over the people asked.',
  source: [
    'Gabor, A., Granger, C. W. J. (1966), Price as an indicator of quality, Economica 33:43-70.',
    'Rubin, D. B. (1981), The Bayesian bootstrap, Annals of Statistics 9.',
    'Allen, R. G. D., Lerner, A. P. (1934), The concept of arc elasticity of demand, Review of Economic Studies 1.',
  ],
  verified: 'R, by definition, to 1e-9; the price between those asked against a fine grid.',
  cost: 'O(prices · log prices + people)',
  warns: {
    'too-few-answers': 'Fewer than 50 people: the best price is uncertain.',
    'not-monotone': 'Demand rises somewhere with the price: chance, or price read as quality.',
    'boundary-solution': 'The best price is the lowest or highest asked: ask beyond it.',
    'price-below-cost': 'Prices below the unit cost lose money on every sale.',
  },
  inputs: z.object({
    prices: z.array(z.number().positive('A price is above 0.')).describe('The prices asked about, in any order.'),
    wouldBuy: z.array(z.int().min(0)).optional().describe('How many would buy at each price, in the order of prices.'),
    respondents: z
      .union(
        [z.int().positive(), z.array(z.int().positive())],
        'Give how many were asked: one whole number above 0, or one for each price.',
      )
      .optional()
      .describe('How many were asked: one number, or one for each price where groups differ. With wouldBuy.'),
    highestPrices: z
      .array(z.number().nullable())
      .optional()
      .describe('In place of wouldBuy: the highest of the prices each person would pay; null: none of them.'),
    unitCost: z.number().min(0).optional().describe('Variable cost of one unit, for the margin.'),
    level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
    draws: z
      .int()
      .min(0)
      .max(100_000)
      .default(2000)
      .describe('Draws of the Bayesian bootstrap for how likely each price is the best; 0 for none.'),
  }),
  result: z.object({
    steps: z.array(step).describe('By rising price.'),
    arcElasticity: z
      .array(z.object({ from: z.number(), to: z.number(), elasticity: z.number().nullable() }))
      .describe('Between neighbouring prices; null where nobody buys at either.'),
    bestRevenuePrice: z.number(),
    bestProfitPrice: z.number().nullable().describe('Null without a unit cost.'),
    between: z
      .object({ revenue: best, profit: best.nullable() })
      .describe('The best price if demand is straight between the prices asked.'),
    ...report,
  }),
  example: {
    about: 'Two hundred people say at which of six prices they would buy; a unit costs 4.',
    source: 'Made up for illustration.',
    inputs: {
      prices: [5, 7.5, 10, 12.5, 15, 20],
      wouldBuy: [188, 171, 142, 97, 61, 22],
      respondents: 200,
      unitCost: 4,
    },
  },
  run(inputs, how = {}) {
    const { unitCost, level, draws } = inputs;
    const demand = demandOf(inputs);
    const samePeople = !Array.isArray(inputs.respondents);
    const odds = (cost: number | undefined) =>
      draws === 0 || cost === undefined
        ? null
        : bestPriceOdds(demand, { unitCost: cost, draws, samePeople }, randomFrom(how.seed));
    const [revenueOdds, profitOdds] = [odds(0), odds(unitCost)];
    const steps = demand.map(({ price, bought, asked }, at): Step => {
      const share = bought / asked;
      return {
        price,
        wouldBuy: bought,
        share: { estimate: share, ...wilson(bought, asked, level), level },
        revenuePerRespondent: price * share,
        marginPerRespondent: unitCost === undefined ? null : (price - unitCost) * share,
        probabilityBestRevenue: revenueOdds?.[at] ?? null,
        probabilityBestProfit: profitOdds?.[at] ?? null,
      };
    });
    const revenue = bestOf(steps, 0);
    const profit = unitCost === undefined ? null : bestOf(steps, unitCost);
    const people = Math.max(...demand.map(({ asked }) => asked));
    return {
      steps,
      arcElasticity: steps.slice(1).map((next, at) => arcBetween(steps[at]!, next)),
      bestRevenuePrice: revenue.asked,
      bestProfitPrice: profit?.asked ?? null,
      between: { revenue: revenue.between, profit: profit?.between ?? null },
      warnings: warningsOf(steps, people, profit?.asked ?? revenue.asked, unitCost),
      reading: readingOf(steps, revenue.asked, profit?.asked ?? null),
      picture: pictureOf(steps, revenue.asked, profit?.asked ?? null),
    };
  },
});

interface Given {
  readonly prices: readonly number[];
  readonly wouldBuy?: readonly number[] | undefined;
  readonly respondents?: number | readonly number[] | undefined;
  readonly highestPrices?: readonly (number | null)[] | undefined;
}

interface Demand {
  readonly price: number;
  readonly bought: number;
  readonly asked: number;
}

function demandOf(given: Given): Demand[] {
  const { prices, highestPrices } = given;
  if (prices.length < 1 || prices.length > MOST_PRICES)
    throw new MethodProblem('no-prices', 'prices', `Give 1 to ${MOST_PRICES} prices.`);
  if (new Set(prices).size < prices.length)
    throw new MethodProblem('prices-repeat', 'prices', 'Give every price once, with all who would buy at it.');
  const demand = highestPrices === undefined ? counted(given) : tallied(prices, highestPrices);
  return demand.sort((a, b) => a.price - b.price);
}

function counted({ prices, wouldBuy, respondents }: Given): Demand[] {
  if (wouldBuy === undefined || respondents === undefined)
    throw new MethodProblem(
      'no-answers',
      wouldBuy === undefined ? 'wouldBuy' : 'respondents',
      'Give wouldBuy and respondents, or highestPrices.',
    );
  const asked = typeof respondents === 'number' ? prices.map(() => respondents) : respondents;
  if (wouldBuy.length !== prices.length || asked.length !== prices.length)
    throw new MethodProblem(
      'unequal-lengths',
      wouldBuy.length === prices.length ? 'respondents' : 'wouldBuy',
      `Give ${prices.length} values, one a price.`,
    );
  const over = wouldBuy.findIndex((bought, at) => bought > asked[at]!);
  if (over >= 0)
    throw new MethodProblem('more-buyers-than-people', `wouldBuy.${over}`, `At most ${asked[over]} can buy.`);
  return prices.map((price, at) => ({ price, bought: wouldBuy[at]!, asked: asked[at]! }));
}

function tallied(prices: readonly number[], highest: readonly (number | null)[]): Demand[] {
  if (highest.length === 0)
    throw new MethodProblem('no-answers', 'highestPrices', 'Give the answer of at least one person.');
  const known = new Set(prices);
  const odd = highest.findIndex((price) => price !== null && !known.has(price));
  if (odd >= 0)
    throw new MethodProblem('price-untested', `highestPrices.${odd}`, `${highest[odd]} is not among the prices.`);
  return prices.map((price) => ({
    price,
    bought: highest.filter((most) => most !== null && most >= price).length,
    asked: highest.length,
  }));
}

/** The best of the prices asked, and the best between them on straight lines. */
function bestOf(steps: readonly Step[], unitCost: number) {
  const earned = ({ price, share }: Step) => (price - unitCost) * share.estimate;
  const asked = steps.reduce((top, next) => (earned(next) > earned(top) ? next : top));
  let between = { price: asked.price, share: asked.share.estimate, perRespondent: earned(asked) };
  steps.slice(1).forEach((right, at) => {
    const left = steps[at]!;
    const slope = (right.share.estimate - left.share.estimate) / (right.price - left.price);
    if (!(slope < 0)) return;
    // (p - c)(s + slope (p - left)) is a parabola; its top may lie between the two prices.
    const price = (unitCost + left.price - left.share.estimate / slope) / 2;
    const share = left.share.estimate + slope * (price - left.price);
    const perRespondent = (price - unitCost) * share;
    if (price > left.price && price < right.price && perRespondent > between.perRespondent)
      between = { price, share, perRespondent };
  });
  return { asked: asked.price, between };
}

function arcBetween(from: Step, to: Step) {
  const [low, high] = [from.share.estimate, to.share.estimate];
  const elasticity =
    low + high > 0 ? ((high - low) / (high + low)) * ((to.price + from.price) / (to.price - from.price)) : null;
  return { from: from.price, to: to.price, elasticity };
}

function warningsOf(steps: readonly Step[], people: number, price: number, unitCost: number | undefined): Warning[] {
  const warnings: Warning[] = [];
  const warn = (id: string, text: string) => warnings.push({ id, text });
  if (people < FEW_ANSWERS) warn('too-few-answers', `${people} people: ask at least ${FEW_ANSWERS}.`);
  const rising = steps.slice(1).filter((next, at) => next.share.estimate > steps[at]!.share.estimate);
  if (rising.length > 0)
    warn(
      'not-monotone',
      `Demand rises at ${rising.map((each) => each.price).join(', ')}: chance, or price read as quality.`,
    );
  if (steps.length > 1 && (price === steps[0]!.price || price === steps[steps.length - 1]!.price))
    warn('boundary-solution', `The best price, ${price}, is at the edge of those asked: ask beyond it.`);
  if (unitCost !== undefined && steps.some((each) => each.price < unitCost))
    warn('price-below-cost', 'Some prices do not cover the unit cost.');
  return warnings;
}

function readingOf(steps: readonly Step[], revenue: number, profit: number | null): string {
  const sure = (probability: number | null | undefined) =>
    typeof probability === 'number' ? ` (likely the best of them: ${percent(probability, 0)})` : '';
  const step = (price: number) => steps.find((each) => each.price === price);
  const at = (price: number) => percent(step(price)?.share.estimate ?? 0, 0);
  const first = `Of the prices asked ${revenue} brings the highest revenue${sure(step(revenue)?.probabilityBestRevenue)}: ${at(revenue)} would buy.`;
  if (profit === null) return first;
  return `${first} After unit cost ${profit} earns most${sure(step(profit)?.probabilityBestProfit)}, with ${at(profit)} buying.`;
}

function pictureOf(steps: readonly Step[], revenue: number, profit: number | null) {
  const x = steps.map(({ price }) => price);
  const demand = {
    name: 'Would buy (share)',
    x,
    y: steps.map(({ share }) => share.estimate),
    low: steps.map(({ share }) => share.low),
    high: steps.map(({ share }) => share.high),
  };
  // Money is drawn as a share of its best, so that it can be read on the axis of demand.
  const ofBest = (name: string, money: readonly (number | null)[]) => {
    const most = Math.max(...money.map((value) => value ?? 0));
    return most > 0 ? [{ name, x, y: money.map((value) => (value === null ? null : value / most)) }] : [];
  };
  const earned = ofBest(
    'Revenue (share of the highest)',
    steps.map((each) => each.revenuePerRespondent),
  );
  const margin = ofBest(
    'Margin (share of the highest)',
    steps.map((each) => each.marginPerRespondent),
  );
  return {
    kind: 'lines' as const,
    title: 'Demand and revenue by price',
    x: 'Price',
    y: 'Share',
    series: [demand, ...earned, ...margin],
    marks: [
      { axis: 'x' as const, at: revenue, label: 'Highest revenue' },
      ...(profit === null ? [] : [{ axis: 'x' as const, at: profit, label: 'Highest margin' }]),
    ],
  };
}
