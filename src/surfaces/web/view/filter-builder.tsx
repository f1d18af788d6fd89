/** Which items a view shows: conditions joined by "and" or "or", with groups inside. */
import { Plus, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Condition, Filter, Kind } from '../../../line/index.ts';
import { useKeptFocus } from '../frame/kept-focus.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { Select } from '../primitive/select.tsx';
import { model } from '../workspace/model.ts';
import { type Column, TITLE_COLUMN } from './column.ts';
import { ConditionValue, firstValue } from './condition-value.tsx';
import {
  type FilterGroup,
  filterOf,
  groupOf,
  isCondition,
  needsValue,
  operatorName,
  operatorsOf,
} from './filter-text.ts';

export interface FilterBuilderProps {
  readonly kind: Kind;
  readonly columns: readonly Column[];
  readonly filter: Filter | null;
  readonly onChange: (filter: Filter | null) => void;
}

const notAColumn = (name: string, label: string, type: 'flag' | 'list'): Column => ({
  name,
  label,
  field: { type },
  isEditable: false,
  widthPixels: 0,
});
const OUT_OF_STEP = notAColumn('outOfStep', 'Out of step', 'flag');
const GROUPS_DEEP = 2;

export default function FilterBuilder({ kind, columns, filter, onChange }: FilterBuilderProps): ReactElement {
  const kept = useKeptFocus();
  const links = model.links.filter((type) => type.from.name === kind.name);
  const all = [
    TITLE_COLUMN,
    OUT_OF_STEP,
    ...columns.filter((column) => column.field.type !== 'rows'),
    ...links.map((type) => notAColumn(`linked.${type.id}`, `Link “${type.definition.says}”`, 'list')),
  ];
  return (
    <div ref={kept} className="flex flex-col gap-2">
      <GroupEditor columns={all} group={groupOf(filter)} depth={0} onChange={(group) => onChange(filterOf(group))} />
      {filter !== null && (
        <Button small look="plain" className="self-start text-muted" onClick={() => onChange(null)}>
          Clear all
        </Button>
      )}
    </div>
  );
}

interface GroupEditorProps {
  readonly columns: readonly Column[];
  readonly group: FilterGroup;
  readonly depth: number;
  readonly onChange: (group: FilterGroup) => void;
}

function GroupEditor({ columns, group, depth, onChange }: GroupEditorProps): ReactElement {
  const [, second] = columns;
  const replace = (index: number, part: Filter | null): void =>
    onChange({
      ...group,
      parts: part === null ? group.parts.toSpliced(index, 1) : group.parts.toSpliced(index, 1, part),
    });
  const add = (part: Filter): void => onChange({ ...group, parts: [...group.parts, part] });
  const fresh = columns.find((column) => column.name === 'state') ?? second;
  return (
    <div className={depth > 0 ? 'flex flex-col gap-2 border-l-2 border-line pl-3' : 'flex flex-col gap-2'}>
      {group.parts.length === 0 && <p className="text-muted">Everything is shown. Add a condition to narrow it.</p>}
      {group.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place.
        <div key={index} className="flex items-start gap-2">
          <span className="w-11 shrink-0 pt-1.5 text-right text-sm text-muted">
            {index === 0 ? 'Where' : <JoinButton join={group.join} onChange={(join) => onChange({ ...group, join })} />}
          </span>
          <div className="min-w-0 flex-1">
            {isCondition(part) ? (
              <ConditionEditor columns={columns} condition={part} onChange={(next) => replace(index, next)} />
            ) : (
              <GroupEditor
                columns={columns}
                group={groupOf(part)}
                depth={depth + 1}
                onChange={(next) => replace(index, next.parts.length === 0 ? null : asFilter(next))}
              />
            )}
          </div>
          {isCondition(part) && (
            <IconButton label="Remove this condition" small className="mt-1" onClick={() => replace(index, null)}>
              <X size={14} />
            </IconButton>
          )}
        </div>
      ))}
      {fresh !== undefined && (
        <div className="flex gap-1">
          <Button small look="plain" onClick={() => add(freshCondition(fresh))}>
            <Plus size={14} aria-hidden /> Condition
          </Button>
          {depth < GROUPS_DEEP && (
            <Button
              small
              look="plain"
              onClick={() =>
                add(asFilter({ join: group.join === 'and' ? 'or' : 'and', parts: [freshCondition(fresh)] }))
              }
            >
              <Plus size={14} aria-hidden /> Group
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** A group inside a group keeps its braces, even around one condition. */
const asFilter = ({ join, parts }: FilterGroup): Filter => (join === 'and' ? { and: parts } : { or: parts });

interface JoinButtonProps {
  readonly join: 'and' | 'or';
  readonly onChange: (join: 'and' | 'or') => void;
}

function JoinButton({ join, onChange }: JoinButtonProps): ReactElement {
  return (
    <button
      type="button"
      aria-label={`Joined by ${join}; change`}
      onClick={() => onChange(join === 'and' ? 'or' : 'and')}
      className="min-h-6 rounded-sm px-1 text-accent hover:bg-sunk"
    >
      {join}
    </button>
  );
}

function freshCondition(column: Column): Condition {
  const [op = 'is'] = operatorsOf(column);
  return { field: column.name, op, ...(needsValue(op) && { value: firstValue(column, op) }) };
}

interface ConditionEditorProps {
  readonly columns: readonly Column[];
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
}

function ConditionEditor({ columns, condition, onChange }: ConditionEditorProps): ReactElement {
  const column = columns.find((one) => one.name === condition.field);
  if (column === undefined)
    return <p className="py-1.5 text-muted">“{condition.field}” is not a field here any more.</p>;
  const setField = (name: string): void => {
    const next = columns.find((one) => one.name === name);
    if (next !== undefined) onChange(freshCondition(next));
  };
  const operators = operatorsOf(column);
  const options = operators.includes(condition.op) ? operators : [condition.op, ...operators];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-2 sm:grid-cols-[10rem_8rem_minmax(0,1fr)]">
      <Select
        label="Field"
        options={columns.map((one) => ({ value: one.name, label: one.label }))}
        value={condition.field}
        onChange={setField}
      />
      <Select
        label="Comparison"
        options={options.map((op) => ({ value: op, label: operatorName(column, op) }))}
        value={condition.op}
        onChange={(op) =>
          onChange({ field: condition.field, op, ...(needsValue(op) && { value: firstValue(column, op) }) })
        }
      />
      {needsValue(condition.op) && (
        <div className="max-sm:col-span-2">
          <ConditionValue
            key={`${condition.field} ${condition.op}`}
            column={column}
            condition={condition}
            onChange={(value) => onChange({ ...condition, value })}
          />
        </div>
      )}
    </div>
  );
}
