/** What people say about this item; what customers can see looks different from what only the team sees. */
import { X } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { plural } from '../format/format.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { Problem } from '../primitive/notice.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { sayRefused } from '../primitive/toast.tsx';
import { useAnswer, useMay, useWorkspace } from '../workspace/hooks.ts';
import { CommentEntry } from './comment-entry.tsx';
import { Quoted, type WriteComment } from './comment-row.tsx';
import { CommentThread } from './comment-thread.tsx';
import { type Comment, threadsOf } from './comment-threads.ts';
import { setQuote, useQuote } from './quote.ts';
import { useScene } from './scene.tsx';

/** The latest threads; who wants the beginning asks for it. */
const SHOWN_AT_FIRST = 20;

export function ItemComments(): ReactElement {
  const { item } = useScene();
  const workspace = useWorkspace();
  const mayComment = useMay('contributor');
  const quote = useQuote(item.id);
  const [isWhole, setWhole] = useState(false);
  const { value, problem, refresh } = useAnswer<{ readonly comments: readonly Comment[] }>(
    `/items/${item.id}/comments`,
  );
  useEffect(() => workspace.onSubject('comment', refresh), [workspace, refresh]);
  const write: WriteComment = async (method, path, body) => {
    try {
      await workspace.request(method, path, body === undefined ? {} : { body });
      refresh();
      return true;
    } catch (error) {
      sayRefused('The comment was not saved', error);
      return false;
    }
  };
  const add = async (body: string, isPublic: boolean): Promise<boolean> => {
    const visibility = isPublic ? 'public' : 'internal';
    const passage = quote === null ? {} : { quote };
    const isSent = await write('POST', `/items/${item.id}/comments`, { body, visibility, ...passage });
    if (isSent) setQuote(null);
    return isSent;
  };
  if (value === null && problem !== null) {
    return (
      <Problem
        title="The comments cannot be shown"
        detail={problem.message}
        action={<Button onClick={refresh}>Try again</Button>}
      />
    );
  }
  if (value === null) return <SkeletonRows count={2} label="Loading the comments" />;
  const threads = threadsOf(value.comments);
  const earlier = isWhole ? 0 : Math.max(0, threads.length - SHOWN_AT_FIRST);
  return (
    <div className="flex flex-col gap-4">
      {threads.length === 0 && !mayComment && <p className="text-muted">Nobody has said anything yet.</p>}
      {earlier > 0 && (
        <Button small look="plain" className="self-start text-muted" onClick={() => setWhole(true)}>
          Show {plural(earlier, 'earlier thread', 'earlier threads')}
        </Button>
      )}
      <ol className="flex flex-col gap-4">
        {threads.slice(earlier).map((thread) => (
          <CommentThread key={thread.first.id} thread={thread} write={write} />
        ))}
      </ol>
      {mayComment && (
        <div className="flex flex-col gap-2">
          {quote !== null && (
            <div className="flex items-start gap-1">
              <Quoted text={quote} className="flex-1" />
              <IconButton small label="Comment without this passage" onClick={() => setQuote(null)}>
                <X size={14} />
              </IconButton>
            </div>
          )}
          <CommentEntry label={entryLabel(quote, threads.length)} hasAudience onSend={add} calledBy={quote} />
        </div>
      )}
    </div>
  );
}

function entryLabel(quote: string | null, threads: number): string {
  if (quote !== null) return 'Say what you think of this passage';
  return threads === 0 ? 'Say what a colleague should know' : 'Add a comment';
}
