/** One of a short list. For long or searchable lists use `Picker`. */
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly mark?: ReactNode;
}

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
  readonly small?: boolean;
  readonly className?: string;
  readonly id?: string;
}

const TRIGGER =
  'inline-flex items-center justify-between gap-2 rounded-md border border-line-strong bg-raised px-2 text-left disabled:bg-sunk disabled:text-muted';

export function Select<Value extends string>(props: SelectProps<Value>): ReactElement {
  const { label, options, value, onChange, disabled = false, small = false, className, id } = props;
  return (
    <Base.Root
      items={options.map((option) => ({ value: option.value, label: option.label }))}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={disabled}
      modal={false}
    >
      <Base.Trigger
        id={id}
        aria-label={label}
        className={classNames(TRIGGER, small ? 'h-7 text-sm' : 'h-8', className)}
      >
        <Base.Value className="truncate" />
        <ChevronsUpDown size={14} className="shrink-0 text-muted" aria-hidden />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="floating scrolls max-h-[min(20rem,var(--available-height))] min-w-(--anchor-width) p-1">
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className="choice">
                {option.mark}
                <Base.ItemText className="flex-1">{option.label}</Base.ItemText>
                <Base.ItemIndicator>
                  <Check size={14} aria-hidden />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
