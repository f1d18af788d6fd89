/** A link to an item: in a page to its page, in the panel to the panel. */
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { useWorkspace } from '../workspace/hooks.ts';

export interface ItemLinkProps {
  /** Key or id. */
  readonly to: string;
  readonly place: 'page' | 'peek';
  /** Its page as it stood on that day; null: now. */
  readonly asOf?: string | null;
  readonly className?: string;
  readonly children: ReactNode;
}

export function ItemLink({ to, place, asOf = null, className = '', children }: ItemLinkProps): ReactElement {
  const { membership } = useWorkspace();
  const look = `rounded-sm hover:text-accent hover:underline ${className}`;
  if (place === 'peek') {
    return (
      <Link to="." search={(held) => ({ ...held, peek: to })} className={look}>
        {children}
      </Link>
    );
  }
  return (
    <Link
      to="/$workspace/item/$ref"
      params={{ workspace: membership.slug, ref: to }}
      {...(asOf !== null && { hash: `as-of-${asOf}` })}
      className={look}
    >
      {children}
    </Link>
  );
}
