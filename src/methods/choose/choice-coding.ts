/** Choice tables as people keep them, turned into numbers: one row an alternative, attributes as columns of numbers or of levels. */

import { z } from 'zod';
import { MethodProblem, type Warning } from '../method.ts';
import type { ChoiceRows } from './conditional-logit.ts';

const MOST_CELLS = 50_000_000;

const attributeColumn = z.union([z.array(z.number().nullable()), z.array(z.string().nullable())]);

/** The members that every method on choice tables takes. */
export const choiceTable = {
  situations: z
    .array(z.union([z.number(), z.string()]))
    .min(2, 'Give a table with at least one choice between two alternatives.')
    .describe(
      'One entry a row: which choice situation (task, question, purchase) the alternative stood in. May start again with each respondent where `respondents` is given.',
    ),
  chosen: z
    .array(z.union([z.number().min(0, 'Give 1 for chosen and 0 for not chosen, or how often.'), z.boolean()]))
    .describe('One entry a row: 1 (or true) where the alternative was chosen, else 0; or how often it was chosen.'),
  attributes: z
    .record(z.string(), attributeColumn)
    .refine((columns) => Object.keys(columns).length > 0, 'Give at least one attribute.')
    .describe(
      'Each attribute a column, one entry a row. Numbers enter as they stand (price, 0/1 columns coded beforehand); text is a category and is coded. null: the attribute does not apply (the "none of these" alternative) and adds nothing.',
    ),
  coding: z
    .enum(['dummy', 'effects'])
    .default('dummy')
    .describe(
      'For categories. dummy: utilities against the reference level, which is 0. effects: against the mean of all levels.',
    ),
  referenceLevels: z
    .record(z.string(), z.string())
    .default({})
    .describe('Reference level of a category; where not given, the level that comes first in its column.'),
};

interface ChoiceTable {
  readonly situations: readonly (string | number)[];
  readonly chosen: readonly (number | boolean)[];
  readonly respondents?: readonly (string | number)[] | undefined;
  readonly attributes: Readonly<Record<string, readonly (number | string | null)[]>>;
  readonly coding: 'dummy' | 'effects';
  readonly referenceLevels: Readonly<Record<string, string>>;
}

export interface CodedAttribute {
  readonly name: string;
  /** Levels of a category, the reference first; null for a number. */
  readonly levels: readonly string[] | null;
  /** First of its columns in the coded table. */
  readonly from: number;
  readonly columns: number;
  /** Least and greatest value of a number in the table. */
  readonly low: number;
  readonly high: number;
}

export interface CodedChoices {
  readonly rows: ChoiceRows;
  /** Names of the coded columns: `price`, `brand: Acme`. */
  readonly names: readonly string[];
  readonly attributes: readonly CodedAttribute[];
  readonly effects: boolean;
  /** Names of the respondents and, for each situation, which of them answered it; empty where none were given. */
  readonly respondents: readonly string[];
  readonly respondentOf: Int32Array;
  readonly warnings: Warning[];
}

/** Codes a table; situations where nothing was chosen or nothing could be chosen are left out and warned of. */
export function codeChoices(table: ChoiceTable): CodedChoices {
  const count = table.situations.length;
  sameLength('chosen', table.chosen, count);
  if (table.respondents !== undefined) sameLength('respondents', table.respondents, count);
  for (const [name, column] of Object.entries(table.attributes)) sameLength(`attributes.${name}`, column, count);
  const attributes = attributesOf(table);
  const columns = attributes.reduce((sum, attribute) => sum + attribute.columns, 0);
  if (columns * count > MOST_CELLS)
    throw new MethodProblem('too-large', 'attributes', `Give a table of at most ${MOST_CELLS} coded cells.`);
  const { situations, respondents, respondentOf, warnings } = answered(table);
  if (situations.length === 0)
    throw new MethodProblem('no-choices', 'chosen', 'Mark with 1 which alternative of each situation was chosen.');
  const order = situations.flat();
  const x = new Float64Array(order.length * columns);
  for (const attribute of attributes) fill(x, { attribute, columns, order, table });
  const starts = new Int32Array(situations.length + 1);
  situations.forEach((members, at) => {
    starts[at + 1] = starts[at]! + members.length;
  });
  return {
    rows: { x, columns, starts, chosen: Float64Array.from(order, (row) => Number(table.chosen[row])) },
    names: attributes.flatMap(columnNames),
    attributes,
    effects: table.coding === 'effects',
    respondents,
    respondentOf,
    warnings,
  };
}

/** Utilities of the levels of a category from the coefficients of its columns, the reference level first. */
export function levelUtilities(attribute: CodedAttribute, coefficients: ArrayLike<number>, effects: boolean): number[] {
  const others = Array.from({ length: attribute.columns }, (_, k) => coefficients[attribute.from + k]!);
  return [effects ? -others.reduce((sum, value) => sum + value, 0) : 0, ...others];
}

/** How far apart, in utility, an attribute's best and worst level (or the ends of its range) stand. */
export function utilityRange(attribute: CodedAttribute, coefficients: ArrayLike<number>, effects: boolean): number {
  if (attribute.levels === null)
    return Math.abs(coefficients[attribute.from]!) * Math.max(0, attribute.high - attribute.low);
  const utilities = levelUtilities(attribute, coefficients, effects);
  return Math.max(...utilities) - Math.min(...utilities);
}

function sameLength(field: string, column: readonly unknown[], count: number): void {
  if (column.length !== count)
    throw new MethodProblem(
      'lengths-differ',
      field,
      `Give ${count} entries, one a row, as in situations; there are ${column.length}.`,
    );
}

function attributesOf(table: ChoiceTable): CodedAttribute[] {
  let from = 0;
  return Object.entries(table.attributes).map(([name, column]) => {
    const numbers = column.filter((value) => typeof value === 'number');
    const isNumber = numbers.length > 0;
    const levels = isNumber ? null : levelsOf(name, column, table.referenceLevels[name]);
    const columns = levels === null ? 1 : levels.length - 1;
    const attribute = {
      name,
      levels,
      from,
      columns,
      low: numbers.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
      high: numbers.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    };
    from += columns;
    return attribute;
  });
}

function levelsOf(name: string, column: readonly unknown[], reference: string | undefined): string[] {
  const levels = [...new Set(column.filter((value) => typeof value === 'string'))];
  if (levels.length < 2)
    throw new MethodProblem('attribute-constant', `attributes.${name}`, `Leave ${name} out: it has not two levels.`);
  if (reference === undefined) return levels;
  if (!levels.includes(reference))
    throw new MethodProblem('level-unknown', `referenceLevels.${name}`, `Name one of ${levels.join(', ')}.`);
  return [reference, ...levels.filter((level) => level !== reference)];
}

function columnNames({ name, levels }: CodedAttribute): string[] {
  return levels === null ? [name] : levels.slice(1).map((level) => `${name}: ${level}`);
}

interface Filling {
  readonly attribute: CodedAttribute;
  readonly columns: number;
  readonly order: readonly number[];
  readonly table: ChoiceTable;
}

function fill(x: Float64Array, { attribute, columns, order, table }: Filling): void {
  const { name, levels, from } = attribute;
  const values = table.attributes[name]!;
  const place = new Map(levels?.map((level, at) => [level, at]));
  order.forEach((row, at) => {
    const value = values[row]!;
    const start = at * columns + from;
    if (typeof value === 'number') x[start] = value;
    if (typeof value !== 'string') return;
    const level = place.get(value) ?? 0;
    if (level > 0) x[start + level - 1] = 1;
    else if (table.coding === 'effects') x.fill(-1, start, start + attribute.columns);
  });
}

/** The rows of each situation in which a choice was made, respondents side by side. */
function answered(table: ChoiceTable) {
  const grouped = new Map<string, Map<string | number, number[]>>();
  table.situations.forEach((situation, row) => {
    const respondent = String(table.respondents?.[row] ?? '');
    const own = grouped.get(respondent) ?? new Map<string | number, number[]>();
    grouped.set(respondent, own);
    const members = own.get(situation);
    if (members === undefined) own.set(situation, [row]);
    else members.push(row);
  });
  const situations: number[][] = [];
  const respondents: string[] = [];
  const respondentOf: number[] = [];
  let leftOut = 0;
  for (const [respondent, own] of grouped) {
    const useful = [...own.values()].filter(
      (members) => members.length > 1 && members.some((row) => Number(table.chosen[row]) > 0),
    );
    leftOut += own.size - useful.length;
    if (useful.length === 0) continue;
    for (const members of useful) {
      situations.push(members);
      respondentOf.push(respondents.length);
    }
    respondents.push(respondent);
  }
  const warnings: Warning[] = [];
  if (leftOut > 0)
    warnings.push({
      id: 'situations-left-out',
      text: `${leftOut} situations hold no choice or a single alternative and were left out. Check that their rows share one situation and that one is marked as chosen.`,
    });
  return { situations, respondents, respondentOf: Int32Array.from(respondentOf), warnings };
}
