/** A comment with its answers; many of them, and those of what is resolved, fold into their number. */
import { ChevronRight } from 'lucide-react';
import { type ReactElement, useId, useRef, useState } from 'react';
import { ago, plural } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { useMay } from '../workspace/hooks.ts';
import { CommentEntry } from './comment-entry.tsx';
import { CommentRow, type WriteComment } from './comment-row.tsx';
import type { Thread } from './comment-threads.ts';
import { useScene } from './scene.tsx';

export interface CommentThreadProps {
  readonly thread: Thread;
  readonly write: WriteComment;
}

const OPEN_AT_FIRST = 2;

export function CommentThread({ thread: { first, replies }, write }: CommentThreadProps): ReactElement {
  const { item } = useScene();
  const mayComment = useMay('contributor');
  const isResolved = first.resolvedAt !== null;
  const [isOpen, setOpen] = useState(!isResolved && replies.length <= OPEN_AT_FIRST);
  const [isReplying, setReplying] = useState(false);
  const repliesId = useId();
  const replyButton = useRef<HTMLButtonElement>(null);
  const stopReplying = (): void => {
    setReplying(false);
    replyButton.current?.focus();
  };
  const last = replies.at(-1);
  const reply = async (body: string, isPublic: boolean): Promise<boolean> => {
    const visibility = isPublic ? 'public' : 'internal';
    const isSent = await write('POST', `/items/${item.id}/comments`, { body, visibility, parentId: first.id });
    if (isSent) {
      setOpen(true);
      stopReplying();
    }
    return isSent;
  };
  return (
    <li>
      <CommentRow comment={first} write={write}>
        <Button
          ref={replyButton}
          small
          look="plain"
          className="text-muted"
          aria-label={`Reply to ${first.authorName}`}
          onClick={() => setReplying(true)}
        >
          Reply
        </Button>
        <Button
          small
          look="plain"
          className="text-muted"
          onClick={() => void write('PATCH', `/comments/${first.id}`, { resolved: !isResolved })}
        >
          {isResolved ? 'Open again' : 'Resolve'}
        </Button>
      </CommentRow>
      {last !== undefined && (
        <Button
          small
          look="plain"
          aria-expanded={isOpen}
          aria-controls={repliesId}
          className="ml-5 text-muted print:hidden"
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight size={12} aria-hidden className={isOpen ? 'rotate-90' : ''} />
          {plural(replies.length, 'reply', 'replies')}
          {!isOpen && <span className="font-normal">· the last {ago(last.createdAt)}</span>}
        </Button>
      )}
      <ol
        id={repliesId}
        aria-label={`Replies to ${first.authorName}`}
        hidden={!isOpen || last === undefined}
        className="mt-1 ml-7 flex flex-col gap-3 border-l border-line pl-4"
      >
        {replies.map((comment) => (
          <li key={comment.id}>
            <CommentRow comment={comment} write={write} />
          </li>
        ))}
      </ol>
      {isReplying && mayComment && (
        <div className="mt-2 ml-7">
          <CommentEntry
            label={`Reply to ${first.authorName}`}
            sendLabel="Reply"
            hasAudience={first.visibility === 'public'}
            onSend={reply}
            onCancel={stopReplying}
            calledBy="reply"
          />
        </div>
      )}
    </li>
  );
}
