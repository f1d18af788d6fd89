/** A word diff on the page: what went struck through, what came underlined; both are said aloud. */
import { type ReactElement, useMemo } from 'react';
import { piecesBetween, shortened } from './word-diff.ts';

const CHARACTERS_AROUND = 60;

export interface WordDiffProps {
  readonly then: string;
  readonly now: string;
  /** Prose is compared by words; everything else is replaced whole. */
  readonly written: boolean;
}

export function WordDiff({ then, now, written }: WordDiffProps): ReactElement {
  const pieces = useMemo(
    () => (written ? shortened(piecesBetween(then, now), CHARACTERS_AROUND) : null),
    [then, now, written],
  );
  if (pieces === null) {
    return (
      <span className="tabular">
        <Removed text={then || 'empty'} /> <span aria-hidden>→</span> <Added text={now || 'empty'} />
      </span>
    );
  }
  return (
    <span className="break-words whitespace-pre-wrap">
      {pieces.map((piece, index) => {
        const key = `${String(index)}-${piece.is}`;
        if (piece.is === 'added') return <Added key={key} text={piece.text} />;
        if (piece.is === 'removed') return <Removed key={key} text={piece.text} />;
        return <span key={key}>{piece.text}</span>;
      })}
    </span>
  );
}

function Removed({ text }: { readonly text: string }): ReactElement {
  return (
    <del className="text-muted decoration-line-strong">
      <span className="sr-only">was: </span>
      {text}
    </del>
  );
}

function Added({ text }: { readonly text: string }): ReactElement {
  return (
    <ins className="mx-px rounded-sm bg-amber-soft font-medium text-ink decoration-amber-mark decoration-2 underline-offset-2">
      <span className="sr-only">now: </span>
      {text}
    </ins>
  );
}
