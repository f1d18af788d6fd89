import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { listed } from '../plain-words.ts';
import { type Expression, parseExpression } from './expression.ts';
import { unitsIn } from './expression-units.ts';
import { barsOf, bestFirst, itemName, leadersOf, namesOf, rank, ranksOf } from './ranked-scores.ts';

const variable = z
  .object({
    name: z.string().regex(/^[A-Za-z_$][\w$]*$/, 'A name is letters, digits and _, beginning with a letter.'),
    unit: z
      .string()
      .max(100)
      .optional()
      .describe('Like EUR/month or person*day; empty for none. Left out: not checked.'),
    minimum: z.number().optional().describe('Values below are refused.'),
    maximum: z.number().optional().describe('Values above are refused.'),
    defaultValue: z.number().optional().describe('Taken where an item has no value.'),
  })
  .describe('What a name in the formula may hold.');
type Variable = z.output<typeof variable>;

/**
 * Any formula of one's own over named numbers, item by item, with units and ranges checked.
 *
 * The formula is parsed, never run as code. Power is `^` or `**`, and a minus sign binds before it, as in spreadsheets: `-2^2` is 4.
 *
 * @throws MethodProblem `formula-invalid`, `variable-twice`, `range-invalid`, `value-missing`, `value-out-of-range`, `name-twice`.
 * @example formulaScore.run({ formula: 'value / effort', items: [{ values: { value: 8, effort: 2 } }], variables: [], rankFrom: 'highest' }).items[0].score; // 4
 */
export const formulaScore = defineMethod({
  name: 'formula-score',
  field: 'prioritise',
  title: 'A formula of your own',
  summary: 'Scores and ranks items by any arithmetic formula, with units and ranges checked.',
  whenToUse: [
    'Your organisation has a scoring rule of its own.',
    'To try a change to RICE or WSJF before adopting it.',
  ],
  whenNot: ['Where a customary score will do: others know it.'],
  assumes: ['Numbers within their ranges and units that can be added (both checked where given).'],
  formula: [
    'Signs: `+ - * / % ^`, comparisons `< <= > >= == !=` (1 or 0), `&& ||`, `test ? yes : no`, brackets. A leading minus binds before `^`, as in spreadsheets: `-2^2` is 4.',
    'Functions: `min max abs sqrt exp ln log10 round floor ceil pow clamp(value, low, high) if(test, yes, no)`.',
  ].join('\n'),
  source: ['Parsed by jsep; evaluated by our own interpreter.'],
  verified:
    'Property: agrees with the same expression in JavaScript on random formulas; refuses property access, assignment, text, calls of anything else.',
  cost: 'O(items × length of the formula)',
  warns: {
    'units-differ': 'The formula adds or compares things of unlike units.',
    'score-undefined': 'The formula has no value for an item (division by 0, root of a negative): it is not ranked.',
    'variable-unused': 'A described variable does not occur in the formula.',
  },
  inputs: z.object({
    formula: z
      .string()
      .min(1, 'Give a formula.')
      .describe('Like reach * impact * confidence / max(effort, 0.5). At most 1000 characters.'),
    items: z
      .array(
        z.object({
          name: itemName,
          values: z
            .record(z.string(), z.number(), 'Give the values by name: {"reach": 100, "effort": 2}.')
            .describe('By name of the variable.'),
        }),
      )
      .min(1, 'Give at least one item.')
      .max(100_000),
    variables: z
      .array(variable)
      .max(200)
      .default([])
      .describe('Units, ranges and defaults; only those worth checking.'),
    rankFrom: z.enum(['highest', 'lowest']).default('highest').describe('Which end of the scores is rank 1.'),
  }),
  result: z.object({
    items: z
      .array(
        z.object({
          name: z.string(),
          score: z.number().nullable().describe('Null where the formula has no value.'),
          rank,
        }),
      )
      .describe('In the order they were given.'),
    order: z.array(z.string()).describe('Names, best first, without those that have no score.'),
    variables: z.array(z.string()).describe('Names the formula uses.'),
    unit: z.string().nullable().describe('Of the score: empty for none, null where a unit is not known.'),
    ...report,
  }),
  example: {
    about: 'RICE with a floor under the effort and a bonus for strategic work.',
    source: 'Made up for illustration.',
    inputs: {
      formula: 'reach * impact * confidence / max(effort, 0.5) * if(strategic, 1.5, 1)',
      variables: [
        { name: 'reach', unit: 'customers/quarter', minimum: 0 },
        { name: 'impact', minimum: 0.25, maximum: 3, unit: '' },
        { name: 'confidence', minimum: 0, maximum: 1, unit: 'share' },
        { name: 'effort', unit: 'person-months', minimum: 0 },
        { name: 'strategic', unit: '', defaultValue: 0 },
      ],
      items: [
        { name: 'Import', values: { reach: 2000, impact: 2, confidence: 0.8, effort: 4 } },
        { name: 'Audit log', values: { reach: 600, impact: 3, confidence: 0.8, effort: 2, strategic: 1 } },
      ],
    },
  },
  run({ formula, items, variables, rankFrom }) {
    const expression = parseExpression(formula, 'formula');
    const rules = checkedRules(variables);
    const names = namesOf(items);
    const scores = items.map(({ values }, i) => scoreOf(expression, new Map(Object.entries(values)), { rules, i }));
    const facing = scores.map((score) => (score === null || rankFrom === 'highest' ? score : -score));
    const ranks = ranksOf(facing);
    const ranked = names.map((name, i) => ({ name, score: facing[i]! }));
    const order = bestFirst(ranked);
    const { unit, clashes } = unitsIn(
      expression.term,
      expression.variables.map((name) => rules.get(name)?.unit ?? null),
    );
    const scored = names.map((name, i) => ({ name, score: scores[i]!, rank: ranks[i]! }));
    const without = scored.filter(({ score }) => score === null).map(({ name }) => name);
    return {
      items: scored,
      order,
      variables: [...expression.variables],
      unit,
      warnings: warningsOf({
        clashes,
        without,
        unused: [...rules.keys()].filter((name) => !expression.variables.includes(name)),
      }),
      reading: readingOf(order, leadersOf(ranked), without.length),
      picture: barsOf('Score by formula', unit === null || unit === '' ? 'Score' : `Score (${unit})`, scored),
    };
  },
});

function checkedRules(variables: readonly Variable[]): Map<string, Variable> {
  const rules = new Map<string, Variable>();
  variables.forEach((rule, i) => {
    if (rules.has(rule.name))
      throw new MethodProblem('variable-twice', `variables.${i}.name`, `Describe "${rule.name}" once.`);
    const inside = rule.defaultValue === undefined || isInside(rule.defaultValue, rule);
    if ((rule.minimum ?? 0) > (rule.maximum ?? rule.minimum ?? 0) || !inside)
      throw new MethodProblem(
        'range-invalid',
        `variables.${i}`,
        'The minimum lies below the maximum, and the default between them.',
      );
    rules.set(rule.name, rule);
  });
  return rules;
}

function isInside(value: number, { minimum, maximum }: Variable): boolean {
  return value >= (minimum ?? value) && value <= (maximum ?? value);
}

function scoreOf(
  { variables, evaluate }: Expression,
  values: ReadonlyMap<string, number>,
  { rules, i }: { rules: ReadonlyMap<string, Variable>; i: number },
): number | null {
  const score = evaluate(
    variables.map((name) => {
      const field = `items.${i}.values.${name}`;
      const rule = rules.get(name);
      const value = values.get(name) ?? rule?.defaultValue;
      if (value === undefined)
        throw new MethodProblem('value-missing', field, `Give "${name}" a value, or a default among the variables.`);
      if (rule !== undefined && !isInside(value, rule))
        throw new MethodProblem(
          'value-out-of-range',
          field,
          `"${name}" lies between ${rule.minimum ?? 'anything'} and ${rule.maximum ?? 'anything'}.`,
        );
      return value;
    }),
  );
  return Number.isFinite(score) ? score + 0 : null;
}

function warningsOf({
  clashes,
  without,
  unused,
}: {
  clashes: readonly string[];
  without: readonly string[];
  unused: readonly string[];
}): Warning[] {
  const warnings: Warning[] = [];
  if (clashes.length > 0)
    warnings.push({
      id: 'units-differ',
      text: `The formula adds or compares ${listed(clashes)}: convert one, or mend its unit.`,
    });
  if (without.length > 0)
    warnings.push({
      id: 'score-undefined',
      text: `The formula has no value for ${listed(without)}: look for a division by 0 or a root of a negative.`,
    });
  if (unused.length > 0)
    warnings.push({ id: 'variable-unused', text: `The formula does not use ${listed(unused)}: is a name misspelt?` });
  return warnings;
}

function readingOf(order: readonly string[], leaders: string, without: number): string {
  const left = without === 0 ? '' : ` ${without} could not be scored.`;
  if (order.length === 0) return `No item could be scored.${left}`;
  return `By this formula ${leaders}.${left}`;
}
