/** Toasts say what just happened; where it can be taken back they offer Undo for seven seconds. */
import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, IconButton } from './button.tsx';
import { classNames } from './class-names.ts';

const UNDO_MILLISECONDS = 7_000;
const FAILURE_MILLISECONDS = 12_000;

const toasts = Base.createToastManager();

export interface Notice {
  readonly text: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/**
 * Says that something is done, and gives back how to take that away.
 *
 * @example
 * const unsay = say({ text: 'FEA-42 archived', action: { label: 'Undo', run: undo } });
 */
export function say({ text, detail, action }: Notice): () => void {
  const id = toasts.add({
    title: text,
    description: detail,
    timeout: UNDO_MILLISECONDS,
    ...(action !== undefined && {
      actionProps: {
        children: action.label,
        onClick: () => {
          toasts.close(id);
          action.run();
        },
      },
    }),
  });
  return () => toasts.close(id);
}

/** Says that something failed, and what is safe or to be done. Announced at once. */
export function sayFailure({ text, detail }: Notice): void {
  toasts.add({ title: text, description: detail, type: 'failure', priority: 'high', timeout: FAILURE_MILLISECONDS });
}

/** The same with the reason that was thrown. @example sayRefused('The view was not saved', error) */
export function sayRefused(text: string, error: unknown): void {
  sayFailure({ text, detail: error instanceof Error ? error.message : '' });
}

export function Toasts(): ReactElement {
  return (
    <Base.Provider toastManager={toasts} limit={3}>
      <Base.Portal>
        <Base.Viewport
          data-toasts
          className="fixed right-4 bottom-18 z-50 flex w-[calc(100vw-2rem)] max-w-sm flex-col gap-2"
        >
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList(): readonly ReactElement[] {
  return Base.useToastManager().toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      // Base UI hides an urgent one from screen readers because it is read out elsewhere; its buttons can be reached all the same.
      aria-hidden={false}
      className={classNames('floating data-[limited]:hidden', toast.type === 'failure' && 'border-red')}
    >
      <Base.Content className="flex items-center gap-3 py-2 pr-2 pl-3">
        <div className="min-w-0 flex-1">
          <Base.Title className={classNames('font-medium', toast.type === 'failure' && 'text-red')} />
          <Base.Description className="text-sm text-muted" />
        </div>
        {toast.actionProps !== undefined && (
          <Base.Action render={<Button small look="plain" className="text-accent" />} />
        )}
        <Base.Close
          // Reached with Tab like any button, so it is read out like one.
          aria-hidden={false}
          render={
            <IconButton label="Dismiss" small>
              <X size={14} />
            </IconButton>
          }
        />
      </Base.Content>
    </Base.Root>
  ));
}
