/** Filters as people read them. */
import type { Condition, Filter, Operator } from '../../../line/index.ts';
import type { Column } from './column.ts';

export const OPERATOR_NAMES: Readonly<Record<Operator, string>> = {
  is: 'is',
  isNot: 'is not',
  in: 'is any of',
  notIn: 'is none of',
  contains: 'contains',
  lt: 'is less than',
  lte: 'is at most',
  gt: 'is more than',
  gte: 'is at least',
  isEmpty: 'is empty',
  isNotEmpty: 'is not empty',
  within: 'is within',
};
const DATE_NAMES: Readonly<Partial<Record<Operator, string>>> = {
  lt: 'is before',
  lte: 'is on or before',
  gt: 'is after',
  gte: 'is on or after',
};

/** The operators that make sense for a column, the usual one first. */
export function operatorsOf(column: Column): readonly Operator[] {
  switch (column.field.type) {
    case 'select':
    case 'person':
      return ['in', 'notIn', 'isEmpty', 'isNotEmpty'];
    case 'multiSelect':
    case 'people':
      return ['in', 'notIn', 'isEmpty', 'isNotEmpty'];
    case 'number':
    case 'money':
      return ['gte', 'lte', 'is', 'isEmpty', 'isNotEmpty'];
    case 'date':
    case 'instant':
      return ['within', 'lt', 'gte', 'is', 'isEmpty', 'isNotEmpty'];
    case 'flag':
      return ['is'];
    default:
      return ['contains', 'is', 'isNot', 'isEmpty', 'isNotEmpty'];
  }
}

export function operatorName(column: Column, operator: Operator): string {
  const isDate = column.field.type === 'date' || column.field.type === 'instant';
  return (isDate ? DATE_NAMES[operator] : undefined) ?? OPERATOR_NAMES[operator];
}

export const needsValue = (operator: Operator): boolean => operator !== 'isEmpty' && operator !== 'isNotEmpty';

export function conditionCount(filter: Filter | null): number {
  if (filter === null) return 0;
  if ('and' in filter) return filter.and.reduce((sum, part) => sum + conditionCount(part), 0);
  if ('or' in filter) return filter.or.reduce((sum, part) => sum + conditionCount(part), 0);
  return 1;
}

/** A group of conditions joined by one word: what the builder edits; a lone condition is a group of one. */
export interface FilterGroup {
  readonly join: 'and' | 'or';
  readonly parts: readonly Filter[];
}

export function groupOf(filter: Filter | null): FilterGroup {
  if (filter === null) return { join: 'and', parts: [] };
  if ('and' in filter) return { join: 'and', parts: filter.and };
  if ('or' in filter) return { join: 'or', parts: filter.or };
  return { join: 'and', parts: [filter] };
}

export function filterOf({ join, parts }: FilterGroup): Filter | null {
  const [only] = parts;
  if (only === undefined) return null;
  if (parts.length === 1 && isCondition(only)) return only;
  return join === 'and' ? { and: parts } : { or: parts };
}

export function isCondition(filter: Filter): filter is Condition {
  return 'field' in filter;
}
