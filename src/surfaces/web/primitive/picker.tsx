/** One or several of a long list, found by typing: people, products, items, tags. */
import { Combobox as Base } from '@base-ui/react/combobox';
import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Option } from './select.tsx';

interface PickerFrame {
  readonly label: string;
  readonly options: readonly Option[];
  readonly trigger: ReactElement;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** Asked as the reader types, where the options come from a search; the caller then narrows `options` itself. */
  readonly onSearch?: (text: string) => void;
  readonly emptyText?: string;
}

export interface PickerProps extends PickerFrame {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

export function Picker({ value, onChange, options, ...frame }: PickerProps): ReactElement {
  const chosen = options.find((option) => option.value === value) ?? null;
  return (
    <Base.Root
      items={options}
      value={chosen}
      onValueChange={(option: Option | null) => onChange(option?.value ?? null)}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
      autoHighlight
      {...rootProps(frame)}
    >
      <PickerPopup {...frame} />
    </Base.Root>
  );
}

export interface MultiPickerProps extends PickerFrame {
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

export function MultiPicker({ value, onChange, options, ...frame }: MultiPickerProps): ReactElement {
  const chosen = options.filter((option) => value.includes(option.value));
  return (
    <Base.Root
      items={options}
      multiple
      value={chosen}
      onValueChange={(next: Option[]) => onChange(next.map((option) => option.value))}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
      autoHighlight
      {...rootProps(frame)}
    >
      <PickerPopup {...frame} />
    </Base.Root>
  );
}

function rootProps({ open, onOpenChange, onSearch }: Omit<PickerFrame, 'options'>) {
  return {
    open,
    onOpenChange: (next: boolean) => onOpenChange?.(next),
    ...(onSearch === undefined ? {} : { filter: null, onInputValueChange: onSearch }),
  };
}

function PickerPopup({ label, trigger, emptyText = 'Nothing matches.' }: Omit<PickerFrame, 'options'>): ReactElement {
  return (
    <>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align="start" sideOffset={4} className="z-50">
          <Base.Popup
            aria-label={label}
            className="floating flex max-h-[min(22rem,var(--available-height))] w-72 flex-col"
          >
            <Base.Input
              placeholder={label}
              aria-label={label}
              className="h-9 border-b border-line bg-transparent px-3 outline-none"
            />
            <Base.Empty className="px-3 text-muted [&:not(:empty)]:py-3">{emptyText}</Base.Empty>
            <Base.List className="scrolls min-h-0 p-1 empty:p-0">
              {(option: Option) => (
                <Base.Item key={option.value} value={option} className="choice">
                  {option.mark}
                  <span className="min-w-0 flex-1 truncate">{option.label}</span>
                  <Base.ItemIndicator>
                    <Check size={14} aria-hidden />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </>
  );
}
