/** `/<workspace>/item/FEA-42`: the page of one item, of whatever kind. */
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useEffect } from 'react';
import { setFrame, setTargets } from '../frame/frame-state.ts';
import { Button, buttonLook } from '../primitive/button.tsx';
import { Problem } from '../primitive/notice.tsx';
import { useItemOrAsk } from '../workspace/hooks.ts';
import { ItemPage } from './item-pages.ts';
import { PageWaiting } from './page-states.tsx';

const route = getRouteApi('/$workspace/item/$ref');

export function ItemRoute(): ReactElement {
  const { ref, workspace } = route.useParams();
  const { value: item, problem } = useItemOrAsk(ref);
  const id = item?.id;
  useEffect(() => {
    setTargets(id === undefined ? [] : [id]);
    return () => setTargets([]);
  }, [id]);
  if (item !== null) return <ItemPage key={item.id} item={item} />;
  if (problem !== null) {
    return (
      <Problem
        title={`${ref} cannot be shown`}
        detail={problem.message}
        action={
          <>
            <Button look="primary" onClick={() => setFrame({ palette: 'all' })}>
              Search for it
            </Button>
            <Link to="/$workspace" params={{ workspace }} className={buttonLook()}>
              Home
            </Link>
          </>
        }
      />
    );
  }
  return <PageWaiting />;
}
