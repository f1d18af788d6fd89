/** The page of one item: everything about it, and the line it stands in. The address says which, and as of when. */
import { useNavigate } from '@tanstack/react-router';
import { FileText, Waypoints } from 'lucide-react';
import { type ReactElement, Suspense } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { day } from '../format/format.ts';
import { useKeys } from '../frame/keys.ts';
import { useHash } from '../line/use-hash.ts';
import { Button } from '../primitive/button.tsx';
import { lazyPart } from '../primitive/lazy-part.ts';
import { Problem } from '../primitive/notice.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { useWorkspace } from '../workspace/hooks.ts';
import { AsOfControl, useItemAsOf } from './as-of.tsx';
import { ItemActions, Walk } from './item-actions.tsx';
import { ItemContent } from './item-content.tsx';
import { useNeighbours } from './neighbours.ts';

const LinePicture = lazyPart(() => import('../line/line-picture-view.tsx'));
const LINE = 'line';
const AS_OF = /^as-of-(\d{4}-\d{2}-\d{2})$/;

export default function ItemPage({ item }: { readonly item: AnyItem }): ReactElement {
  const { membership } = useWorkspace();
  const [hash, setHash] = useHash();
  const navigate = useNavigate();
  const { before, after } = useNeighbours(item);
  const isLine = hash === LINE;
  const asOf = AS_OF.exec(hash)?.[1] ?? null;
  const walk = (to: string | null) => () =>
    to === null
      ? false
      : void navigate({ to: '/$workspace/item/$ref', params: { workspace: membership.slug, ref: to } });
  useKeys({
    j: isLine ? () => false : walk(after),
    k: isLine ? () => false : walk(before),
    v: () => setHash(isLine ? '' : LINE),
  });
  return (
    <article className={isLine ? 'flex h-full flex-col' : 'mx-auto max-w-6xl px-4 pb-16 md:px-8'}>
      <div className={`flex items-center gap-1 py-2 print:hidden ${isLine ? 'px-4' : '-mx-2'}`}>
        <Walk item={item} />
        <fieldset aria-label="View" className="ml-1 flex gap-1">
          <Button look="plain" aria-label="Item" aria-pressed={!isLine} onClick={() => setHash('')}>
            <FileText size={16} aria-hidden />
            <span className="hidden sm:inline">Item</span>
          </Button>
          <Button look="plain" aria-pressed={isLine} onClick={() => setHash(LINE)}>
            <Waypoints size={16} aria-hidden />
            Line
          </Button>
        </fieldset>
        <span className="flex-1" />
        {!isLine && <AsOfControl item={item} on={asOf} onDay={(on) => setHash(on === null ? '' : `as-of-${on}`)} />}
        <ItemActions item={item} />
      </div>
      {isLine && (
        <h1 className="sr-only">
          The line of {item.key} {item.title}
        </h1>
      )}
      {isLine ? (
        <Suspense fallback={<SkeletonRows count={6} label="Drawing the line" />}>
          <LinePicture item={item} />
        </Suspense>
      ) : (
        <Then item={item} on={asOf} onNow={() => setHash('')} />
      )}
    </article>
  );
}

interface ThenProps {
  readonly item: AnyItem;
  readonly on: string | null;
  readonly onNow: () => void;
}

/** The item now, or as it stood on a day. */
function Then({ item, on, onNow }: ThenProps): ReactElement {
  const { value, problem } = useItemAsOf(item, on);
  if (on === null) return <ItemContent item={item} place="page" />;
  const back = (
    <Button small onClick={onNow}>
      Back to now
    </Button>
  );
  if (problem !== null) {
    return <Problem title={`${item.key} cannot be shown as of ${day(on)}`} detail={problem.message} action={back} />;
  }
  if (value === null) return <SkeletonRows count={6} label={`Loading ${item.key} as of ${day(on)}`} />;
  return (
    <>
      <p className="mb-4 flex flex-wrap items-center gap-2 rounded-md bg-sunk px-3 py-2">
        <span className="flex-1">As it stood at the end of {day(on)}. It cannot be changed there.</span>
        {back}
      </p>
      <ItemContent key={on} item={value} place="page" asOf={on} linksThen={value.links} />
    </>
  );
}
