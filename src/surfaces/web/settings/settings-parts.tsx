/** What the settings pages share: a heading with its reason, lines of a list, a link to copy, and acts that may fail. */
import { type ReactElement, type ReactNode, useState } from 'react';
import { Button } from '../primitive/button.tsx';
import { copyText } from '../primitive/copy-text.ts';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { Problem } from '../primitive/notice.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { say, sayRefused } from '../primitive/toast.tsx';
import type { Loaded } from '../workspace/resource.ts';

export interface SettingsSectionProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function SettingsSection({ title, lead, action, children }: SettingsSectionProps): ReactElement {
  return (
    <section className="mb-10">
      <header className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="text-xl font-semibold">{title}</h2>
          <p className="mt-1 max-w-prose text-muted">{lead}</p>
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}

export interface LineProps {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly children?: ReactNode;
}

/** One thing of a list, with what can be done about it on the right. */
export function Line({ title, detail, children }: LineProps): ReactElement {
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2">
      <div className="min-w-0 flex-1 basis-56">
        <div className="font-medium">{title}</div>
        {detail !== undefined && <div className="text-sm text-muted">{detail}</div>}
      </div>
      {children}
    </li>
  );
}

/** A list on its way, failed, empty or there. */
export function Listed<Value>({
  loaded,
  empty,
  children,
}: {
  readonly loaded: Loaded<readonly Value[]>;
  readonly empty: string;
  readonly children: (values: readonly Value[]) => ReactNode;
}): ReactElement {
  if (loaded.value === null && loaded.problem !== null)
    return <Problem title="This could not be loaded" detail={loaded.problem.message} />;
  if (loaded.value === null) return <SkeletonRows count={3} />;
  if (loaded.value.length === 0) return <p className="border-t border-line py-6 text-muted">{empty}</p>;
  return <ul className="border-t border-line">{children(loaded.value)}</ul>;
}

/** Does something, and says whether it worked. */
export async function act(done: string, failed: string, run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    say({ text: done });
    return true;
  } catch (error) {
    sayRefused(failed, error);
    return false;
  }
}

export interface SecretDialogProps {
  readonly title: string;
  readonly lead: string;
  readonly secret: string;
  readonly onClose: () => void;
}

/** Something shown once: a link, a key, a secret. */
export function SecretDialog({ title, lead, secret, onClose }: SecretDialogProps): ReactElement {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    setCopied(await copyText(secret));
  };
  return (
    <Dialog open onClose={onClose} title={title} description={lead}>
      <input
        readOnly
        value={secret}
        aria-label={title}
        onFocus={(event) => event.currentTarget.select()}
        className="entry font-mono text-sm"
      />
      <DialogActions>
        <Button onClick={onClose}>Done</Button>
        <Button look="primary" onClick={() => void copy()}>
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

export interface ConfirmProps {
  readonly title: string;
  readonly lead: string;
  readonly button: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that is not simply undone. */
export function Confirm({ title, lead, button, onConfirm, onClose }: ConfirmProps): ReactElement {
  const confirm = (): void => {
    onClose();
    onConfirm();
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <p className="text-muted">{lead}</p>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" onClick={confirm}>
          {button}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
