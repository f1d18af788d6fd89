/** A labelled entry with its help and its error, tied together for screen readers. */
import { Field } from '@base-ui/react/field';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface FormFieldProps extends Omit<ComponentProps<typeof Field.Control>, 'className' | 'children'> {
  readonly label: string;
  readonly help?: ReactNode;
  /** What is wrong and what would be right; null while all is well. */
  readonly error?: string | null | undefined;
  readonly className?: string;
}

export function FormField({ label, help, error, className, ...control }: FormFieldProps): ReactElement {
  return (
    <Field.Root
      invalid={error !== undefined && error !== null}
      className={classNames('flex flex-col gap-1', className)}
    >
      <Field.Label className="font-medium">{label}</Field.Label>
      <Field.Control {...control} className="entry" />
      {help !== undefined && <Field.Description className="text-sm text-muted">{help}</Field.Description>}
      {error !== undefined && error !== null && (
        <Field.Error match className="text-sm text-red">
          {error}
        </Field.Error>
      )}
    </Field.Root>
  );
}
