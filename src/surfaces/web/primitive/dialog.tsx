/** A dialog asks before something that cannot simply be undone, or takes a short form. */
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactElement, type ReactNode, useMemo, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** Wide for tables and forms of two columns. */
  readonly wide?: boolean;
  /** The title is read out but not drawn: palettes. */
  readonly bare?: boolean;
}

const PLACE =
  'floating fixed left-1/2 z-40 -translate-x-1/2 max-h-[calc(100dvh-2rem)] w-[calc(100vw-1rem)] flex flex-col';

/** A form begins in its first entry; a dialog without one is itself in focus, so that no button seems chosen. */
const FIRST_ENTRY = 'input:not([type="checkbox"]), textarea';

export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  wide = false,
  bare = false,
}: DialogProps): ReactElement {
  const popup = useRef<HTMLDivElement>(null);
  // Taken while it is drawn: an entry with autoFocus has the focus before any effect could look.
  const cameFrom = useMemo(
    () => (open && document.activeElement instanceof HTMLElement ? document.activeElement : null),
    [open],
  );
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Base.Popup
          ref={popup}
          initialFocus={() => popup.current?.querySelector<HTMLElement>(FIRST_ENTRY) ?? popup.current}
          finalFocus={() => placeToReturn(cameFrom)}
          className={classNames(
            PLACE,
            wide ? 'max-w-3xl' : 'max-w-lg',
            bare ? 'top-[10dvh]' : 'top-[8dvh] sm:top-[12dvh]',
          )}
        >
          {bare ? (
            <Base.Title className="sr-only">{title}</Base.Title>
          ) : (
            <div className="flex items-start gap-3 px-5 pt-4">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description !== undefined && (
                  <Base.Description className="mt-0.5 text-muted">{description}</Base.Description>
                )}
              </div>
              <Base.Close
                render={
                  <IconButton label="Close" small>
                    <X size={16} />
                  </IconButton>
                }
              />
            </div>
          )}
          {bare ? children : <div className="scrolls min-h-0 px-5 pt-3 pb-5">{children}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/**
 * Where the focus goes when the dialog has closed. A place that Tab does not reach (the page itself) is taken here: handed on, it would
 * be exchanged for the first thing in it that Tab does reach.
 */
function placeToReturn(cameFrom: HTMLElement | null): HTMLElement | boolean {
  if (cameFrom?.isConnected !== true) return true;
  if (cameFrom.tabIndex >= 0) return cameFrom;
  queueMicrotask(() => document.activeElement === document.body && cameFrom.focus({ preventScroll: true }));
  return false;
}

/** The row of buttons that ends a dialog; the primary one stands last. */
export function DialogActions({ children }: { readonly children: ReactNode }): ReactElement {
  return <div className="mt-5 flex flex-wrap items-center justify-end gap-2">{children}</div>;
}
