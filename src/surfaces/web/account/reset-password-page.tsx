/** Behind a link that sets a new password, once. */
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { FormField } from '../primitive/form-field.tsx';
import { Problem } from '../primitive/notice.tsx';
import { say } from '../primitive/toast.tsx';
import { resetPassword } from './account.ts';
import { AccountForm, AccountPage } from './account-form.tsx';
import { PASSWORD_HELP } from './password-help.ts';

const route = getRouteApi('/reset-password');

export function ResetPasswordPage(): ReactElement {
  const { token = '' } = route.useSearch();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const submit = async (): Promise<void> => {
    await resetPassword(token, password);
    say({ text: 'Your new password holds. Sign in with it.' });
    await navigate({ to: '/sign-in', replace: true });
  };
  if (token === '') {
    return (
      <Problem
        isPage
        title="This link is not whole"
        detail="The address of a link that sets a new password ends in a long token. Open the link as you were given it, or ask an admin for a new one."
      />
    );
  }
  return (
    <AccountPage title="Set a new password">
      <AccountForm button="Set the password" onSubmit={submit}>
        {(errorOf) => (
          <FormField
            label="New password"
            type="password"
            autoComplete="new-password"
            autoFocus
            help={PASSWORD_HELP}
            value={password}
            error={errorOf('newPassword')}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
      </AccountForm>
    </AccountPage>
  );
}
