/** What moved, numbered: the numbers stand where the amber links leave it, the sentences below the picture. */
import { type ReactElement, useMemo } from 'react';
import type { AnyItem, LineView } from '../../../line/index.ts';
import { both } from '../format/format.ts';
import { ItemLink } from '../item/item-link.tsx';
import { type OutOfStepLink, useChangeSentences } from './change-sentences.ts';
import type { PictureLayout } from './picture-place.ts';

export interface PictureNote {
  readonly number: number;
  readonly edgeIds: readonly string[];
  /** What changed. */
  readonly to: AnyItem;
  /** How; empty while it is on its way. */
  readonly change: string;
  /** Whom it put out of step. */
  readonly from: readonly AnyItem[];
}

interface OutOfStepEdge extends OutOfStepLink {
  readonly edgeId: string;
  readonly from: AnyItem;
}

const NOTES_MOST = 20;

/** One note for each thing that changed, however many rely on it. */
export function usePictureNotes(layout: PictureLayout, line: LineView): readonly PictureNote[] {
  const causes = useMemo(() => {
    const edges = layout.edges.flatMap((edge): readonly OutOfStepEdge[] => {
      const link = edge.inStep ? null : edge.link;
      const to = link === null ? undefined : line.item(link.toId);
      const from = link === null ? undefined : line.item(link.fromId);
      return link === null || to === undefined || from === undefined ? [] : [{ edgeId: edge.id, link, to, from }];
    });
    return [...Map.groupBy(edges, ({ link, to }) => `${to.id} ${String(link.agreedRevision)}`).values()].slice(
      0,
      NOTES_MOST,
    );
  }, [layout, line]);
  const firsts = useMemo(() => causes.flatMap((group) => group[0] ?? []), [causes]);
  const sentences = useChangeSentences(firsts);
  return useMemo(
    () =>
      causes.flatMap((group, index) => {
        const [first] = group;
        if (first === undefined) return [];
        const change = sentences.get(first.link.id) ?? '';
        const edgeIds = group.map(({ edgeId }) => edgeId);
        return [{ number: index + 1, edgeIds, to: first.to, change, from: group.map(({ from }) => from) }];
      }),
    [causes, sentences],
  );
}

/** The whole note as one sentence, for files and for who points at a link. */
export function noteText({ to, change, from }: PictureNote): string {
  const whose = both(from.map(({ key }) => key));
  return [`${to.key} ${to.title}`, change, `Out of step: ${whose}`].filter(Boolean).join('. ');
}

export interface PictureNotesProps {
  readonly notes: readonly PictureNote[];
  /** The note pointed at; null: none. */
  readonly onPoint: (note: PictureNote | null) => void;
}

export function PictureNotes({ notes, onPoint }: PictureNotesProps): ReactElement | null {
  if (notes.length === 0) return null;
  return (
    <ol aria-label="Out of step" className="scrolls max-h-36 shrink-0 border-t border-line px-4 py-1.5">
      {notes.map((note) => (
        <li
          key={note.number}
          className="flex items-baseline gap-2 rounded-sm px-1 py-1 text-sm hover:bg-sunk"
          onPointerEnter={() => onPoint(note)}
          onPointerLeave={() => onPoint(null)}
        >
          <span className="tabular grid h-4 min-w-4 shrink-0 place-items-center rounded-full bg-amber-soft px-1 text-xs font-semibold text-amber">
            {note.number}
          </span>
          <span className="min-w-0">
            <ItemLink to={note.to.key} place="page" className="font-medium">
              <span className="tabular whitespace-nowrap">{note.to.key}</span> {note.to.title}
            </ItemLink>
            {note.change !== '' && <span className="text-amber"> {note.change}.</span>}
            <span className="text-muted"> Out of step: </span>
            {note.from.map((item, index) => (
              <span key={item.id} className="whitespace-nowrap">
                {index > 0 && ', '}
                <ItemLink to={item.key} place="page" className="tabular">
                  {item.key}
                </ItemLink>
              </span>
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}
