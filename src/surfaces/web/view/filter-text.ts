/** Filters as people read them. */
import type { Condition, Filter, Operator } from '../../../line/index.ts';
import type { Column } from './column.ts';
import { referenceKind } from './use-names.ts';

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

/** Fields of a filter that no column shows: links of a kind, there or not. */
export const isLinkField = (name: string): boolean => name.startsWith('linked.');

/** The operators that make sense for a column, the usual one first. */
export function operatorsOf(column: Column): readonly Operator[] {
  if (isLinkField(column.name)) return ['isNotEmpty', 'isEmpty'];
  if (referenceKind(column.name) !== undefined) return ['in', 'notIn', 'isEmpty', 'isNotEmpty'];
  switch (column.field.type) {
    case 'select':
    case 'person':
    case 'multiSelect':
    case 'people':
      return ['in', 'notIn', 'isEmpty', 'isNotEmpty'];
    case 'number':
    case 'money':
      return ['gte', 'lte', 'gt', 'lt', 'is', 'isNot', 'isEmpty', 'isNotEmpty'];
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
  if (isLinkField(column.name)) return operator === 'isEmpty' ? 'has none' : 'has some';
  const isDate = column.field.type === 'date' || column.field.type === 'instant';
  return (isDate ? DATE_NAMES[operator] : undefined) ?? OPERATOR_NAMES[operator];
}

export const needsValue = (operator: Operator): boolean => operator !== 'isEmpty' && operator !== 'isNotEmpty';

/** A condition that is still being written asks for nothing yet. */
function isWhole({ op, value }: Condition): boolean {
  if (!needsValue(op)) return true;
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** The filter without what is still being written; null where nothing is left. */
export function wholeFilter(filter: Filter | null): Filter | null {
  if (filter === null || isCondition(filter)) return filter !== null && isWhole(filter) ? filter : null;
  const { join, parts } = groupOf(filter);
  const whole = parts.map(wholeFilter).filter((part) => part !== null);
  if (whole.length === 0) return null;
  return join === 'and' ? { and: whole } : { or: whole };
}

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
