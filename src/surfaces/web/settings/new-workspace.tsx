/** Another workspace on this installation. */
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactElement, useState } from 'react';
import { Button } from '../primitive/button.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { useWorkspace } from '../workspace/hooks.ts';
import { ask, errorFrom, RequestProblem } from '../workspace/request.ts';
import type { Membership } from '../workspace/session.ts';
import { useSession } from '../workspace/use-session.tsx';
import { SettingsSection } from './settings-parts.tsx';

export function NewWorkspace(): ReactElement {
  const [isMaking, setMaking] = useState(false);
  return (
    <SettingsSection
      title="Another workspace"
      lead="Workspaces share nothing but the people who belong to several. You own the one you make."
      action={<Button onClick={() => setMaking(true)}>New workspace</Button>}
    >
      {isMaking && <NewWorkspaceDialog onClose={() => setMaking(false)} />}
    </SettingsSection>
  );
}

function NewWorkspaceDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { membership } = useWorkspace();
  const { refresh } = useSession();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [slug, setSlug] = useState('');
  const [error, setError] = useState<{ readonly field: string | null; readonly text: string } | null>(null);
  const [isMaking, setMaking] = useState(false);
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setMaking(true);
    try {
      const body = { name: name.trim(), timeZone: membership.timeZone, ...(slug !== '' && { slug }) };
      const made = await ask<Membership>('POST', '/api/v1/workspaces', { body });
      await refresh();
      onClose();
      await navigate({ to: '/$workspace', params: { workspace: made.slug }, search: { product: undefined } });
    } catch (problem) {
      const field = problem instanceof RequestProblem ? problem.field : null;
      setError({ field, text: errorFrom(problem).message });
      setMaking(false);
    }
  };
  const isOfSlug = error?.field === 'slug';
  return (
    <Dialog open onClose={onClose} title="New workspace">
      <form onSubmit={(event) => void make(event)} className="flex flex-col gap-4" noValidate>
        <FormField
          label="Name"
          placeholder="Thunderbird"
          value={name}
          maxLength={80}
          error={error === null || isOfSlug ? null : error.text}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FormField
          label="Address"
          placeholder="made of the name"
          help="Small letters, digits and hyphens: what stands after the slash."
          value={slug}
          maxLength={60}
          error={isOfSlug ? error.text : null}
          onChange={(event) => setSlug(event.currentTarget.value)}
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={name.trim() === '' || isMaking}>
            Make the workspace
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
