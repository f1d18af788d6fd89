/** Conditions as people type them: `state=building`, `owner=`; given again they must all hold. */
import type { Filter } from '../../line/index.ts';
import { pair } from './argument.ts';

/** @example filterFrom(['state=planned', 'state=building']) // state is one of both */
export function filterFrom(conditions: readonly string[]): Filter | undefined {
  if (conditions.length === 0) return undefined;
  const byField = Map.groupBy(conditions.map(pair), ([field]) => field);
  const and = [...byField].map(([field, pairs]): Filter => {
    const values = pairs.map(([, value]) => value);
    const [value = ''] = values;
    if (values.length > 1) return { field, op: 'in', value: values };
    return value === '' ? { field, op: 'isEmpty' } : { field, op: 'is', value: typed(value) };
  });
  return { and };
}

function typed(value: string): string | boolean {
  return value === 'true' ? true : value === 'false' ? false : value;
}
