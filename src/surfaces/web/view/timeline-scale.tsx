/** The head of the timeline: months or years, their lines through all rows, and today. */
import { memo, type ReactElement } from 'react';
import { shortMonth } from '../format/format.ts';
import { classNames } from '../primitive/class-names.ts';
import type { Zoom } from '../route/search.ts';
import { monthsBetween } from './span.ts';

export interface TimelineScaleProps {
  readonly first: string;
  readonly last: string;
  readonly now: string;
  readonly zoom: Zoom;
  readonly left: (on: string) => number;
  /** What stands at the left of every row. */
  readonly labelPixels: number;
  readonly label: string;
}

/** Not drawn anew while the rows are scrolled. */
export const TimelineScale = memo(DrawnScale);

function DrawnScale(props: TimelineScaleProps): ReactElement {
  const { first, last, now, zoom, left, labelPixels, label } = props;
  const months = monthsBetween(first, last);
  const marks = zoom === 'years' ? months.filter((on) => on.endsWith('-01-01')) : months;
  const todayLeft = labelPixels + left(now);
  return (
    <>
      <div className="sticky top-0 z-10 h-10 min-w-full border-b border-line bg-paper text-xs text-muted" aria-hidden>
        {marks.map((on, at) => (
          <span
            key={on}
            className="absolute top-0 h-10 truncate border-l border-line pt-0.5 pl-1.5"
            style={{ left: labelPixels + left(on), width: left(marks[at + 1] ?? last) - left(on) }}
          >
            {zoom === 'years' ? on.slice(0, 4) : shortMonth(on)}
          </span>
        ))}
        {/* Below the names of the months: above them it would cover one. */}
        <span
          className="absolute top-5 -translate-x-1/2 rounded-sm bg-accent px-1 leading-4 text-on-accent"
          style={{ left: todayLeft }}
        >
          Today
        </span>
        <span
          className="sticky left-0 z-[1] flex h-10 items-center border-r border-b border-line bg-paper px-4 font-medium max-md:px-2"
          style={{ width: labelPixels }}
        >
          {label}
        </span>
      </div>
      <div aria-hidden className="pointer-events-none absolute inset-x-0 top-10 bottom-0">
        {marks.map((on) => (
          <span
            key={on}
            className={classNames(
              'absolute inset-y-0 border-l',
              on.endsWith('-01-01') ? 'border-line-strong/40' : 'border-line',
            )}
            style={{ left: labelPixels + left(on) }}
          />
        ))}
        <span className="absolute inset-y-0 w-px bg-accent" style={{ left: todayLeft }} />
      </div>
    </>
  );
}
