/** Answers to categorical items, with equal rows counted once. */

import { MethodProblem } from '../method.ts';
import type { Patterns } from './latent-class-search.ts';

/** More items would take the chance of a pattern out of the range of numbers. */
const MOST_ITEMS = 200;

export interface AnswerTable {
  readonly patterns: Patterns;
  readonly items: readonly string[];
  readonly categories: readonly (readonly string[])[];
  /** Pattern of each row, -1 where left out. */
  readonly patternOf: readonly number[];
  /** Rows used, by their counts. */
  readonly people: number;
  readonly leftOut: number;
  readonly holes: boolean;
}

interface Answers {
  readonly responses: readonly (readonly (string | number | null)[])[];
  readonly items?: readonly string[] | undefined;
  readonly counts?: readonly number[] | undefined;
  readonly missing: 'use' | 'drop';
}

/** @throws MethodProblem `rows-differ`, `lengths-differ`, `too-large`, `item-constant`, `no-answers` */
export function answerTable({ responses, items: given, counts, missing }: Answers): AnswerTable {
  const size = responses[0]!.length;
  const odd = responses.findIndex((row) => row.length !== size);
  if (odd >= 0 || size === 0)
    throw new MethodProblem('rows-differ', `responses.${Math.max(odd, 0)}`, 'Give every row one answer an item.');
  if (size > MOST_ITEMS) throw new MethodProblem('too-large', 'responses', `Give at most ${MOST_ITEMS} items.`);
  const items = given ?? Array.from({ length: size }, (_, at) => `item ${at + 1}`);
  if (items.length !== size) throw new MethodProblem('lengths-differ', 'items', `Name all ${size} items.`);
  if (counts !== undefined && counts.length !== responses.length)
    throw new MethodProblem('lengths-differ', 'counts', `Give ${responses.length} counts, one a row.`);
  const used = responses.map((row) => (missing === 'drop' ? !row.includes(null) : row.some((value) => value !== null)));
  if (!used.includes(true)) throw new MethodProblem('no-answers', 'responses', 'Give rows with answers.');
  const kept = responses.filter((_, row) => used[row]);
  const categories = items.map((item, column) => categoriesOf(item, kept, column));
  const found = new Map<string, number>();
  const answers: number[] = [];
  const totals: number[] = [];
  const patternOf = responses.map((row, at) => {
    if (!used[at]) return -1;
    const codes = row.map((value, column) => (value === null ? -1 : categories[column]!.indexOf(String(value))));
    const key = codes.join(' ');
    const pattern = found.get(key) ?? found.size;
    if (pattern === found.size) {
      found.set(key, pattern);
      answers.push(...codes);
      totals.push(0);
    }
    totals[pattern]! += counts?.[at] ?? 1;
    return pattern;
  });
  const many = categories.map((own) => own.length);
  const people = totals.reduce((sum, count) => sum + count, 0);
  return {
    patterns: {
      answers: Int32Array.from(answers),
      counts: Float64Array.from(totals),
      items: size,
      categories: many,
      offsets: many.map((_, at) => many.slice(0, at).reduce((sum, value) => sum + value, 0)),
      cells: many.reduce((sum, value) => sum + value, 0),
    },
    items,
    categories,
    patternOf,
    people,
    leftOut: used.filter((value) => !value).length,
    holes: answers.includes(-1),
  };
}

/** In ascending order: numbers by size, text by letter. */
function categoriesOf(item: string, rows: readonly (readonly (string | number | null)[])[], column: number): string[] {
  const values = [...new Set(rows.map((row) => row[column] ?? null))].filter((value) => value !== null);
  if (values.length < 2)
    throw new MethodProblem('item-constant', 'responses', `Leave ${item} out: everybody answered alike.`);
  const numbers = values.every((value) => !Number.isNaN(Number(value)));
  values.sort((a, b) => (numbers ? Number(a) - Number(b) : String(a) < String(b) ? -1 : 1));
  return [...new Set(values.map(String))];
}
