/** Small marks with one meaning each: a state, a person, in step or not. Shape and words carry it; colour repeats it. */
import type { ReactElement } from 'react';
import { type Kind, phaseOf } from '../../../line/index.ts';
import { words } from '../format/format.ts';
import { classNames } from './class-names.ts';

const PHASE_SHAPES = {
  open: <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.2 1.7" />,
  active: (
    <>
      <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M7 4a3 3 0 0 1 0 6z" fill="currentColor" />
    </>
  ),
  done: (
    <>
      <circle cx="7" cy="7" r="5.75" fill="currentColor" />
      <path d="M4.5 7.2 6.3 9l3.3-3.8" fill="none" stroke="var(--paper)" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  gone: (
    <>
      <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="m5.2 5.2 3.6 3.6m0-3.6L5.2 8.8" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
} as const;

export interface StateMarkProps {
  readonly kind: Kind;
  readonly state: string;
  /** Only the shape; its name is read out. */
  readonly bare?: boolean;
}

export function StateMark({ kind, state, bare = false }: StateMarkProps): ReactElement {
  const phase = phaseOf(kind, state);
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <svg
        viewBox="0 0 14 14"
        className={classNames('size-3.5 shrink-0', phase === 'open' || phase === 'gone' ? 'text-faint' : 'text-ink')}
        role={bare ? 'img' : undefined}
        aria-label={bare ? words(state) : undefined}
        aria-hidden={bare ? undefined : true}
      >
        {PHASE_SHAPES[phase]}
      </svg>
      {!bare && (
        <span className={classNames('truncate', phase === 'gone' && 'text-muted line-through')}>{words(state)}</span>
      )}
    </span>
  );
}

/** Two letters of a name in a ring; no picture is fetched from anywhere. */
export function PersonMark({ name }: { readonly name: string }): ReactElement {
  const letters = name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .filter((letter) => letter !== '')
    .slice(0, 2)
    .join('');
  return (
    <span
      aria-hidden
      className="grid size-5 shrink-0 place-items-center rounded-full border border-line-strong text-[9px] font-semibold text-muted uppercase"
    >
      {letters}
    </span>
  );
}

/** `count` links of an item out of step; nothing at all where it is in step. */
export function OutOfStepMark({ count }: { readonly count: number }): ReactElement | null {
  if (count === 0) return null;
  const sentence = count === 1 ? '1 link out of step' : `${String(count)} links out of step`;
  return (
    <span
      title={sentence}
      className="tabular inline-flex h-5 shrink-0 items-center gap-1 rounded-sm bg-amber-soft px-1.5 text-xs font-medium text-amber"
    >
      <span aria-hidden className="size-1.5 rounded-full bg-amber-mark" />
      {count}
      <span className="sr-only">{sentence}</span>
    </span>
  );
}
