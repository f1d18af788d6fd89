/** Writing a comment: Markdown, `@` offers people, Ctrl+Enter sends. */
import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { fold } from '../frame/find-items.ts';
import { Button } from '../primitive/button.tsx';
import { PersonMark } from '../primitive/marks.tsx';
import { useMembers } from '../workspace/hooks.ts';
import { completed, typedMention, withMentions } from './mention-text.ts';

export interface CommentEntryProps {
  readonly label: string;
  readonly initial?: string;
  readonly sendLabel?: string;
  readonly onSend: (body: string, isPublic: boolean) => Promise<boolean>;
  readonly onCancel?: () => void;
  /** Offers to show it on the portal. */
  readonly hasAudience?: boolean;
  /** What was pressed to write here: the focus comes with each new one. */
  readonly calledBy?: string | null;
}

const OFFERED_MOST = 6;

export function CommentEntry(props: CommentEntryProps): ReactElement {
  const { label, initial = '', sendLabel = 'Comment', onSend, onCancel, hasAudience = false, calledBy = null } = props;
  const members = useMembers().filter((member) => member.removedAt == null);
  const [text, setText] = useState(initial);
  const [cursor, setCursor] = useState(0);
  const [at, setAt] = useState(0);
  const [isPublic, setPublic] = useState(false);
  const [isSending, setSending] = useState(false);
  const entry = useRef<HTMLTextAreaElement>(null);
  useFocusWhenCalled(entry, calledBy);
  const listId = useId();
  const typed = typedMention(text, cursor);
  const offered =
    typed === null
      ? []
      : members
          .filter((member) => fold(member.name).startsWith(fold(typed)) && member.name !== typed)
          .slice(0, OFFERED_MOST);

  const complete = (name: string): void => {
    const next = completed(text, cursor, name);
    setText(next.text);
    setCursor(next.cursor);
    setAt(0);
    requestAnimationFrame(() => {
      entry.current?.focus();
      entry.current?.setSelectionRange(next.cursor, next.cursor);
    });
  };
  const send = async (): Promise<void> => {
    if (text.trim() === '' || isSending) return;
    setSending(true);
    const isSent = await onSend(withMentions(text.trim(), members), isPublic);
    setSending(false);
    if (isSent) setText('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const chosen = offered[at];
    if (chosen !== undefined && (event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      complete(chosen.name);
    } else if (offered.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape' && onCancel !== undefined) {
      event.stopPropagation();
      onCancel();
    }
  };
  const note = (element: HTMLTextAreaElement): void => {
    setText(element.value);
    setCursor(element.selectionStart);
    setAt(0);
  };
  return (
    <div className="relative flex flex-col gap-2 print:hidden">
      <textarea
        ref={entry}
        className={`entry ${isPublic ? 'border-accent' : ''}`}
        aria-label={label}
        placeholder={`${label}. @ mentions, Markdown`}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={listId}
        aria-activedescendant={offered.length > 0 ? `${listId}-${String(at)}` : undefined}
        rows={Math.min(10, Math.max(2, text.split('\n').length + 1))}
        value={text}
        onChange={(event) => note(event.currentTarget)}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      <div
        id={listId}
        role="listbox"
        aria-label="People"
        hidden={offered.length === 0}
        className="floating absolute top-full z-30 -mt-9 w-64 p-1"
      >
        {offered.map((member, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys act in the entry, which keeps the focus.
          <div
            key={member.id}
            id={`${listId}-${String(index)}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            data-selected={index === at}
            className="choice"
            onClick={() => complete(member.name)}
          >
            <PersonMark name={member.name} />
            {member.name}
          </div>
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button small look="primary" disabled={text.trim() === '' || isSending} onClick={() => void send()}>
          {sendLabel}
        </Button>
        {onCancel !== undefined && (
          <Button small look="plain" onClick={onCancel}>
            Cancel
          </Button>
        )}
        {hasAudience && (
          <label className="ml-auto flex min-h-6 items-center gap-1.5 text-sm text-muted">
            <input type="checkbox" checked={isPublic} onChange={(event) => setPublic(event.target.checked)} />
            Public: customers see it on the portal
          </label>
        )}
      </div>
    </div>
  );
}

function useFocusWhenCalled(entry: RefObject<HTMLTextAreaElement | null>, calledBy: string | null): void {
  useEffect(() => {
    if (calledBy === null) return;
    entry.current?.scrollIntoView({ block: 'center' });
    // After a popover that closes has given its focus back.
    const frame = requestAnimationFrame(() => entry.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, [entry, calledBy]);
}
