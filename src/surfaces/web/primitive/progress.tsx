/** How far something is that takes its time. */
import type { ReactElement } from 'react';

export interface ProgressProps {
  readonly label: string;
  /** 0 to 1; null while nobody knows. */
  readonly value: number | null;
}

const WHOLE = 100;

export function Progress({ label, value }: ProgressProps): ReactElement {
  const percent = value === null ? null : Math.floor(Math.min(1, Math.max(0, value)) * WHOLE);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={WHOLE}
      aria-valuenow={percent ?? undefined}
      className="h-1.5 w-full overflow-hidden rounded-full bg-line"
    >
      <div
        className={percent === null ? 'skeleton h-full w-full' : 'h-full rounded-full bg-accent'}
        style={percent === null ? undefined : { width: `${String(percent)}%` }}
      />
    </div>
  );
}
