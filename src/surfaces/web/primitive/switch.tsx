/** On or off, at once: settings. */
import { Switch as Base } from '@base-ui/react/switch';
import type { ReactElement, ReactNode } from 'react';

export interface SwitchProps {
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

const TRACK =
  'mt-0.5 flex h-5 w-9 shrink-0 rounded-full border border-line-strong bg-sunk p-0.5 data-[checked]:border-accent data-[checked]:bg-accent';
const THUMB =
  'size-3.5 rounded-full bg-line-strong transition-transform data-[checked]:translate-x-4 data-[checked]:bg-on-accent';

export function Switch({ label, detail, checked, onChange, disabled = false }: SwitchProps): ReactElement {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control inside is Base UI's switch, which the rule cannot see.
    <label className="flex min-h-8 items-start gap-3 py-1">
      <Base.Root checked={checked} onCheckedChange={onChange} disabled={disabled} className={TRACK}>
        <Base.Thumb className={THUMB} />
      </Base.Root>
      <span>
        <span className="block">{label}</span>
        {detail !== undefined && <span className="block text-sm text-muted">{detail}</span>}
      </span>
    </label>
  );
}
