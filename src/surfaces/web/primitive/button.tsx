/** Buttons: one primary per view, quiet for the rest, plain inside lines, danger where something ends. */
import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

type Look = 'primary' | 'quiet' | 'plain' | 'danger';

const LOOKS: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong disabled:bg-sunk disabled:text-faint',
  quiet: 'border border-line bg-raised hover:border-line-strong disabled:text-faint disabled:hover:border-line',
  plain:
    'hover:bg-sunk data-[popup-open]:bg-sunk aria-pressed:bg-accent-soft aria-pressed:text-accent disabled:text-faint',
  danger: 'bg-red text-paper hover:opacity-90 disabled:bg-sunk disabled:text-faint',
};

const SHAPE =
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap';

/** What a button of this look wears: for links and triggers that must look like one. */
export function buttonLook(look: Look = 'quiet', small = false): string {
  return classNames(SHAPE, small ? 'h-7 px-2 text-sm' : 'h-8 px-3', LOOKS[look]);
}

export type ButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className'> & {
  readonly look?: Look;
  readonly small?: boolean;
  readonly className?: string;
};

export function Button({ look = 'quiet', small = false, className, ...rest }: ButtonProps): ReactElement {
  return <BaseButton {...rest} className={classNames(buttonLook(look, small), className)} />;
}

export type IconButtonProps = Omit<ButtonProps, 'children'> & {
  /** Read out and shown on hover: an icon alone says too little. */
  readonly label: string;
  /** The key that does the same. */
  readonly keys?: string;
  readonly children: ReactNode;
};

export function IconButton({
  label,
  keys,
  small = false,
  look = 'plain',
  className,
  ...rest
}: IconButtonProps): ReactElement {
  return (
    <Tooltip text={label} keys={keys}>
      <BaseButton
        {...rest}
        aria-label={label}
        className={classNames(SHAPE, small ? 'size-6' : 'size-8', 'text-muted', LOOKS[look], className)}
      />
    </Tooltip>
  );
}
