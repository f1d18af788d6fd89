import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { listed } from '../plain-words.ts';
import { itemName, namesOf } from './ranked-scores.ts';

const CATEGORIES = ['must', 'should', 'could', 'wont'] as const;
type Category = (typeof CATEGORIES)[number];
/** Shares are compared with their limit up to rounding of doubles. */
const SLACK = 1e-9;

const category = z.enum(CATEGORIES, 'A category is must, should, could or wont.');
const share = z.number().min(0, 'A share is 0 to 1.').max(1, 'A share is 0 to 1: write 60 % as 0.6.');

interface Item {
  readonly name: string;
  readonly category: Category;
  readonly effort: number;
}

/**
 * MoSCoW: what each category adds up to, whether the musts leave room, and what fits the capacity.
 *
 * Shares are of the effort of must, should and could together, or of the capacity where one is given. The plan takes musts, then
 * shoulds, then coulds in the order listed, skipping what no longer fits.
 *
 * @throws MethodProblem `name-twice`, `effort-missing`, `nothing-planned`.
 * @example moscow.run({ items: [{ category: 'must', effort: 7 }, { category: 'could', effort: 3 }], ... }).categories[0].share; // 0.7
 */
export const moscow = defineMethod({
  name: 'moscow',
  field: 'prioritise',
  title: 'MoSCoW tally and capacity check',
  summary: 'Whether the musts of a time box leave enough room for things to go wrong, and what fits.',
  whenToUse: ['A fixed date or budget with a flexible scope.'],
  whenNot: ['To order items within a category: it says nothing there.'],
  assumes: [
    'Efforts are in one unit (not checked).',
    'A must is a thing without which there is no release (not checked).',
  ],
  formula:
    'Share of a category: its effort / effort of must, should and could, or / capacity. Customary: must at most 0.6, could about 0.2.',
  source: [
    'Clegg, D. and Barker, R. (1994), CASE Method Fast-Track.',
    'Agile Business Consortium, DSDM Handbook, chapter MoSCoW prioritisation.',
  ],
  verified: 'Arithmetic by hand; properties: shares sum to 1, the plan never exceeds the capacity.',
  cost: 'O(n)',
  warns: {
    'too-much-must': 'Musts take more than their share of the effort.',
    'must-beyond-capacity': 'The musts alone do not fit the capacity.',
    'too-little-contingency': 'Coulds are less than their customary share: little can be dropped when things go wrong.',
    'effort-assumed': 'No efforts were given: every item counts as 1.',
  },
  inputs: z.object({
    items: z
      .array(
        z.object({
          name: itemName,
          category: category.describe('must, should, could or wont.'),
          effort: z
            .number()
            .min(0, 'Effort is 0 or more.')
            .optional()
            .describe('In one unit for all; left out for all, each counts as 1.'),
        }),
      )
      .min(1, 'Give at least one item.'),
    capacity: z.number().gt(0, 'Capacity is above 0.').optional().describe('Effort the time box holds.'),
    mustShareAtMost: share.default(0.6).describe('Largest share of effort for musts.'),
    couldShareAtLeast: share.default(0.2).describe('Share of effort in coulds that serves as contingency.'),
  }),
  result: z.object({
    categories: z
      .array(
        z.object({
          category: z.enum(CATEGORIES),
          items: z.int(),
          effort: z.number(),
          share: z.number().nullable().describe('Of the effort of must, should and could; null for wont.'),
          shareOfCapacity: z.number().nullable().describe('Null for wont, or without a capacity.'),
        }),
      )
      .describe('must, should, could, wont.'),
    mustShareAccepted: z.boolean().describe('Musts are within their share (of the capacity where one is given).'),
    planned: z.array(z.string()).nullable().describe('Names that fit the capacity; null without one.'),
    leftOut: z
      .array(z.string())
      .nullable()
      .describe('Musts, shoulds and coulds that do not fit; null without a capacity.'),
    capacityLeft: z.number().nullable(),
    ...report,
  }),
  example: {
    about: 'A time box of 50 days: musts take 40 of them.',
    source: 'Made up for illustration.',
    inputs: {
      items: [
        { name: 'Sign in', category: 'must', effort: 15 },
        { name: 'Pay', category: 'must', effort: 25 },
        { name: 'Export', category: 'should', effort: 12 },
        { name: 'Dark mode', category: 'could', effort: 6 },
        { name: 'Chat', category: 'wont', effort: 20 },
      ],
      capacity: 50,
    },
  },
  run(inputs) {
    const items = readItems(inputs.items);
    const total = items.reduce((sum, item) => sum + (item.category === 'wont' ? 0 : item.effort), 0);
    if (total === 0)
      throw new MethodProblem(
        'nothing-planned',
        'items',
        'Give at least one must, should or could with effort above 0.',
      );
    const categories = CATEGORIES.map((one) => tallied(items, one, { total, capacity: inputs.capacity }));
    const [must, , could] = categories.map(({ share: ofAll, shareOfCapacity }) => shareOfCapacity ?? ofAll ?? 0);
    const plan = inputs.capacity === undefined ? undefined : planned(items, inputs.capacity);
    const accepted = (must ?? 0) <= inputs.mustShareAtMost + SLACK;
    const assumed = inputs.items.every(({ effort }) => effort === undefined);
    return {
      categories,
      mustShareAccepted: accepted,
      planned: plan?.planned ?? null,
      leftOut: plan?.leftOut ?? null,
      capacityLeft: plan?.left ?? null,
      warnings: warningsOf({ must: must ?? 0, could: could ?? 0, accepted, assumed, limits: inputs }),
      reading: readingOf(must ?? 0, accepted, { ...inputs, leftOut: plan?.leftOut }),
      picture: {
        kind: 'bars' as const,
        title: 'MoSCoW',
        x: 'Category',
        y: 'Effort',
        series: [
          { name: 'Effort', x: categories.map((one) => one.category), y: categories.map(({ effort }) => effort) },
        ],
        marks:
          inputs.capacity === undefined
            ? []
            : [{ axis: 'y' as const, at: inputs.mustShareAtMost * inputs.capacity, label: 'Most for must' }],
      },
    };
  },
});

function readItems(
  given: readonly { name?: string | undefined; category: Category; effort?: number | undefined }[],
): Item[] {
  const names = namesOf(given);
  const without = given.findIndex(({ effort }) => effort === undefined);
  if (without >= 0 && given.some(({ effort }) => effort !== undefined))
    throw new MethodProblem('effort-missing', `items.${without}.effort`, 'Give every item an effort, or none.');
  return given.map((item, i) => ({ name: names[i]!, category: item.category, effort: item.effort ?? 1 }));
}

function tallied(items: readonly Item[], category: Category, of: { total: number; capacity: number | undefined }) {
  const those = items.filter((item) => item.category === category);
  const effort = those.reduce((sum, item) => sum + item.effort, 0);
  const counts = category !== 'wont';
  return {
    category,
    items: those.length,
    effort,
    share: counts ? effort / of.total : null,
    shareOfCapacity: counts && of.capacity !== undefined ? effort / of.capacity : null,
  };
}

function planned(items: readonly Item[], capacity: number) {
  const wanted = CATEGORIES.slice(0, 3).flatMap((category) => items.filter((item) => item.category === category));
  const taken: string[] = [];
  const leftOut: string[] = [];
  let left = capacity;
  for (const { name, effort } of wanted) {
    const fits = effort <= left + SLACK * capacity;
    (fits ? taken : leftOut).push(name);
    if (fits) left = Math.max(0, left - effort);
  }
  return { planned: taken, leftOut, left };
}

function warningsOf(found: {
  must: number;
  could: number;
  accepted: boolean;
  assumed: boolean;
  limits: { capacity?: number | undefined; mustShareAtMost: number; couldShareAtLeast: number };
}): Warning[] {
  const { must, could, accepted, assumed, limits } = found;
  const percent = (part: number) => `${(part * 100).toFixed(0)} %`;
  const warnings: Warning[] = [];
  if (!accepted)
    warnings.push({
      id: 'too-much-must',
      text: `Musts take ${percent(must)} of the effort, above ${percent(limits.mustShareAtMost)}: ask of each what happens without it.`,
    });
  if (limits.capacity !== undefined && must > 1 + SLACK)
    warnings.push({
      id: 'must-beyond-capacity',
      text: 'The musts alone exceed the capacity: cut a must, move the date or add people.',
    });
  if (could < limits.couldShareAtLeast - SLACK)
    warnings.push({
      id: 'too-little-contingency',
      text: `Coulds are ${percent(could)}, below ${percent(limits.couldShareAtLeast)}: little can be dropped when things go wrong.`,
    });
  if (assumed)
    warnings.push({ id: 'effort-assumed', text: 'No efforts were given, so each item counts as 1: estimate them.' });
  return warnings;
}

function readingOf(
  must: number,
  accepted: boolean,
  { capacity, leftOut }: { capacity?: number | undefined; leftOut: readonly string[] | undefined },
): string {
  const of = capacity === undefined ? 'of the effort' : 'of the capacity';
  const first = `Musts take ${(must * 100).toFixed(0)} % ${of}, which is ${accepted ? 'within' : 'above'} the limit.`;
  if (leftOut === undefined) return first;
  return leftOut.length === 0 ? `${first} Everything fits.` : `${first} ${listed(leftOut)} will not fit.`;
}
