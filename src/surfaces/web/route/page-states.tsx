/** What stands in place of a page: on its way, failed, not there. */
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Button, buttonLook } from '../primitive/button.tsx';
import { Problem } from '../primitive/notice.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';

export function PageWaiting(): ReactElement {
  return <SkeletonRows count={10} label="Loading the page" />;
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
