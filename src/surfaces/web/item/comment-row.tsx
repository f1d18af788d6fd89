/** One comment: who, when, for whom, and what may be done with it. */
import { type ReactElement, type ReactNode, useRef, useState } from 'react';
import { ago, moment } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { PersonMark } from '../primitive/marks.tsx';
import { useMay, useWorkspace } from '../workspace/hooks.ts';
import type { Method } from '../workspace/request.ts';
import { CommentEntry } from './comment-entry.tsx';
import type { Comment } from './comment-threads.ts';
import { Markdown } from './markdown.tsx';
import { withoutMentions } from './mention-text.ts';
import { useScene } from './scene.tsx';

export type WriteComment = (method: Method, path: string, body?: object) => Promise<boolean>;

export interface CommentRowProps {
  readonly comment: Comment;
  readonly write: WriteComment;
  /** What may be done with the thread, at its first comment. */
  readonly children?: ReactNode;
}

export function CommentRow({ comment, write, children }: CommentRowProps): ReactElement {
  const { place } = useScene();
  const { membership } = useWorkspace();
  const isAdmin = useMay('admin');
  const mayComment = useMay('contributor');
  const [isEditing, setEditing] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const stopEditing = (): void => {
    setEditing(false);
    // The button comes back with the comment.
    requestAnimationFrame(() => editButton.current?.focus());
  };
  const isMine = comment.authorId === membership.memberId;
  const isResolved = comment.resolvedAt !== null;
  const path = `/comments/${comment.id}`;
  if (comment.removedAt !== null) return <p className="text-sm text-muted">A comment that was removed.</p>;
  const save = async (body: string): Promise<boolean> => {
    const isSaved = await write('PATCH', path, { body });
    if (isSaved) stopEditing();
    return isSaved;
  };
  return (
    <div className={comment.visibility === 'public' ? 'border-l-2 border-accent pl-3' : ''}>
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
        <PersonMark name={comment.authorName} />
        <span className="font-medium text-ink">{comment.authorName}</span>
        <time dateTime={comment.createdAt} title={moment(comment.createdAt)}>
          {ago(comment.createdAt)}
        </time>
        {comment.editedAt !== null && <span>edited</span>}
        {comment.visibility === 'public' && <span className="font-medium text-accent">Public</span>}
        {isResolved && <span>resolved</span>}
      </p>
      {comment.quote !== null && <Quoted text={comment.quote} className="mt-1 ml-7" />}
      <div className={`mt-1 ml-7 ${isResolved ? 'opacity-70' : ''}`}>
        {isEditing ? (
          <CommentEntry
            label="Edit the comment"
            sendLabel="Save"
            initial={withoutMentions(comment.body)}
            onSend={save}
            onCancel={stopEditing}
            calledBy="edit"
          />
        ) : (
          <Markdown text={comment.body} place={place} isTalk />
        )}
      </div>
      {!isEditing && mayComment && (
        <div className="mt-0.5 ml-5 flex flex-wrap gap-1 print:hidden">
          {children}
          {isMine && (
            <Button ref={editButton} small look="plain" className="text-muted" onClick={() => setEditing(true)}>
              Edit
            </Button>
          )}
          {(isMine || isAdmin) && (
            <Button small look="plain" className="text-muted" onClick={() => void write('DELETE', path)}>
              Remove
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** The passage a comment is about. */
export function Quoted({ text, className }: { readonly text: string; readonly className: string }): ReactElement {
  return (
    <blockquote
      className={`max-w-[68ch] border-l-2 border-line-strong pl-2 font-serif whitespace-pre-line text-muted ${className}`}
    >
      {text}
    </blockquote>
  );
}
