/** Keys for scripts and agents: each acts as its maker, with no more than it was given. */
import { type FormEvent, type ReactElement, useState } from 'react';
import { isAtLeast, ROLES, type Role } from '../../../platform/permission/index.ts';
import { ago, both, day, today, words } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { Checkbox } from '../primitive/checkbox.tsx';
import { Dialog, DialogActions } from '../primitive/dialog.tsx';
import { FormField } from '../primitive/form-field.tsx';
import { Select } from '../primitive/select.tsx';
import { useAnswer, useMemberName, useWorkspace } from '../workspace/hooks.ts';
import { errorFrom } from '../workspace/request.ts';
import { act, Confirm, Line, Listed, SecretDialog, SettingsSection } from './settings-parts.tsx';

const SCOPES = ['read', 'write', 'admin'] as const;
const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: 'never', label: 'Until it is ended' },
] as const;
const DAY_MILLISECONDS = 86_400_000;

interface ApiKey {
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
  readonly start: string;
  readonly role: Role;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

export default function ApiKeysSection(): ReactElement {
  const { request } = useWorkspace();
  const { value, problem, isLoading, refresh } = useAnswer<{ readonly apiKeys: readonly ApiKey[] }>('/api-keys');
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const end = async (key: ApiKey): Promise<void> => {
    if (await act(`Key “${key.name}” ended`, 'The key was not ended', () => request('DELETE', `/api-keys/${key.id}`)))
      refresh();
  };
  const make = async (body: object): Promise<void> => {
    const answer = await request<{ readonly token: string }>('POST', '/api-keys', { body });
    setMaking(false);
    setMade(answer.token);
    refresh();
  };
  return (
    <SettingsSection
      title="API keys"
      lead="For scripts, integrations and agents. A key acts as you, in this workspace only, with at most the role and scopes you give it."
      action={
        <Button look="primary" onClick={() => setMaking(true)}>
          New key
        </Button>
      }
    >
      <Listed
        loaded={{ value: value?.apiKeys ?? null, problem, isLoading }}
        empty="No keys. Make one to let a script or an agent work here."
      >
        {(keys) => keys.map((key) => <KeyLine key={key.id} apiKey={key} onEnd={() => setEnding(key)} />)}
      </Listed>
      {isMaking && <NewKey onClose={() => setMaking(false)} onMake={make} />}
      {made !== null && (
        <SecretDialog
          title="Your new key"
          lead="Copy it now: it is shown this once. Send it as “Authorization: Bearer …”."
          secret={made}
          onClose={() => setMade(null)}
        />
      )}
      {ending !== null && (
        <Confirm
          title={`End the key “${ending.name}”?`}
          lead="Whatever uses it stops working at once."
          button="End the key"
          onConfirm={() => void end(ending)}
          onClose={() => setEnding(null)}
        />
      )}
    </SettingsSection>
  );
}

function KeyLine({ apiKey, onEnd }: { readonly apiKey: ApiKey; readonly onEnd: () => void }): ReactElement {
  const holder = useMemberName(apiKey.memberId);
  const used = apiKey.lastUsedAt === null ? 'never used' : `used ${ago(apiKey.lastUsedAt)}`;
  const until = apiKey.expiresAt === null ? 'no expiry' : `until ${day(apiKey.expiresAt.slice(0, 10))}`;
  const isExpired = apiKey.expiresAt !== null && apiKey.expiresAt.slice(0, 10) < today();
  return (
    <Line
      title={apiKey.name}
      detail={`${holder}, ${words(apiKey.role).toLowerCase()}: ${both(apiKey.scopes)}; ${used}; ${until}`}
    >
      <code className="text-sm text-muted">{apiKey.start}…</code>
      {isExpired && <span className="text-sm text-red">Expired</span>}
      <Button small onClick={onEnd}>
        End
      </Button>
    </Line>
  );
}

function NewKey({
  onClose,
  onMake,
}: {
  readonly onClose: () => void;
  readonly onMake: (body: object) => Promise<void>;
}): ReactElement {
  const { membership } = useWorkspace();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>(membership.role);
  const [scopes, setScopes] = useState<readonly string[]>(['read']);
  const [lifetime, setLifetime] = useState<(typeof LIFETIMES)[number]['value']>('90');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const expiresAt =
      lifetime === 'never' ? null : new Date(Date.now() + Number(lifetime) * DAY_MILLISECONDS).toISOString();
    onMake({ name: name.trim(), role, scopes, expiresAt }).catch((problem: unknown) =>
      setError(errorFrom(problem).message),
    );
  };
  const roles = ROLES.filter((one) => isAtLeast(membership.role, one)).map((value) => ({ value, label: words(value) }));
  return (
    <Dialog open onClose={onClose} title="New API key">
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <FormField
          label="What it is for"
          placeholder="Release script"
          value={name}
          autoFocus
          maxLength={80}
          error={error}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className="flex flex-wrap gap-6">
          <div className="flex flex-col gap-1">
            <span className="font-medium">At most the role</span>
            <Select label="Role" options={roles} value={role} onChange={setRole} className="w-40" />
          </div>
          <div className="flex flex-col gap-1">
            <span className="font-medium">Ends after</span>
            <Select label="Ends after" options={LIFETIMES} value={lifetime} onChange={setLifetime} className="w-40" />
          </div>
        </div>
        <fieldset className="flex gap-6">
          <legend className="mb-1 font-medium">May</legend>
          {SCOPES.map((scope) => (
            <span key={scope} className="flex items-center gap-2">
              <Checkbox
                label={scope}
                checked={scopes.includes(scope)}
                onChange={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((one) => one !== scope))}
              />
              {scope}
            </span>
          ))}
        </fieldset>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={name.trim() === '' || scopes.length === 0}>
            Make the key
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
