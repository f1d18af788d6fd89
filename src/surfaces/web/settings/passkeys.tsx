/** Passkeys: signing in with a fingerprint, a face or a key instead of a password. */
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { addPasskey, listPasskeys, type Passkey, passkeyProblem, removePasskey } from '../account/passkey.ts';
import { ago } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { errorFrom } from '../workspace/request.ts';
import type { Loaded } from '../workspace/resource.ts';
import { act, Confirm, Line, Listed, SettingsSection } from './settings-parts.tsx';

const WAITING: Loaded<readonly Passkey[]> = { value: null, problem: null, isLoading: true };

export function Passkeys(): ReactElement {
  const [loaded, setLoaded] = useState(WAITING);
  const [problem, setProblem] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const refresh = useCallback(async () => {
    try {
      setLoaded({ value: await listPasskeys(), problem: null, isLoading: false });
    } catch (error) {
      setLoaded({ value: null, problem: errorFrom(error), isLoading: false });
    }
  }, []);
  useEffect(() => void refresh(), [refresh]);
  const add = async (): Promise<void> => {
    setAdding(true);
    setProblem(null);
    try {
      await addPasskey();
      await refresh();
    } catch (error) {
      setProblem(passkeyProblem(error));
    }
    setAdding(false);
  };
  const remove = async (passkey: Passkey): Promise<void> => {
    await act('Passkey removed', 'The passkey was not removed', () => removePasskey(passkey.id));
    await refresh();
  };
  return (
    <SettingsSection
      title="Passkeys"
      lead="Sign in with this device’s fingerprint, face or PIN, or with a security key. Nothing secret leaves the device."
      action={
        <Button disabled={isAdding} onClick={() => void add()}>
          {isAdding ? 'Waiting for your device…' : 'Add a passkey'}
        </Button>
      }
    >
      {problem !== null && (
        <p role="alert" className="mb-3 text-red">
          {problem}
        </p>
      )}
      <Listed loaded={loaded} empty="No passkeys yet. Your password goes on working beside them.">
        {(passkeys) =>
          passkeys.map((one) => (
            <Line key={one.id} title={one.name ?? 'Passkey'} detail={`Added ${ago(one.createdAt)}`}>
              <Button small onClick={() => setRemoving(one)}>
                Remove
              </Button>
            </Line>
          ))
        }
      </Listed>
      {removing !== null && (
        <Confirm
          title="Remove this passkey?"
          lead="It no longer signs you in. Your device may still show it: remove it there too."
          button="Remove it"
          onConfirm={() => void remove(removing)}
          onClose={() => setRemoving(null)}
        />
      )}
    </SettingsSection>
  );
}
