/** Shares one item or one view by a link: for how long, the link itself once, and the links that are out already. */
import { type ReactElement, useState } from 'react';
import { Button } from '../primitive/button.tsx';
import { copyText } from '../primitive/copy-text.ts';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { Select } from '../primitive/select.tsx';
import { Line } from '../settings/settings-parts.tsx';
import { useWorkspace } from '../workspace/hooks.ts';
import { errorFrom } from '../workspace/request.ts';
import { type ShareLink, untilWhen, useEndLink, useSharedBy, useShareLinks } from './share-links.ts';

const LIFETIMES = [
  { value: '7', label: 'A week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
] as const;

export interface ShareDialogProps {
  /** What is shared: its id, as an item or as a saved view. */
  readonly thing: { readonly itemId: string } | { readonly viewId: string };
  /** As the reader knows it: "FEA-12 Compact tabs". */
  readonly title: string;
  readonly onClose: () => void;
}

export default function ShareDialog({ thing, title, onClose }: ShareDialogProps): ReactElement {
  const { request } = useWorkspace();
  const { value, refresh } = useShareLinks();
  const [days, setDays] = useState<(typeof LIFETIMES)[number]['value']>('30');
  const [address, setAddress] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const links = (value ?? []).filter((link) =>
    'itemId' in thing ? link.itemId === thing.itemId : link.viewId === thing.viewId,
  );
  const make = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const of = 'itemId' in thing ? { item: thing.itemId } : { viewId: thing.viewId };
    try {
      const { path } = await request<{ readonly path: string }>('POST', '/share-links', {
        body: { ...of, days: Number(days) },
      });
      setAddress(`${window.location.origin}${path}`);
      refresh();
    } catch (error) {
      setProblem(errorFrom(error).message);
    }
    setBusy(false);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Share read-only"
      description={`Whoever has the link reads “${title}” without an account, as you see it. It never shows people, feedback, comments, history or files.`}
    >
      {address === null ? (
        <div className="flex flex-wrap items-end gap-3">
          <div className="flex flex-col gap-1">
            <span className="font-medium">The link ends after</span>
            <Select label="The link ends after" options={LIFETIMES} value={days} onChange={setDays} className="w-40" />
          </div>
          <Button look="primary" disabled={isBusy} onClick={() => void make()}>
            Make a link
          </Button>
        </div>
      ) : (
        <NewLink address={address} />
      )}
      {problem !== null && (
        <p role="alert" className="text-red">
          {problem}
        </p>
      )}
      {links.length > 0 && (
        <section className="mt-4">
          <h3 className="text-sm font-medium text-muted">Links that are out</h3>
          <ul>
            {links.map((link) => (
              <OpenLink key={link.id} link={link} onEnded={refresh} />
            ))}
          </ul>
        </section>
      )}
      <DialogActions>
        <Button onClick={onClose}>Done</Button>
      </DialogActions>
    </Dialog>
  );
}

function NewLink({ address }: { readonly address: string }): ReactElement {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    setCopied(await copyText(address));
  };
  return (
    <div className="flex flex-col gap-2">
      <p className="text-muted">Copy it now: it is shown this once.</p>
      <div className="flex gap-2">
        <input
          readOnly
          // biome-ignore lint/a11y/noAutofocus: the link has just taken the place of the button that was pressed.
          autoFocus
          value={address}
          aria-label="The link"
          onFocus={(event) => event.currentTarget.select()}
          className="entry min-w-0 flex-1 font-mono text-sm"
        />
        <Button look="primary" onClick={() => void copy()}>
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </div>
  );
}

function OpenLink({ link, onEnded }: { readonly link: ShareLink; readonly onEnded: () => void }): ReactElement {
  const end = useEndLink(onEnded);
  return (
    <Line title={untilWhen(link)} detail={useSharedBy(link)}>
      <Button small aria-label={`End the link: ${untilWhen(link)}`} onClick={() => void end(link)}>
        End
      </Button>
    </Line>
  );
}
