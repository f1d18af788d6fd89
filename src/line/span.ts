/** An item's start and end on timelines follow the noun's own dates where its `span` names them. */
import type { Kind } from './kind.ts';
import type { Values } from './row.ts';

const EDGES = [
  ['start', 'startOn'],
  ['end', 'endOn'],
] as const;

/** Writing either writes both. @example alignSpan(feature, { targetOn: '2021-06-01' }).endOn // '2021-06-01' */
export function alignSpan(kind: Kind, values: Values): Record<string, unknown> {
  const aligned: Record<string, unknown> = { ...values };
  for (const [edge, common] of EDGES) {
    const own = kind.span?.[edge];
    if (own === undefined || own === common) continue;
    if (Object.hasOwn(values, own)) aligned[common] = values[own];
    else if (Object.hasOwn(values, common)) aligned[own] = values[common];
  }
  return aligned;
}
