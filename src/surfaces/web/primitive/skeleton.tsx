/** Waiting content in the shape of what comes; invisible for the first 300 ms. */
import type { ReactElement } from 'react';
import { classNames } from './class-names.ts';

export function Skeleton({ className }: { readonly className?: string }): ReactElement {
  return <div aria-hidden className={classNames('skeleton h-4', className)} />;
}

/** A list of `count` rows that are on their way. */
export function SkeletonRows({
  count = 8,
  label = 'Loading',
}: {
  readonly count?: number;
  readonly label?: string;
}): ReactElement {
  const widths = ['w-2/3', 'w-1/2', 'w-3/5', 'w-2/5', 'w-3/4'];
  return (
    <output aria-label={label} className="block">
      {Array.from({ length: count }, (_, index) => (
        <div key={`row-${String(index)}`} className="flex h-8 items-center gap-4 border-b border-line px-4">
          <Skeleton className="w-14" />
          <Skeleton className={widths[index % widths.length] ?? 'w-1/2'} />
        </div>
      ))}
    </output>
  );
}
