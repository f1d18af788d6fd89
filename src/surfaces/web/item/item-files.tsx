/** Files on an item: attach by choosing or dropping, download, remove. They are downloads, never shown inside the page. */
import { Download, Paperclip, X } from 'lucide-react';
import { type DragEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { ago } from '../format/format.ts';
import { Button, buttonLook, IconButton } from '../primitive/button.tsx';
import { Problem } from '../primitive/notice.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { say, sayRefused } from '../primitive/toast.tsx';
import { useAnswer, useWorkspace } from '../workspace/hooks.ts';
import { downloadFile } from '../workspace/send-file.ts';
import { useScene } from './scene.tsx';
import { sizeText, uploadFile } from './upload-file.ts';

interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly createdAt: string;
}

export function ItemFiles(): ReactElement {
  const { item, mayEdit } = useScene();
  const workspace = useWorkspace();
  const { value, problem, refresh } = useAnswer<{ readonly items: readonly Attachment[] }>(
    `/items/${item.id}/attachments`,
  );
  useEffect(() => workspace.onSubject('attachment', refresh), [workspace, refresh]);
  const [isSending, setSending] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const send = async (files: Iterable<File>): Promise<void> => {
    setSending(true);
    for (const file of files) {
      await uploadFile({ slug: workspace.membership.slug, itemId: item.id }, file)
        .then(() => say({ text: `${file.name} attached` }))
        .catch((error: unknown) => sayRefused(`${file.name} was not attached`, error));
    }
    setSending(false);
    refresh();
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    if (mayEdit) void send(event.dataTransfer.files);
  };
  if (value === null && problem !== null) {
    return (
      <Problem
        title="The files cannot be shown"
        detail={problem.message}
        action={<Button onClick={refresh}>Try again</Button>}
      />
    );
  }
  if (value === null) return <SkeletonRows count={2} label="Loading the files" />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's short way; the button is everybody's.
    <div onDragOver={(event) => event.preventDefault()} onDrop={drop} className="flex flex-col gap-2">
      {value.items.length === 0 && (
        <p className="text-muted">No files yet. Pictures, decks and documents that belong to it go here.</p>
      )}
      <ul>
        {value.items.map((file) => (
          <FileRow key={file.id} file={file} onRemoved={refresh} />
        ))}
      </ul>
      {mayEdit && (
        <div>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            aria-label="Files to attach"
            onChange={(event) => {
              void send([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
          <Button small disabled={isSending} onClick={() => chooser.current?.click()}>
            <Paperclip size={14} aria-hidden />
            {isSending ? 'Sending…' : 'Attach a file, or drop one here'}
          </Button>
        </div>
      )}
    </div>
  );
}

function FileRow({ file, onRemoved }: { readonly file: Attachment; readonly onRemoved: () => void }): ReactElement {
  const { mayEdit } = useScene();
  const { request } = useWorkspace();
  const remove = (): void => {
    request('DELETE', `/attachments/${file.id}`)
      .then(onRemoved)
      .catch((error: unknown) => sayRefused(`${file.name} was not removed`, error));
  };
  return (
    <li className="flex min-h-9 items-center gap-2 border-t border-line first:border-t-0">
      <span className="min-w-0 flex-1 truncate">{file.name}</span>
      <span className="tabular shrink-0 text-sm text-muted">{sizeText(file.sizeBytes)}</span>
      <time className="hidden shrink-0 text-sm text-muted sm:block" dateTime={file.createdAt}>
        {ago(file.createdAt)}
      </time>
      <Downloading file={file} />
      {mayEdit && (
        <IconButton small label={`Remove ${file.name}`} onClick={remove}>
          <X size={14} />
        </IconButton>
      )}
    </li>
  );
}

function Downloading({ file }: { readonly file: Attachment }): ReactElement {
  const { membership } = useWorkspace();
  const download = async (): Promise<void> => {
    const address = `/api/v1/files/attachments/${file.id}`;
    await downloadFile({ slug: membership.slug, address }, file.name).catch((error: unknown) =>
      sayRefused(`${file.name} could not be downloaded`, error),
    );
  };
  return (
    <button
      type="button"
      aria-label={`Download ${file.name}`}
      onClick={() => void download()}
      className={`${buttonLook('plain', true)} text-muted`}
    >
      <Download size={14} aria-hidden />
    </button>
  );
}
