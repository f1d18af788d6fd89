/** Menus on a trigger: commands, checks and sub-menus. */
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Keys } from './keys.tsx';

export interface MenuProps {
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  readonly align?: 'start' | 'center' | 'end';
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

export function Menu({
  trigger,
  children,
  align = 'start',
  side = 'bottom',
  open,
  onOpenChange,
}: MenuProps): ReactElement {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal role="region" aria-label="Menu">
        <Base.Positioner align={align} side={side} sideOffset={4} className="z-40">
          <Base.Popup className="floating scrolls max-h-[min(26rem,var(--available-height))] min-w-48 max-w-80 p-1">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
}

export function MenuItem({
  children,
  onClick,
  icon,
  keys,
  danger = false,
  disabled = false,
}: MenuItemProps): ReactElement {
  return (
    <Base.Item className={classNames('choice', danger && 'text-red')} onClick={onClick} disabled={disabled}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys !== undefined && <Keys keys={keys} />}
    </Base.Item>
  );
}

export interface MenuCheckProps {
  readonly children: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function MenuCheck({ children, checked, onChange, disabled = false }: MenuCheckProps): ReactElement {
  return (
    <Base.CheckboxItem
      className="choice"
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      closeOnClick={false}
    >
      <span className="grid size-4 place-items-center">
        <Base.CheckboxItemIndicator>
          <Check size={14} aria-hidden />
        </Base.CheckboxItemIndicator>
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Base.CheckboxItem>
  );
}

export function MenuGroup({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 text-xs text-muted">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

export interface MenuChoicesProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly children: ReactNode;
}

/** One of several: the menu stays open, for the next question may be in it too. */
export function MenuChoices<Value extends string>(props: MenuChoicesProps<Value>): ReactElement {
  const { label, value, onChange, children } = props;
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 text-xs text-muted">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)}>
        {children}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export interface MenuChoiceProps {
  readonly value: string;
  readonly children: ReactNode;
  readonly detail?: ReactNode;
  /** It answers the only question of the menu. */
  readonly closes?: boolean;
}

export function MenuChoice({ value, children, detail, closes = false }: MenuChoiceProps): ReactElement {
  return (
    <Base.RadioItem className="choice" value={value} closeOnClick={closes}>
      <span className="grid size-4 shrink-0 place-items-center">
        <Base.RadioItemIndicator>
          <Check size={14} aria-hidden />
        </Base.RadioItemIndicator>
      </span>
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {children}
      </span>
      {detail !== undefined && <span className="shrink-0 text-xs text-muted">{detail}</span>}
    </Base.RadioItem>
  );
}

export const MenuLine = (): ReactElement => <Base.Separator className="my-1 h-px bg-line" />;
