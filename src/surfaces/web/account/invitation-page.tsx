/** Behind an invitation's link: what it is for, and one step to join. */
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { words } from '../format/format.ts';
import { buttonLook } from '../primitive/button.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { Problem } from '../primitive/notice.tsx';
import { PageWaiting } from '../route/page-states.tsx';
import { errorFrom } from '../workspace/request.ts';
import { useSession } from '../workspace/use-session.tsx';
import { acceptInvitation, type Invitation, readInvitation } from './account.ts';
import { AccountForm, AccountPage } from './account-form.tsx';
import { PASSWORD_HELP } from './password-help.ts';

const route = getRouteApi('/invitation/$token');

export function InvitationPage(): ReactElement {
  const { token } = route.useParams();
  const { session, refresh } = useSession();
  const navigate = useNavigate();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  useEffect(() => {
    readInvitation(token).then(setInvitation, (error: unknown) => setProblem(errorFrom(error)));
  }, [token]);
  if (problem !== null) return <Problem isPage title="This invitation cannot be used" detail={problem.message} />;
  if (invitation === null) return <PageWaiting />;
  const accept = async (): Promise<void> => {
    const joined = await acceptInvitation(session === null ? { token, name: name.trim(), password } : { token });
    await refresh();
    await navigate({ to: '/$workspace', params: { workspace: joined.slug }, replace: true });
  };
  const lead = `${invitation.invitedByName} invites you (${invitation.email}) as ${words(invitation.role).toLowerCase()}.`;
  if (session === null && invitation.hasAccount) {
    return (
      <AccountPage title={`Join ${invitation.workspaceName}`} lead={lead}>
        <Link to="/sign-in" search={{ to: `/invitation/${token}` }} className={`${buttonLook('primary')} h-10`}>
          Sign in to join
        </Link>
      </AccountPage>
    );
  }
  return (
    <AccountPage title={`Join ${invitation.workspaceName}`} lead={lead}>
      <AccountForm
        button={session === null ? 'Create your account and join' : `Join as ${session.user.name}`}
        onSubmit={accept}
      >
        {(errorOf) =>
          session === null && (
            <>
              <FormField
                label="Your name"
                autoComplete="name"
                autoFocus
                value={name}
                error={errorOf('name')}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <FormField
                label="Password"
                type="password"
                autoComplete="new-password"
                help={PASSWORD_HELP}
                value={password}
                error={errorOf('password')}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
            </>
          )
        }
      </AccountForm>
    </AccountPage>
  );
}
