/** Yes or no, one of several, or part of a selection: the browser's own box, drawn in our ink, for a table has many of them. */
import type { ReactElement } from 'react';

export interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean, event: { readonly shiftKey: boolean }) => void;
  readonly indeterminate?: boolean;
  readonly disabled?: boolean;
  readonly tabIndex?: number;
}

export function Checkbox(props: CheckboxProps): ReactElement {
  const { label, checked, onChange, indeterminate = false, disabled = false, tabIndex } = props;
  return (
    <input
      type="checkbox"
      ref={(box) => {
        if (box !== null) box.indeterminate = indeterminate;
      }}
      aria-label={label}
      checked={checked}
      disabled={disabled}
      tabIndex={tabIndex}
      onChange={(event) => {
        const { nativeEvent } = event;
        onChange(event.target.checked, { shiftKey: 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true });
      }}
      onClick={(event) => event.stopPropagation()}
      className="box"
    />
  );
}
