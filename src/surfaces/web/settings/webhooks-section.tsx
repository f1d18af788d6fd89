/** Addresses that hear every change, signed; how they do, and what to do about it. */
import { type ReactElement, useState } from 'react';
import { plural } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { Switch } from '../primitive/switch.tsx';
import { useAnswer, useWorkspace } from '../workspace/hooks.ts';
import { Deliveries } from './deliveries.tsx';
import { act, Confirm, Listed, SecretDialog, SettingsSection } from './settings-parts.tsx';
import { type Heard, heardBy, WebhookDialog } from './webhook-dialog.tsx';

interface Webhook extends Heard {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly active: boolean;
  readonly failures: number;
  readonly pausedAt: string | null;
  readonly pausedBecause: string | null;
}

export default function WebhooksSection(): ReactElement {
  const { value, problem, isLoading, refresh } = useAnswer<{ readonly items: readonly Webhook[] }>('/webhooks');
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const made = (given: string | null): void => {
    setAdding(false);
    setSecret(given);
    refresh();
  };
  return (
    <SettingsSection
      title="Webhooks"
      lead="Changes are posted to these addresses, signed after Standard Webhooks, in order and again until it arrives."
      action={
        <Button look="primary" onClick={() => setAdding(true)}>
          New webhook
        </Button>
      }
    >
      <Listed
        loaded={{ value: value?.items ?? null, problem, isLoading }}
        empty="No webhooks. Add an address to tell another system of every change."
      >
        {(items) =>
          items.map((one) => <WebhookLine key={one.id} webhook={one} onChange={refresh} onSecret={setSecret} />)
        }
      </Listed>
      {isAdding && <WebhookDialog webhook={null} onClose={() => setAdding(false)} onDone={made} />}
      {secret !== null && (
        <SecretDialog
          title="The webhook’s secret"
          lead="It verifies signatures. Copy it now: it is shown this once."
          secret={secret}
          onClose={() => setSecret(null)}
        />
      )}
    </SettingsSection>
  );
}

interface WebhookLineProps {
  readonly webhook: Webhook;
  readonly onChange: () => void;
  readonly onSecret: (secret: string) => void;
}

function WebhookLine({ webhook, onChange, onSecret }: WebhookLineProps): ReactElement {
  const { request } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const path = `/webhooks/${webhook.id}`;
  const run = async (done: string, write: () => Promise<unknown>): Promise<void> => {
    await act(done, 'The webhook was not changed', write);
    onChange();
  };
  const renew = (): Promise<void> =>
    run('There is a new secret', async () =>
      onSecret((await request<{ readonly secret: string }>('POST', `${path}/secret`, { body: {} })).secret),
    );
  return (
    <li className="border-b border-line py-3">
      <p className="font-medium break-all">{webhook.url}</p>
      {webhook.description !== '' && <p className="text-sm text-muted">{webhook.description}</p>}
      <p className="text-sm text-muted">{heardBy(webhook)}</p>
      {webhook.pausedAt !== null && (
        <p className="mt-1 text-sm text-red">
          Paused: {webhook.pausedBecause ?? 'it failed too often'}. Switch it on to go on where it stopped.
        </p>
      )}
      {webhook.pausedAt === null && webhook.failures > 0 && (
        <p className="mt-1 text-sm text-amber">{plural(webhook.failures, 'attempt', 'attempts')} in a row failed.</p>
      )}
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <Switch
          label={webhook.active && webhook.pausedAt === null ? 'On' : 'Off'}
          checked={webhook.active && webhook.pausedAt === null}
          onChange={(active) =>
            void run(active ? 'Webhook on' : 'Webhook off', () => request('PATCH', path, { body: { active } }))
          }
        />
        <span className="flex-1" />
        <Button small look="plain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Deliveries
        </Button>
        <Button small look="plain" onClick={() => setEditing(true)}>
          Edit
        </Button>
        <Button small look="plain" onClick={() => void renew()}>
          New secret
        </Button>
        <Button small look="plain" className="text-red" onClick={() => setRemoving(true)}>
          Remove
        </Button>
      </div>
      {isOpen && <Deliveries webhookId={webhook.id} />}
      {isEditing && (
        <WebhookDialog
          webhook={webhook}
          onClose={() => setEditing(false)}
          onDone={() => {
            setEditing(false);
            onChange();
          }}
        />
      )}
      {isRemoving && (
        <Confirm
          title="Remove this webhook?"
          lead="What still waits for delivery is dropped."
          button="Remove"
          onConfirm={() => void run('Webhook removed', () => request('DELETE', path))}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  );
}
