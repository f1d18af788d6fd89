/** The drawing with what stands around it: size, legend, saving it, and the notes on what is out of step. */
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { useKeys } from '../frame/keys.ts';
import { usePeek } from '../frame/use-peek.ts';
import { useWorkspace } from '../workspace/hooks.ts';
import { PictureBar } from './picture-bar.tsx';
import { PictureCanvas } from './picture-canvas.tsx';
import { noteText, type PictureNote, PictureNotes } from './picture-notes.tsx';
import type { PictureLayout } from './picture-place.ts';
import { useZoom } from './use-zoom.ts';

export interface PictureDrawingProps {
  readonly item: AnyItem;
  readonly layout: PictureLayout;
  readonly unproven: ReadonlySet<string>;
  readonly notes: readonly PictureNote[];
  readonly onUnfold: (id: string) => void;
  readonly toggle: ReactElement;
}

export function PictureDrawing(props: PictureDrawingProps): ReactElement {
  const { item, layout, unproven, notes, onUnfold, toggle } = props;
  const { membership } = useWorkspace();
  const navigate = useNavigate();
  const peek = usePeek();
  const drawing = useRef<SVGSVGElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const size = useZoom(room, layout);
  const { zoom, zoomBy, fit, isFitted, area } = size;
  const [pointed, setPointed] = useState<PictureNote | null>(null);
  const marked = useMemo(() => (pointed === null ? null : new Set(pointed.edgeIds)), [pointed]);
  const places = useMemo(() => placesOf(notes), [notes]);
  // A walk begins in the middle of the new picture, with the item under the reader's hand.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another item in the middle moves the view.
  useLayoutEffect(() => {
    const centre = drawing.current?.querySelector<SVGGElement>('[aria-current]');
    if (room.current !== null && centre) scrollToMiddle(room.current, centre);
    if (document.activeElement === document.body) centre?.focus({ preventScroll: true });
  }, [item.id, isFitted]);
  const holdHeads = (): void => {
    const heads = drawing.current?.querySelector('[data-heads]');
    heads?.setAttribute('transform', `translate(0 ${String((room.current?.scrollTop ?? 0) / zoom)})`);
  };
  useLayoutEffect(holdHeads);
  const walk = (to: AnyItem): void => {
    const hash = to.id === item.id ? '' : 'line';
    void navigate({ to: '/$workspace/item/$ref', params: { workspace: membership.slug, ref: to.key }, hash });
  };
  useKeys({ '+': () => zoomBy(1), '=': () => zoomBy(1), '-': () => zoomBy(-1), '0': fit });
  return (
    <>
      <PictureBar
        item={item}
        layout={layout}
        notes={notes}
        drawing={drawing}
        size={size}
        hasUnproven={layout.nodes.some(({ id }) => unproven.has(id))}
        toggle={toggle}
      />
      <div ref={room} className="scrolls flex min-h-0 flex-1 border-t border-line" onScroll={holdHeads}>
        <PictureCanvas
          key={item.id}
          layout={layout}
          zoom={zoom}
          area={area}
          drawing={drawing}
          label={`The line of ${item.key} ${item.title}: arrows move, Enter walks, Space peeks`}
          {...places}
          marked={marked}
          unproven={unproven}
          onOpen={walk}
          onPeek={(one) => peek(one.key)}
          onUnfold={onUnfold}
        />
      </div>
      <PictureNotes notes={notes} onPoint={setPointed} />
    </>
  );
}

/** The numbers at what changed, and the sentence of each link that a note speaks of. */
function placesOf(notes: readonly PictureNote[]): {
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  readonly sentences: ReadonlyMap<string, string>;
} {
  const byNode = Map.groupBy(notes, ({ to }) => to.id);
  return {
    numbers: new Map([...byNode].map(([id, group]) => [id, group.map(({ number }) => number)])),
    sentences: new Map(notes.flatMap((note) => note.edgeIds.map((id) => [id, noteText(note)] as const))),
  };
}

/** Only as far as the picture is larger than its room. */
function scrollToMiddle(room: HTMLElement, node: SVGGElement): void {
  const outer = room.getBoundingClientRect();
  const inner = node.getBoundingClientRect();
  room.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  if (inner.bottom > outer.bottom) room.scrollTop += inner.top + inner.height / 2 - (outer.top + outer.height / 2);
}
