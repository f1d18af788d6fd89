/** Filters and sorts: one small language for lists, saved views, the API and the browser's memory. */

/** Operators by field type; `within` takes a relative span of days: `{ from: -7, to: 0 }`. */
export type Operator = 'is' | 'isNot' | 'in' | 'notIn' | 'contains' | 'lt' | 'lte' | 'gt' | 'gte' | 'isEmpty' | 'isNotEmpty' | 'within';

export interface Condition {
  /** A field's name; `custom.<key>` for a custom field; `outOfStep` (true/false); `linked.<link kind>` (item id). */
  readonly field: string;
  readonly op: Operator;
  /** `me` stands for the reader in person fields; `today` and `today+14` for days in date fields. */
  readonly value?: unknown;
}
export type Filter = Condition | { readonly and: readonly Filter[] } | { readonly or: readonly Filter[] };

export interface Sort {
  readonly field: string;
  readonly descending?: boolean;
}
