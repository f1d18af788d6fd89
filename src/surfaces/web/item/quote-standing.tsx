/** Below a quote: that its source no longer says it, what stands there instead, and the way to quote it anew. */
import { type ReactElement, useMemo } from 'react';
import type { AnyItem, Link } from '../../../line/index.ts';
import { Button } from '../primitive/button.tsx';
import { say, sayRefused } from '../primitive/toast.tsx';
import { useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { placeOf, quotedIn, quoteOn, textsOf } from './quoted-passage.ts';
import { WordDiff } from './word-diff-view.tsx';

export interface QuoteStandingProps {
  readonly link: Link;
  /** What the quote was taken from, as it is now. */
  readonly source: AnyItem;
  readonly mayEdit: boolean;
}

/** Nothing while the source says it, word for word. */
export function QuoteStanding({ link, source, mayEdit }: QuoteStandingProps): ReactElement | null {
  const { request } = useWorkspace();
  const quote = quoteOn(link);
  const texts = useMemo(() => textsOf(model.kind(source.kind), source), [source]);
  const standing = useMemo(() => quotedIn(quote, texts), [quote, texts]);
  if (standing.is === 'there') return null;
  if (standing.is === 'gone') {
    return <p className="text-sm text-amber">{source.key} no longer says this, nor anything like it.</p>;
  }
  const { now } = standing;
  const quoteAnew = async (): Promise<void> => {
    try {
      const fields = { ...link.fields, quote: now, ...placeOf(now, texts) };
      await request('PATCH', `/links/${link.id}`, { body: { fields } });
      say({ text: `${source.key} is quoted as it is now` });
    } catch (error) {
      sayRefused('The quote was not changed', error);
    }
  };
  return (
    <div className="flex flex-col items-start gap-1">
      <p className="text-sm text-amber">This passage of {source.key} has changed since it was quoted:</p>
      <p className="border-l-2 border-amber-mark pl-2">
        <WordDiff then={quote} now={now} written />
      </p>
      {mayEdit && (
        <Button small className="print:hidden" onClick={() => void quoteAnew()}>
          Quote it as it is now
        </Button>
      )}
    </div>
  );
}
