/** The first step: a file, dropped or chosen. */
import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactElement, useRef, useState } from 'react';
import type { Kind } from '../../../line/index.ts';
import { Button } from '../primitive/button.tsx';
import { classNames } from '../primitive/class-names.ts';

export interface ChooseFileProps {
  readonly kind: Kind;
  readonly isSending: boolean;
  readonly onFile: (file: File) => void;
}

const FORMATS = '.csv,.tsv,.txt,.json,.jsonl,.ndjson,.xlsx';

export function ChooseFile({ kind, isSending, onFile }: ChooseFileProps): ReactElement {
  const chooser = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's short way; the button is everybody's.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames(
        'flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-14 text-center',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong',
      )}
    >
      <FileUp size={24} aria-hidden className="text-muted" />
      <p>
        Drop a file with {kind.label.many.toLowerCase()} here: CSV, Excel (XLSX), JSON or JSON lines, from whatever
        tool.
      </p>
      <input
        ref={chooser}
        type="file"
        accept={FORMATS}
        hidden
        aria-label={`A file with ${kind.label.many.toLowerCase()}`}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) onFile(file);
          event.target.value = '';
        }}
      />
      <Button look="primary" disabled={isSending} onClick={() => chooser.current?.click()}>
        {isSending ? 'Reading the file…' : 'Choose a file'}
      </Button>
      <p className="text-sm text-muted">Nothing is written before you have seen what would become of every row.</p>
    </div>
  );
}
