/** A question of Home, its answer in short, and the way to all of it. */
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useWorkspace } from '../workspace/hooks.ts';

export interface QuestionProps {
  readonly title: string;
  /** Where the whole answer is. */
  readonly to?: string;
  readonly toLabel?: string;
  /** Which part of that page. */
  readonly hash?: string;
  readonly count?: number;
  readonly children: ReactNode;
}

/** One question, with the beginning of its answer. */
export function Question({ title, to, toLabel = 'All', hash, count, children }: QuestionProps): ReactElement {
  const { membership } = useWorkspace();
  return (
    <section className="min-w-0">
      <header className="flex h-9 items-center gap-2 border-b border-line-strong">
        <h2 className="font-semibold">{title}</h2>
        {count !== undefined && count > 0 && <span className="tabular text-sm text-muted">{count}</span>}
        {to !== undefined && (
          <Link
            to={`/$workspace/${to}`}
            params={{ workspace: membership.slug }}
            {...(hash !== undefined && { hash })}
            className="ml-auto flex min-h-6 items-center text-sm text-accent hover:underline"
          >
            {toLabel}
          </Link>
        )}
      </header>
      {children}
    </section>
  );
}

/** The answer "nothing", in a sentence. */
export function Nothing({ children }: { readonly children: ReactNode }): ReactElement {
  return <p className="py-2.5 text-muted">{children}</p>;
}

/** The way to what is everybody's, where nothing is the reader's. */
export function AllOfThem({ to, children }: { readonly to: string; readonly children: ReactNode }): ReactElement {
  const { membership } = useWorkspace();
  return (
    <Link
      to={`/$workspace/${to}`}
      params={{ workspace: membership.slug }}
      hash="all"
      className="text-accent underline underline-offset-2"
    >
      {children}
    </Link>
  );
}
