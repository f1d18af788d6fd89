/** The first page of a new installation: its owner and first workspace, made together. */
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { PASSWORD_LEAST } from '../../../platform/auth/password-length.ts';
import { FormField } from '../primitive/form-field.tsx';
import { useSession } from '../workspace/use-session.tsx';
import { readInstallation, setUp } from './account.ts';
import { AccountForm, AccountPage } from './account-form.tsx';
import { PASSWORD_HELP } from './password-help.ts';

const route = getRouteApi('/set-up');

/** In words a form can say beside the field; the server has the last word. */
function missingIn({
  workspaceName,
  name,
  email,
  password,
}: Readonly<Record<'workspaceName' | 'name' | 'email' | 'password', string>>) {
  return {
    ...(workspaceName.trim() === '' && { workspaceName: 'Name the workspace, after your product or company.' }),
    ...(name.trim() === '' && { name: 'Give your name: it stands beside what you write.' }),
    ...(!/^\S+@\S+$/.test(email.trim()) && { email: 'Give your e-mail address, as ada@example.com.' }),
    ...(password.length < PASSWORD_LEAST && {
      password: `Choose a password of at least ${String(PASSWORD_LEAST)} characters.`,
    }),
  };
}

export function SetUpPage(): ReactElement {
  const { token = '' } = route.useSearch();
  const { refresh } = useSession();
  const navigate = useNavigate();
  const [needsToken, setNeedsToken] = useState(false);
  const [values, setValues] = useState({ workspaceName: '', name: '', email: '', password: '', token });
  useEffect(() => {
    readInstallation().then(
      (installation) =>
        installation.isSetUp
          ? void navigate({ to: '/sign-in', replace: true })
          : setNeedsToken(installation.needsToken),
      () => undefined,
    );
  }, [navigate]);
  const submit = async (): Promise<void> => {
    const { token: given, ...rest } = values;
    const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const { workspace } = await setUp({ ...rest, timeZone, ...(given !== '' && { token: given }) });
    await refresh();
    await navigate({ to: '/$workspace', params: { workspace: workspace.slug }, replace: true });
  };
  return (
    <AccountPage title="Set up Throughline" lead="You become the owner. Everything stays on this machine.">
      <AccountForm button="Create the workspace" onSubmit={submit} missing={missingIn(values)}>
        {(errorOf) => {
          const field = (name: keyof typeof values) => ({
            value: values[name],
            error: errorOf(name),
            onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
              setValues({ ...values, [name]: event.currentTarget.value }),
          });
          return (
            <>
              <FormField
                label="Workspace"
                placeholder="Your product or company"
                autoFocus
                {...field('workspaceName')}
              />
              <FormField label="Your name" autoComplete="name" {...field('name')} />
              <FormField label="E-mail" type="email" autoComplete="username" {...field('email')} />
              <FormField
                label="Password"
                type="password"
                autoComplete="new-password"
                help={PASSWORD_HELP}
                {...field('password')}
              />
              {needsToken && (
                <FormField
                  label="Set-up token"
                  help="It was printed where Throughline was started."
                  {...field('token')}
                />
              )}
            </>
          );
        }}
      </AccountForm>
    </AccountPage>
  );
}
