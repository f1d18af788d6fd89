/** The line picture: from feedback to results, with the item in the middle. */
import { useNavigate } from '@tanstack/react-router';
import { Download, List, Maximize, Minus, Plus, Waypoints } from 'lucide-react';
import { type ReactElement, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { both, day, today } from '../format/format.ts';
import { useKeys } from '../frame/keys.ts';
import { usePeek } from '../frame/use-peek.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { Menu, MenuItem } from '../primitive/menu.tsx';
import { sayFailure } from '../primitive/toast.tsx';
import { useNarrow } from '../view/use-narrow.ts';
import { useMirror, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { type OutOfStepLink, useChangeSentences } from './change-sentences.ts';
import { LineList } from './line-list.tsx';
import { PictureCanvas } from './picture-canvas.tsx';
import { exportedSvg, pngOf } from './picture-export.ts';
import { pictureOf } from './picture-graph.ts';
import { layoutOf, type PictureLayout } from './picture-layout.ts';
import { saveFile } from './save-file.ts';
import { unprovenIn } from './unproven.ts';
import { useZoom } from './use-zoom.ts';

const NOTHING: ReadonlySet<string> = new Set();
const NOTES_MOST = 20;

export default function LinePictureView({ item }: { readonly item: AnyItem }): ReactElement {
  const { mirror, membership } = useWorkspace();
  const isNarrow = useNarrow();
  const version = useMirror(useCallback((held) => held.version, []));
  const [isList, setList] = useState(false);
  const [unfolded, setUnfolded] = useState(NOTHING);
  const on = today(membership.timeZone);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the mirror holds.
  const layout = useMemo(
    () => layoutOf(pictureOf({ model, line: mirror, centre: item, unfolded })),
    [mirror, item, unfolded, version],
  );
  const unproven = useMemo(
    () =>
      unprovenIn(
        mirror,
        layout.nodes.flatMap((node) => node.item ?? []),
        on,
      ),
    [mirror, layout, on],
  );
  const notes = useNotes(layout);
  const unfold = (id: string): void => setUnfolded(new Set([...unfolded, id]));
  if (isNarrow) return <LineList item={item} unproven={unproven} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {isList ? (
        <div className="scrolls min-h-0 flex-1">
          <Toggle isList onToggle={() => setList(false)} />
          <LineList item={item} unproven={unproven} />
        </div>
      ) : (
        <Drawing
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

function Toggle({ isList, onToggle }: { readonly isList: boolean; readonly onToggle: () => void }): ReactElement {
  return (
    <Button small look="plain" className="text-muted" onClick={onToggle}>
      {isList ? <Waypoints size={14} aria-hidden /> : <List size={14} aria-hidden />}
      {isList ? 'As a picture' : 'As a list'}
    </Button>
  );
}

interface Note {
  readonly number: number;
  readonly edgeIds: readonly string[];
  readonly sentence: string;
}

interface OutOfStepEdge extends OutOfStepLink {
  readonly edgeId: string;
  readonly from: AnyItem;
}

/** What moved, numbered: the numbers stand on the amber links that it put out of step. */
function useNotes(layout: PictureLayout): readonly Note[] {
  const { mirror } = useWorkspace();
  const causes = useMemo(() => {
    const edges = layout.edges.flatMap((edge): readonly OutOfStepEdge[] => {
      const link = edge.inStep ? null : edge.link;
      const to = link === null ? undefined : mirror.item(link.toId);
      const from = link === null ? undefined : mirror.item(link.fromId);
      return link === null || to === undefined || from === undefined ? [] : [{ edgeId: edge.id, link, to, from }];
    });
    return [...Map.groupBy(edges, ({ link, to }) => `${to.id} ${String(link.agreedRevision)}`).values()].slice(
      0,
      NOTES_MOST,
    );
  }, [layout, mirror]);
  const firsts = useMemo(() => causes.flatMap((group) => group[0] ?? []), [causes]);
  const sentences = useChangeSentences(firsts);
  return causes.flatMap((group, index) => {
    const [first] = group;
    if (first === undefined) return [];
    const whose = both(group.map(({ from }) => from.key));
    const sentence = [`${first.to.key} ${first.to.title}`, sentences.get(first.link.id), `Out of step: ${whose}`]
      .filter(Boolean)
      .join('. ');
    return [{ number: index + 1, edgeIds: group.map(({ edgeId }) => edgeId), sentence }];
  });
}

interface DrawingProps {
  readonly item: AnyItem;
  readonly layout: PictureLayout;
  readonly unproven: ReadonlySet<string>;
  readonly notes: readonly Note[];
  readonly onUnfold: (id: string) => void;
  readonly toggle: ReactElement;
}

function Drawing({ item, layout, unproven, notes, onUnfold, toggle }: DrawingProps): ReactElement {
  const { membership } = useWorkspace();
  const navigate = useNavigate();
  const peek = usePeek();
  const drawing = useRef<SVGSVGElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const { zoom, zoomBy, fit, isFitted } = useZoom(room, layout);
  const numbers = useMemo(
    () => new Map(notes.flatMap((note) => note.edgeIds.map((id) => [id, note.number] as const))),
    [notes],
  );
  // A walk begins in the middle of the new picture, with the item under the reader's hand.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another item in the middle moves the view.
  useLayoutEffect(() => {
    const centre = drawing.current?.querySelector<SVGGElement>('[aria-current]');
    if (room.current !== null && centre) scrollToMiddle(room.current, centre);
    if (document.activeElement === document.body) centre?.focus({ preventScroll: true });
  }, [item.id, isFitted]);
  const walk = (to: AnyItem): void => {
    const hash = to.id === item.id ? '' : 'line';
    void navigate({ to: '/$workspace/item/$ref', params: { workspace: membership.slug, ref: to.key }, hash });
  };
  useKeys({ '+': () => zoomBy(1), '=': () => zoomBy(1), '-': () => zoomBy(-1), '0': fit });
  const save = async (as: 'svg' | 'png'): Promise<void> => {
    if (drawing.current === null) return;
    const on = today(membership.timeZone);
    const title = `${item.key} ${item.title}`;
    const svg = exportedSvg(drawing.current, {
      title,
      asOf: `As of ${day(on)}`,
      notes: notes.map((note) => `${String(note.number)}  ${note.sentence}`),
    });
    const blob = as === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOf(svg);
    saveFile(blob, `${item.key}-line-${on}.${as}`);
  };
  const saving = (as: 'svg' | 'png') => () =>
    void save(as).catch((error: unknown) =>
      sayFailure({ text: 'The picture was not saved', detail: error instanceof Error ? error.message : '' }),
    );
  return (
    <>
      <div className="flex items-center gap-1 px-4 pb-1 print:hidden">
        {toggle}
        <span className="flex-1" />
        <IconButton small label="Smaller" keys="-" onClick={() => zoomBy(-1)}>
          <Minus size={14} />
        </IconButton>
        <span className="tabular w-11 text-center text-sm text-muted">{Math.round(zoom * 100)} %</span>
        <IconButton small label="Larger" keys="+" onClick={() => zoomBy(1)}>
          <Plus size={14} />
        </IconButton>
        <IconButton small label="Fit the whole line" keys="0" onClick={fit}>
          <Maximize size={14} />
        </IconButton>
        <Menu
          align="end"
          trigger={
            <Button small look="plain" className="text-muted">
              <Download size={14} aria-hidden />
              Save picture
            </Button>
          }
        >
          <MenuItem onClick={saving('svg')}>As SVG</MenuItem>
          <MenuItem onClick={saving('png')}>As PNG</MenuItem>
        </Menu>
      </div>
      <div ref={room} className="scrolls flex min-h-0 flex-1 border-t border-line">
        <PictureCanvas
          key={item.id}
          layout={layout}
          zoom={zoom}
          drawing={drawing}
          label={`The line of ${item.key} ${item.title}: arrows move, Enter walks, Space peeks`}
          numbers={numbers}
          unproven={unproven}
          onOpen={walk}
          onPeek={(one) => peek(one.key)}
          onUnfold={onUnfold}
        />
      </div>
      {notes.length > 0 && (
        <ol aria-label="Out of step" className="scrolls max-h-40 shrink-0 border-t border-line px-4 py-2">
          {notes.map((note) => (
            <li key={note.number} className="flex min-h-6 items-baseline gap-2 text-sm">
              <span className="tabular grid size-4 shrink-0 place-items-center rounded-full bg-amber-soft text-xs font-semibold text-amber">
                {note.number}
              </span>
              {note.sentence}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** Only as far as the picture is larger than its room. */
function scrollToMiddle(room: HTMLElement, node: SVGGElement): void {
  const outer = room.getBoundingClientRect();
  const inner = node.getBoundingClientRect();
  room.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  if (inner.bottom > outer.bottom) room.scrollTop += inner.top + inner.height / 2 - (outer.top + outer.height / 2);
}
