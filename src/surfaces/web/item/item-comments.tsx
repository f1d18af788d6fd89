/** What people say about this item; what customers can see looks different from what only the team sees. */
import { type ReactElement, useEffect, useState } from 'react';
import { ago, moment } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { PersonMark } from '../primitive/marks.tsx';
import { Problem } from '../primitive/notice.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { sayFailure } from '../primitive/toast.tsx';
import { useAnswer, useMay, useWorkspace } from '../workspace/hooks.ts';
import type { Method } from '../workspace/request.ts';
import { CommentEntry } from './comment-entry.tsx';
import { Markdown } from './markdown.tsx';
import { withoutMentions } from './mention-text.ts';
import { useScene } from './scene.tsx';

interface Comment {
  readonly id: string;
  readonly body: string;
  readonly quote: string | null;
  readonly visibility: 'internal' | 'public';
  readonly authorId: string | null;
  readonly authorName: string;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly resolvedAt: string | null;
  readonly removedAt: string | null;
}

type Write = (method: Method, path: string, body?: object) => Promise<boolean>;

export function ItemComments(): ReactElement {
  const { item } = useScene();
  const workspace = useWorkspace();
  const mayComment = useMay('contributor');
  const { value, problem, refresh } = useAnswer<{ readonly comments: readonly Comment[] }>(
    `/items/${item.id}/comments`,
  );
  useEffect(() => workspace.onSubject('comment', refresh), [workspace, refresh]);
  const write: Write = async (method, path, body) => {
    try {
      await workspace.request(method, path, body === undefined ? {} : { body });
      refresh();
      return true;
    } catch (error) {
      sayFailure({ text: 'The comment was not saved', detail: error instanceof Error ? error.message : '' });
      return false;
    }
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
  const shown = value.comments.filter((comment) => comment.removedAt === null);
  return (
    <div className="flex flex-col gap-4">
      {shown.length === 0 && !mayComment && <p className="text-muted">Nobody has said anything yet.</p>}
      <ol className="flex flex-col gap-4">
        {shown.map((comment) => (
          <CommentRow key={comment.id} comment={comment} write={write} />
        ))}
      </ol>
      {mayComment && (
        <CommentEntry
          label={shown.length === 0 ? 'Say what a colleague should know' : 'Add a comment'}
          hasAudience
          onSend={(body, isPublic) =>
            write('POST', `/items/${item.id}/comments`, { body, visibility: isPublic ? 'public' : 'internal' })
          }
        />
      )}
    </div>
  );
}

function CommentRow({ comment, write }: { readonly comment: Comment; readonly write: Write }): ReactElement {
  const { place } = useScene();
  const { membership } = useWorkspace();
  const isAdmin = useMay('admin');
  const mayComment = useMay('contributor');
  const [isEditing, setEditing] = useState(false);
  const isMine = comment.authorId === membership.memberId;
  const isResolved = comment.resolvedAt !== null;
  const path = `/comments/${comment.id}`;
  const save = async (body: string): Promise<boolean> => {
    const isSaved = await write('PATCH', path, { body });
    if (isSaved) setEditing(false);
    return isSaved;
  };
  return (
    <li className={comment.visibility === 'public' ? 'border-l-2 border-accent pl-3' : ''}>
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
      {comment.quote !== null && (
        <blockquote className="mt-1 ml-7 border-l-2 border-line pl-2 text-muted">{comment.quote}</blockquote>
      )}
      <div className={`mt-1 ml-7 ${isResolved ? 'opacity-70' : ''}`}>
        {isEditing ? (
          <CommentEntry
            label="Edit the comment"
            sendLabel="Save"
            initial={withoutMentions(comment.body)}
            onSend={save}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <Markdown text={comment.body} place={place} isTalk />
        )}
      </div>
      {!isEditing && mayComment && (
        <div className="mt-0.5 ml-5 flex gap-1 print:hidden">
          <Button
            small
            look="plain"
            className="text-muted"
            onClick={() => void write('PATCH', path, { resolved: !isResolved })}
          >
            {isResolved ? 'Open again' : 'Resolve'}
          </Button>
          {isMine && (
            <Button small look="plain" className="text-muted" onClick={() => setEditing(true)}>
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
    </li>
  );
}
