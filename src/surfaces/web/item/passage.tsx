/** Commenting on a passage: select it in the text, or pick it from the list that the button opens. */
import { MessageSquareQuote } from 'lucide-react';
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import { Button, IconButton } from '../primitive/button.tsx';
import { Popover } from '../primitive/popover.tsx';

export interface PassageProps {
  /** Where the text stands. */
  readonly text: RefObject<HTMLElement | null>;
  readonly onQuote: (passage: string) => void;
}

interface Place {
  readonly passage: string;
  readonly left: number;
  readonly top: number;
}

const BUTTON_PIXELS = 160;
const GAP_PIXELS = 6;

/** Stands below what is selected. Its parent is what it is placed in. */
export function SelectedPassage({ text, onQuote }: PassageProps): ReactElement | null {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    const look = (): void => setPlace(text.current === null ? null : selectedIn(text.current));
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [text]);
  if (place === null) return null;
  const { passage, left, top } = place;
  return (
    <Button
      small
      className="absolute z-10 shadow-md print:hidden"
      style={{ left, top }}
      // Pressing would take the selection away before it is read.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        window.getSelection()?.removeAllRanges();
        setPlace(null);
        onQuote(passage);
      }}
    >
      <MessageSquareQuote size={14} aria-hidden />
      Comment on this
    </Button>
  );
}

function selectedIn(text: HTMLElement): Place | null {
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const passage = selection.toString().trim();
  const within = text.offsetParent;
  if (passage === '' || within === null || !text.contains(range.commonAncestorContainer)) return null;
  const end = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  const edge = within.getBoundingClientRect();
  const left = Math.max(0, Math.min(end.right - edge.left - BUTTON_PIXELS / 2, edge.width - BUTTON_PIXELS));
  return { passage, left, top: end.bottom - edge.top + GAP_PIXELS };
}

export interface PassageListProps extends PassageProps {
  /** Of the field, in running text. */
  readonly label: string;
  readonly className: string;
}

/** For those who do not select with a pointer: every paragraph and point of the text. */
export function PassageList({ text, label, className, onQuote }: PassageListProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  /** Handed on once the list has closed and given its focus back: where one writes takes it from there. */
  const chosen = useRef<string | null>(null);
  const onClosed = (): void => {
    if (chosen.current !== null) onQuote(chosen.current);
    chosen.current = null;
  };
  const passages = isOpen && text.current !== null ? passagesIn(text.current) : [];
  return (
    <Popover
      label={`Which passage of ${label}?`}
      open={isOpen}
      onOpenChange={setOpen}
      onClosed={onClosed}
      trigger={
        <IconButton small label={`Comment on a passage of ${label}`} className={className}>
          <MessageSquareQuote size={12} />
        </IconButton>
      }
    >
      <p className="px-2 text-sm text-muted">Which passage? Or select the words in the text.</p>
      <ul className="mt-1 w-96 max-w-full">
        {passages.map(({ id, passage }) => (
          <li key={id}>
            <button
              type="button"
              className="w-full rounded-sm px-2 py-1.5 text-left font-serif hover:bg-sunk"
              onClick={() => {
                chosen.current = passage;
                setOpen(false);
              }}
            >
              <span className="line-clamp-2">{passage}</span>
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}

const BLOCKS = 'p, li, h3, pre, td';

/** The innermost blocks, each once. */
function passagesIn(text: HTMLElement): readonly { readonly id: string; readonly passage: string }[] {
  return [...text.querySelectorAll<HTMLElement>(BLOCKS)]
    .filter((block) => block.querySelector(BLOCKS) === null)
    .map((block, at) => ({ id: String(at), passage: block.textContent.trim() }))
    .filter(({ passage }) => passage !== '');
}
