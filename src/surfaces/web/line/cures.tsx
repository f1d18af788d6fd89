/** The three cures of a link out of step: still true (with a remark), change, unlink. */
import { Check, PencilLine, Unlink } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useState } from 'react';
import type { Link } from '../../../line/index.ts';
import { Button } from '../primitive/button.tsx';
import { Tooltip } from '../primitive/tooltip.tsx';
import { useCommits } from '../workspace/hooks.ts';

const REMARK_MOST = 1000;

export interface CuresProps {
  readonly link: Link;
  /** Names the link for screen readers: "MSG-4 promises FEA-12". */
  readonly sentence: string;
  readonly onChange: () => void;
  /** Shows the keys where they act on this link. */
  readonly hasKeys?: boolean;
}

export function Cures({ link, sentence, onChange, hasKeys = false }: CuresProps): ReactElement {
  const commits = useCommits();
  const [isRemarking, setRemarking] = useState(false);
  const keys = (key: string): string | undefined => (hasKeys ? key : undefined);
  if (isRemarking) return <Remark link={link} sentence={sentence} onClose={() => setRemarking(false)} />;
  return (
    <div className="flex flex-wrap items-center gap-1.5 print:hidden">
      <Tooltip text="It holds although the other side changed" keys={keys('Y')}>
        <Button small aria-label={`Still true: ${sentence}`} onClick={() => void commits.agree(link)}>
          <Check size={14} aria-hidden />
          Still true
        </Button>
      </Tooltip>
      <Tooltip text="Change what relies on it; saving brings it back in step" keys={keys('C')}>
        <Button small aria-label={`Change: ${sentence}`} onClick={onChange}>
          <PencilLine size={14} aria-hidden />
          Change
        </Button>
      </Tooltip>
      <Tooltip text="They have nothing to do with each other any more" keys={keys('U')}>
        <Button small aria-label={`Unlink: ${sentence}`} onClick={() => void commits.unlink(link)}>
          <Unlink size={14} aria-hidden />
          Unlink
        </Button>
      </Tooltip>
      <Button
        small
        look="plain"
        className="text-muted"
        aria-label={`With a remark…: ${sentence}`}
        onClick={() => setRemarking(true)}
      >
        With a remark…
      </Button>
    </div>
  );
}

interface RemarkProps {
  readonly link: Link;
  readonly sentence: string;
  readonly onClose: () => void;
}

function Remark({ link, sentence, onClose }: RemarkProps): ReactElement {
  const commits = useCommits();
  const [text, setText] = useState('');
  const save = (): void => {
    const remark = text.trim();
    void commits.agree(link, remark === '' ? undefined : remark);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') save();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <input
        className="entry max-w-md flex-1"
        // biome-ignore lint/a11y/noAutofocus: the reader has just asked for this entry.
        autoFocus
        aria-label={`Remark: ${sentence}`}
        placeholder="Why it still holds"
        maxLength={REMARK_MOST}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Button small look="primary" onClick={save}>
        Still true
      </Button>
      <Button small look="plain" onClick={onClose}>
        Cancel
      </Button>
    </div>
  );
}
