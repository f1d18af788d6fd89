/** Asking people in: a link that works once, mailed where mail is set, and to copy in any case. */
import { type FormEvent, type ReactElement, useState } from 'react';
import { ROLES, type Role } from '../../../platform/permission/index.ts';
import { day, words } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { Select } from '../primitive/select.tsx';
import { useAnswer, useWorkspace } from '../workspace/hooks.ts';
import { errorFrom } from '../workspace/request.ts';
import { act, Line, Listed, SecretDialog, SettingsSection } from './settings-parts.tsx';

const DISCIPLINES = ['product', 'marketing', 'engineering', 'design', 'sales', 'success', 'other'] as const;

interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly invitedByName: string;
  readonly expiresAt: string;
  readonly isExpired: boolean;
}

type WithLink = Invitation & { readonly path: string };

export function Invitations(): ReactElement {
  const { request } = useWorkspace();
  const { value, problem, isLoading, refresh } = useAnswer<{ readonly invitations: readonly Invitation[] }>(
    '/invitations',
  );
  const [isInviting, setInviting] = useState(false);
  const [link, setLink] = useState<WithLink | null>(null);
  const show = (invitation: WithLink): void => {
    setInviting(false);
    setLink(invitation);
    refresh();
  };
  const again = (invitation: Invitation): Promise<boolean> =>
    act('There is a new link', 'No new link was made', async () =>
      show(await request<WithLink>('POST', `/invitations/${invitation.id}/resend`, { body: {} })),
    );
  const revoke = async (invitation: Invitation): Promise<void> => {
    await act('Invitation revoked', 'The invitation was not revoked', () =>
      request('DELETE', `/invitations/${invitation.id}`),
    );
    refresh();
  };
  return (
    <SettingsSection
      title="Invitations"
      lead="A link works once, for seven days. Without a mail server, copy it and hand it over yourself."
      action={
        <Button look="primary" onClick={() => setInviting(true)}>
          Invite
        </Button>
      }
    >
      <Listed loaded={{ value: value?.invitations ?? null, problem, isLoading }} empty="Nobody is invited just now.">
        {(invitations) =>
          invitations.map((one) => (
            <Line
              key={one.id}
              title={one.email}
              detail={`${words(one.role)}, invited by ${one.invitedByName}, ${one.isExpired ? 'expired' : `open until ${day(one.expiresAt.slice(0, 10))}`}`}
            >
              <Button small onClick={() => void again(one)}>
                New link
              </Button>
              <Button small onClick={() => void revoke(one)}>
                Revoke
              </Button>
            </Line>
          ))
        }
      </Listed>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} onDone={show} />}
      {link !== null && (
        <SecretDialog
          title={`Link for ${link.email}`}
          lead="It is shown this once; a new one can be made at any time."
          secret={`${window.location.origin}${link.path}`}
          onClose={() => setLink(null)}
        />
      )}
    </SettingsSection>
  );
}

function InviteDialog({
  onClose,
  onDone,
}: {
  readonly onClose: () => void;
  readonly onDone: (invitation: WithLink) => void;
}): ReactElement {
  const { request, membership } = useWorkspace();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const [discipline, setDiscipline] = useState<(typeof DISCIPLINES)[number]>('product');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    request<WithLink>('POST', '/invitations', { body: { email: email.trim(), role, discipline } })
      .then(onDone)
      .catch((problem: unknown) => setError(errorFrom(problem).message));
  };
  const roles = ROLES.filter((one) => one !== 'owner' || membership.role === 'owner').map((value) => ({
    value,
    label: words(value),
  }));
  return (
    <Dialog open onClose={onClose} title="Invite somebody">
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <FormField
          label="E-mail"
          type="email"
          autoFocus
          value={email}
          error={error}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <div className="flex flex-wrap gap-6">
          <div className="flex flex-col gap-1">
            <span className="font-medium">Role</span>
            <Select label="Role" options={roles} value={role} onChange={setRole} className="w-40" />
          </div>
          <div className="flex flex-col gap-1">
            <span className="font-medium">Discipline</span>
            <Select
              label="Discipline"
              options={DISCIPLINES.map((value) => ({ value, label: words(value) }))}
              value={discipline}
              onChange={setDiscipline}
              className="w-40"
            />
          </div>
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={email.trim() === ''}>
            Make the link
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
