/** What a new item gets besides its title, each value pressed to leave it out or take it back. */
import { Check, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Kind } from '../../../line/index.ts';
import { classNames } from '../primitive/class-names.ts';
import { columnsOf, valueAt } from '../view/column.ts';
import { fieldText } from '../view/field-text.ts';
import { referenceKind, useNameOf } from '../view/use-names.ts';
import type { Patch } from '../workspace/commit.ts';
import { useOpen } from '../workspace/context.tsx';
import { useResource } from '../workspace/hooks.ts';

export interface DraftValuesProps {
  readonly kind: Kind;
  readonly values: Patch;
  /** Names of fields; `custom` stands for all custom ones. */
  readonly leftOut: readonly string[];
  readonly onChange: (leftOut: readonly string[]) => void;
}

export function DraftValues({ kind, values, leftOut, onChange }: DraftValuesProps): ReactElement | null {
  const nameOf = useNameOf();
  const custom = useResource(useOpen().resources.customFields).value ?? [];
  const held = { custom: {}, ...values };
  const known = { ...held, custom: isRecord(held.custom) ? held.custom : {} };
  const shown = columnsOf(kind, custom).flatMap(({ name, label, field }) => {
    const value = valueAt(known, name);
    if (value === undefined || value === null) return [];
    const text = referenceKind(name) === undefined ? fieldText(field, value, nameOf) : nameOf(String(value));
    return [{ field: name.startsWith('custom.') ? 'custom' : name, name, text: `${label}: ${text || 'Unknown'}` }];
  });
  if (shown.length === 0) return null;
  const toggle = (field: string): void =>
    onChange(leftOut.includes(field) ? leftOut.filter((one) => one !== field) : [...leftOut, field]);
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-sm text-muted">It gets</legend>
      <div className="flex flex-wrap gap-1.5">
        {shown.map(({ field, name, text }) => {
          const isKept = !leftOut.includes(field);
          const Mark = isKept ? Check : Plus;
          return (
            <button
              key={name}
              type="button"
              aria-pressed={isKept}
              title={isKept ? 'Press to leave it out' : 'Press to set it'}
              onClick={() => toggle(field)}
              className={classNames(
                'inline-flex h-7 max-w-full items-center gap-1.5 rounded-md border px-2 text-sm',
                isKept ? 'border-line-strong bg-raised' : 'border-line text-muted line-through',
              )}
            >
              <Mark size={14} aria-hidden className="shrink-0 text-muted" />
              <span dir="auto" className="truncate">
                {text}
              </span>
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
