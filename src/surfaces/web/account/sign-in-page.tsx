/** Sign in: by password, by a code sent by e-mail, by passkey, or through the organisation. */
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { Button } from '../primitive/button.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { sayRefused } from '../primitive/toast.tsx';
import { useSession } from '../workspace/use-session.tsx';
import {
  askForCode,
  readInstallation,
  type SignInOffer,
  signInElsewhere,
  signInWithCode,
  signInWithPasskey,
  signInWithPassword,
} from './account.ts';
import { AccountForm, AccountPage } from './account-form.tsx';

const route = getRouteApi('/sign-in');
const PLAIN_OFFER: SignInOffer = { password: true, code: false, passkey: false, singleSignOn: null };

export function SignInPage(): ReactElement {
  const { to } = route.useSearch();
  const { refresh } = useSession();
  const navigate = useNavigate();
  const [offer, setOffer] = useState(PLAIN_OFFER);
  const [email, setEmail] = useState('');
  const [byCode, setByCode] = useState(false);
  useEffect(() => {
    readInstallation().then(
      ({ isSetUp, signIn }) => (isSetUp ? setOffer(signIn) : void navigate({ to: '/set-up', replace: true })),
      () => undefined,
    );
  }, [navigate]);
  const target = to?.startsWith('/') === true && !to.startsWith('//') ? to : '/';
  const enter = async (): Promise<void> => {
    await refresh();
    await navigate({ href: target, replace: true });
  };
  const attempt = (act: () => Promise<void>): void => {
    act().then(enter, (error: unknown) => sayRefused('You are not signed in', error));
  };
  return (
    <AccountPage title="Sign in" lead="One line of evidence, from the voice of the customer to what came of it.">
      {byCode ? (
        <CodeForm email={email} onEmail={setEmail} onDone={enter} />
      ) : (
        <PasswordForm email={email} onEmail={setEmail} onDone={enter} />
      )}
      <div className="flex flex-col gap-2">
        {offer.code && (
          <Button onClick={() => setByCode(!byCode)}>
            {byCode ? 'Sign in with a password' : 'Send me a code by e-mail'}
          </Button>
        )}
        {offer.passkey && 'PublicKeyCredential' in window && (
          <Button onClick={() => attempt(signInWithPasskey)}>Sign in with a passkey</Button>
        )}
        {offer.singleSignOn !== null && (
          <Button onClick={() => void signInElsewhere(offer.singleSignOn?.provider ?? '', target)}>
            Sign in with {offer.singleSignOn.name}
          </Button>
        )}
      </div>
      <p className="text-sm text-muted">
        {offer.code
          ? 'Forgotten your password? Sign in with a code and set another.'
          : 'Forgotten your password? An admin can give you a link to set another.'}
      </p>
    </AccountPage>
  );
}

interface SignInFormProps {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onDone: () => Promise<void>;
}

function PasswordForm({ email, onEmail, onDone }: SignInFormProps): ReactElement {
  const [password, setPassword] = useState('');
  const missing = {
    ...(email.trim() === '' && { email: 'Give the e-mail address of your account.' }),
    ...(password === '' && { password: 'Give your password.' }),
  };
  const submit = async (): Promise<void> => {
    await signInWithPassword(email.trim(), password);
    await onDone();
  };
  return (
    <AccountForm button="Sign in" onSubmit={submit} missing={missing}>
      {(errorOf) => (
        <>
          <EmailField email={email} onEmail={onEmail} error={errorOf('email')} />
          <FormField
            label="Password"
            type="password"
            autoComplete="current-password"
            value={password}
            error={errorOf('password')}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </>
      )}
    </AccountForm>
  );
}

function CodeForm({ email, onEmail, onDone }: SignInFormProps): ReactElement {
  const [isSent, setSent] = useState(false);
  const [code, setCode] = useState('');
  const submit = async (): Promise<void> => {
    if (!isSent) {
      await askForCode(email.trim());
      return setSent(true);
    }
    await signInWithCode(email.trim(), code.trim());
    await onDone();
  };
  return (
    <AccountForm button={isSent ? 'Sign in' : 'Send the code'} onSubmit={submit}>
      {(errorOf) => (
        <>
          <EmailField email={email} onEmail={onEmail} error={errorOf('email')} />
          {isSent && (
            <FormField
              label="Code"
              help="Six digits; if the address has an account, they are in its inbox."
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              value={code}
              error={errorOf('otp')}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
        </>
      )}
    </AccountForm>
  );
}

function EmailField({
  email,
  onEmail,
  error,
}: {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly error: string | null;
}): ReactElement {
  return (
    <FormField
      label="E-mail"
      type="email"
      autoComplete="username webauthn"
      autoFocus
      value={email}
      error={error}
      onChange={(event) => onEmail(event.currentTarget.value)}
    />
  );
}
