/** The panel on the right: any item over any page, without leaving it. Beside the page where there is room, over it where not. */
import { Link, useSearch } from '@tanstack/react-router';
import { Link2, Maximize2, X } from 'lucide-react';
import {
  memo,
  type ReactElement,
  Suspense,
  startTransition,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { buttonLook, IconButton } from '../primitive/button.tsx';
import { copyText } from '../primitive/copy-text.ts';
import { Problem } from '../primitive/notice.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { Tooltip } from '../primitive/tooltip.tsx';
import { ItemPeek } from '../route/item-pages.ts';
import { useItem, useItemOrAsk, useStatus, useWorkspace } from '../workspace/hooks.ts';
import { focusPage } from './focus-page.ts';
import { useKeys } from './keys.ts';
import { PresenceMarks } from './presence.tsx';
import { usePeek } from './use-peek.ts';

export function PeekPanel(): ReactElement | null {
  const peeked = useSearch({ strict: false, select: ({ peek }) => peek });
  const { phase } = useStatus();
  const reference = phase === 'ready' ? peeked : undefined;
  // The page makes room behind the frame that opens or closes the panel: laying a wide table out anew is not waited for.
  const hasRoom = useDeferredValue(reference !== undefined);
  return (
    <>
      {hasRoom && <div className={`hidden xl:block ${WIDTH}`} />}
      {reference !== undefined && <Panel reference={reference} />}
    </>
  );
}

const WIDTH = 'md:w-[26rem]';

function Panel({ reference }: { readonly reference: string }): ReactElement {
  const { membership } = useWorkspace();
  const item = useItem(reference);
  const key = item?.key ?? reference;
  const followed = useFollowed(reference);
  const peek = usePeek();
  const panel = useRef<HTMLElement>(null);
  const close = (): void => peek(undefined);
  useKeys({ escape: close });
  useFocusBack(panel);
  const copyLink = () => copyText(`${window.location.origin}/${membership.slug}/item/${key}`, { text: 'Link copied' });
  return (
    <aside
      ref={panel}
      id="peek"
      data-panel
      aria-label={`Peek at ${reference}`}
      tabIndex={-1}
      className={`fixed inset-0 z-20 flex flex-col border-l border-line bg-paper outline-none md:top-12 md:left-auto md:shadow-float xl:shadow-none ${WIDTH}`}
    >
      <header className="flex h-11 shrink-0 items-center gap-1 border-b border-line pr-2 pl-4">
        <span className="tabular flex-1 font-semibold">{key}</span>
        {item !== undefined && <PresenceMarks place={`item:${item.id}`} />}
        <IconButton label="Copy link" onClick={() => void copyLink()}>
          <Link2 size={16} />
        </IconButton>
        <Tooltip text="Open the full page" keys="Mod+Enter">
          <Link
            to="/$workspace/item/$ref"
            params={{ workspace: membership.slug, ref: key }}
            aria-label="Open the full page"
            className={`${buttonLook('plain')} text-muted`}
          >
            <Maximize2 size={16} aria-hidden />
          </Link>
        </Tooltip>
        <IconButton label="Close" keys="Escape" onClick={close}>
          <X size={16} />
        </IconButton>
      </header>
      <div className="scrolls min-h-0 flex-1">{followed !== null && <Content reference={followed} />}</div>
    </aside>
  );
}

/** Longer than a held key takes to repeat. */
const REST_MILLISECONDS = 120;

/**
 * What a panel holds is drawn behind the frame that opens it, or that moves the cursor it follows. Of a walk through many
 * items it draws the first at once and then the one where the reader rests.
 */
function useFollowed(reference: string): string | null {
  const [followed, setFollowed] = useState<string | null>(null);
  const movedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const isWalking = performance.now() - movedAt.current < REST_MILLISECONDS;
    movedAt.current = performance.now();
    const follow = (): void => startTransition(() => setFollowed(reference));
    if (!isWalking) {
      follow();
      return;
    }
    const timer = window.setTimeout(follow, REST_MILLISECONDS);
    return () => window.clearTimeout(timer);
  }, [reference]);
  return followed;
}

const Content = memo(DrawnContent);

function DrawnContent({ reference }: { readonly reference: string }): ReactElement {
  const { value: item, problem } = useItemOrAsk(reference);
  if (item !== null) {
    return (
      <Suspense fallback={<SkeletonRows count={6} />}>
        <ItemPeek key={item.id} item={item} />
      </Suspense>
    );
  }
  return problem === null ? (
    <SkeletonRows count={6} />
  ) : (
    <Problem title={`${reference} cannot be shown`} detail={problem.message} />
  );
}

/** Where it closes with the focus in it, the focus goes back to where it came from. */
function useFocusBack(panel: { readonly current: HTMLElement | null }): void {
  const [cameFrom] = useState(() => document.activeElement);
  useLayoutEffect(() => {
    const held = panel.current;
    // Only where the panel covers the page does the focus have to follow it there.
    if (window.matchMedia('(max-width: 767px)').matches) held?.focus();
    return () => {
      if (held?.contains(document.activeElement) !== true) return;
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected && cameFrom !== document.body) cameFrom.focus();
      else focusPage();
    };
  }, [panel, cameFrom]);
}
