/** What stands in place of a page: on its way, failed, not there. */
import { type ErrorComponentProps, Link, useLocation, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Button, buttonLook } from '../primitive/button.tsx';
import { Problem } from '../primitive/notice.tsx';
import { Skeleton, SkeletonRows } from '../primitive/skeleton.tsx';

/** In the shape of the page that comes: Home's four questions, an item, or else rows. */
export function PageWaiting({ label = 'Loading the page' }: { readonly label?: string }): ReactElement {
  const { workspace, ref } = useParams({ strict: false });
  const path = useLocation({ select: ({ pathname }) => pathname.replace(/\/$/, '') });
  if (ref !== undefined) return <ItemWaiting label={label} />;
  if (workspace !== undefined && path === `/${workspace}`) return <HomeWaiting label={label} />;
  return <SkeletonRows count={14} label={label} />;
}

function HomeWaiting({ label }: { readonly label: string }): ReactElement {
  return (
    <output aria-label={label} className="mx-auto block max-w-6xl px-6 py-5 max-md:px-4">
      <Skeleton className="h-6 w-52" />
      <div className="mt-10 grid gap-x-10 gap-y-8 md:grid-cols-2">
        {['mine', 'soon', 'changed', 'waiting'].map((question) => (
          <div key={question}>
            <Skeleton className="mb-3 w-40" />
            {['w-3/4', 'w-2/3', 'w-4/5', 'w-3/5'].map((width) => (
              <div key={width} className="flex h-12 items-center border-t border-line">
                <Skeleton className={width} />
              </div>
            ))}
          </div>
        ))}
      </div>
    </output>
  );
}

function ItemWaiting({ label }: { readonly label: string }): ReactElement {
  return (
    <output aria-label={label} className="mx-auto block max-w-6xl px-6 py-16 max-md:px-4">
      <Skeleton className="w-28" />
      <Skeleton className="mt-4 h-7 w-2/5" />
      <Skeleton className="mt-4 w-72" />
      {['w-3/5', 'w-1/2', 'w-2/5'].map((width) => (
        <Skeleton key={width} className={`mt-6 ${width}`} />
      ))}
    </output>
  );
}

export function PageProblem({ error }: ErrorComponentProps): ReactElement {
  return (
    <Problem
      title="This page could not be shown"
      detail={`${error instanceof Error ? error.message : ''} Nothing you saved is lost.`}
      action={
        <Button look="primary" onClick={() => window.location.reload()}>
          Load the page again
        </Button>
      }
    />
  );
}

export function PageMissing(): ReactElement {
  return (
    <Problem
      title="There is no such page"
      detail="The address may be mistyped, or what it named has moved."
      action={
        <Link to="/" className={buttonLook('primary')}>
          Go to your workspace
        </Link>
      }
    />
  );
}
