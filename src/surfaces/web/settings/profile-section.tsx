/** The reader's own name and how to sign in. */
import { type FormEvent, type ReactElement, useState } from 'react';
import { signOut } from '../account/account.ts';
import { PASSWORD_HELP } from '../account/password-help.ts';
import { words } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { useOpen } from '../workspace/context.tsx';
import { send } from '../workspace/request.ts';
import { useSession } from '../workspace/use-session.tsx';
import { Passkeys } from './passkeys.tsx';
import { act, SettingsSection } from './settings-parts.tsx';

export default function ProfileSection(): ReactElement {
  const { session, workspace } = useOpen();
  const { refresh } = useSession();
  const [name, setName] = useState(session.user.name);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await act('Name saved', 'Your name was not saved', async () => {
      await send('PATCH', '/api/v1/profile', { body: { name: name.trim() } });
      await refresh();
    });
  };
  return (
    <>
      <SettingsSection
        title="Profile"
        lead={`You are ${session.user.email}, ${words(workspace.membership.role).toLowerCase()} of ${workspace.membership.name}.`}
      >
        <form onSubmit={(event) => void save(event)} className="flex max-w-sm flex-col items-start gap-3">
          <FormField
            label="Name"
            autoComplete="name"
            value={name}
            className="w-full"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button look="primary" type="submit" disabled={name.trim() === '' || name === session.user.name}>
            Save
          </Button>
        </form>
      </SettingsSection>
      <PasswordForm />
      <Passkeys />
      <SettingsSection title="Sign out" lead="The copy of the workspace in this browser is removed.">
        <Button onClick={() => void signOut()}>Sign out</Button>
      </SettingsSection>
    </>
  );
}

function PasswordForm(): ReactElement {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
    const isDone = await act('Password changed; other sessions are signed out', 'The password was not changed', () =>
      send('POST', '/api/auth/change-password', { body }),
    );
    if (!isDone) return;
    setCurrent('');
    setNext('');
  };
  return (
    <SettingsSection title="Password" lead="Changing it signs you out everywhere else.">
      <form onSubmit={(event) => void save(event)} className="flex max-w-sm flex-col items-start gap-3">
        <FormField
          label="Current password"
          type="password"
          autoComplete="current-password"
          className="w-full"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <FormField
          label="New password"
          type="password"
          autoComplete="new-password"
          help={PASSWORD_HELP}
          className="w-full"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <Button type="submit" disabled={current === '' || next === ''}>
          Change the password
        </Button>
      </form>
    </SettingsSection>
  );
}
