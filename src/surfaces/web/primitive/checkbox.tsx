/** Yes or no, one of several, or part of a selection. */
import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { MouseEvent, ReactElement } from 'react';

export interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean, event: { readonly shiftKey: boolean }) => void;
  readonly indeterminate?: boolean;
  readonly disabled?: boolean;
  readonly tabIndex?: number;
}

const BOX =
  'grid size-4 shrink-0 place-items-center rounded-sm border border-line-strong bg-raised text-on-accent data-[checked]:border-accent data-[checked]:bg-accent data-[indeterminate]:border-accent data-[indeterminate]:bg-accent';

export function Checkbox(props: CheckboxProps): ReactElement {
  const { label, checked, onChange, indeterminate = false, disabled = false, tabIndex } = props;
  return (
    <Base.Root
      aria-label={label}
      checked={checked}
      indeterminate={indeterminate}
      disabled={disabled}
      tabIndex={tabIndex}
      onCheckedChange={(next, details) =>
        onChange(next, { shiftKey: 'shiftKey' in details.event && details.event.shiftKey === true })
      }
      onClick={(event: MouseEvent) => event.stopPropagation()}
      className={BOX}
    >
      <Base.Indicator>
        {indeterminate ? <Minus size={12} aria-hidden /> : <Check size={12} aria-hidden />}
      </Base.Indicator>
    </Base.Root>
  );
}
