/** The line picture: from feedback to results, with the item in the middle; as a drawing, or as an indented list. */
import { List, Waypoints } from 'lucide-react';
import { type ReactElement, useCallback, useMemo, useRef, useState } from 'react';
import { type AnyItem, type Link, traceIn } from '../../../line/index.ts';
import { today } from '../format/format.ts';
import { useKeptFocus } from '../frame/kept-focus.ts';
import { Button } from '../primitive/button.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { useNarrow } from '../view/use-narrow.ts';
import { useWholeLine } from '../workspace/absent-items.ts';
import { useMirror, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { LineList } from './line-list.tsx';
import { PictureDrawing } from './picture-drawing.tsx';
import { PICTURE_DEPTH, pictureOf } from './picture-graph.ts';
import { layoutOf } from './picture-layout.ts';
import { usePictureNotes } from './picture-notes.tsx';
import { unprovenIn } from './unproven.ts';

const NOTHING: ReadonlySet<string> = new Set();

export default function LinePictureView({ item }: { readonly item: AnyItem }): ReactElement {
  const { membership } = useWorkspace();
  const isNarrow = useNarrow();
  const [isList, setList] = useState(false);
  const [unfolded, setUnfolded] = useState(NOTHING);
  const { line, isLoading } = useWholeLine(useLinksAround(item));
  const isDrawn = useRef(false);
  const kept = useKeptFocus();
  const layout = useMemo(() => layoutOf(pictureOf({ model, line, centre: item, unfolded })), [line, item, unfolded]);
  const on = today(membership.timeZone);
  const unproven = useMemo(
    () =>
      unprovenIn(
        line,
        layout.nodes.flatMap((node) => node.item ?? []),
        on,
      ),
    [line, layout, on],
  );
  const notes = usePictureNotes(layout, line);
  const unfold = (id: string): void => setUnfolded(new Set([...unfolded, id]));
  // The first drawing has everything in it: what came later would push the rest about under the reader's hand.
  if (isLoading && !isDrawn.current) return <SkeletonRows count={6} label="Drawing the line" />;
  isDrawn.current = true;
  const list = <LineList item={item} line={line} unproven={unproven} />;
  if (isNarrow) return list;
  return (
    <div ref={kept} className="flex min-h-0 flex-1 flex-col">
      {isList ? (
        <div className="scrolls min-h-0 flex-1">
          <div className="px-4">
            <Toggle isList onToggle={() => setList(false)} />
          </div>
          {list}
        </div>
      ) : (
        <PictureDrawing
          item={item}
          layout={layout}
          unproven={unproven}
          notes={notes}
          onUnfold={unfold}
          toggle={<Toggle isList={false} onToggle={() => setList(true)} />}
        />
      )}
    </div>
  );
}

/** The links by which everything in the picture is reached, nearest first. */
function useLinksAround(item: AnyItem): readonly Link[] {
  const { mirror } = useWorkspace();
  const version = useMirror(useCallback((held) => held.version, []));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the mirror holds.
  return useMemo(
    () => traceIn(mirror, { from: item.id, direction: 'both', depth: PICTURE_DEPTH }).hits.map(({ link }) => link),
    [mirror, item.id, version],
  );
}

function Toggle({ isList, onToggle }: { readonly isList: boolean; readonly onToggle: () => void }): ReactElement {
  return (
    <Button small look="plain" className="text-muted" onClick={onToggle}>
      {isList ? <Waypoints size={14} aria-hidden /> : <List size={14} aria-hidden />}
      {isList ? 'As a picture' : 'As a list'}
    </Button>
  );
}
