import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';

const criterion = z.object({
  name: z.string().min(1, 'Name the criterion.'),
  direction: z.enum(['more', 'less']).default('more').describe('Whether more or less of it is better.'),
});

const values = z
  .union(
    [z.array(z.number()), z.record(z.string(), z.number())],
    'Give the values by name of the criterion, or as a list in the order of the criteria.',
  )
  .describe('By name of the criterion, or a list in the order of the criteria.');

const MOST_COMPARISONS = 2e8;

/**
 * Pareto front: the items that no other beats on every criterion, without any weights.
 *
 * Layer 1 is the front; layer 2 the front of the rest, and so on. Items with equal values share a layer.
 *
 * @throws MethodProblem `value-missing`, `item-twice`, `too-much-work`.
 * @example paretoFront.run({ criteria: [{ name: 'value', direction: 'more' }, { name: 'cost', direction: 'less' }], items: [...] }).front;
 */
export const paretoFront = defineMethod({
  name: 'pareto-front',
  field: 'agree',
  title: 'Pareto front',
  summary: 'Which items are worth arguing about: those that no other item beats on every criterion.',
  whenToUse: [
    'Before weights are argued: drop what loses whatever the weights.',
    'Stakeholders rate the same items differently: a criterion for each of them.',
  ],
  whenNot: [
    'With more than about five criteria nearly everything is on the front.',
    'To pick one: it names candidates.',
  ],
  assumes: [
    'Values of one criterion are on one scale; criteria need no common scale.',
    'Small differences count: round values that are not that exact.',
  ],
  formula:
    'An item is dominated if another is at least as good on every criterion and better on one. Layers: peel the front off, again and again.',
  source: [
    'Pareto, V. (1906), Manuale di economia politica.',
    'Deb, K. et al. (2002), A fast and elitist multiobjective genetic algorithm: NSGA-II (layers).',
  ],
  verified: 'Definition by brute force; invariance to any growing transformation of a criterion.',
  cost: 'O(items² × criteria)',
  warns: {
    'all-on-front': 'No item is dominated: the criteria leave everything open.',
    'criterion-constant': 'All items are alike on a criterion: it decides nothing.',
  },
  inputs: z.object({
    criteria: z.array(criterion).min(1, 'Give at least one criterion.').max(50),
    items: z
      .array(z.object({ name: z.string().min(1).optional(), values }))
      .min(1, 'Give at least one item.')
      .max(5000),
  }),
  result: z.object({
    items: z
      .array(
        z.object({
          name: z.string(),
          layer: z.int().describe('1: on the front.'),
          onFront: z.boolean(),
          dominatedBy: z.int().describe('How many items dominate it.'),
          dominates: z.int().describe('How many items it dominates.'),
          beatenBy: z.array(z.string()).describe('Items of the front that dominate it, at most five.'),
          distanceToIdeal: z
            .number()
            .describe('From the best value of each criterion, each criterion’s range being 1: 0 is best on all.'),
        }),
      )
      .describe('In the order they were given.'),
    front: z.array(z.string()).describe('Names on the front, nearest to the ideal first.'),
    ideal: z.array(z.number()).describe('Best value of each criterion.'),
    worstOnFront: z.array(z.number()).describe('Worst value of each criterion on the front.'),
    ...report,
  }),
  example: {
    about: 'Four features by value (more) and effort (less): one is beaten on both.',
    source: 'Plain numbers.',
    inputs: {
      criteria: [{ name: 'value' }, { name: 'effort', direction: 'less' }],
      items: [
        { name: 'Import', values: { value: 8, effort: 5 } },
        { name: 'Audit log', values: { value: 5, effort: 2 } },
        { name: 'Themes', values: { value: 4, effort: 3 } },
        { name: 'Single sign-on', values: { value: 9, effort: 8 } },
      ],
    },
  },
  run({ criteria, items }) {
    if (items.length ** 2 * criteria.length > MOST_COMPARISONS)
      throw new MethodProblem('too-much-work', 'items', 'Give fewer items or criteria.');
    const names = items.map(({ name }, i) => name ?? `Item ${i + 1}`);
    const twice = names.findIndex((name, i) => names.indexOf(name) !== i);
    if (twice >= 0) throw new MethodProblem('item-twice', `items.${twice}.name`, 'Give every item its own name.');
    const rows = items.map((item, i) =>
      criteria.map(({ name, direction }, c) => facing(item.values, { name, direction, c, i })),
    );
    const dominators = rows.map((row) => rows.flatMap((other, j) => (dominates(other, row) ? [j] : [])));
    const layers = layersOf(dominators);
    const columns = criteria.map((_, c) => rows.map((row) => row[c]!));
    const distances = distancesTo(rows, columns);
    const on = rows.flatMap((_, i) => (layers[i] === 1 ? [i] : [])).sort((a, b) => distances[a]! - distances[b]!);
    const beats = rows.map(() => 0);
    for (const some of dominators) for (const j of some) beats[j] = beats[j]! + 1;
    const sign = ({ direction }: { direction: 'more' | 'less' }) => (direction === 'more' ? 1 : -1);
    return {
      items: names.map((name, i) => ({
        name,
        layer: layers[i]!,
        onFront: layers[i] === 1,
        dominatedBy: dominators[i]!.length,
        dominates: beats[i]!,
        beatenBy: dominators[i]!.filter((j) => layers[j] === 1)
          .slice(0, 5)
          .map((j) => names[j]!),
        distanceToIdeal: distances[i]!,
      })),
      front: on.map((i) => names[i]!),
      ideal: criteria.map((one, c) => sign(one) * Math.max(...columns[c]!) + 0),
      worstOnFront: criteria.map((one, c) => sign(one) * Math.min(...on.map((i) => rows[i]![c]!)) + 0),
      warnings: warningsOf(criteria, columns, on.length === names.length),
      reading: readingOf(
        on.map((i) => names[i]!),
        names.length,
      ),
      picture: pictureOf(
        criteria,
        rows.map((row) => row.map((value, c) => sign(criteria[c]!) * value)),
        { names, layers },
      ),
    };
  },
});

interface Asked {
  readonly name: string;
  readonly direction: 'more' | 'less';
  readonly c: number;
  readonly i: number;
}

/** The value turned so that more is better. */
function facing(given: readonly number[] | Readonly<Record<string, number>>, { name, direction, c, i }: Asked): number {
  const value = Array.isArray(given) ? given[c] : new Map(Object.entries(given)).get(name);
  if (typeof value !== 'number')
    throw new MethodProblem(
      'value-missing',
      `items.${i}.values.${Array.isArray(given) ? c : name}`,
      `Give a value for "${name}".`,
    );
  return direction === 'more' ? value : -value;
}

function dominates(one: readonly number[], other: readonly number[]): boolean {
  let better = false;
  for (let c = 0; c < one.length; c++) {
    if (one[c]! < other[c]!) return false;
    if (one[c]! > other[c]!) better = true;
  }
  return better;
}

/** One more than the deepest layer among those that dominate: domination has no circles. */
function layersOf(dominators: readonly (readonly number[])[]): number[] {
  const layers = dominators.map(() => 0);
  const byDominators = dominators.map((_, i) => i).sort((a, b) => dominators[a]!.length - dominators[b]!.length);
  // Whoever dominates an item has fewer dominators than it, and so is done before it.
  for (const i of byDominators) layers[i] = 1 + dominators[i]!.reduce((deepest, j) => Math.max(deepest, layers[j]!), 0);
  return layers;
}

function distancesTo(rows: readonly (readonly number[])[], columns: readonly (readonly number[])[]): number[] {
  const best = columns.map((column) => Math.max(...column));
  const range = columns.map((column, c) => best[c]! - Math.min(...column));
  return rows.map((row) => Math.hypot(...row.map((value, c) => (range[c]! > 0 ? (best[c]! - value) / range[c]! : 0))));
}

function warningsOf(
  criteria: readonly { name: string }[],
  columns: readonly (readonly number[])[],
  all: boolean,
): Warning[] {
  const warnings: Warning[] = [];
  if (all && (columns[0]?.length ?? 0) > 1)
    warnings.push({
      id: 'all-on-front',
      text: 'No item is beaten on every criterion: fewer or coarser criteria, or weights, are needed.',
    });
  const flat = criteria.filter(
    (_, c) => columns[c]!.length > 1 && columns[c]!.every((value) => value === columns[c]![0]),
  );
  if (flat.length > 0)
    warnings.push({
      id: 'criterion-constant',
      text: `All items are alike on ${flat.map(({ name }) => name).join(', ')}: leave it out.`,
    });
  return warnings;
}

function readingOf(front: readonly string[], all: number): string {
  const named = front.slice(0, 5).join(', ') + (front.length > 5 ? ' …' : '');
  return `${front.length} of ${all} items are beaten by none on every criterion: ${named}. Whatever the weights, the best is among them; nearest to best on all is ${front[0]}.`;
}

function pictureOf(
  criteria: readonly { name: string }[],
  rows: readonly (readonly number[])[],
  { names, layers }: { names: readonly string[]; layers: readonly number[] },
) {
  const [x, y] = [criteria[0], criteria[1]];
  return {
    kind: 'points' as const,
    title: 'Pareto front',
    x: x?.name ?? '',
    y: y?.name ?? 'Layer',
    series: names.map((name, i) => ({ name, x: [rows[i]![0]!], y: [rows[i]![1] ?? layers[i]!] })),
  };
}
