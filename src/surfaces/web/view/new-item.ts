/** What a new item gets from where it is made: the filter of the view it shall stand in, and the group it is added to. */
import { type Condition, dayFrom, type Filter, type Kind } from '../../../line/index.ts';
import { setFrame } from '../frame/frame-state.ts';
import type { Patch } from '../workspace/commit.ts';
import { type Column, withColumn } from './column.ts';
import { type ItemGroup, placing } from './groups.ts';

/** Asks for a new item that stands in a group. */
export function addIn(kind: Kind, group: Pick<ItemGroup, 'holds'>): void {
  setFrame({ create: kind.name, draft: placing(NOTHING_YET, group) });
}

const NOTHING_YET = { custom: {} };

export interface Reader {
  readonly memberId: string;
  readonly today: string;
}

/**
 * The values that everything in a filtered view has in common, so that what is added there is not hidden at once.
 *
 * @example
 * impliedValues({ field: 'state', op: 'in', value: ['planned'] }, columns, reader) // { state: 'planned' }
 */
export function impliedValues(filter: Filter | null, columns: readonly Column[], reader: Reader): Patch {
  let values: Patch = {};
  for (const condition of allOf(filter)) {
    const column = columns.find((one) => one.name === condition.field && one.isEditable);
    const value = column === undefined ? undefined : impliedBy(condition, column, reader);
    if (column !== undefined && value !== undefined) values = withColumn(values, column.name, value);
  }
  return values;
}

/** The conditions that hold for every item of the view: those of an "or" do not. */
function allOf(filter: Filter | null): readonly Condition[] {
  if (filter === null || 'or' in filter)
    return filter !== null && filter.or.length === 1 ? filter.or.flatMap(allOf) : [];
  return 'and' in filter ? filter.and.flatMap(allOf) : [filter];
}

const SEVERAL: readonly string[] = ['multiSelect', 'people', 'list'];

function impliedBy({ op, value }: Condition, { field }: Column, { memberId, today }: Reader): unknown {
  if (op === 'isEmpty') return null;
  const isOne = op === 'is' || (op === 'contains' && field.type === 'list');
  const [only, ...others] = op === 'in' && Array.isArray(value) ? value : isOne ? [value] : [];
  if (only === undefined || only === null || others.length > 0) return undefined;
  const isDay = field.type === 'date' && typeof only === 'string';
  const known = only === 'me' ? memberId : isDay ? dayFrom(only, today) : only;
  return SEVERAL.includes(field.type) ? [known] : known;
}
