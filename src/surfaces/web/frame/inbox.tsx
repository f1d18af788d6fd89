/** What is new for the reader, each with its reason. */
import { useNavigate } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { ago } from '../format/format.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { classNames } from '../primitive/class-names.ts';
import { Popover } from '../primitive/popover.tsx';
import { useOpen } from '../workspace/context.tsx';
import { useItem, useResource, useWorkspace } from '../workspace/hooks.ts';
import type { Notification } from '../workspace/resource.ts';

const REASONS = {
  outOfStep: 'Out of step',
  assigned: 'Assigned to you',
  mentioned: 'You were mentioned',
  commented: 'Comment',
} as const;

export function InboxButton(): ReactElement {
  const { resources, workspace } = useOpen();
  const { value, problem } = useResource(resources.notifications);
  const [open, setOpen] = useState(false);
  const unread = value?.unread ?? 0;
  const readAll = async (): Promise<void> => {
    await workspace.request('POST', '/notifications/read', { body: {} });
    await resources.notifications.refresh();
  };
  const trigger = (
    <IconButton label={unread === 0 ? 'Notifications' : `Notifications, ${String(unread)} unread`} className="relative">
      <Bell size={16} />
      {unread > 0 && <span aria-hidden className="absolute top-1.5 right-1.5 size-2 rounded-full bg-accent" />}
    </IconButton>
  );
  return (
    <Popover
      trigger={trigger}
      label="Notifications"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-96 p-0"
    >
      <div className="flex h-11 items-center justify-between border-b border-line pr-2 pl-4">
        <h2 className="font-semibold">Notifications</h2>
        {unread > 0 && (
          <Button small look="plain" onClick={() => void readAll()}>
            Mark all read
          </Button>
        )}
      </div>
      {problem !== null && <p className="p-4 text-muted">They could not be loaded: {problem.message}</p>}
      {value?.notifications.length === 0 && (
        <p className="p-4 text-muted">
          Nothing yet. You hear here when something you own falls out of step, or somebody mentions you.
        </p>
      )}
      <ul>
        {value?.notifications.map((one) => (
          <li key={one.id} className="border-b border-line last:border-0">
            <Entry notification={one} onOpen={() => setOpen(false)} />
          </li>
        ))}
      </ul>
    </Popover>
  );
}

function Entry({
  notification,
  onOpen,
}: {
  readonly notification: Notification;
  readonly onOpen: () => void;
}): ReactElement {
  const { membership, request } = useWorkspace();
  const { resources } = useOpen();
  const item = useItem(notification.itemId);
  const navigate = useNavigate();
  const open = async (): Promise<void> => {
    onOpen();
    void navigate({
      to: '/$workspace/item/$ref',
      params: { workspace: membership.slug, ref: item?.key ?? notification.itemId },
    });
    if (notification.readAt !== null) return;
    await request('POST', '/notifications/read', { body: { ids: [notification.id] } });
    await resources.notifications.refresh();
  };
  return (
    <button type="button" onClick={() => void open()} className="w-full px-4 py-2.5 text-left hover:bg-sunk">
      <span className="flex items-center gap-2 text-xs text-muted">
        <span className={classNames(notification.reason === 'outOfStep' && 'font-medium text-amber')}>
          {REASONS[notification.reason]}
        </span>
        <span className="flex-1">{item?.key}</span>
        <time dateTime={notification.createdAt}>{ago(notification.createdAt)}</time>
        {notification.readAt === null && (
          <span role="img" aria-label="Unread" className="size-2 rounded-full bg-accent" />
        )}
      </span>
      <span className="mt-0.5 block">{notification.sentence}</span>
    </button>
  );
}
